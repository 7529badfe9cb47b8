"""An office finds its own cases and faults again by their line, and no line of another office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.publication.blocs import CLE, SCHEMA_CELLULES
from pipelines.publication.millesime import publish
from pipelines.publication.prive_traces import LIGNES_MAXIMUM, address
from pipelines.vue import Constat
from tests.publication.constructeur import A, B, cells, depot, office, read, repeat, saisine, vue

COMMUN, SEUL = "d-commun", "d-seul"
RECENT, VIEUX = date(2025, 12, 1), date(2025, 3, 1)

LIGNES = [
    saisine(
        office_id=A, depot_id=COMMUN, feuille="F/1", ligne=5, date_cloture=None, date_reception=VIEUX, statut="RECU"
    ),
    saisine(office_id=A, depot_id=COMMUN, feuille="F/1", ligne=6, date_cloture=None, date_reception=RECENT),
    saisine(office_id=A, depot_id=COMMUN, feuille="F/1", ligne=7, domaine="A_QUALIFIER", alterations="domaine canal"),
    saisine(office_id=A, depot_id=COMMUN, feuille="F/1", ligne=8, date_reception=VIEUX, date_cloture=date(2026, 1, 16)),
    saisine(
        office_id=A,
        depot_id=COMMUN,
        feuille="F/1",
        ligne=9,
        date_cloture=None,
        date_reception=VIEUX,
        annee_declaree=2025,
    ),
    *repeat(3, office_id=B, depot_id=SEUL, ligne=2, date_cloture=None, date_reception=VIEUX, statut="FINALISATION"),
]
CONSTATS = (
    Constat(SEUL, "DATE_INVALIDE", "ecartee", None, 12, "Reçu le", 1),
    Constat(SEUL, "LIBELLE_A_QUALIFIER", "avertissement", None, 13, "Domaine", 4),
    Constat(SEUL, "COLONNE_ECARTEE", "information", None, None, "Note", 1),
    Constat(COMMUN, "DOUBLON_EXACT", "doublon", "F/1", 40, "N°", 1),
)


@pytest.fixture(scope="module")
def publie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traces")
    depots = [depot([A, "REG-03"], id=COMMUN, fichier="commun.xlsx"), depot([B], id=SEUL, fichier="seul.csv")]
    offices = [office(cle) for cle in (A, B, "REG-03")]
    publish(vue(folder, LIGNES, depots, offices, constats=CONSTATS), folder / "p")
    return folder / "p/2026-01"


def test_old_open_cases_are_given_by_line_and_their_number_is_the_published_one(publie: Path) -> None:
    rows = read(publie, f"offices/{A}.parquet")
    found = cells(rows, "valeur2", "mesure", croisement="trace-dossiers")
    assert found == {("RECU", f"{COMMUN}/0000005/F/1"): 320, ("(vide)", f"{COMMUN}/0000008/F/1"): 320}
    assert cells(rows, "periode", croisement="office", grain="annee", mesure="age_plus_90")["2026"] == len(found)


def test_a_finding_belongs_to_the_office_whose_file_or_line_it_is(publie: Path) -> None:
    mine = cells(read(publie, f"offices/{A}.parquet"), "valeur2", "mesure", croisement="trace-constats")
    where = f"{COMMUN}/0000007/F/1"
    assert mine == {
        ("avertissement/LIBELLE_A_QUALIFIER/Domaine", where): 1,
        ("avertissement/VALEUR_CORROMPUE/Domaine", where): 1,
        ("avertissement/VALEUR_CORROMPUE/Canal de saisine", where): 1,
    }
    other = cells(read(publie, f"offices/{B}.parquet"), "valeur2", "mesure", croisement="trace-constats")
    assert other == {("ecartee/DATE_INVALIDE/Reçu le", f"{SEUL}/0000012/"): 1}


def test_each_file_says_how_many_offices_share_it(publie: Path) -> None:
    for cle, expected in ((A, {"commun.xlsx": 2}), (B, {"seul.csv": 1})):
        assert cells(read(publie, f"offices/{cle}.parquet"), "mesure", croisement="trace-depots") == expected


def test_a_private_file_stays_sorted_typed_and_alone(publie: Path) -> None:
    for cle in (A, B, "REG-03"):
        table = pq.read_table(publie / f"offices/{cle}.parquet")
        assert table.schema.remove_metadata().equals(SCHEMA_CELLULES)
        keys = [tuple(row[name] or "" for name in CLE) for row in table.to_pylist()]
        traces = [key for key in keys if key[0].startswith("trace")]
        assert traces == sorted(set(traces)) == keys[len(keys) - len(traces) :]
        assert set(table["valeur1"].to_pylist()) == {cle}


def test_no_line_reaches_the_network(publie: Path) -> None:
    for path in (publie / "reseau").glob("*.parquet"):
        content = str(pq.read_table(path).to_pylist())
        assert COMMUN not in content
        assert "commun.xlsx" not in content


def test_a_long_list_keeps_the_oldest_and_the_count_stays_whole(tmp_path: Path) -> None:
    many = [
        saisine(ligne=rank, date_cloture=None, date_reception=date(2024, 1, 1 + rank % 28))
        for rank in range(1, LIGNES_MAXIMUM + 51)
    ]
    publish(vue(tmp_path, many, [depot([A])], [office(A)]), tmp_path / "p")
    rows = read(tmp_path / "p/2026-01", f"offices/{A}.parquet")
    ages = cells(rows, "mesure", croisement="trace-dossiers")
    assert (len(ages), max(ages.values())) == (LIGNES_MAXIMUM, 745)
    assert (
        cells(rows, "periode", croisement="office", grain="annee", mesure="age_plus_90")["2026"] == LIGNES_MAXIMUM + 50
    )


def test_an_address_survives_any_sheet_name() -> None:
    assert address("D-1", 7, "a/b\tc").split("/", 2) == ["D-1", "0000007", "a/b\tc"]
