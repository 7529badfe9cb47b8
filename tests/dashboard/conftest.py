"""One small network published once, shared by the tests that only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.millesime import Millesime, open_release
from tests.dashboard.fabrique import write_release


@pytest.fixture(scope="session")
def donnees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose current millésime is the example network."""
    folder = tmp_path_factory.mktemp("donnees")
    (folder / "publications").mkdir()
    write_release(folder / "publications")
    return folder


@pytest.fixture(scope="session")
def millesime(donnees: Path) -> Millesime:
    """That millésime, open."""
    return open_release(donnees / "publications", exemple=True)
