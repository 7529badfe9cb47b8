"""Every value of every truth file of the real-format exports equals what the base and the deposit report give.

Skipped where the files are not beside the project; `tests/verite/test_exemples.py` holds the same on our own twin.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines import entrepot, registre, run
from pipelines.report import Rapport
from pipelines.settings import Dossiers
from tests.verite import comparaison as truth

EXPORTS = Path(__file__).resolve().parents[3] / "shared" / "exports" / "mediature"
VERITES = sorted((EXPORTS / "truth").glob("export_2026-01-15__*.json"))

pytestmark = pytest.mark.skipif(not VERITES, reason="les exports au format réel ne sont pas à côté du projet")


Integre = tuple[dict[str, Any], pd.DataFrame, Rapport, dict[str, str]]
"""The truth, the cases of the base, the report of the file, and the key of each office by its name."""


@pytest.fixture(params=VERITES, ids=lambda path: path.stem.split(" ")[-1])
def depot(request: pytest.FixtureRequest, tmp_path: Path) -> Integre:
    expected = json.loads(request.param.read_text(encoding="utf-8"))
    dossiers = Dossiers(tmp_path / "donnees", tmp_path / "cles")
    done = run.integrate_file(EXPORTS / expected["file"], dossiers, run.Options())
    keys = {office.nom: office.cle for office in registre.read_registre(dossiers).provisoires}
    return expected, read_cases(dossiers), done.rapport, keys


def read_cases(dossiers: Dossiers) -> pd.DataFrame:
    cases = entrepot.read_saisines(dossiers).to_pandas()
    for column in ("date_reception", "date_cloture"):
        cases[column] = pd.to_datetime(cases[column])
    return cases


def differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """Every leaf that differs, by its path; numbers to 5e-4 because the truth rounds to four decimals."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(set(expected) | set(found)):
            below = f"{path}.{key}" if path else key
            if below not in truth.NON_COMPARABLES:
                yield from differences(expected.get(key, 0), found.get(key, 0), below)
    elif isinstance(expected, float) and isinstance(found, float | int):
        if abs(expected - found) > 5e-4:
            yield f"{path} : attendu {expected}, trouvé {found}"
    elif expected != found:
        yield f"{path} : attendu {expected}, trouvé {found}"


def without_lost_labels(expected: dict[str, int], found: dict[str, int]) -> dict[str, int]:
    """The truth with the labels the file no longer carries summed, as the base can only count them."""
    kept = {key: value for key, value in expected.items() if key in found}
    lost = sum(value for key, value in expected.items() if key not in found)
    return kept | ({truth.PERDU: lost} if lost else {})


def test_the_totals_of_the_file_are_those_of_the_base(depot: Integre) -> None:
    expected, cases, rapport, _ = depot
    found = truth.rebuild(cases, rapport.date_arrete)
    totals = dict(expected["totals"])
    for key in ("count_primaryDomain", "count_secondaryDomain"):
        if key in totals:
            found[key] = fold_lost(found[key])
            totals[key] = without_lost_labels(totals[key], found[key])
    totals.get("resolution_rate_closed", {}).pop("definition", None)
    totals.get("count_secondaryDomain", {}).pop("(null)", None)
    assert list(differences(totals, found)) == []


def fold_lost(counts: dict[str, int]) -> dict[str, int]:
    """Pairs with a destroyed half are one count."""
    folded: dict[str, int] = {}
    for key, value in counts.items():
        folded[truth.PERDU if truth.PERDU in key else key] = (
            folded.get(truth.PERDU if truth.PERDU in key else key, 0) + value
        )
    return folded


def test_the_anomalies_and_rows_are_those_of_the_base(depot: Integre) -> None:
    expected, cases, rapport, _ = depot
    anomalies = expected["anomalies"]
    found = truth.rebuild_anomalies(cases)
    assert list(differences({"anomalies": anomalies}, {"anomalies": found})) == []
    assert rapport.acceptees == expected["rows"] == len(cases)
    assert rapport.sha256 == expected["sha256"]
    assert rapport.date_arrete.isoformat() == expected["extract_date_paris"]


def test_the_report_counts_empty_and_corrupted_cells(depot: Integre) -> None:
    expected, _, rapport, _ = depot
    rates = {
        key: None if not rapport.acceptees else round(count / rapport.acceptees, 6)
        for key, count in rapport.vides.items()
    }
    assert rates == expected["null_rate_per_column"]
    altered: dict[str, int] = {}
    for key, count in expected["corruption"]["text_cells_altered"].items():
        if key != "Code postal -> number":
            column = key.split(" -> ")[0]
            altered[column] = altered.get(column, 0) + count
    assert rapport.alterees == altered


def test_each_office_of_the_platform_equals_its_truth(depot: Integre) -> None:
    expected, cases, rapport, keys = depot
    offices = expected.get("offices", {})
    by_office = dict(list(cases.groupby("office_id")))
    assert len(by_office) == expected.get("offices_n", 1 if rapport.acceptees else 0)
    unread = [cle for nom, cle in keys.items() if nom not in offices]
    for name, entry in offices.items():
        cle = keys.get(name) or unread[0]
        found = truth.rebuild(by_office[cle], rapport.date_arrete)
        found["count_primaryDomain"] = fold_lost(found["count_primaryDomain"])
        wanted = {key: value for key, value in entry.items() if key != "type"}
        wanted["count_primaryDomain"] = without_lost_labels(wanted["count_primaryDomain"], found["count_primaryDomain"])
        wanted["resolution_rate_closed"] = {
            k: v for k, v in wanted["resolution_rate_closed"].items() if k != "definition"
        }
        assert list(differences(wanted, narrow(found, wanted))) == [], name
    assert len(unread) == (1 if offices else len(unread)), "une seule collectivité rendue illisible par l’export"


def narrow(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """An office's truth has fewer chapters than a file's; inside a chapter every key is compared."""
    kept = {key: found[key] for key in wanted}
    chapters = {chapter for year in wanted["by_year"].values() for chapter in year}
    kept["by_year"] = {
        year: {key: value for key, value in entry.items() if key in chapters}
        for year, entry in found["by_year"].items()
    }
    return kept
