"""The plan is closed, within its bounds, and a plan that breaks a rule is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import Cohorte, load_registry
from pipelines.publication.mesures import published_measures
from pipelines.publication.plan import PLAN, load_plan

REGISTRE = load_registry()
FAMILLE = 'id = "famille"\ncriteres = ["famille"]'
OFFICE = 'id = "office"\ncriteres = ["office"]\ngrains = ["annee"]'


def test_the_committed_plan_stays_under_two_million_cells() -> None:
    plan = load_plan()
    assert sum(c.cellules * len(c.usages) for c in plan.croisements) <= 2_000_000 == plan.cellules_maximum


def test_no_crossing_with_office_is_citable() -> None:
    assert {c.id for c in load_plan().croisements if "citable" not in c.usages} == {"office", "office*famille"}


def test_a_crossing_holds_the_cohorts_some_indicator_reads_there() -> None:
    found = {c.id: c.cohortes for c in load_plan().croisements}
    assert found["issue"] == ("closes",)
    assert found["etape"] == ("stock",)
    assert found["motif_irrecevabilite"] == ("recues",)
    assert found["reseau"] == ("recues", "closes", "stock", "actives", "recommandations")


@pytest.mark.parametrize("cohorte", ["recues", "closes", "stock", "actives", "recommandations"])
def test_every_indicator_of_a_cohort_is_published_wherever_it_may_be_read(cohorte: Cohorte) -> None:
    """A reader who is not refused finds a computed cell, never a 0 for want of one."""
    for croisement in load_plan().croisements:
        for grain in croisement.grains:
            held = {m.id for m in published_measures(REGISTRE, cohorte, croisement.criteres, grain)}
            readers = [i for i in REGISTRE.indicateurs.values() if i.cohorte == cohorte]
            for indicateur in readers:
                if indicateur.admits(croisement.criteres, grain):
                    assert cohorte in croisement.cohortes
                    assert set(indicateur.mesures) <= held, (croisement.id, grain, indicateur.code)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (FAMILLE, 'id = "famille*canal*type"\ncriteres = ["famille", "canal", "type"]', "plus de deux critères"),
        (FAMILLE, 'id = "famille*canal"\ncriteres = ["famille", "canal"]', "deux critères de saisines"),
        (FAMILLE, 'id = "famille"\ncriteres = ["canal"]', "ne suit pas les critères"),
        (FAMILLE, 'id = "genre"\ncriteres = ["genre"]', "n’est pas une dimension"),
        (OFFICE, OFFICE.replace('["annee"]', '["annee", "mois"]'), "sous l’année"),
        ('usages = ["membre"]', 'usages = ["citable"]', "n’est pas citable"),
        ("cellules = 50000", "cellules = 2000000", "cellules en tout"),
        ('grains = ["annee", "trimestre"]', 'grains = ["semaine"]', "grain inconnu"),
        ('grains = ["annee", "trimestre"]', 'grains = ["annee"]\ncohortes = ["ouvertes"]', "cohorte inconnue"),
        ('id = "canal"\ncriteres = ["canal"]', FAMILLE, "deux fois"),
        ('id = "office*canal"\ncriteres = ["office", "canal"]', 'id = "canal"\ncriteres = ["canal"]', "fichier privé"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    content = PLAN.read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / "plan.toml"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InternalError, match=message):
        load_plan(path)
