"""The only door to a millésime: it opens the files a profile may see, verifies them and keeps small tables at hand.

Takes the folder `publications` and an identifier, gives cells, coverage and offices as plain dicts. It computes no
figure, opens no case, and refuses an example opened as a real release as well as the reverse.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dashboard.connexion import connect, fetch
from dashboard.couverture import Couverture, OfficeAnnee, build_coverage
from dashboard.manifeste import Croisement, Manifeste, find_current, read_manifest
from dashboard.profils import Profil
from dashboard.souvenirs import Souvenirs
from pipelines.errors import RefusedInput

Cle = tuple[str, str, str | None, str | None]
"""A line of a crossing: grain, period, first and second value."""

Ligne = dict[str, int | str]
"""The measures of a line: an integer, or the mark that stands for it."""

Cellules = dict[Cle, Ligne]

TABLES_EN_MEMOIRE = 48
"""Crossings kept at once: enough for every filter of a page, small beside the server's memory."""

_CELLULES = """
select grain, periode, valeur1, valeur2, mesure, valeur, marque
from read_parquet(?) where croisement = ? and cohorte = ? and perimetre = ?
"""

T = TypeVar("T")


@dataclass(eq=False)
class Millesime:
    """An open, frozen release. Two objects of the same folder are the same release."""

    dossier: Path
    manifeste: Manifeste
    _cache: OrderedDict[tuple[str, ...], Any] = field(default_factory=OrderedDict, repr=False)
    _verrou: threading.Lock = field(default_factory=threading.Lock, repr=False)
    souvenirs: Souvenirs = field(default_factory=Souvenirs, repr=False)
    """Figures and charts already worked out for a reader and a selection."""

    @property
    def id(self) -> str:
        """« 2026-01 », « 2026-01-r2 »."""
        return self.manifeste.millesime

    def find_crossing(self, criteres: frozenset[str], usage: str, grain: str) -> Croisement | None:
        """The crossing of exactly these criteria published for this usage at this grain."""
        return self._croisements.get((criteres, usage, grain))

    def cells(self, usage: str, croisement: str, cohorte: str, perimetre: str) -> Cellules:
        """The cells of a network crossing; empty when the release does not hold it."""
        path = self._path(f"reseau/{usage}.parquet")
        return self._keep(
            (usage, croisement, cohorte, perimetre),
            lambda: _gather(fetch(self._reseau, _CELLULES, [str(path), croisement, cohorte, perimetre])),
        )

    def private_cells(self, profil: Profil, croisement: str, cohorte: str, perimetre: str) -> Cellules:
        """The exact cells of the profile's own office; `RefusedInput` when the profile has none here."""
        if profil.office is None or not (path := self.dossier / f"offices/{profil.office}.parquet").is_file():
            raise RefusedInput("FICHIER_PRIVE", "Ce profil n’ouvre aucun fichier privé de ce millésime.")
        connection = self._keep(("prive", profil.office), lambda: connect([path]))
        return self._keep(
            ("prive", profil.office, croisement, cohorte, perimetre),
            lambda: _gather(fetch(connection, _CELLULES, [str(path), croisement, cohorte, perimetre])),
        )

    def has_private(self, profil: Profil, croisement: str, grain: str) -> bool:
        """Whether the private file of the profile's own office holds this crossing at this grain, and there is one."""
        if profil.office is None or not (path := self.dossier / f"offices/{profil.office}.parquet").is_file():
            return False
        connection = self._keep(("prive", profil.office), lambda: connect([path]))
        sql = "select distinct croisement, grain from read_parquet(?)"
        held = self._keep(("prive", profil.office, "croisements"), lambda: set(fetch(connection, sql, [str(path)])))
        return (croisement, grain) in held

    def coverage(self, periode: str, type_: str = "") -> Couverture | None:
        """The coverage of a period, for all types or one; None when the release does not know the period."""
        return self._couverture.get((periode, type_))

    def periods(self, grain: str) -> tuple[str, ...]:
        """Every period of the release at this grain, in order."""
        return self._periodes.get(grain, ())

    @cached_property
    def offices(self) -> tuple[OfficeAnnee, ...]:
        """Every office × year. Names are for members: callers ask `access` first."""
        sql = "select office_id, nom, type, annee, couvert, membre from read_parquet(?) order by office_id, annee"
        return tuple(OfficeAnnee(*row) for row in fetch(self._reseau, sql, [str(self._path("reseau/offices.parquet"))]))

    @cached_property
    def noms(self) -> Mapping[str, str]:
        """The name of each office by key."""
        return {office.office_id: office.nom for office in self.offices}

    def read_table(self, nom: str, colonnes: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
        """These columns of a small network table, in order of their values; none when the release has not all of them."""
        return self.souvenirs.recall(("table", nom, *colonnes), lambda: self._read_table(nom, colonnes))

    def _read_table(self, nom: str, colonnes: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
        path = self.dossier / f"reseau/{nom}.parquet"
        if not path.is_file():
            return ()
        held = {row[0] for row in fetch(self._reseau, "select name from parquet_schema(?)", [str(path)])}
        if not set(colonnes) <= held:
            return ()
        names = ", ".join(f'"{colonne}"' for colonne in colonnes)
        sql = f"select {names} from read_parquet(?) order by all"  # noqa: S608 — names written in our code
        return tuple(fetch(self._reseau, sql, [str(path)]))

    def verify(self) -> tuple[str, ...]:
        """The network files whose bytes are not those of the manifest: none, in a sound release."""
        wrong = []
        for chemin, expected in self.manifeste.fichiers.items():
            path = self.dossier / chemin
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                wrong.append(chemin)
        return tuple(wrong)

    @cached_property
    def _croisements(self) -> Mapping[tuple[frozenset[str], str, str], Croisement]:
        return {
            (frozenset(croisement.criteres), croisement.usage, grain): croisement
            for croisement in self.manifeste.croisements
            for grain in croisement.grains
        }

    @cached_property
    def _reseau(self) -> Any:
        return connect(sorted((self.dossier / "reseau").glob("*.parquet")))

    @cached_property
    def _couverture(self) -> Mapping[tuple[str, str], Couverture]:
        sql = """select periode, type, couverts, connus, membres, membres_couverts, population_couverte,
        population_membres from read_parquet(?)"""
        rows = fetch(self._reseau, sql, [str(self._path("reseau/couverture.parquet"))])
        return {(row[0], row[1]): build_coverage(*row[2:]) for row in rows}

    @cached_property
    def _periodes(self) -> Mapping[str, tuple[str, ...]]:
        sql = "select distinct grain, periode from read_parquet(?) where type = '' order by grain, periode"
        found: dict[str, list[str]] = {}
        for grain, periode in fetch(self._reseau, sql, [str(self._path("reseau/couverture.parquet"))]):
            found.setdefault(grain, []).append(periode)
        return {grain: tuple(periods) for grain, periods in found.items()}

    def _path(self, chemin: str) -> Path:
        path = self.dossier / chemin
        if not path.is_file():
            raise RefusedInput("TABLE_ABSENTE", f"Le millésime {self.id} n’a pas la table {chemin}.")
        return path

    def _keep(self, key: tuple[str, ...], build: Callable[[], T]) -> T:
        with self._verrou:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]  # type: ignore[no-any-return]
            value = build()
            self._cache[key] = value
            while len(self._cache) > TABLES_EN_MEMOIRE:
                self._cache.popitem(last=False)
            return value


def open_release(publications: Path, identifiant: str | None = None, *, exemple: bool = False) -> Millesime:
    """The release of this name, or the current one; `RefusedInput` when missing or of the other nature."""
    millesime = _open(publications.resolve(), identifiant or find_current(publications))
    if millesime.manifeste.exemple and not exemple:
        raise RefusedInput(
            "EXEMPLE",
            f"Le millésime {millesime.id} est fait de données d’exemple\u202f: il ne s’ouvre pas comme un vrai.",
            "Tapez « observatoire demo » pour le voir.",
        )
    if exemple and not millesime.manifeste.exemple:
        raise RefusedInput("REEL", f"Le millésime {millesime.id} est réel\u202f: il ne s’ouvre pas comme un exemple.")
    return millesime


@lru_cache(maxsize=4)
def _open(publications: Path, identifiant: str) -> Millesime:
    return Millesime(publications / identifiant, read_manifest(publications, identifiant))


def _gather(rows: list[tuple[Any, ...]]) -> Cellules:
    cells: Cellules = {}
    for grain, periode, valeur1, valeur2, mesure, valeur, marque in rows:
        cells.setdefault((grain, periode, valeur1, valeur2), {})[mesure] = marque if valeur is None else valeur
    return cells
