"""Crossings counted together, or one by one on a large base, give the same blocks; none is lost or counted twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipelines.indicateurs.registry import load_registry
from pipelines.publication import blocs
from pipelines.publication.blocs import compute_blocks
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import open_engine
from pipelines.publication.lots import build_lots
from pipelines.publication.mesures import published_measures
from pipelines.publication.plan import load_plan
from pipelines.publication.preparation import attach_base, attach_register, build_cases, build_presence
from tests.publication.constructeur import B, C, repeat, vue

REGISTRE = load_registry()
PLAN = load_plan()
LIGNES = [
    *repeat(12, domaine="RSA"),
    *repeat(8, office_id=B, date_cloture=None, statut="RECU"),
    *repeat(3, office_id=C, canal=None, date_reception=date(2024, 5, 2), date_cloture=date(2024, 6, 1)),
]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("croisements", [PLAN.croisements, PLAN.prives], ids=["réseau", "privés"])
def test_every_address_is_in_one_lot(croisements: tuple[blocs.Croisement, ...], large: bool) -> None:
    lots = build_lots(REGISTRE, croisements, large=large)
    held = Counter((c.id, cohorte, grain) for lot in lots for c, cohorte, grain in lot.adresses)
    expected = {
        (c.id, cohorte, grain)
        for c in croisements
        for cohorte in c.cohortes
        for grain in c.grains
        if published_measures(REGISTRE, cohorte, c.criteres, grain)
    }
    assert held == Counter(expected)
    assert all(len(lot.adresses) == 1 for lot in lots) or not large


def test_a_large_base_is_counted_one_crossing_at_a_time_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = vue(tmp_path, LIGNES)
    with open_engine(seen.fichiers) as engine:
        couverture = build_coverage(seen, attach_base(engine, seen.fichiers, REGISTRE))
        attach_register(engine, seen.offices, couverture.arretes)
        build_cases(engine, REGISTRE)
        build_presence(engine, couverture)
        together = list(compute_blocks(engine, REGISTRE, PLAN.croisements))
        monkeypatch.setattr(blocs, "SAISINES_ENSEMBLE", 0)
        apart = list(compute_blocks(engine, REGISTRE, PLAN.croisements))
    assert [(b.croisement.id, b.cohorte, b.grain) for b in together] == [
        (b.croisement.id, b.cohorte, b.grain) for b in apart
    ]
    for one, other in zip(together, apart, strict=True):
        assert one.table.equals(other.table), (one.croisement.id, one.cohorte, one.grain)
