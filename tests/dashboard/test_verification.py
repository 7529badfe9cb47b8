"""A reference or a sentence is identique, révisé depuis, modifié or inconnu, whatever its spaces and hyphens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.citation import cite
from dashboard.constats import Bilan, Constat, Depot
from dashboard.figures import find_figure
from dashboard.profils import LIAISON
from dashboard.verification import verify_text
from tests.dashboard.fabrique import Recette, write_release

JOUR = date(2026, 3, 1)


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Depot:
    """Three releases: the second repeats the first with one more office, the third receives twice as much."""
    folder = tmp_path_factory.mktemp("millesimes")
    write_release(folder, Recette("2025-01", arrete_au=date(2026, 1, 15)))
    write_release(folder, Recette("2025-02", arrete_au=date(2026, 1, 15), couverts=31))
    write_release(folder, Recette("2026-01", base=2400))
    write_release(folder, Recette("2026-02", exemple=False, base=9999))
    return Depot(folder, exemple=True)


def sentence(depot: Depot, millesime: str, indicateur: str = "V1") -> str:
    release = depot.open(millesime)
    return cite(release, find_figure(release, indicateur, "2025", profil=LIAISON), JOUR).phrase


def reference(depot: Depot, millesime: str, indicateur: str = "V1") -> str:
    return find_figure(depot.open(millesime), indicateur, "2025", profil=LIAISON).identifiant or ""


def only(bilan: Bilan) -> Constat:
    assert len(bilan.constats) == 1
    return bilan.constats[0]


def test_the_last_release_says_the_same_as_itself(depot: Depot) -> None:
    found = only(verify_text(reference(depot, "2026-01"), depot))
    assert found.verdict == "identique"
    assert "3\u202f360\u00a0saisines" in found.phrase


def test_a_revised_figure_gives_both_values_and_the_release(depot: Depot) -> None:
    found = only(verify_text(reference(depot, "2025-01"), depot))
    assert found.verdict == "revise"
    assert "Révisé par le millésime 2026-01" in found.phrase
    assert "de 1\u202f680\u00a0saisines à 3\u202f360\u00a0saisines" in found.phrase


def test_a_release_of_the_other_nature_is_never_compared(depot: Depot) -> None:
    assert "2026-02" not in only(verify_text(reference(depot, "2026-01"), depot)).phrase


@pytest.mark.parametrize("indicateur", ["V1", "V2", "T3", "O1", "T5", "R1", "V4"])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'"),
        lambda text: text.replace("-", "\u2011"),
        lambda text: f"Le rapport, art. 81, page 12, dit ceci.\n{text}",
        lambda text: text.lower(),
    ],
)
def test_a_pasted_sentence_is_recognised(depot: Depot, indicateur: str, change: object) -> None:
    text = change(sentence(depot, "2026-01", indicateur))  # type: ignore[operator]
    assert only(verify_text(text, depot)).verdict == "identique"


@pytest.mark.parametrize(
    ("indicateur", "before", "after", "said"),
    [
        ("V1", "3\u202f360", "3\u202f460", "3\u202f460"),
        ("V1", "En 2025", "En 2024", "2024"),
        ("V1", "les 30", "les 35", "35"),
        ("O1", "57,1", "67,1", "67,1"),
        ("O1", "sur 2\u202f234", "sur 2\u202f334", "2\u202f334"),
    ],
)
def test_an_altered_number_is_named_beside_the_published_one(
    depot: Depot, indicateur: str, before: str, after: str, said: str
) -> None:
    text = sentence(depot, "2026-01", indicateur)
    assert before in text
    found = only(verify_text(text.replace(before, after), depot))
    assert found.verdict == "modifie"
    assert said in found.phrase
    assert before.removeprefix("En ").removeprefix("les ").removeprefix("sur ") in found.phrase


def test_a_free_text_needs_only_the_value(depot: Depot) -> None:
    ref = reference(depot, "2026-01")
    assert only(verify_text(f"3360 saisines en tout, dit-on page 4 ({ref})", depot)).verdict == "identique"
    assert only(verify_text(f"3 361 saisines ({ref})", depot)).verdict == "modifie"


def test_several_sentences_are_judged_apart(depot: Depot) -> None:
    good, bad = sentence(depot, "2026-01"), sentence(depot, "2026-01", "V2").replace("dossiers", "1 dossiers")
    found = verify_text(f"{good} {bad.replace('192', '193')}", depot)
    assert [each.verdict for each in found.constats] == ["identique", "modifie"]
    assert found.verdict == "modifie"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "Aucune référence"),
        ("6 180 saisines", "Aucune référence"),
        ("OMT-2026-01-V1R-2025-01", "porte une faute"),
        ("OMT-pas-une-reference-12", "n’a pas la forme"),
    ],
)
def test_what_names_nothing_is_unknown(depot: Depot, text: str, word: str) -> None:
    found = only(verify_text(text, depot))
    assert found.verdict == "inconnu"
    assert word in found.phrase


def test_a_release_that_is_not_here_is_unknown(depot: Depot, tmp_path: Path) -> None:
    found = only(verify_text(reference(depot, "2026-01"), Depot(tmp_path, exemple=True)))
    assert found.verdict == "inconnu"
    assert "n’est pas ici" in found.phrase
