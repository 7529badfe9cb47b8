"""From cases to curves: who is followed, from which day to which, and what each group then shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.indicateurs.registry import load_registry
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import open_engine
from pipelines.publication.preparation import attach_base, attach_register, build_cases
from pipelines.publication.survie_calcul import INDEFINI, Lot, compute_curves, read_lots
from pipelines.publication.survie_preparation import GRILLE, ISSUES, prepare_follow_up, scopes_table
from pipelines.vocabulary import load_vocabulary
from pipelines.vue import Depot, Vue
from tests.publication.constructeur import ARRETE, A, B, C, depot, repeat, saisine, vue
from tests.publication.survie_noyau import Observation, compute_exact

REGISTRE = load_registry()
Row = Mapping[str, Any]
Groupe = tuple[str, str, str, str]
FAMILLES = {"FISCALITE": "FINANCES_FISCALITE", "RSA": "SOCIAL_INSERTION", None: "(vide)"}
TYPES = {A: "COMMUNE", B: "DEPARTEMENT", C: "REGION"}
CAUSES = {code: rank for rank, codes in enumerate(ISSUES.values(), 1) for code in codes}
ANNEES = range(2023, 2027)

BORNES = [date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)]
JOURS = st.one_of(st.sampled_from(BORNES), st.dates(date(2023, 11, 1), ARRETE))
SAISINES = st.builds(
    saisine,
    office_id=st.sampled_from([A, B, C]),
    date_reception=JOURS,
    date_cloture=st.one_of(st.none(), JOURS),
    domaine=st.sampled_from(list(FAMILLES)),
    issue=st.sampled_from([None, "A_QUALIFIER", *CAUSES]),
    annee_declaree=st.sampled_from([None, None, None, 2025]),
)
ARRETES = st.sampled_from([date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31), ARRETE])


@given(st.lists(SAISINES, min_size=1, max_size=50), ARRETES, ARRETES)
@settings(max_examples=25, deadline=None)
def test_every_group_is_found_again(rows: list[Row], arrete_b: date, arrete_c: date) -> None:
    arretes = {A: ARRETE, B: arrete_b, C: arrete_c}
    with TemporaryDirectory() as folder:
        lots = _lots(vue(Path(folder), rows, [depot([cle], arretes[cle]) for cle in arretes]))
    expected = _follow(rows, arretes)
    assert {key for lot in lots for key in _keys(lot)} == expected.keys()
    for lot in lots:
        for line, key in enumerate(_keys(lot)):
            _assert_line(lot, line, expected[key])


def test_a_base_mostly_of_impossible_cases_is_followed_all_the_same(tmp_path: Path) -> None:
    """DuckDB 2.0 stops on an internal error on these very rows when it chooses the sides of joins itself."""
    f, d, j, m, last = BORNES
    before = date(2023, 11, 13)
    shapes: list[tuple[date, date | None, int | None]] = [
        *((f, None, 2025), (last, f, None), (f, None, 2025), (last, f, None), (j, f, None), (f, before, None)),
        *((d, f, None), (f, None, 2025), (d, f, None), (j, f, None), (j, f, None), (last, None, None), (j, f, None)),
        *((f, None, 2025), (j, f, None), (f, None, None), (f, None, 2025), (f, None, 2025), (d, None, None)),
        *((j, None, None), (m, last, None)),
    ]
    rows = [
        saisine(
            office_id=A,
            date_reception=start,
            date_cloture=end,
            domaine="FISCALITE",
            annee_declaree=year,
            issue={4: "INFORMATION", 14: "INFORMATION", 20: "FAVORABLE_USAGER"}.get(rank),
        )
        for rank, (start, end, year) in enumerate(shapes)
    ]
    lots = _lots(vue(tmp_path, rows, [depot([cle], ARRETE) for cle in (A, B, C)]))
    assert {key for lot in lots for key in _keys(lot)} == _follow(rows, dict.fromkeys((A, B, C), ARRETE)).keys()


def test_an_open_case_is_censored_at_the_extract_date_of_its_own_office(tmp_path: Path) -> None:
    opened = [saisine(office_id=cle, date_reception=date(2025, 1, 1), date_cloture=None) for cle in (A, B)]
    deposits = [depot([A], date(2025, 12, 31)), depot([B], date(2026, 1, 15))]
    lots = _lots(vue(tmp_path, opened, deposits))
    assert _risks(lots, ("office", "recues", "2025", A)) == {0: 1, 7: 1, 270: 1, 365: 0}
    assert _risks(lots, ("office", "recues", "2025", B)) == {0: 1, 7: 1, 270: 1, 365: 1}


def test_a_case_is_known_until_the_deposit_that_told_it(tmp_path: Path) -> None:
    """Two deposits of a period each: the cases of the first were not looked at again by the second."""
    opened = [saisine(date_reception=date(year, 1, 1), date_cloture=None) for year in (2023, 2024)]
    lots = _lots(vue(tmp_path, opened, [_partial(2023), _partial(2024)]))
    assert _risks(lots, ("office", "recues", "2023", A))[365] == 0
    assert _risks(lots, ("office", "recues", "2024", A))[365] == 1


@pytest.mark.parametrize(
    ("deposits", "expected"),
    [
        ([(2023, 0)], [("2023-01-01", "2023-12-31", "2023-12-31")]),
        (
            [(2023, 0), (2024, 0)],
            [("2023-01-01", "2023-12-31", "2023-12-31"), ("2024-01-01", "2024-12-31", "2024-12-31")],
        ),
        ([(2024, 0), (2024, 365)], [("2024-01-01", "2024-12-31", "2025-12-31")]),
        ([(2023, 0), (2024, None)], [("0001-01-01", "2024-12-31", "2024-12-31")]),
        (
            [(2023, None), (2024, 0)],
            [("0001-01-01", "2023-12-31", "2023-12-31"), ("2024-01-01", "2024-12-31", "2024-12-31")],
        ),
    ],
    ids=["one", "two years", "told again later", "all told later", "all, then a year"],
)
def test_the_later_extract_of_a_scope_holds(deposits: list[Any], expected: list[Any]) -> None:
    table = scopes_table([_partial(year, later) for year, later in deposits]).to_pylist()
    start = date(1970, 1, 1).toordinal()
    found = [tuple(str(date.fromordinal(start + row[key])) for key in ("debut", "fin", "arrete")) for row in table]
    assert _joined(found) == expected


def test_a_case_received_before_the_period_is_watched_from_its_first_day(tmp_path: Path) -> None:
    rows = [saisine(date_reception=date(2024, 12, 1), date_cloture=date(2025, 1, 11))]
    lots = _lots(vue(tmp_path, rows))
    assert _risks(lots, ("reseau", "suivies", "2025", "")) == {0: 0, 7: 0, 270: 0, 365: 0}
    assert _line(lots, ("reseau", "suivies", "2025", ""))["clos"] == 1
    assert _line(lots, ("reseau", "suivies", "2024", ""))["clos"] == 0
    assert _line(lots, ("reseau", "suivies", "2024", ""))["ouverts"] == 1


@pytest.mark.parametrize(("closed", "clos"), [(date(2025, 1, 1), 1), (date(2025, 12, 31), 1), (date(2026, 1, 1), 0)])
def test_both_ends_of_the_period_are_watched(tmp_path: Path, closed: date, clos: int) -> None:
    lots = _lots(vue(tmp_path, [saisine(date_reception=date(2024, 12, 1), date_cloture=closed)]))
    assert _line(lots, ("reseau", "suivies", "2025", ""))["clos"] == clos


def test_a_case_closed_before_the_period_or_received_after_is_not_watched(tmp_path: Path) -> None:
    rows = [
        saisine(date_reception=date(2024, 1, 1), date_cloture=date(2024, 12, 31)),
        saisine(date_reception=date(2026, 1, 2), date_cloture=None),
    ]
    keys = {key for lot in _lots(vue(tmp_path, rows)) for key in _keys(lot)}
    assert ("reseau", "suivies", "2025", "") not in keys
    assert {("reseau", "suivies", "2024", ""), ("reseau", "suivies", "2026", "")} <= keys


@pytest.mark.parametrize(
    "fault",
    [
        {"date_reception": date(2025, 3, 1), "date_cloture": date(2025, 2, 1)},
        {"date_cloture": date(2026, 2, 1)},
        {"date_reception": date(2026, 2, 1), "date_cloture": None},
        {"annee_declaree": 2025, "date_cloture": None},
    ],
    ids=["closed before received", "closed after the extract", "received after the extract", "known by its year"],
)
def test_an_impossible_or_undated_case_is_not_followed(tmp_path: Path, fault: dict[str, Any]) -> None:
    lots = _lots(vue(tmp_path, [saisine(), saisine(**fault)]))
    assert _line(lots, ("reseau", "recues", "2025", ""))["suivis"] == 1


def test_every_outcome_of_the_vocabulary_is_one_of_the_five() -> None:
    groups = {"MENEE_A_TERME": {"favorable", "maintenue"}, "REORIENTEE": {"refusee"}, "IRRECEVABLE": {"refusee"}}
    groups |= {"INTERROMPUE": {"interrompue"}, "AUTRE": {"autre"}}
    entries = load_vocabulary("issue")
    named = {code: nom for nom, codes in ISSUES.items() for code in codes}
    assert named.keys() == entries.keys()
    for code, entry in entries.items():
        assert named[code] in groups[entry.attributs["groupe"]]


def test_an_office_out_of_the_network_year_keeps_its_own_curve(tmp_path: Path) -> None:
    rows = [*repeat(3), saisine(office_id=B)]
    lots = _lots(vue(tmp_path, rows, [depot([A], date(2025, 6, 30)), depot([B])]))
    office = next(lot for lot in lots if (lot.croisement, lot.vue) == ("office", "recues"))
    assert list(zip(office.valeurs, office.compte, strict=True)) == [(A, 0), (B, 1)]
    assert _line(lots, ("reseau", "recues", "2025", ""))["suivis"] == 1


def _lots(seen: Vue) -> list[Lot]:
    with open_engine(seen.fichiers) as engine:
        couverture = build_coverage(seen, attach_base(engine, seen.fichiers, REGISTRE))
        attach_register(engine, seen.offices)
        build_cases(engine, REGISTRE)
        prepare_follow_up(engine, seen.depots, couverture)
        compute_curves(engine)
        return list(read_lots(engine))


def _partial(year: int, later: int | None = 0) -> Depot:
    """A deposit of the cases received in a year, extracted that many days after its end; of all cases when None."""
    end = date(year, 12, 31)
    if later is None:
        return depot([A], end)
    return depot([A], end + timedelta(days=later), portee="periode", debut=date(year, 1, 1), fin=end)


def _joined(segments: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Neighbouring segments with the same extract date as one."""
    joined: list[tuple[str, ...]] = []
    for segment in segments:
        follows = bool(joined) and joined[-1][2] == segment[2]
        joined.append((joined.pop()[0], *segment[1:]) if follows else segment)
    return joined


def _follow(rows: Iterable[Row], arretes: Mapping[str, date]) -> dict[Groupe, list[Observation]]:
    """The observations of every group, from the definitions of the two views alone."""
    found: dict[Groupe, list[Observation]] = {}
    for row in rows:
        received, closed, arrete = row["date_reception"], row["date_cloture"], arretes[row["office_id"]]
        last = closed or arrete
        if row["annee_declaree"] or received > last or last > arrete:
            continue
        cause = CAUSES.get(row["issue"], len(ISSUES)) if closed else 0
        for year in ANNEES:
            start, end = date(year, 1, 1), date(year, 12, 31)
            if start > arrete or received > end or last < start:
                continue
            counted = arrete >= end or end > max(arretes.values())
            stop, seen = (last, cause) if last <= end else (end, 0)
            watched = (max((start - received).days, 0), (stop - received).days, seen)
            for croisement, valeur in _values(row, counted=counted):
                found.setdefault((croisement, "suivies", str(year), valeur), []).append(watched)
                if received >= start:
                    followed = (0, (last - received).days, cause)
                    found.setdefault((croisement, "recues", str(year), valeur), []).append(followed)
    return found


def _values(row: Row, *, counted: bool) -> list[tuple[str, str]]:
    own = [("office", row["office_id"])]
    if not counted:
        return own
    return [*own, ("reseau", ""), ("type", TYPES[row["office_id"]]), ("famille", FAMILLES[row["domaine"]])]


def _keys(lot: Lot) -> list[Groupe]:
    return [(lot.croisement, lot.vue, str(p), str(v)) for p, v in zip(lot.periodes, lot.valeurs, strict=True)]


def _assert_line(lot: Lot, line: int, observations: Sequence[Observation]) -> None:
    exact = compute_exact(observations)
    closed = [(sortie, cause) for _, sortie, cause in observations if cause]
    assert (lot.suivis[line], lot.clos[line], lot.somme[line]) == (len(observations), len(closed), exact.somme)
    assert lot.mediane_x2[line] == exact.mediane_x2
    for rank, jour in enumerate(GRILLE):
        at_risk = sum(entree <= jour <= sortie for entree, sortie, _ in observations)
        assert (lot.risque[line, rank], lot.cumul[line, rank]) == (at_risk, sum(day <= jour for day, _ in closed))
        for cause in range(1, len(ISSUES) + 1):
            assert lot.cumuls[cause - 1, line, rank] == sum(day <= jour and c == cause for day, c in closed)
        day = exact.jours[min(jour, max(exact.jours))]
        assert lot.parts[0, line, rank] == pytest.approx(1e6 * (1 - day.survie), abs=0.5001)
        assert list(lot.parts[3:, line, rank]) == pytest.approx([1e6 * part for part in day.parts], abs=0.5001)
        limits = (
            [INDEFINI, INDEFINI] if day.haut is None or day.bas is None else [1e6 * (1 - day.haut), 1e6 * (1 - day.bas)]
        )
        assert list(lot.parts[1:3, line, rank]) == pytest.approx(limits, abs=0.5001)
    for quartile, nom in enumerate(("q25", "mediane", "q75")):
        days = [INDEFINI if day is None else day for day in exact.quartiles[nom]]
        assert list(lot.quartiles[quartile, line, :3]) == days


def _line(lots: Iterable[Lot], key: Groupe) -> dict[str, int]:
    for lot in lots:
        for line, found in enumerate(_keys(lot)):
            if found == key:
                return {name: int(getattr(lot, name)[line]) for name in ("suivis", "clos", "ouverts")}
    raise AssertionError(key)


def _risks(lots: Iterable[Lot], key: Groupe) -> dict[int, int]:
    lot, line = next((lot, line) for lot in lots for line, found in enumerate(_keys(lot)) if found == key)
    return {jour: int(lot.risque[line, GRILLE.index(jour)]) for jour in (0, 7, 270, 365)}
