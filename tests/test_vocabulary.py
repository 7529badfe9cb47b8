"""A label is recognised however it is typed, and never taken for another."""

from __future__ import annotations

import pytest

from pipelines.model import A_QUALIFIER, CHAMPS
from pipelines.vocabulary import clean, fold, is_missing, load_children, load_labels, load_titles, load_vocabulary

VOCABULAIRES = sorted({champ.vocabulaire for champ in CHAMPS if champ.vocabulaire} | {"booleen"})
CHAMPS_CODES = [(champ.nom, champ.vocabulaire) for champ in CHAMPS if champ.type == "code" and champ.vocabulaire]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  État   civil ", "etat civil"),
        ("E\u0301tat civil", "etat civil"),
        ("ÉTAT\u00a0CIVIL :", "etat civil"),
        ("Droit à l’Usager", "droit a l'usager"),
        ("Droit à l'Usager", "droit a l'usager"),
        ("La\u200bRochelle", "larochelle"),
        ("Culture – Patrimoine", "culture - patrimoine"),
        ("Œuvre", "œuvre"),
    ],
)
def test_a_label_has_one_comparable_form(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_cleaning_keeps_case_and_accents() -> None:
    assert clean(" E\u0301tat\u202fcivil\u200b ") == "État civil"


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "—", "NC", "N.C.", "n/c", "N/A", "#N/A", "null", "NaN", "(vide)", "ND", "?"]
)
def test_words_that_mean_nothing_was_recorded(cell: str) -> None:
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["0", "Non", "Autre", "Nice", "Nord", "Sans suite", "01"])
def test_a_value_is_not_an_absence(cell: str) -> None:
    assert not is_missing(cell)


@pytest.mark.parametrize("nom", VOCABULAIRES)
def test_a_vocabulary_has_no_two_labels_read_alike_and_never_the_reserved_code(nom: str) -> None:
    terms = load_vocabulary(nom)
    if nom not in ("sous_domaine", "reorientation_detail"):
        folded = [fold(terme.libelle) for terme in terms.values()]
        assert len(set(folded)) == len(folded)
    assert A_QUALIFIER not in terms
    assert all(terme.definition for terme in terms.values())


@pytest.mark.parametrize(("champ", "vocabulaire"), CHAMPS_CODES)
def test_every_known_label_leads_to_a_code_of_its_vocabulary(champ: str, vocabulaire: str) -> None:
    terms = load_vocabulary(vocabulaire)
    details = load_vocabulary("sous_domaine") if vocabulaire == "domaine" else {}
    labels = load_labels(champ, vocabulaire)
    assert {code for code in labels.values() if code and code not in terms and code not in details} == set()
    for code, terme in terms.items():
        assert labels[fold(code)] == code
        if vocabulaire not in ("sous_domaine", "reorientation_detail"):
            assert labels[fold(terme.libelle)] == code


def test_only_the_second_levels_have_dotted_codes() -> None:
    dotted = {nom for nom in VOCABULAIRES if any("." in code for code in load_vocabulary(nom))}
    assert dotted <= {"sous_domaine", "reorientation_detail"}


@pytest.mark.parametrize(("nom", "parent"), [("sous_domaine", "domaine"), ("reorientation_detail", "reorientation")])
def test_a_second_level_label_is_known_under_its_parent(nom: str, parent: str) -> None:
    children = load_children(nom, parent)
    assert len(children) == len(load_vocabulary(nom))
    assert {code for code, _ in children} <= set(load_vocabulary(parent))


def test_the_misspelt_status_of_the_tool_is_known() -> None:
    labels = load_labels("statut", "statut")
    assert labels[fold("En attente de réponse du réquérant")] == "ATTENTE_REQUERANT"


def test_titles_name_fields_of_the_model() -> None:
    noms = {champ.nom for champ in CHAMPS}
    assert {champ for fields in load_titles().values() for champ in fields} <= noms
