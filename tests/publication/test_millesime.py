"""A millésime is whole or absent, frozen, the same for the same base, and says what it leaves out."""

from __future__ import annotations

import fcntl
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.errors import InternalError, NothingToDo, RefusedInput, WrongCall
from pipelines.publication.blocs import CLE, SCHEMA_CELLULES
from pipelines.publication.manifest import open_manifest, verify
from pipelines.publication.millesime import publish
from tests.publication.constructeur import A, B, C, cells, depot, office, read, repeat, saisine, vue

LIGNES = [
    *repeat(12, office_id=A, domaine="RSA"),
    *repeat(8, office_id=B, date_cloture=None),
    *repeat(3, office_id=C, canal=None, date_reception=date(2024, 5, 2), date_cloture=date(2024, 6, 1)),
]

TABLES = (
    *("citable", "membre", "couverture", "offices", "evenements", "perimetres", "libelles"),
    *("survie-citable", "survie-membre", "perimetres-constants", "decomposition", "signaux"),
)


@pytest.fixture(scope="module")
def publie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of publications with one millésime, for the tests that only read."""
    folder = tmp_path_factory.mktemp("publie")
    publish(vue(folder, LIGNES), folder / "p")
    return folder / "p"


def _tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.name != ".verrou"}


def test_a_millesime_holds_what_the_contract_lists(publie: Path) -> None:
    manifeste = open_manifest(publie)
    folder = publie / "2026-01"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    network = {f"reseau/{name}.parquet" for name in TABLES}
    assert files == network | {f"offices/{cle}.parquet" for cle in (A, B, C)} | {"definitions.json", "manifeste.json"}
    assert {fichier.chemin for fichier in manifeste.fichiers} == files - {"manifeste.json"}
    assert json.loads((publie / "courant.json").read_text()) == {"millesime": "2026-01"}
    assert open_manifest(publie, "2026-01") == manifeste
    assert (manifeste.annees, manifeste.periode_principale, manifeste.offices_total) == ((2024, 2025, 2026), "2025", 3)
    assert (manifeste.arrete_au, manifeste.arretes) == (date(2026, 1, 15), {"2026-01-15": 3})
    assert (manifeste.statut, manifeste.exemple, manifeste.reserves) == ("provisoire", True, ())


def test_network_tables_hold_sorted_integers_only(publie: Path) -> None:
    for usage in ("citable", "membre"):
        table = pq.read_table(publie / "2026-01/reseau" / f"{usage}.parquet")
        assert table.schema.equals(SCHEMA_CELLULES)
        rows = [tuple(row[name] or "" for name in CLE) for row in table.to_pylist()]
        assert rows == sorted(set(rows))
        assert all((row["valeur"] is None) == (row["marque"] is not None) for row in table.to_pylist())


def test_citable_names_no_office_and_membre_names_them(publie: Path) -> None:
    manifeste = open_manifest(publie)
    folder = publie / "2026-01"
    assert not any("office" in row["croisement"] for row in read(folder, "reseau/citable.parquet"))
    membre = read(folder, "reseau/membre.parquet")
    shown = cells(membre, "valeur1", croisement="office", cohorte="recues", periode="2025", mesure="recues")
    assert shown == {A: 12, B: 10, C: 0}
    counted = {(c.id, c.usage): c.cellules for c in manifeste.croisements}
    assert counted["office", "membre"] == sum(row["croisement"] == "office" for row in membre)
    assert ("office", "citable") not in counted


def test_the_network_counts_what_the_rows_say(publie: Path) -> None:
    rows = read(publie / "2026-01", "reseau/citable.parquet")
    assert cells(rows, "periode", croisement="reseau", grain="annee", mesure="recues") == {"2024": 3, "2025": 20}
    assert cells(rows, "periode", croisement="reseau", grain="annee", mesure="closes") == {"2024": 3, "2025": 12}
    assert cells(rows, "periode", croisement="reseau", grain="annee", mesure="stock") == {"2025": 8, "2026": 8}
    assert cells(rows, "periode", croisement="reseau", grain="annee", mesure="delai_mediane_x2") == {
        "2024": "trop peu",
        "2025": 62,
    }


def test_a_private_file_is_exact_and_holds_one_office(tmp_path: Path) -> None:
    june = date(2025, 6, 30)
    seen = vue(tmp_path, LIGNES, [depot([A, C]), depot([B, "COM-00009"], june)], [*map(office, (A, B, C, "COM-00009"))])
    publish(seen, tmp_path / "p")
    folder = tmp_path / "p/2026-01"
    rows = read(folder, f"offices/{B}.parquet")
    assert {row["valeur1"] for row in rows} == {B}
    assert {row["marque"] for row in rows} == {None, "n.d."}
    assert all((row["valeur"] is None) == (row["marque"] is not None) for row in rows)
    assert cells(rows, "periode", croisement="office", grain="mois", mesure="recues") == {"2025-03": 8}
    assert cells(rows, "periode", croisement="office", grain="annee", mesure="stock") == {"2025": 8}
    assert cells(rows, "valeur2", croisement="office*domaine", mesure="recues", periode="2025") == {"FISCALITE": 8}
    assert not [row for row in rows if row["mesure"] == "delai_mediane_x2"]
    metadata = pq.read_schema(folder / f"offices/{B}.parquet").metadata
    assert (metadata[b"office"], metadata[b"arrete_au"]) == (B.encode(), b"2025-06-30")
    counted = {(row["croisement"], row["valeur"], row["marque"]) for row in read(folder, "offices/COM-00009.parquet")}
    assert counted == {("office*etape", 0, None), ("office*etape", None, "n.d."), ("trace-depots", 2, None)}


def test_cases_left_out_are_said_and_not_counted(tmp_path: Path) -> None:
    seen = vue(tmp_path, LIGNES, [depot([A, C]), depot([B], date(2025, 6, 30))])
    manifeste = publish(seen, tmp_path / "p")
    assert manifeste.reserves == (
        "2025\u202f: 8\u00a0saisines de 1\u00a0office non comptées, dépôt arrêté au 30 juin 2025.",
    )
    rows = read(tmp_path / "p/2026-01", "reseau/citable.parquet")
    assert cells(rows, "periode", croisement="reseau", grain="annee", mesure="recues") == {"2024": 3, "2025": 12}
    assert cells(rows, "periode", croisement="reseau", grain="trimestre", mesure="recues")["2025-T1"] == 20


def test_the_same_view_is_not_published_twice(tmp_path: Path) -> None:
    seen = vue(tmp_path, LIGNES)
    publish(seen, tmp_path / "p")
    with pytest.raises(NothingToDo, match="2026-01"):
        publish(seen, tmp_path / "p")
    assert publish(seen, tmp_path / "p", consolide=True).millesime == "2026-01-r2"
    later = replace(seen, versions={"registre": 1, "saisines": 2})
    assert publish(later, tmp_path / "p").millesime == "2026-01-r3"
    assert open_manifest(tmp_path / "p").millesime == "2026-01-r3"


def test_the_fingerprint_does_not_depend_on_order_nor_on_files(tmp_path: Path) -> None:
    seen = vue(tmp_path, LIGNES)
    parts = [*vue(tmp_path, LIGNES[::-1][:9]).fichiers, *vue(tmp_path, LIGNES[::-1][9:]).fichiers]
    first = publish(seen, tmp_path / "p1")
    second = publish(replace(seen, fichiers=tuple(parts)), tmp_path / "p2")
    other = publish(vue(tmp_path, LIGNES[:-1]), tmp_path / "p3")
    assert first.empreinte == second.empreinte != other.empreinte
    assert {f.chemin: f.sha256 for f in first.fichiers} == {f.chemin: f.sha256 for f in second.fichiers}


def test_files_are_read_only_and_a_changed_one_is_found(tmp_path: Path) -> None:
    published = publish(vue(tmp_path, LIGNES), tmp_path / "p")
    folder = tmp_path / "p/2026-01"
    assert verify(folder) == ()
    assert published == open_manifest(tmp_path / "p")
    assert all(path.stat().st_mode & 0o222 == 0 for path in folder.rglob("*") if path.is_file())
    changed, removed = folder / "definitions.json", folder / f"offices/{A}.parquet"
    changed.chmod(0o644)
    changed.write_text("{}")
    removed.unlink()
    (folder / "reseau" / "ajout.txt").write_text("")
    assert [sentence.split(" ", 3)[2] for sentence in verify(folder)] == [
        "definitions.json",
        f"offices/{A}.parquet",
        "reseau/ajout.txt",
    ]


@pytest.mark.parametrize("step", ["Lecture", "Tables", "Fichiers", "Définitions", "Mise en place"])
def test_a_failure_at_any_step_leaves_the_previous_millesime(tmp_path: Path, step: str) -> None:
    publish(vue(tmp_path, LIGNES), tmp_path / "p")
    before = _tree(tmp_path / "p")

    def fail(message: str) -> None:
        if message.startswith(step):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(vue(tmp_path, LIGNES[:-1], versions={"saisines": 2}), tmp_path / "p", progress=fail)
    assert _tree(tmp_path / "p") == before
    assert open_manifest(tmp_path / "p").millesime == "2026-01"


def test_the_draft_of_a_killed_publication_is_removed(tmp_path: Path) -> None:
    draft = tmp_path / "p" / ".en-cours-2026-01"
    draft.mkdir(parents=True)
    (draft / "manifeste.json").write_text("{")
    assert publish(vue(tmp_path, LIGNES), tmp_path / "p").millesime == "2026-01"
    assert not draft.exists()


def test_two_publications_do_not_run_at_once(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    with (tmp_path / "p" / ".verrou").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(RefusedInput, match="en cours"):
            publish(vue(tmp_path, LIGNES), tmp_path / "p")


def test_an_empty_base_publishes_nothing(tmp_path: Path) -> None:
    for seen in (vue(tmp_path, []), replace(vue(tmp_path, []), fichiers=())):
        with pytest.raises(NothingToDo, match="aucune saisine"):
            publish(seen, tmp_path / "p")
    assert _tree(tmp_path / "p") == set()
    with pytest.raises(WrongCall, match="Rien n’est publié"):
        open_manifest(tmp_path / "p")
    with pytest.raises(WrongCall, match="2030-01"):
        open_manifest(tmp_path / "p", "2030-01")


def test_a_case_of_an_office_the_register_ignores_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(InternalError, match="COM-00009"):
        publish(vue(tmp_path, [saisine(office_id="COM-00009")]), tmp_path / "p")


def test_a_base_of_one_open_case_is_published(tmp_path: Path) -> None:
    publish(vue(tmp_path, [saisine(date_cloture=None, issue=None)]), tmp_path / "p")
    rows = read(tmp_path / "p/2026-01", "reseau/citable.parquet")
    found = cells(rows, "mesure", croisement="reseau", periode="2025-03")
    assert {name: found[name] for name in ("recues", "stock", "actives")} == {
        "recues": 1,
        "stock": 1,
        "actives": 1,
    }
    assert "closes" not in found
    assert cells(rows, "valeur1", croisement="famille", mesure="recues", grain="annee") == {"FINANCES_FISCALITE": "c"}


def test_a_case_known_by_its_year_has_no_month_and_no_delay(tmp_path: Path) -> None:
    publish(vue(tmp_path, repeat(11, annee_declaree=2025)), tmp_path / "p")
    rows = read(tmp_path / "p/2026-01", "reseau/citable.parquet")
    assert cells(rows, "periode", croisement="reseau", mesure="recues") == {"2025": 11}
    assert cells(rows, "periode", croisement="reseau", mesure="delai_n", grain="annee") == {"2025": 0}


def test_definitions_carry_the_executed_example_and_its_sql(publie: Path) -> None:
    content = json.loads((publie / "2026-01/definitions.json").read_text(encoding="utf-8"))
    resolution = next(entry for entry in content["indicateurs"] if entry["code"] == "O1")
    assert resolution["resultat"] == {"n": 2, "base": 4, "valeur": 50.0}
    assert 'as "menees_a_terme"' in resolution["sql"]
    assert len(resolution["exemple"]["lignes"]) == 6
