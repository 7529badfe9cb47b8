"""What a delay curve says in words, whole sentences."""

from __future__ import annotations

import pytest

from dashboard.survie import Survie, read_survival
from dashboard.survie_phrases import say_gap, say_median, say_share

LIGNE: dict[str, int | str] = {"suivis": 1234, "clos": 1020, "ouverts": 214}
LIGNE |= {"clos_moyenne_x10": 713, "clos_mediane_x2": 120, "mediane": 75, "mediane_bas": 70, "mediane_haut": 81}
LIGNE |= {"risque_090": 400, "clos_090": 800, "part_090": 662_000, "part_bas_090": 634_500, "part_haut_090": 689_000}
LIGNE |= {"risque_365": 20, "clos_365": 1020, "part_365": 462_000}
SEULS = "Les 1 020 dossiers clos, à eux seuls, donnent une médiane de 60 jours et une moyenne de 71,3 jours."
SANS = {"mediane": "trop peu"}


def _read(vue: str = "recues", *, arrondie: bool = False, **overrides: int | str) -> Survie:
    return read_survival(LIGNE | overrides, vue, "2025", "citable", arrondie=arrondie)


def _plain(text: str) -> str:
    """The sentence with ordinary spaces: what is tested here is its words."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("survie", "sentence"),
    [
        (_read(), "La moitié des saisines reçues en 2025 sont closes en 75 jours au plus (de 70 à 81 jours, à 95 %)."),
        (_read(mediane_haut="trop peu"), "La moitié des saisines reçues en 2025 sont closes en 75 jours au plus."),
        (
            _read("suivies", **SANS),
            "Au bout de 365 jours, 46,2 % des saisines suivies en 2025 sont closes : la médiane ne peut pas encore être dite.",
        ),
        (_read(part_090="c", part_365="c", **SANS), "Trop peu de saisines suivies pour une médiane."),
    ],
)
def test_the_median(survie: Survie, sentence: str) -> None:
    assert _plain(say_median(survie)) == sentence


@pytest.mark.parametrize(
    ("survie", "jour", "sentence"),
    [
        (
            _read(),
            90,
            "66,2 % des saisines reçues en 2025 sont closes en 90 jours au plus (de 63,5 % à 68,9 %, à 95 %).",
        ),
        (_read(), 365, "46,2 % des saisines reçues en 2025 sont closes en 365 jours au plus."),
        (_read(part_090="trop peu"), 90, "Trop peu de saisines suivies 90 jours pour dire combien sont closes."),
        (_read(), 30, "Trop peu de saisines suivies 30 jours pour dire combien sont closes."),
    ],
)
def test_the_share_closed(survie: Survie, jour: int, sentence: str) -> None:
    assert _plain(say_share(survie, jour)) == sentence


@pytest.mark.parametrize(
    ("survie", "end"),
    [
        (
            _read(),
            "En comptant aussi les 214 saisines restées ouvertes, la médiane est de 75 jours : s’en tenir aux dossiers clos "
            "fait paraître le délai plus court de 15 jours.",
        ),
        (
            _read("suivies", mediane=50),
            "En comptant aussi les 214 saisines restées ouvertes, la médiane est de 50 jours : s’en tenir aux dossiers clos "
            "fait paraître le délai plus long de 10 jours, parce que des saisines anciennes ont été closes dans l’année.",
        ),
        (
            _read(mediane=60, ouverts=1),
            "En comptant aussi la saisine restée ouverte, la médiane est de 60 jours : l’écart est de moins d’un jour.",
        ),
        (
            _read(mediane=55, ouverts="c"),
            "En comptant aussi les saisines restées ouvertes, la médiane est de 55 jours : elles n’allongent pas le délai.",
        ),
        (_read(ouverts=0), "Aucune saisine suivie n’est restée ouverte : il n’y a pas d’écart."),
        (
            _read(**SANS),
            "Ils ne disent rien des saisines encore ouvertes. Au bout de 365 jours, 46,2 % des saisines reçues en 2025 sont "
            "closes : la médiane ne peut pas encore être dite.",
        ),
    ],
)
def test_the_gap_with_closed_cases_alone(survie: Survie, end: str) -> None:
    assert _plain(say_gap(survie)) == f"{SEULS} {end}"


def test_rounded_counts_are_said_as_such() -> None:
    assert _plain(say_gap(_read(arrondie=True))).startswith("Les quelque 1 020 dossiers clos, à eux seuls")


@pytest.mark.parametrize("overrides", [{"clos": 10}, {"clos_moyenne_x10": "trop peu"}, {"clos_mediane_x2": "c"}])
def test_too_few_closed_cases_are_not_compared(overrides: dict[str, int | str]) -> None:
    assert say_gap(_read(**overrides)) == "Trop peu de dossiers clos pour comparer."


def test_numbers_keep_the_french_spaces() -> None:
    said = say_gap(_read())
    assert "1\u202f020\u00a0dossiers" in said
    assert "75\u00a0jours\u202f:" in said
