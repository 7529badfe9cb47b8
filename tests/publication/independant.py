"""The figures of DOMAIN §6 in plain pandas, written from the definitions alone, without a look at the SQL.

Takes rows of saisines, offices, extract dates and recommendations; gives, for a crossing and a grain, `n`, `base` and the
value of every indicator on every line. It imports nothing from publication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from tests.publication.independant_definitions import COMPTES, DELAIS, FAMILLES, TAUX

Ligne = tuple[str, ...]


@dataclass(frozen=True)
class OfficeTemoin:
    """What the test register says of an office, and what follows from it by hand."""

    cle: str
    type: str
    population: int | None
    strate: str
    departement: str
    region: str
    arrete: date
    refuse: bool | None = None


@dataclass(frozen=True)
class Chiffre:
    """An indicator on one line. `valeur` is a number of days, a count, or None without base."""

    n: int
    base: int
    valeur: float | None


class Base:
    """A small network: its cases, its offices, the recommendations they made."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, Any]],
        offices: Sequence[OfficeTemoin],
        avis: Sequence[tuple[str, int, str | None, str, bool]] = (),
    ) -> None:
        self.offices = {office.cle: office for office in offices}
        self.avis = avis
        self.arrete_au = max(office.arrete for office in offices)
        self.cas = self._cases(rows)

    def compute(self, criteres: Sequence[str], grain: str, *, prive: bool = False) -> dict[tuple[str, Ligne], Chiffre]:
        """Every indicator on every line that has at least one row of its cohort: (code, (period, values…)) → figure."""
        found: dict[tuple[str, Ligne], Chiffre] = {}
        present = self._present(grain, prive=prive)
        for cohorte in ("recues", "closes"):
            found |= _count(
                self._dated(cohorte, grain, {(name, o.cle) for (name, *_), o in present}), cohorte, criteres
            )
        for cohorte in ("stock", "actives"):
            kept = [self._open(cohorte, period, office) for period, office in present]
            rows = pd.concat([part for part in kept if len(part)] or [self.cas.iloc[:0].assign(periode="")])
            found |= _count(rows, cohorte, criteres)
        return found | self._advise(criteres, grain, prive=prive)

    def inhabitants(self, critere: str, *, prive: bool = False) -> dict[tuple[str, Ligne], Chiffre]:
        """V5: the years an office covers from the first to the last day, its people counted once."""
        people: dict[Ligne, int] = {}
        cases: dict[Ligne, int] = {}
        for (name, start, end), office in self._present("annee", prive=prive):
            if office.population is None:
                continue
            line = (name, office.type if critere == "type" else office.cle)
            own = self.cas[self.cas["office_id"] == office.cle]
            cases[line] = cases.get(line, 0) + int(own["date_reception"].between(_ts(start), _ts(end)).sum())
            if end <= self.arrete_au and office.arrete >= end:
                people[line] = people.get(line, 0) + office.population
        return {
            ("V5", line): Chiffre(cases[line], count, 10_000 * cases[line] / count) for line, count in people.items()
        }

    def known_steps(self, name: str, *, office: str | None = None) -> bool:
        """Whether every office present in the year is known as of its extract date."""
        start, end = date(int(name), 1, 1), date(int(name), 12, 31)
        present = [o for (n, *_), o in self._present("annee", prive=office is not None) if n == name]
        seen = [o for o in present if office in (None, o.cle)]
        return all(start <= o.arrete <= end for o in seen)

    def _cases(self, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
        d = pd.DataFrame(list(rows)).astype(object)
        for name in ("date_reception", "date_cloture", "date_accuse_reception", "date_recevabilite"):
            d[name] = pd.to_datetime(d[name])
        seen = d["office_id"].map(self.offices)
        limit = pd.to_datetime(seen.map(lambda office: office.arrete))
        dated = d["annee_declaree"].isna()
        accuse = d["date_accuse_reception"].where(d["date_accuse_reception"] <= limit)
        decided = d["date_recevabilite"].where(d["date_recevabilite"] <= limit)
        d["delai"] = _days(d["date_reception"], d["date_cloture"]).where(dated)
        d["delai_accuse"] = _days(d["date_reception"], accuse).where(dated)
        d["delai_examen"] = _days(d["date_reception"], decided).where(dated)
        d["delai_instruction"] = _days(decided, d["date_cloture"]).where(d["recevabilite"] == "RECEVABLE")
        d["age"] = float("nan")
        d["datee"] = dated
        for name in ("type", "strate", "departement", "region", "refuse"):
            d[name if name == "refuse" else f"par_{name}"] = seen.map(lambda office, name=name: getattr(office, name))
        d["par_office"] = d["office_id"]
        families = {**FAMILLES, "A_QUALIFIER": "A_QUALIFIER"}
        d["par_famille"] = d["domaine"].map(families).fillna("(vide)")
        d["par_etape"] = d["statut"].fillna("(vide)")
        for name in ("domaine", "canal", "issue", "type_requerant", "motif_irrecevabilite", "departement_requerant"):
            d[f"par_{name}"] = d[name].fillna("(vide)")
        return d

    def _present(self, grain: str, *, prive: bool) -> list[tuple[tuple[str, date, date], OfficeTemoin]]:
        first = self.cas["date_reception"].min().date()
        pairs = [
            (period, office) for period in _periods(grain, first, self.arrete_au) for office in self.offices.values()
        ]
        return [(period, office) for period, office in pairs if self._counts(period, office, prive=prive)]

    def _counts(self, period: tuple[str, date, date], office: OfficeTemoin, *, prive: bool) -> bool:
        _, start, end = period
        if prive or end > self.arrete_au:
            return office.arrete >= start
        return office.arrete >= end

    def _dated(self, cohorte: str, grain: str, present: set[tuple[str, str]]) -> pd.DataFrame:
        """The cases received, or closed, in a period where their office counts."""
        d = self.cas
        day = d["date_reception"] if cohorte == "recues" else d["date_cloture"]
        known = day.notna() & (d["datee"] | (grain == "annee") | (cohorte == "closes"))
        rows = d[known].assign(periode=[_name(one, grain) for one in day[known]])
        return rows[[pair in present for pair in zip(rows["periode"], rows["office_id"], strict=True)]]

    def _open(self, cohorte: str, period: tuple[str, date, date], office: OfficeTemoin) -> pd.DataFrame:
        """The cases open on the day the stock of the office is taken, or at any time of the period until that day."""
        name, start, end = period
        d = self.cas[self.cas["office_id"] == office.cle]
        received, closed, day = d["date_reception"], d["date_cloture"], _ts(min(end, office.arrete))
        closed = closed.where(closed >= received, received).where(closed.notna())
        if cohorte == "stock":
            kept = (received <= day) & ~(closed <= day)
        else:
            kept = (received <= day) & ((received >= _ts(start)) | ~(closed < _ts(start)))
        rows = d[kept].assign(periode=name)
        if cohorte == "stock":
            rows["age"] = (day - rows["date_reception"]).dt.days.where(rows["datee"].astype(bool)).astype(float)
        return rows

    def _advise(self, criteres: Sequence[str], grain: str, *, prive: bool) -> dict[tuple[str, Ligne], Chiffre]:
        found: dict[tuple[str, Ligne], Chiffre] = {}
        if grain != "annee":
            return found
        present = {(name, office.cle) for (name, *_), office in self._present(grain, prive=prive)}
        lines: dict[Ligne, list[tuple[str, bool]]] = {}
        for cle, year, domaine, statut, done in self.avis:
            office = self.offices[cle]
            values = {"domaine": domaine or "(vide)", "famille": FAMILLES.get(domaine or "", "(vide)")}
            values |= {"office": cle, "type": office.type}
            if (str(year), cle) in present and set(criteres) <= set(values):
                line = (str(year), *(values[name] for name in criteres))
                lines.setdefault(line, []).append((statut, done))
        for line, said in lines.items():
            found["P1", line] = Chiffre(len(said), len(said), float(len(said)))
            accepted = sum(statut in ("ACCEPTEE", "PARTIELLE") for statut, _ in said)
            found["P1a", line] = Chiffre(accepted, len(said), 100 * accepted / len(said))
            done = sum(done for _, done in said)
            found["P1b", line] = Chiffre(done, len(said), 100 * done / len(said))
        return found


def _count(rows: pd.DataFrame, cohorte: str, criteres: Sequence[str]) -> dict[tuple[str, Ligne], Chiffre]:
    keys = ["periode", *(f"par_{name}" for name in criteres)]
    found: dict[tuple[str, Ligne], Chiffre] = {}
    masks = {code: (num, base) for code, (where, num, base) in TAUX.items() if where == cohorte}
    masks |= {code: (num, num) for code, (where, num) in COMPTES.items() if where == cohorte}
    if not len(rows):
        return found
    flags = {
        f"{code}.{side}": mask(rows) for code, pair in masks.items() for side, mask in zip("nb", pair, strict=True)
    }
    totals = pd.DataFrame(flags).astype(int).groupby([rows[key] for key in keys]).sum()
    for line, counts in zip(_lines(totals.index), totals.to_dict("records"), strict=True):
        for code in masks:
            n, base = counts[f"{code}.n"], counts[f"{code}.b"]
            value = float(n) if code in COMPTES else 100 * n / base if base else None
            found[code, line] = Chiffre(n, base, value)
    for code, (where, column, stat) in DELAIS.items():
        if where == cohorte:
            grouped = rows[column].astype(float).groupby([rows[key] for key in keys])
            values = {"mediane": grouped.median, "moyenne": grouped.mean, "p90": lambda g=grouped: g.quantile(0.9)}[
                stat
            ]()
            for line, n, value in zip(_lines(values.index), grouped.count(), values, strict=True):
                found[code, line] = Chiffre(int(n), int(n), float(value) if n else None)
    return found


def _lines(index: Any) -> list[Ligne]:
    return [entry if isinstance(entry, tuple) else (entry,) for entry in index.tolist()]


def _periods(grain: str, first: date, last: date) -> list[tuple[str, date, date]]:
    length = {"annee": 12, "trimestre": 3, "mois": 1}[grain]
    found = []
    for year in range(first.year, last.year + 1):
        for start in range(1, 13, length):
            end = date(year + (start + length > 12), (start + length - 1) % 12 + 1, 1) - timedelta(days=1)
            name = {"annee": f"{year}", "trimestre": f"{year}-T{start // 3 + 1}", "mois": f"{year}-{start:02d}"}[grain]
            if date(year, start, 1) <= last and end >= first:
                found.append((name, date(year, start, 1), end))
    return found


def _name(day: pd.Timestamp, grain: str) -> str:
    quarter = f"{day.year}-T{(day.month + 2) // 3}"
    return {"annee": f"{day.year}", "trimestre": quarter, "mois": f"{day.year}-{day.month:02d}"}[grain]


def _days(start: pd.Series[Any], end: pd.Series[Any]) -> pd.Series[float]:
    days = (end - start).dt.days
    return days.where(days >= 0).astype(float)


def _ts(day: date) -> pd.Timestamp:
    return pd.Timestamp(day)
