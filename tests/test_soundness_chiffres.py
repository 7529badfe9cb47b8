"""From the file to the figure one quotes: what may be odd in an export never makes a wrong number in silence.

Each sentence deposits a small synthetic file, publishes, and reads the figure as `observatoire chiffre` gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.evenements import list_events
from dashboard.figures import Figure, find_breakdown, find_figure
from dashboard.millesime import open_release
from dashboard.profils import BUREAU
from dashboard.selection import Selection
from pipelines import entrepot
from pipelines.errors import NothingToDo, WrongCall
from pipelines.publication.millesime import publish
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, A, B, ecrire, integrer, ligne, mediature, reseau, source

Ligne = dict[str, str]
LENDEMAIN = ARRETE + timedelta(days=1)


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return reseau(tmp_path)


def deposer(dossiers: Dossiers, rows: Sequence[Ligne], arrete: date = ARRETE, nom: str = "a", **options: Any) -> None:
    """The rows as a file of this name, deposited."""
    path = ecrire(dossiers.donnees.parent / f"{nom}.csv", rows)
    integrer(dossiers, path, arrete, **({"source": source(dates={"ordre": "amj"})} | options))


def lire(dossiers: Dossiers, indicateur: str, periode: str = "2025", office: str = A) -> Figure:
    """The figure of one office, from a release made of the base as it stands."""
    publications = dossiers.donnees / "publications"
    publications.mkdir(exist_ok=True)
    with suppress(NothingToDo):
        publish(entrepot.open_vue(dossiers), publications)
    return find_figure(open_release(publications), indicateur, periode, {"office": office})


def suite(n: int, debut: int = 1, /, **cells: str) -> list[Ligne]:
    """`n` cases of March 2025, closed on the first of April unless told otherwise."""
    return [ligne(Numéro=str(debut + rank)) | cells for rank in range(n)]


def test_a_case_of_several_domaines_is_one_case_in_each_total(dossiers: Dossiers) -> None:
    deposer(dossiers, [*suite(12, Domaine="Fiscalité", Canal="Courriel"), *suite(13, 101, Domaine="RSA")])
    assert lire(dossiers, "saisines-recues").valeur == 25
    release = open_release(dossiers.donnees / "publications")
    by_domaine = find_breakdown(release, "saisines-recues", "domaine", "2025")
    assert sum(figure.valeur or 0 for figure in by_domaine) == 25


def test_the_second_domaine_of_a_case_adds_nothing_to_the_total_nor_to_another_domaine(dossiers: Dossiers) -> None:
    """The release counts a case under its principal domaine alone, and offers no breakdown by the second."""
    rows = [*suite(14, Domaine="Enfance", **{"Sous-domaine": "Mode de garde"}), *suite(18, 101, Domaine="RSA")]
    deposer(dossiers, rows)
    assert lire(dossiers, "saisines-recues").valeur == 32
    release = open_release(dossiers.donnees / "publications")
    parts = find_breakdown(release, "saisines-recues", "domaine", "2025")
    assert {part.filtre("domaine"): part.valeur for part in parts if part.valeur} == {"ENFANCE": 14, "RSA": 18}
    with pytest.raises(WrongCall):
        find_breakdown(release, "saisines-recues", "sous_domaine", "2025")


def remplacer(dossiers: Dossiers) -> None:
    """A stops at the end of June and B takes its place."""
    said = {A: f'membre_au = 2025-06-30\nsuccesseur = "{B}"\n', B: f'predecesseur = "{A}"\n'}
    for cle, lines in said.items():
        path = dossiers.donnees / "offices" / f"{cle}.toml"
        text = path.read_text(encoding="utf-8") + lines
        path.write_text(text if cle == A else text.replace("2020-01-01", "2025-07-01"), encoding="utf-8")


def test_a_successor_that_delivers_the_cases_of_the_office_it_replaces_is_said(dossiers: Dossiers) -> None:
    remplacer(dossiers)
    deposer(dossiers, suite(20))
    deposer(
        dossiers, [*suite(20), *suite(15, 101, **{"Reçu le": "2025-09-01", "Clos le": "2025-10-01"})], nom="b", office=B
    )
    assert lire(dossiers, "saisines-recues", office=B).valeur == 35
    release = open_release(dossiers.donnees / "publications")
    assert [text for text in release.manifeste.reserves if "un dossier que les deux livrent compte deux fois" in text]


def test_an_office_and_its_successor_count_each_case_once(dossiers: Dossiers) -> None:
    """Each keeps its cases, and the year says who came and who left."""
    remplacer(dossiers)
    deposer(dossiers, suite(20))
    deposer(dossiers, suite(15, **{"Reçu le": "2025-09-01", "Clos le": "2025-10-01"}), nom="b", office=B)
    assert lire(dossiers, "saisines-recues").valeur == 20
    assert lire(dossiers, "saisines-recues", office=B).valeur == 15
    release = open_release(dossiers.donnees / "publications")
    total = find_figure(release, "saisines-recues", "2025")
    assert (total.valeur, total.offices_couverts) == (35, 2)
    assert not [text for text in release.manifeste.reserves if "remplace" in text]
    told = [(event.jour, event.genre) for event in list_events(release, Selection(), BUREAU)]
    assert told[-2:] == [(date(2025, 6, 30), "depart"), (date(2025, 7, 1), "adhesion")]


def test_a_case_opened_again_is_open_and_no_more_closed(dossiers: Dossiers) -> None:
    deposer(dossiers, suite(30))
    deposer(dossiers, [*suite(18), *suite(12, 19, **{"Clos le": ""})], LENDEMAIN, "b")
    assert lire(dossiers, "dossiers-clos").valeur == 18
    assert lire(dossiers, "saisines-recues").valeur == 30
    assert lire(dossiers, "stock").valeur == 12


def test_a_case_closed_before_it_was_received_enters_no_delay(dossiers: Dossiers) -> None:
    deposer(dossiers, [*suite(20), *suite(12, 101, **{"Clos le": "2025-02-01"})])
    delay = lire(dossiers, "delai-moyen")
    assert (delay.valeur, delay.base_n) == (31, 20)


def test_a_closure_after_the_extract_is_neither_a_closure_nor_a_delay(dossiers: Dossiers) -> None:
    deposer(dossiers, [*suite(20), *suite(12, 101, **{"Clos le": "2026-02-01"})])
    delay = lire(dossiers, "delai-moyen")
    assert (delay.valeur, delay.base_n) == (31, 20)
    assert lire(dossiers, "dossiers-clos").valeur == 20


def test_an_office_renamed_keeps_its_cases_once(dossiers: Dossiers) -> None:
    declared = dossiers.donnees / "offices" / f"{A}.toml"
    plateforme: dict[str, Any] = {"source": mediature(office={"colonne": True}, dates={"ordre": "amj"}), "office": None}
    deposer(dossiers, suite(20, Collectivité="Ville d’Essai-les-Bains"), **plateforme)
    text = declared.read_text(encoding="utf-8").replace("Ville d’Essai-les-Bains", "Commune nouvelle d’Essai")
    declared.write_text(text + 'alias = ["Ville d’Essai-les-Bains"]\n', encoding="utf-8")
    deposer(dossiers, suite(25, Collectivité="Commune nouvelle d’Essai"), LENDEMAIN, "b", **plateforme)
    found = lire(dossiers, "saisines-recues")
    assert (found.valeur, found.offices_couverts) == (25, 1)


def test_two_offices_of_the_same_numbers_are_never_merged(dossiers: Dossiers) -> None:
    deposer(dossiers, suite(20))
    deposer(dossiers, suite(15), nom="b", office=B)
    assert lire(dossiers, "saisines-recues").valeur == 20
    assert lire(dossiers, "saisines-recues", office=B).valeur == 15


@pytest.mark.parametrize(
    ("received", "closed", "days"),
    [
        ("2025-03-29 23:30:00", "2025-03-31 00:30:00", 2),
        ("2025-10-25 23:30:00", "2025-10-27 00:30:00", 2),
        ("2025-03-30 02:30:00", "2025-03-30 23:30:00", 0),
    ],
)
def test_a_change_of_hour_moves_no_delay(dossiers: Dossiers, received: str, closed: str, days: int) -> None:
    deposer(dossiers, suite(30, **{"Reçu le": received, "Clos le": closed}))
    assert lire(dossiers, "delai-moyen").valeur == days


def test_a_late_deposit_of_an_older_extract_changes_no_figure(dossiers: Dossiers) -> None:
    deposer(dossiers, suite(30), LENDEMAIN)
    deposer(dossiers, suite(20, **{"Clos le": ""}), ARRETE, "ancien")
    assert lire(dossiers, "dossiers-clos").valeur == 30
    assert lire(dossiers, "saisines-recues").valeur == 30


def test_a_year_of_which_only_a_part_was_delivered_is_no_year(dossiers: Dossiers) -> None:
    """The extract stops in June: the first quarter is a figure, the year covers nobody and says that it is not over."""
    deposer(dossiers, suite(30), date(2025, 7, 1))
    year = lire(dossiers, "saisines-recues")
    assert find_figure(open_release(dossiers.donnees / "publications"), "saisines-recues", "2025-T1").valeur == 30
    assert year.offices_couverts == 0
    assert any(reserve.startswith("Période incomplète") for reserve in year.reserves)
