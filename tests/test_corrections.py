"""Declared corrections are signed, dated and expire; they change the cell they name, or stop the run."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import preparation
from pipelines.attribution import Register
from pipelines.corrections import DOSSIER, Correction, load_corrections
from pipelines.errors import RefusedInput, WrongCall
from pipelines.preparation import Demande, prepare
from pipelines.privacy import hash_ids, read_office_key
from pipelines.report import Rapport
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, A, B, ecrire, ligne, office, source

AUJOURDHUI = date(2026, 2, 1)
CHAMPS = {
    "id": "cloture-2026-01",
    "auteur": "Camille Essai",
    "raison": "Année mal tapée, confirmée par l’office.",
    "champ": "date_cloture",
    "ancienne": "2052-04-01",
    "nouvelle": "2025-04-01",
}


def declare(folder: Path, si: str = 'id_dossier_source = "7"', cle: str = A, **changes: str) -> Path:
    """A register of one correction."""
    lines = [f'{key} = "{value}"' for key, value in (CHAMPS | changes).items() if key not in ("date", "expire")]
    lines += [f"date = {changes.get('date', '2026-01-20')}", f"expire = {changes.get('expire', '2027-01-20')}"]
    text = f'office = "{cle}"\n\n[[correction]]\n' + "\n".join(lines) + f"\nsi = {{ {si} }}\n"
    path = folder / f"{cle.lower()}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def prepare_rows(folder: Path, rows: list[dict[str, str]], **given: Any) -> preparation.Prepare:
    path = ecrire(folder / "export.csv", rows)
    register = Register({cle: office(cle) for cle in (A, B)})
    values: dict[str, Any] = {"source": source(), "office": A, "arrete_au": ARRETE, "aujourdhui": AUJOURDHUI}
    return prepare(path, Demande(register, (), corrections=folder, **values | given))


def codes(rapport: Rapport) -> set[str]:
    return {constat.code for constat in rapport.constats}


FAUTIVE = [ligne(Numéro="6"), ligne(**{"Numéro": "7", "Clos le": "2052-04-01"})]


def test_a_correction_changes_the_cell_it_names_and_is_told(tmp_path: Path) -> None:
    assert prepare_rows(tmp_path, FAUTIVE).rapport.acceptees == 1
    declare(tmp_path)
    ready = prepare_rows(tmp_path, FAUTIVE)
    assert ready.lignes["date_cloture"].to_pylist() == [date(2025, 4, 1)] * 2
    (told,) = [c for c in ready.rapport.constats if c.code == "CORRECTION_APPLIQUEE"]
    assert (told.ligne, told.colonne, told.nombre) == (3, "Clos le", 1)
    assert "Camille Essai" in told.conseil
    assert "20/01/2027" in told.conseil


def test_a_case_may_be_named_by_its_keyed_hash(tmp_path: Path) -> None:
    dossiers = Dossiers(tmp_path / "d", tmp_path / "cles")
    (hashed,) = hash_ids(read_office_key(dossiers.cles, A), A, ["7"])
    declare(tmp_path, si=f'dossier = "{hashed}"')
    assert prepare_rows(tmp_path, FAUTIVE, cles=dossiers.cles).rapport.acceptees == 2
    with pytest.raises(RefusedInput, match="ne trouve plus le dossier"):
        prepare_rows(tmp_path, FAUTIVE, cles=tmp_path / "autres")
    assert not (tmp_path / "autres").exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ligne(Numéro="6")], "ne trouve plus le dossier"),
        ([ligne(Numéro="7")], "a corrigé son export"),
        ([ligne(**{"Numéro": "7", "Clos le": "2025-05-05"})], "ancienne valeur"),
    ],
)
def test_a_correction_that_no_longer_matches_stops_the_run(
    rows: list[dict[str, str]], said: str, tmp_path: Path
) -> None:
    declare(tmp_path)
    with pytest.raises(RefusedInput, match=said) as caught:
        prepare_rows(tmp_path, rows)
    assert caught.value.code == "CORRECTION_SANS_OBJET"
    assert "com-99001.toml" in caught.value.conseil


def test_an_expired_correction_stops_the_run_and_its_last_day_still_counts(tmp_path: Path) -> None:
    declare(tmp_path, expire="2026-02-01")
    assert prepare_rows(tmp_path, FAUTIVE).rapport.acceptees == 2
    declare(tmp_path, expire="2026-01-31")
    with pytest.raises(RefusedInput, match="a expiré le 31/01/2026"):
        prepare_rows(tmp_path, FAUTIVE)


def test_a_correction_waits_when_a_partial_export_does_not_hold_its_case(tmp_path: Path) -> None:
    declare(tmp_path)
    partial = source(depot={"portee": "periode"})
    ready = prepare_rows(tmp_path, [ligne(Numéro="6")], source=partial)
    assert "CORRECTION_APPLIQUEE" not in codes(ready.rapport)


def test_a_correction_concerns_its_office_and_its_source_alone(tmp_path: Path) -> None:
    declare(tmp_path)
    assert prepare_rows(tmp_path, [ligne(Numéro="6")], office=B).rapport.acceptees == 1
    declare(tmp_path, source="autre")
    assert prepare_rows(tmp_path, FAUTIVE).rapport.acceptees == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"champ": "texte_libre"}, "CORRECTION_CHAMP"),
        ({"champ": "inconnu"}, "CORRECTION_CHAMP"),
        ({"auteur": " "}, "CORRECTION_CLE"),
        ({"expire": "2036-01-20"}, "CORRECTION_DATE"),
        ({"expire": "2026-01-20"}, "CORRECTION_DATE"),
        ({"date": '"hier"'}, "CORRECTION_DATE"),
        ({"si": 'inconnu = "x"'}, "CORRECTION_CHAMP"),
        ({"si": ""}, "CORRECTION_SI"),
        ({"remarque": "x"}, "CORRECTION_CLE"),
    ],
)
def test_a_mistake_in_the_register_is_refused_and_named(changes: dict[str, str], code: str, tmp_path: Path) -> None:
    declare(tmp_path, **changes)
    with pytest.raises(WrongCall) as caught:
        load_corrections(A, tmp_path)
    assert caught.value.code == code
    assert "com-99001.toml" in caught.value.message


def test_an_office_without_a_register_has_no_correction(tmp_path: Path) -> None:
    assert load_corrections(A, tmp_path) == ()


def test_the_documented_example_is_valid(tmp_path: Path) -> None:
    page = (DOSSIER / "LISEZMOI.md").read_text(encoding="utf-8")
    text = page.split("```toml")[1].split("```")[0]
    (tmp_path / "com-05061.toml").write_text(text, encoding="utf-8")
    found = load_corrections("COM-05061", tmp_path)
    assert found
    assert all(isinstance(correction, Correction) for correction in found)


def test_the_committed_registers_are_valid() -> None:
    for path in DOSSIER.glob("*.toml"):
        assert load_corrections(path.stem.upper())
