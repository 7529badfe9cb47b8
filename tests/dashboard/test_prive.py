"""A private file answers what it holds; what it does not hold is refused, never read as zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.figures import find_figure
from dashboard.millesime import open_release
from dashboard.profils import Profil
from pipelines.errors import WrongCall
from tests.dashboard.prive import OFFICE, write_network

MIEN = Profil("office", OFFICE)


@pytest.mark.parametrize(
    ("autres", "periode"), [({"famille": "LOGEMENT"}, "2025-T1"), ({"type": "COMMUNE"}, "2025"), ({}, "2025-03")]
)
def test_a_crossing_the_private_file_does_not_hold_is_refused(
    tmp_path: Path, autres: dict[str, str], periode: str
) -> None:
    write_network(tmp_path)
    release = open_release(tmp_path, exemple=True)
    with pytest.raises(WrongCall) as caught:
        find_figure(release, "V1", periode, {"office": OFFICE, **autres}, profil=MIEN)
    assert caught.value.code == "CROISEMENT"


def test_a_crossing_it_holds_is_exact(tmp_path: Path) -> None:
    write_network(tmp_path)
    release = open_release(tmp_path, exemple=True)
    found = find_figure(release, "V1", "2025-T1", {"office": OFFICE}, profil=MIEN)
    assert (found.valeur, found.identifiant) == (25, None)
