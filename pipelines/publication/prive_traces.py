"""Where an office finds its own cases and faults again: the lines of its last deposits.

Takes the base's files, the findings kept with the deposits and the coverage, gives rows for each private file, in the
layout of every other cell. A line number is an address in a file the office already holds: no value, no identifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model import A_QUALIFIER, CODES, PAR_NOM
from pipelines.publication.blocs import PERIMETRE_REEL, SCHEMA_BLOC
from pipelines.publication.cas import NON_RENSEIGNE
from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.vue import Constat, Vue

DEPOTS, CONSTATS, DOSSIERS = "trace-depots", "trace-constats", "trace-dossiers"
"""Crossings of these rows in a private file: they come after all others, so that appending keeps the file sorted."""

JOURS = 90
"""Beyond this age an open case is given with its line: the delay the network says it holds."""

LIGNES_MAXIMUM = 2000
"""Lines given per office and per kind, the oldest cases first: nobody goes through more, and counts stay whole."""

_QUALIFIABLES = tuple(name for name in CODES if name not in ("qualite_date", "statut"))
_ALTERATION = "VALEUR_CORROMPUE"
_LIBELLE = "LIBELLE_A_QUALIFIER"
_PAR_LIGNE = frozenset({_ALTERATION, _LIBELLE})
"""Findings the accepted lines still carry: read from them, they belong to one office even in a file of many."""

Ligne = tuple[str, str, str, str | None, str, int]
"""crossing, cohort, period, second value, measure, number: what changes from one row to the next."""


@dataclass(frozen=True)
class Traces:
    """The rows of each private file, by office."""

    lignes: Mapping[str, pa.Table]

    def complete(self, office: str, cells: pa.Table) -> pa.Table:
        """The cells of a private file followed by the office's own lines."""
        if office not in self.lignes:
            return cells
        return pa.concat_tables([cells, self.lignes[office].replace_schema_metadata(cells.schema.metadata)])


def trace_tables(engine: Engine, vue: Vue, couverture: Couverture) -> Traces:
    """The lines of every office that delivered."""
    found: dict[str, list[Ligne]] = {office: [] for office in couverture.arretes}
    for source in (
        _deposits(vue),
        _findings(engine, vue),
        _overdue(engine, vue, couverture),
    ):
        for office, line in source:
            if office in found:
                found[office].append(line)
    return Traces({office: _table(office, lines) for office, lines in found.items() if lines})


def address(depot: str, ligne: int, feuille: str | None) -> str:
    """« D-5e41/000123/Feuille 1 »: the deposit, the line, then the sheet, whose name may hold anything."""
    return f"{depot}/{ligne:07d}/{feuille or ''}"


def _deposits(vue: Vue) -> Iterator[tuple[str, Ligne]]:
    """The files an office stands on, the day each was extracted, and how many offices share it."""
    for depot in vue.depots:
        for office in depot.offices:
            yield office, (DEPOTS, "recues", depot.date_arrete.isoformat(), depot.id, depot.fichier, len(depot.offices))


def _findings(engine: Engine, vue: Vue) -> Iterator[tuple[str, Ligne]]:
    """Findings of the office's own files, and those its accepted lines carry in a file of many."""
    yield from _on_lines(engine, vue)
    single = {depot.id: depot.offices[0] for depot in vue.depots if len(depot.offices) == 1}
    for constat in vue.constats:
        office = single.get(constat.depot_id)
        if office and constat.ligne is not None and constat.code not in _PAR_LIGNE:
            yield office, _finding(constat)


def _on_lines(engine: Engine, vue: Vue) -> Iterator[tuple[str, Ligne]]:
    wanted = " or ".join(["alterations is not null", *(f"{name} = '{A_QUALIFIER}'" for name in _QUALIFIABLES)])
    columns = ("office_id", "depot_id", "feuille", "ligne", "alterations", *_QUALIFIABLES)
    rows = engine.scan(vue.fichiers, ", ".join(columns), wanted)
    told: dict[tuple[str, str, str], int] = {}
    for row in rows.sort_by([("office_id", "ascending"), ("ligne", "ascending")]).to_pylist():
        labels = [(_LIBELLE, name) for name in _QUALIFIABLES if row[name] == A_QUALIFIER]
        spoilt = [(_ALTERATION, name) for name in str(row["alterations"] or "").split()]
        for code, champ in (*labels, *spoilt):
            key = (row["office_id"], code, champ)
            told[key] = told.get(key, 0) + 1
            if told[key] <= LIGNES_MAXIMUM:
                title = PAR_NOM[champ].libelle if champ in PAR_NOM else champ
                found = Constat(row["depot_id"], code, "avertissement", row["feuille"], row["ligne"], title, 1)
                yield row["office_id"], _finding(found)


def _finding(constat: Constat) -> Ligne:
    place = address(constat.depot_id, constat.ligne or 0, constat.feuille)
    what = f"{constat.niveau}/{constat.code}/{constat.colonne or ''}"
    return CONSTATS, "recues", "", what, place, constat.nombre


def _overdue(engine: Engine, vue: Vue, couverture: Couverture) -> Iterator[tuple[str, Ligne]]:
    """Open cases older than `JOURS` on their office's extract date, the oldest first, each with its line."""
    if not couverture.arretes:
        return
    first, last = min(couverture.arretes.values()), max(couverture.arretes.values())
    since = last - timedelta(days=JOURS)
    rows = engine.scan(
        vue.fichiers,
        "office_id, depot_id, feuille, ligne, statut, date_reception, date_cloture",
        f"(date_cloture is null or date_cloture > date '{first}') and date_reception < date '{since}' "
        "and annee_declaree is null",
    )
    for office, row, age in _oldest(rows, couverture.arretes):
        place = address(row["depot_id"], row["ligne"], row["feuille"])
        year = str(couverture.arretes[office].year)
        yield office, (DOSSIERS, "stock", year, row["statut"] or NON_RENSEIGNE, place, age)


def _oldest(rows: pa.Table, arretes: Mapping[str, date]) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    for office, day in arretes.items():
        own = rows.filter(pc.equal(rows["office_id"], office))
        received, closed = own["date_reception"].to_numpy(), own["date_cloture"].to_numpy()
        ages = (np.datetime64(day, "D") - received.astype("datetime64[D]")).astype(np.int64)
        still = np.isnat(closed) | (closed.astype("datetime64[D]") > np.datetime64(day, "D"))
        kept = np.flatnonzero(still & (ages > JOURS))
        order = kept[np.argsort(-ages[kept], kind="stable")][:LIGNES_MAXIMUM]
        for row, age in zip(own.take(pa.array(order)).to_pylist(), ages[order].tolist(), strict=True):
            yield office, row, age


def _table(office: str, lines: Sequence[Ligne]) -> pa.Table:
    """Sorted as the file is; two findings of one kind on one line are counted together."""
    counted: dict[tuple[str, str, str, str | None, str], int] = {}
    for *key, number in lines:
        where = tuple(key)
        counted[where] = counted.get(where, 0) + number  # type: ignore[index, arg-type]
    rows = [
        (crossing, cohorte, PERIMETRE_REEL, "annee", periode, office, second, mesure, number, None)
        for (crossing, cohorte, periode, second, mesure), number in sorted(counted.items())
    ]
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA_BLOC, strict=True)]
    return pa.table(arrays, schema=SCHEMA_BLOC)
