"""Who deposits where: an example base for whoever reads as the board or an office, a real one only when opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.configuration import Configuration
from dashboard.depot_acces import VARIABLE, find_access
from dashboard.profils import BUREAU, LIAISON, PUBLIC, Profil
from pipelines.settings import Dossiers

OFFICE = Profil("office", "COM-17300")


@pytest.mark.parametrize(
    ("server", "nature", "variable", "profil", "expected"),
    [
        (True, True, "", BUREAU, (True, None)),
        (True, True, "", OFFICE, (True, "COM-17300")),
        (True, True, "", LIAISON, (False, "réservé")),
        (True, True, "", PUBLIC, (False, "réservé")),
        (True, None, "", BUREAU, (False, "n’a pas de base")),
        (True, False, "1", BUREAU, (False, "n’a pas de base")),
        (False, False, "", BUREAU, (False, "pas ouvert")),
        (False, False, "oui", BUREAU, (False, "pas ouvert")),
        (False, None, "", BUREAU, (False, "pas ouvert")),
        (False, None, "1", BUREAU, (True, None)),
        (False, False, "1", OFFICE, (True, "COM-17300")),
        (False, False, "1", PUBLIC, (False, "réservé")),
        (False, True, "1", BUREAU, (False, "base d’exemple")),
    ],
)
def test_who_deposits_where(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    server: bool,
    nature: bool | None,
    variable: str,
    profil: Profil,
    expected: tuple[bool, str | None],
) -> None:
    monkeypatch.setenv(VARIABLE, variable)
    if nature is not None:
        (tmp_path / "nature.json").write_text(json.dumps({"exemple": nature}), encoding="utf-8")
    found = find_access(profil, Configuration(tmp_path, server, BUREAU), Dossiers(tmp_path, tmp_path))
    assert found.ouvert == expected[0]
    if found.ouvert:
        assert found.office == expected[1]
    else:
        assert str(expected[1]) in found.titre
        assert found.phrase
