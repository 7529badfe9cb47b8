"""From the titles of a file to the fields of the saisine, as its declared source says.

Takes a `RawTable` and a `Source`, gives `Mapped`: one dictionary-encoded text column per known field. Refuses a file
without a required column; drops undeclared and personal columns by name, saying so; converts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.errors import RefusedInput
from pipelines.model import PAR_NOM
from pipelines.readers.raw import RawTable
from pipelines.report import Constat
from pipelines.sources import Colonne, Source

AUTRES_NOMS: Mapping[str, str] = {"date_reception": "Date de saisine"}
"""What offices call a required column, for a message about a file whose titles nobody declared."""


@dataclass(frozen=True)
class Numeros:
    """Case numbers already read, judged and hashed: what is left of them in a lot of a long file."""

    empreintes: pa.Array
    """Keyed id of each row, null without a number."""

    personnels: Mapping[int, tuple[str, str]]
    """Rows whose number carries personal data: its kind and its masked text."""

    formules: Mapping[int, str]
    """Rows whose number opens a formula, masked."""

    uniques: bool
    """No number of the lot is met twice in the file."""


@dataclass(frozen=True)
class Mapped:
    """Columns by field, text; `titres` gives back the title a field came from, for messages."""

    colonnes: Mapping[str, pa.DictionaryArray]
    titres: Mapping[str, str]
    lignes: pa.Array
    feuilles: pa.Array
    constats: tuple[Constat, ...]
    vides: Mapping[str, int]
    numeros: Numeros | None = None
    effectifs: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    """Rows of the whole file that carry each text of a column, when these rows are one lot of it."""

    poids: npt.NDArray[np.int64] | None = None
    """Rows of the file each row stands for, when it stands for all those alike."""

    @property
    def num_rows(self) -> int:
        """Rows of every column."""
        return len(self.lignes)

    @property
    def effectif(self) -> int:
        """Rows of the file these stand for."""
        return self.num_rows if self.poids is None else int(self.poids.sum())

    def rank(self, row: int) -> int:
        """The place of a row in its file: its line where rows are one lot of a file without sheets."""
        return row if self.numeros is None else int(self.lignes[row].as_py())

    def count_texts(self, champ: str) -> npt.NDArray[np.int64]:
        """For each distinct text of a column, the rows of the file that carry it."""
        known = self.effectifs.get(champ)
        column = self.colonnes[champ]
        return np.bincount(column.indices.to_numpy(), minlength=len(column.dictionary)) if known is None else known


def choose_columns(header: Sequence[str], source: Source) -> dict[str, Colonne]:
    """The titles that are read, with what each becomes; `RefusedInput` when a required one is absent."""
    known = {colonne.titre: colonne for colonne in source.colonnes}
    _require(tuple(header), source, known)
    _refuse_two_titles(tuple(header), known)
    return {titre: known[titre] for titre in header if titre in known and _is_kept(known[titre])}


def tell_dropped(header: Sequence[str], source: Source) -> tuple[Constat, ...]:
    """What is said of each title that is not read."""
    known = {colonne.titre: colonne for colonne in source.colonnes}
    left = [titre for titre in header if titre not in known or not _is_kept(known[titre])]
    return tuple(_tell_dropped(titre, known.get(titre)) for titre in left)


def map_columns(raw: RawTable, source: Source) -> Mapped:
    """The columns of `raw` under the names of the saisine; `RefusedInput` when a required one is absent."""
    kept, table = choose_columns(raw.header, source), raw.table()
    with ThreadPoolExecutor() as pool:  # Arrow works outside Python's lock: as many columns at once as processors
        encoded = pool.map(lambda item: encode_cells(table.column(item[0]), item[1]), kept.items())
        empty = pool.map(lambda titre: count_empty(table.column(titre)), raw.header)
    return Mapped(
        colonnes=dict(zip([str(colonne.champ) for colonne in kept.values()], encoded, strict=True)),
        titres={str(colonne.champ): titre for titre, colonne in kept.items()},
        lignes=raw.lignes.combine_chunks() if raw.num_rows else pa.array([], pa.int32()),
        feuilles=raw.feuilles.combine_chunks() if raw.num_rows else pa.array([], pa.string()),
        constats=tell_dropped(raw.header, source),
        vides=dict(zip(raw.header, empty, strict=True)),
    )


def _is_kept(colonne: Colonne) -> bool:
    return colonne.champ is not None and PAR_NOM[colonne.champ].sort != "interdit"


def _require(header: tuple[str, ...], source: Source, known: Mapping[str, Colonne]) -> None:
    """Refuse when a declared title is absent, or when no title gives a field every saisine needs."""
    present = {known[titre].champ for titre in header if titre in known}
    if source.annee_feuille:
        present.add("annee_declaree")
    dated = "annee_declaree" if source.sans_reception and "date_reception" not in present else "date_reception"
    missing = [PAR_NOM[nom] for nom in ("id_dossier_source", dated) if nom not in present]
    absent = [c.titre for c in source.colonnes if c.titre not in header and not c.facultative]
    if not missing and not absent:
        return
    titles = {colonne.champ: colonne.titre for colonne in source.colonnes}
    usual = {nom: titre for nom, titre in AUTRES_NOMS.items() if titre not in header}
    names = [titles.get(champ.nom) or usual.get(champ.nom, champ.libelle) for champ in missing] or absent
    quoted = ", ".join(f"« {name} »" for name in names)
    found = ", ".join(f"« {titre} »" for titre in header[:40])
    plural = "les colonnes" if len(names) > 1 else "la colonne"
    raise RefusedInput(
        "COLONNE_ABSENTE",
        f"Il manque {plural} {quoted}. Titres trouvés : {found}.",
        "Vérifiez que le fichier est bien un export de saisines, ou déclarez sa source.",
    )


def _refuse_two_titles(header: tuple[str, ...], known: Mapping[str, Colonne]) -> None:
    """Refuse a file in which two columns give one field: one of them would be lost in silence."""
    found: dict[str, str] = {}
    for titre in header:
        champ = known[titre].champ if titre in known and _is_kept(known[titre]) else None
        if champ is None:
            continue
        if champ in found:
            raise RefusedInput(
                "CHAMP_EN_DOUBLE",
                f"Les colonnes « {found[champ]} » et « {titre} » donnent toutes deux « {PAR_NOM[champ].libelle} ».",
                "Gardez-en une seule dans le fichier, ou écartez l’autre dans la source.",
            )
        found[champ] = titre


def _tell_dropped(titre: str, colonne: Colonne | None) -> Constat:
    if colonne is None:
        return Constat(
            "COLONNE_INCONNUE",
            "avertissement",
            "Cette colonne n’est pas déclarée : elle n’est pas lue. Déclarez-la dans la source si elle est utile.",
            colonne=titre,
        )
    reason = colonne.ecartee or PAR_NOM[str(colonne.champ)].definition.rstrip(".")
    return Constat("COLONNE_ECARTEE", "information", f"Colonne écartée à la lecture : {reason}.", colonne=titre)


def encode_cells(column: pa.ChunkedArray, colonne: Colonne) -> pa.DictionaryArray:
    """The cells as the source wants them: whole, or their first line alone."""
    return _encode(
        pc.list_element(pc.split_pattern_regex(column, "[\r\n]+", max_splits=1), 0)
        if colonne.premiere_ligne
        else column
    )


def _encode(column: pa.ChunkedArray) -> pa.DictionaryArray:
    encoded = pc.dictionary_encode(pc.fill_null(column, "") if column.null_count else column)
    return encoded.combine_chunks() if encoded.num_chunks else pa.array([], pa.dictionary(pa.int32(), pa.string()))


def count_empty(column: pa.ChunkedArray) -> int:
    """Cells of the column in which nothing is written."""
    empty = pc.or_(pc.equal(pc.binary_length(column), 0), pc.utf8_is_space(column))
    return int(pc.sum(empty).as_py() or 0) + int(column.null_count)
