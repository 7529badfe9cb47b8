"""The base: deposits that stand, saisines resolved from them, one writer at a time, one nature."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines import delta, entrepot, registre
from pipelines.errors import RefusedInput, WrongCall
from pipelines.offices import NOM_PERDU, Office
from pipelines.report import Constat, Rapport
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, A, B, deposees, depot, ecrire, integrer, lignes, reseau, saisines

RAPPORT = Rapport("a.csv", "0", "essai", False, 3, 2, 1, 0, 0, (Constat("X", "ecartee", "c", 3, None, "Ville", "xx"),))


def test_an_empty_base_has_nothing_and_says_so(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    assert registre.read_registre(dossiers) == registre.Registre(-1, (), (), frozenset())
    assert entrepot.read_saisines(dossiers).num_rows == 0
    assert registre.read_constats(dossiers, "D-1").num_rows == 0
    with pytest.raises(WrongCall) as caught:
        entrepot.open_vue(dossiers)
    assert caught.value.code == "BASE_VIDE"


def test_a_deposit_is_its_line_in_the_register_and_comes_back_whole(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    made = depot("D-1", portee="periode", debut=date(2025, 1, 1), fin=ARRETE, offices=(A, B))
    unknown = Office("PROV-x", "Ville X", "COMMUNE", provisoire=True)
    registre.append_depot(dossiers, deposees(made, [{"saisine_id": "a"}]), made, RAPPORT, [unknown])
    known = registre.read_registre(dossiers)
    assert (known.depots, known.provisoires, known.utilises) == ((made,), (unknown,), frozenset({"D-1"}))
    assert entrepot.read_depots(dossiers, [A], known.depots)["saisine_id"].to_pylist() == ["a"]
    assert entrepot.read_depots(dossiers, [B], known.depots).num_rows == 0


def test_findings_are_kept_without_their_value(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    made = depot("D-1")
    registre.append_depot(dossiers, deposees(made, []), made, RAPPORT, [])
    (found,) = registre.read_constats(dossiers, "D-1").to_pylist()
    assert found == {
        "depot_id": "D-1",
        "code": "X",
        "niveau": "ecartee",
        "feuille": None,
        "ligne": 3,
        "colonne": "Ville",
        "nombre": 1,
    }


def test_rows_without_a_line_in_the_register_do_not_count_and_leave_no_double(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    made = depot("D-1")
    rows = deposees(made, [{"saisine_id": "a"}])
    delta.append_rows(dossiers, "depots", rows, {})
    known = registre.read_registre(dossiers)
    assert entrepot.read_depots(dossiers, [A], known.depots).num_rows == 0
    registre.append_depot(dossiers, rows, made, RAPPORT, [])
    known = registre.read_registre(dossiers)
    assert entrepot.read_depots(dossiers, [A], known.depots).num_rows == 1


def test_removing_rows_touches_the_named_deposit_only(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    for nom in ("D-1", "D-2"):
        delta.append_rows(dossiers, "depots", deposees(depot(nom), [{"saisine_id": nom}]), {})
    delta.remove_rows(dossiers, "depots", "D-3")
    delta.remove_rows(dossiers, "constats", "D-1")
    delta.remove_rows(dossiers, "depots", "D-1")
    left = entrepot.read_depots(dossiers, [A], [depot("D-1"), depot("D-2")])
    assert left["saisine_id"].to_pylist() == ["D-2"]


def test_a_withdrawn_deposit_no_longer_stands_and_its_id_is_not_used_again(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    made = depot("D-1")
    registre.append_depot(dossiers, deposees(made, []), made, RAPPORT, [])
    registre.append_withdrawal(dossiers, made)
    known = registre.read_registre(dossiers)
    assert (known.depots, known.utilises) == ((), frozenset({"D-1"}))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_provisional_office_keeps_the_best_name_any_deposit_gave(tmp_path: Path, order: tuple[int, int]) -> None:
    dossiers = reseau(tmp_path)
    forms = [
        Office("PROV-2001-03-01-commune", f"Mairie : {NOM_PERDU} (2001-03-01)", "COMMUNE", provisoire=True),
        Office("PROV-2001-03-01-commune", "Illisible 3", "AUTRE", provisoire=True),
    ]
    for rank in order:
        made = depot(f"D-{rank}", depose_le=f"2026-01-16T00:00:0{order.index(rank)}Z")
        registre.append_depot(dossiers, deposees(made, []), made, RAPPORT, [forms[rank]])
    (office,) = registre.read_registre(dossiers).provisoires
    assert (office.nom, office.type) == ("Illisible 3", "COMMUNE")


def test_partitions_of_other_offices_are_left_alone(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(3)), office=B)
    table = delta.open_table(dossiers, "saisines")
    assert table is not None
    before = {uri for uri in table.file_uris() if f"office_id={B}" in uri}
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(2)))
    table = delta.open_table(dossiers, "saisines")
    assert table is not None
    assert before < set(table.file_uris())
    assert (len(saisines(dossiers, A)), len(saisines(dossiers, B)), len(saisines(dossiers))) == (2, 3, 5)


def test_the_view_reads_from_a_folder_with_spaces_and_accents(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path / "mes données #1 (été)")
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    vue = entrepot.open_vue(dossiers)
    assert duckdb.sql("select count(*) from read_parquet(?)", params=[list(vue.fichiers)]).fetchall() == [(3,)]
    assert (vue.exemple, len(vue.depots), set(vue.offices) >= {A, B}) == (False, 1, True)
    assert vue.versions["registre"] == 0


def test_a_base_is_of_one_nature_for_ever(tmp_path: Path) -> None:
    dossiers = Dossiers(tmp_path / "d", tmp_path / "c")
    entrepot.check_nature(dossiers, exemple=True)
    assert not entrepot.is_exemple(dossiers)
    entrepot.record_nature(dossiers, exemple=True)
    entrepot.record_nature(dossiers, exemple=False)
    assert entrepot.is_exemple(dossiers)
    with pytest.raises(RefusedInput) as caught:
        entrepot.check_nature(dossiers, exemple=False)
    assert caught.value.code == "EXEMPLE_ET_REEL"


def test_history_is_never_trimmed(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    for nom in ("depots", "registre", "saisines"):
        first = dossiers.entrepot / nom / "_delta_log" / f"{0:020d}.json"
        actions = [json.loads(line) for line in first.read_text(encoding="utf-8").splitlines()]
        (configuration,) = [action["metaData"]["configuration"] for action in actions if "metaData" in action]
        assert configuration == delta.RETENTION
