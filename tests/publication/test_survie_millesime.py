"""The curves of a published release: where they are, who may read them, and that no day off the grid leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines.publication.blocs import CLE, SCHEMA_CELLULES
from pipelines.publication.manifest import Manifeste
from pipelines.publication.millesime import publish
from pipelines.publication.survie_preparation import GRILLE, ISSUES, QUARTILES
from tests.publication.constructeur import A, B, C, cells, read, saisine, vue

DEBUT = date(2025, 1, 1)
TOTAUX = {"suivis", "clos", "ouverts", "clos_moyenne_x10", "clos_mediane_x2"}
FICHIERS = ("reseau/survie-citable.parquet", "reseau/survie-membre.parquet")


def _cases() -> Iterator[dict[str, Any]]:
    """Office A: forty cases closed after 1 to 40 days. Office B: forty, half of them still open. Office C: three."""
    for rank in range(1, 41):
        yield saisine(office_id=A, date_reception=DEBUT, date_cloture=DEBUT + timedelta(days=rank))
        yield saisine(
            office_id=B, date_reception=DEBUT, date_cloture=DEBUT + timedelta(days=rank) if rank % 2 else None
        )
    for rank in (10, 20, 30):
        yield saisine(office_id=C, date_reception=DEBUT, date_cloture=DEBUT + timedelta(days=rank))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifeste]:
    folder = tmp_path_factory.mktemp("survie")
    manifeste = publish(vue(folder / "base", list(_cases())), folder / "publications")
    return folder / "publications" / manifeste.millesime, manifeste


def test_the_network_curve_is_that_of_its_cases(release: tuple[Path, Manifeste]) -> None:
    found = cells(read(release[0], FICHIERS[0]), "mesure", croisement="reseau", cohorte="recues", periode="2025")
    assert [found[name] for name in ("suivis", "clos", "ouverts")] == [83, 63, 20]
    assert [found[name] for name in ("risque_000", "risque_030", "clos_030", "clos_060")] == [83, 37, 48, 63]
    assert found["part_030"] == round(1e6 * 48 / 83)
    assert found["favorable_030"] == found["part_030"]
    assert found["mediane"] == 27


def test_the_two_files_have_the_layout_of_the_others_and_are_sorted(release: tuple[Path, Manifeste]) -> None:
    for chemin in FICHIERS:
        table = pq.read_table(release[0] / chemin)
        assert table.schema.equals(SCHEMA_CELLULES)
        keys = [tuple(row[name] or "" for name in CLE) for row in table.to_pylist()]
        assert keys == sorted(keys)
        assert len(keys) == len(set(keys))


def test_offices_are_for_members_only(release: tuple[Path, Manifeste]) -> None:
    citable, membre = ({row["croisement"] for row in read(release[0], chemin)} for chemin in FICHIERS)
    assert citable == {"reseau", "type", "famille"}
    assert membre == {*citable, "office"}


def test_a_small_office_shows_no_curve_to_members(release: tuple[Path, Manifeste]) -> None:
    found = cells(
        read(release[0], FICHIERS[1]), "mesure", croisement="office", valeur1=C, cohorte="recues", periode="2025"
    )
    assert found["suivis"] == found["clos"] == "c"
    assert {found[name] for name in found if name.startswith(("part", *ISSUES, *QUARTILES))} == {"trop peu"}


def test_a_private_file_ends_with_its_own_exact_curve(release: tuple[Path, Manifeste]) -> None:
    rows = read(release[0], f"offices/{C}.parquet")
    found = cells(rows, "mesure", croisement="survie", cohorte="recues", periode="2025")
    assert [found[name] for name in ("suivis", "part_015", "mediane", "q75")] == [3, 333333, 20, 30]
    assert {row["valeur1"] for row in rows} == {C}
    own = [row for row in rows if row["croisement"] == "survie"]
    assert all(row["marque"] is None and row["valeur"] is not None for row in own)
    assert [row["croisement"] for row in rows] == sorted(row["croisement"] for row in rows)
    assert pq.read_schema(release[0] / f"offices/{C}.parquet").metadata[b"office"] == C.encode()


def test_no_day_off_the_grid_is_published(release: tuple[Path, Manifeste]) -> None:
    days = {f"{jour:03d}" for jour in GRILLE}
    quartiles = {f"{nom}{suffix}" for nom in QUARTILES for suffix in ("", "_bas", "_haut")}
    rows = [row for chemin in FICHIERS for row in read(release[0], chemin)]
    rows += [row for row in read(release[0], f"offices/{A}.parquet") if row["croisement"] == "survie"]
    for mesure in {row["mesure"] for row in rows} - TOTAUX - quartiles:
        assert re.fullmatch(rf"(risque|clos|part|part_bas|part_haut|{'|'.join(ISSUES)})_(\d+)", mesure)
        assert mesure[-3:] in days


def test_the_manifest_lists_the_curves(release: tuple[Path, Manifeste]) -> None:
    folder, manifeste = release
    listed = {fichier.chemin: fichier.lignes for fichier in manifeste.fichiers}
    for chemin, usage in zip(FICHIERS, ("survie-citable", "survie-membre"), strict=True):
        declared = [each for each in manifeste.croisements if each.usage == usage]
        assert sum(each.cellules for each in declared) == listed[chemin] == pq.read_metadata(folder / chemin).num_rows


def test_the_fingerprint_covers_the_curves(tmp_path: Path, release: tuple[Path, Manifeste]) -> None:
    """The same cases, closed on other days of the same band: counts agree, the curve does not."""
    moved = [
        row if row["office_id"] != C or row["date_cloture"].day != 11 else row | {"date_cloture": date(2025, 1, 13)}
        for row in _cases()
    ]
    again, other = (
        publish(vue(tmp_path / "base", rows), tmp_path / name) for rows, name in ((list(_cases()), "a"), (moved, "b"))
    )
    assert again.empreinte == release[1].empreinte != other.empreinte
