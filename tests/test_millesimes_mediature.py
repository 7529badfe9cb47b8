"""The four vintages of the real format merge to one case each, in any order; an old one repairs what the current one lost.

Skipped where the exports are not beside the project.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import run
from pipelines.settings import Dossiers
from tests.fabrique import saisines

EXPORTS = Path(__file__).resolve().parents[1].parent / "shared" / "exports" / "mediature"
FICHIERS: tuple[tuple[str, date | None], ...] = (
    ("old_2023-06-01_v1/Statistiques de la collectivité Val-d'Ambre.csv", date(2023, 6, 1)),
    ("old_2023-10-04_v2/Statistiques de la collectivité Ville de Port-Ravel.xlsx", date(2023, 10, 4)),
    ("old_2023-11-06_v3/Statistiques de la collectivité Région Hautes-Rives.xlsx", date(2023, 11, 6)),
    ("export_2026-01-15/Statistiques de la collectivité Val-d'Ambre.xlsx", None),
    ("export_2026-01-15/Statistiques de la collectivité Ville de Port-Ravel.xlsx", None),
    ("export_2026-01-15/Statistiques de la collectivité Région Hautes-Rives.xlsx", None),
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not EXPORTS.is_dir(), reason="les exports au format réel ne sont pas à côté du projet"),
]


def deposer(folder: Path, fichiers: tuple[tuple[str, date | None], ...], cles: Path) -> list[dict[str, Any]]:
    dossiers = Dossiers(folder, cles)
    for nom, arrete in fichiers:
        run.integrate_file(EXPORTS / nom, dossiers, run.Options(arrete_au=arrete, confirmer=True))
    return sorted(saisines(dossiers), key=lambda row: (row["office_id"], row["saisine_id"]))


def test_the_vintages_merge_in_any_order_and_repair_the_current_one(tmp_path: Path) -> None:
    forward = deposer(tmp_path / "a", FICHIERS, tmp_path / "cles")
    backward = deposer(tmp_path / "b", FICHIERS[::-1], tmp_path / "cles")
    alone = deposer(tmp_path / "c", FICHIERS[3:], tmp_path / "cles")
    assert forward == backward
    assert [row["saisine_id"] for row in forward] == [row["saisine_id"] for row in alone]
    damaged = [sum(bool(row["alterations"]) for row in rows) for rows in (alone, forward)]
    assert damaged[1] < damaged[0]
