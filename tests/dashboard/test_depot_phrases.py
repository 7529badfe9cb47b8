"""What the page says and draws of a deposit: exact French, and nothing of the file as code."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import depot_phrases, rendu_depot
from dashboard.depot_json import typeset
from dashboard.depot_lu import Champ, Colonne, Constat, Demande, Difference, EnPlace, Essai, Etendue, Ouvert
from dashboard.depot_visite import Refus
from dashboard.views.deposer_choix import say_plain

HOSTILE = "<script>alert(1)</script> **gras** ![x](http://exemple.invalid/x.png)"


def essai(**overrides: object) -> Essai:
    values: dict[str, object] = {"lues": 4, "acceptees": 1, "ecartees": 1, "doublons": 1, "ignorees": 1}
    values |= {"constats": (), "debut": None, "fin": None, "arrete": None, "offices": {}, "etendues": ()}
    return Essai(**values | {"difference": None, "demandes": ()} | overrides)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Difference(12, 3, {"domaine": 5}), "12\u00a0saisines de plus, 3 de moins, 5\u00a0valeurs changées"),
        (Difference(1, 0, {}), "1\u00a0saisine de plus"),
        (Difference(0, 1204, {}), "1\u202f204\u00a0saisines de moins"),
        (Difference(0, 0, {}), "rien ne change"),
    ],
)
def test_a_change_is_said_in_words(change: Difference, expected: str) -> None:
    assert depot_phrases.say_change(change) == expected


def test_the_account_shows_every_line_once() -> None:
    html = rendu_depot.account(essai(lues=1204, acceptees=1200, ecartees=2))
    assert "<b>1\u202f204</b> lignes lues" in html
    assert "<b>2</b> écartées" in html
    assert "<b>1</b> doublon<" in html


def test_the_effect_of_open_labels_is_a_range_in_words() -> None:
    moving = (Etendue("O1", "Taux de résolution", 0.42, 0.65, 6),)
    said = depot_phrases.say_effect("issue", moving)
    assert said == "Selon le classement de 6\u00a0saisines, le taux de résolution irait de 42\u202f% à 65\u202f%."
    assert depot_phrases.say_effect("issue", ()) == "Aucun chiffre de tête n’attend plus ce classement."
    assert depot_phrases.say_effect("canal", moving) == "Aucun chiffre de tête ne dépend de ce classement."


@pytest.mark.parametrize(
    ("awaiting", "unsaid", "codes", "expected"),
    [
        (True, False, (), "étape 2"),
        (False, True, (), "étape 3"),
        (False, False, ("OFFICE_A_DECLARER",), "étape 3"),
        (False, False, ("PERTE_A_CONFIRMER",), ""),
        (False, False, (), ""),
    ],
)
def test_nothing_chosen_or_written_is_left_out_in_silence(
    awaiting: bool, unsaid: bool, codes: tuple[str, ...], expected: str
) -> None:
    asked = essai(demandes=tuple(Demande(code, "m", "c") for code in codes))
    said = depot_phrases.say_held(asked, awaiting=awaiting, unsaid=unsaid)
    assert said.endswith(f"{expected}.") if expected else said == ""


def test_texts_of_a_file_are_drawn_literally_never_as_code() -> None:
    constat = Constat("X", "avertissement", HOSTILE, 3, HOSTILE, HOSTILE, HOSTILE, 1)
    drawn = [
        rendu_depot.column(Colonne(HOSTILE, None, 0.5, HOSTILE, (HOSTILE,))),
        rendu_depot.label(Ouvert("domaine", HOSTILE, 2, (3, 4), ())),
        rendu_depot.findings([constat]),
        rendu_depot.facts([("Fichier", HOSTILE)], [HOSTILE]),
        rendu_depot.demands([Demande("X", HOSTILE, HOSTILE)]),
        rendu_depot.refusal(Refus("X", HOSTILE, HOSTILE)),
        rendu_depot.sentence(HOSTILE),
        rendu_depot.standing([EnPlace("D-1", HOSTILE, date(2026, 1, 1), 1)]),
    ]
    assert all("&lt;script&gt;" in html and "<script" not in html for html in drawn)
    assert say_plain(HOSTILE) == "script alert(1) script gras x (http exemple invalid x png)"


def test_a_refusal_is_advised_in_the_words_of_the_page() -> None:
    html = rendu_depot.refusal(Refus("AUTRE_OFFICE", "Non.", "Vérifiez la clé donnée à --office."))
    assert "--office" not in html
    assert "Rien à faire" in rendu_depot.refusal(Refus("DEJA_INTEGRE", "Déjà.", "", rien=True))


def test_spaces_before_high_punctuation_do_not_break_a_line() -> None:
    assert typeset("Lu : « a » ; 5 % ?") == "Lu\u202f: «\u202fa\u202f»\u202f; 5\u202f%\u202f?"


def test_a_column_becomes_a_field_is_set_aside_with_its_reason_or_is_ignored() -> None:
    fields = (
        Champ("domaine", "Domaine", "", False),
        Champ("texte_libre", "Texte libre", "", False, interdit=True),
        Champ("identite", "Identité", "", False, interdit=True),
        Champ("agent_traitant", "Agent", "", False, interdit=True),
    )
    offered = {"": "Ignorée", "texte_libre": "Écartée\u202f: texte libre", "identite": "Écartée\u202f: nom ou contact"}
    assert depot_phrases.name_choices(fields, {None, "domaine"}) == {**offered, "domaine": "Domaine"}
    assert depot_phrases.name_choices(fields, {"agent_traitant"})["agent_traitant"] == "Écartée\u202f: agent"
