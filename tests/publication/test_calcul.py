"""A second computation, in plain Python from the definitions alone, finds every cell of random bases again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.blocs import compute_blocks, exact_columns, melt
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import open_engine
from pipelines.publication.plan import Croisement, load_plan
from pipelines.publication.preparation import attach_base, attach_register, build_cases, build_presence
from pipelines.vue import Vue
from tests.publication.constructeur import ARRETE, A, B, C, depot, saisine, vue

REGISTRE = load_registry()
PLAN = load_plan()
Row = Mapping[str, Any]
FAMILLES = {"FISCALITE": "FINANCES_FISCALITE", "RSA": "SOCIAL_INSERTION", "SPORT_ET_LOISIR": "CADRE_DE_VIE_VOISINAGE"}
TYPES = {A: "COMMUNE", B: "DEPARTEMENT", C: "REGION"}
CRITERES: dict[str, Callable[[Row], str]] = {
    "type": lambda row: TYPES[row["office_id"]],
    "office": lambda row: str(row["office_id"]),
    "famille": lambda row: FAMILLES.get(row["domaine"], row["domaine"] or "(vide)"),
    "domaine": lambda row: row["domaine"] or "(vide)",
    "canal": lambda row: row["canal"] or "(vide)",
    "issue": lambda row: row["issue"] or "(vide)",
}
MENEES = ("FAVORABLE_USAGER", "PARTIEL", "DECISION_MAINTENUE", "ECHEC")

BORNES = [
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 6, 30),
]
JOURS = st.one_of(st.sampled_from(BORNES), st.dates(date(2023, 11, 1), ARRETE))
SAISINES = st.builds(
    saisine,
    office_id=st.sampled_from([A, B, C]),
    date_reception=JOURS,
    date_cloture=st.one_of(st.none(), JOURS),
    canal=st.sampled_from([None, "COURRIEL", "COURRIER"]),
    domaine=st.sampled_from([None, "A_QUALIFIER", *FAMILLES]),
    issue=st.sampled_from([None, "A_QUALIFIER", "ABANDON", *MENEES]),
    competence=st.sampled_from([None, True, False]),
    recevabilite=st.sampled_from([None, "A_QUALIFIER", "RECEVABLE", "IRRECEVABLE", "REORIENTEE", "EN_EXAMEN"]),
)
ARRETES = st.sampled_from([date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 30), date(2025, 12, 31), ARRETE])


@given(st.lists(SAISINES, min_size=1, max_size=60), ARRETES, ARRETES, st.sampled_from([*PLAN.croisements]))
@settings(max_examples=40, deadline=None)
def test_every_cell_is_found_again(rows: list[Row], arrete_b: date, arrete_c: date, croisement: Croisement) -> None:
    arretes = {A: ARRETE, B: arrete_b, C: arrete_c}
    with TemporaryDirectory() as folder:
        seen = vue(Path(folder), rows, [depot([cle], arretes[cle]) for cle in arretes])
        published = _published(seen, croisement)
    expected: dict[tuple[str, ...], int] = {}
    for grain in croisement.grains:
        for cohorte in croisement.cohortes:
            expected |= _expected(rows, arretes, croisement, grain, cohorte)
    assert published == expected


def _published(seen: Vue, croisement: Croisement) -> dict[tuple[str, ...], int]:
    with open_engine(seen.fichiers) as engine:
        couverture = build_coverage(seen, attach_base(engine, seen.fichiers, REGISTRE))
        attach_register(engine, seen.offices)
        build_cases(engine, REGISTRE)
        build_presence(engine, couverture)
        found = [
            melt(bloc, exact_columns(bloc, REGISTRE)).to_pylist()
            for bloc in compute_blocks(engine, REGISTRE, [croisement])
        ]
    keys = ("grain", "cohorte", "periode", "valeur1", "valeur2", "mesure")
    return {tuple(cell[key] for key in keys): cell["valeur"] for part in found for cell in part}


def _expected(
    rows: list[Row], arretes: Mapping[str, date], croisement: Croisement, grain: str, cohorte: str
) -> dict[tuple[str, ...], int]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    first = min(row["date_reception"] for row in rows)
    for periode, (debut, fin) in _periods(grain, first).items():
        for row in rows:
            if _counts(arretes[row["office_id"]], debut, fin) and _belongs(row, cohorte, debut, fin):
                criteria = [CRITERES[name](row) for name in croisement.criteres]
                key = (periode, *criteria, *[None] * (2 - len(criteria)))
                groups.setdefault(key, []).append(row)
    return {
        (grain, cohorte, *key, mesure): value
        for key, members in groups.items()
        for mesure, value in _measures(members, cohorte).items()
    }


def _periods(grain: str, first: date) -> dict[str, tuple[date, date]]:
    found = {}
    length = {"annee": 12, "trimestre": 3, "mois": 1}[grain]
    for year in (2023, 2024, 2025, 2026):
        for start in range(1, 13, length):
            end = date(year + (start + length > 12), (start + length - 1) % 12 + 1, 1) - timedelta(days=1)
            name = {"annee": f"{year}", "trimestre": f"{year}-T{start // 3 + 1}", "mois": f"{year}-{start:02d}"}[grain]
            found[name] = (date(year, start, 1), end)
    return {name: period for name, period in found.items() if period[0] <= ARRETE and period[1] >= first}


def _counts(arrete: date, debut: date, fin: date) -> bool:
    return arrete >= fin if fin <= ARRETE else arrete >= debut


def _belongs(row: Row, cohorte: str, debut: date, fin: date) -> bool:
    received, closed = row["date_reception"], row["date_cloture"]
    if cohorte == "recues":
        return bool(debut <= received <= fin)
    if cohorte == "closes":
        return closed is not None and bool(debut <= closed <= fin)
    day = min(fin, ARRETE)
    return bool(received <= day) and (closed is None or bool(closed > day))


def _measures(members: list[Row], cohorte: str) -> dict[str, int]:
    def count(test: Callable[[Row], bool]) -> int:
        return sum(1 for row in members if test(row))

    if cohorte == "stock":
        return {"stock": len(members)}
    if cohorte == "recues":
        return {
            "recues": len(members),
            "competence_oui": count(lambda row: row["competence"] is True),
            "competence_renseignee": count(lambda row: row["competence"] is not None),
            "refusees": count(lambda row: row["recevabilite"] in ("IRRECEVABLE", "REORIENTEE")),
            "recevabilite_renseignee": count(lambda row: row["recevabilite"] not in (None, "A_QUALIFIER")),
        }
    delays = sorted(
        (r["date_cloture"] - r["date_reception"]).days for r in members if r["date_cloture"] >= r["date_reception"]
    )
    bands = {"0_30": (0, 30), "31_60": (31, 60), "61_90": (61, 90), "91_120": (91, 120), "121_180": (121, 180)}
    return {
        "closes": len(members),
        "favorables": count(lambda row: row["issue"] in ("FAVORABLE_USAGER", "PARTIEL")),
        "menees_a_terme": count(lambda row: row["issue"] in MENEES),
        "issue_renseignee": count(lambda row: row["issue"] not in (None, "A_QUALIFIER")),
        "delai_n": len(delays),
        "delai_somme": sum(delays),
        "delai_mediane_x2": _quantile(delays, 5, 2),
        "delai_p90_x10": _quantile(delays, 9, 10),
        **{f"delai_{name}": sum(low <= delay <= high for delay in delays) for name, (low, high) in bands.items()},
        "delai_plus_180": sum(delay > 180 for delay in delays),
    }


def _quantile(ordered: list[int], tenths: int, factor: int) -> int:
    """Linear interpolation in whole numbers: `tenths`/10 of the way along, times `factor`."""
    if not ordered:
        return 0
    rank, rest = divmod(tenths * (len(ordered) - 1), 10)
    above = ordered[min(rank + 1, len(ordered) - 1)]
    scaled = factor * (10 * ordered[rank] + rest * (above - ordered[rank]))
    return floor(scaled / 10 + 0.5)
