"""The file and the source it is read by: declared, recognised by its titles, or proposed.

Takes a path and how to take it, gives the table, its source, and the lots of a long file whose rows were received block
by block. Refuses titles that do not fit; a long file that cannot go by blocks is read whole, up to a size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.attribution import names_in_file, read_key
from pipelines.corrections import load_corrections
from pipelines.demande import Demande
from pipelines.errors import RefusedInput
from pipelines.formes import SIMPLES, read_formes
from pipelines.lots import Lots
from pipelines.mapping import choose_columns
from pipelines.readers import read_table
from pipelines.readers.options import ReadOptions
from pipelines.readers.raw import RawTable, Receveur
from pipelines.readers.titles import SANS_TITRE
from pipelines.report import Constat
from pipelines.sources import Source
from pipelines.suggest import propose
from pipelines.trousseau import Trousseau

OCTETS_ENTIER = 1024**3
"""Largest delimited text held whole: some ten gigabytes of memory; beyond, only a known source goes by blocks."""


@dataclass(frozen=True)
class Lu:
    """A file read: its table, its source, what the proposal says of itself; `lots` have the rows of a long file."""

    raw: RawTable
    source: Source
    dits: tuple[Constat, ...] = ()
    lots: Lots | None = None


class _AutreLecture(Exception):
    """The source recognised by the titles says more about reading than a first look could know."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.id)
        self.source = source


class _Accueil:
    """Receives the rows of a file whose source is known, when nothing of it must be looked at whole."""

    def __init__(self, demande: Demande, passage: Path, octets: int) -> None:
        self.demande, self.passage, self.octets = demande, passage, octets
        self.relu: Source | None = None
        self.lots: Lots | None = None
        self.vain = False
        """The rows were let go: the titles refuse the file, which is said once it is read."""

    def __call__(self, header: tuple[str, ...], nom: str) -> Receveur | None:
        titled = tuple(title for title in header if not title.startswith(SANS_TITRE))
        try:
            source = self.demande.source or choose_source(titled, nom, self.demande.sources)
            if source is not None and self.relu is None and _needs_second_reading(source, self.demande):
                raise _AutreLecture(source)
            if source is None or not _goes_by_blocks(source, self.demande, nom):
                refuse_oversized(self.octets)
                return None
            columns = choose_columns(titled, source)
        except RefusedInput as error:
            if error.code == "FICHIER_SANS_SOURCE":
                raise
            self.vain = True
            return lambda *_: None
        by_column = "collectivite" in {colonne.champ for colonne in columns.values()}
        cle = read_key(source, self.demande.registre, nom, self.demande.office, by_column=by_column)
        self.lots = Lots(source, columns, cle, Trousseau(self.demande.cles), self.passage, self.demande.lot)
        return self.lots.receive


def read_file(path: Path, demande: Demande) -> Lu:
    """The file under its source; `RefusedInput` when nothing of it can be taken."""
    accueil = _welcome(path, demande)
    raw = _read_received(path, demande, accueil)
    _refuse_uncertain_titles(raw)
    declared = demande.source or find_source(raw, demande.sources)
    if accueil is not None and (accueil.lots is not None or accueil.vain):
        if declared is not None and accueil.lots is not None and _stands(accueil.lots, raw, declared, demande):
            return Lu(raw, declared, lots=accueil.lots)
        if declared is not None:
            choose_columns(raw.header, declared)
        refuse_oversized(accueil.octets)
        raw = read_table(path, demande.source)
    if declared is None:
        proposed = propose(raw)
        return Lu(raw, proposed.source, proposed.constats)
    return Lu(read_table(path, declared) if _needs_second_reading(declared, demande) else raw, declared)


def _welcome(path: Path, demande: Demande) -> _Accueil | None:
    octets = path.stat().st_size if path.is_file() else 0
    if demande.passage is None or octets <= demande.octets_long:
        return None
    return _Accueil(demande, demande.passage, octets)


def _read_received(path: Path, demande: Demande, accueil: _Accueil | None) -> RawTable:
    if accueil is None:
        return read_table(path, demande.source)
    try:
        try:
            return read_table(path, demande.source, accueil)
        except _AutreLecture as other:
            accueil.relu = other.source
            return read_table(path, other.source, accueil)
    finally:
        if accueil.lots is not None:
            accueil.lots.close()


def _stands(lots: Lots, raw: RawTable, declared: Source, demande: Demande) -> bool:
    """Whether what was received is what the file as a whole calls for: same source and columns, nothing to correct."""
    same = declared is lots.source and choose_columns(raw.header, declared) == lots.colonnes
    return same and not any(load_corrections(cle, demande.corrections) for cle in lots.offices if cle)


def _goes_by_blocks(source: Source, demande: Demande, nom: str) -> bool:
    """Whether each row tells its case, and its office, without the others."""
    if read_formes(source) != SIMPLES or source.annee_feuille:
        return False
    by_column = source.office_par_colonne and not (demande.office or source.office)
    return not (by_column and names_in_file(source, nom))


def refuse_oversized(octets: int) -> None:
    """Refuse a file too large to be held whole, saying what to do."""
    if octets > OCTETS_ENTIER:
        raise RefusedInput(
            "FICHIER_SANS_SOURCE",
            "Le fichier dépasse 1 Gio et ne peut pas être lu par blocs : aucune source déclarée ne le permet.",
            "Déclarez sa source d’après un extrait (« observatoire proposer »), ou découpez l’export par période.",
        )


def _refuse_uncertain_titles(raw: RawTable) -> None:
    """Refuse a file whose titles do not fit its columns: named by their rank, no column says what it holds."""
    note = next((note for note in raw.notes if note.code == "TITRES_INCERTAINS"), None)
    if note is not None:
        raise RefusedInput(
            note.code,
            note.message,
            "Corrigez la ligne de titres (un titre par colonne), puis déposez de nouveau le fichier.",
        )


def find_source(raw: RawTable, sources: Sequence[Source]) -> Source | None:
    """The one declared source whose titles are the file's; several would be a mistake in the declarations."""
    return choose_source(raw.header, raw.nom, sources)


def choose_source(header: tuple[str, ...], nom: str, sources: Sequence[Source]) -> Source | None:
    """The same, from titles and a name."""
    found = [source for source in sources if source.covers(header, nom)]
    if len(found) > 1:
        names = ", ".join(source.id for source in found)
        raise RefusedInput(
            "SOURCE_AMBIGUE", f"Plusieurs sources déclarées conviennent à ce fichier : {names}.", "Précisez --source."
        )
    return found[0] if found else None


def _needs_second_reading(source: Source, demande: Demande) -> bool:
    """A recognised source may say more about reading (encoding, sheets, ignored lines) than a first look could know."""
    return demande.source is None and replace(source.lecture, titres_attendus=()) != ReadOptions()
