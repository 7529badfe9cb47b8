"""The lots of a long file given back as mapped columns, with the texts, the counts and the numbers of the whole file.

Takes what `lots` put aside, gives `Mapped`s: the rules judge them as they would the file held whole. Reads nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.lots import NUMERO, PAIRE, Lots
from pipelines.mapping import Mapped, Numeros
from pipelines.versement import write_ids

T = TypeVar("T")


def describe_offices(lots: Lots) -> Mapped:
    """The pairs of texts that name an office, one row each, with the rows of the file that carry each."""
    pairs = list(lots.paires)
    columns = {
        champ: pa.DictionaryArray.from_arrays(
            pa.array([pair[place] for pair in pairs], pa.int32()), _read_texts(lots, champ)
        )
        for place, champ in enumerate(PAIRE)
        if champ in lots.textes
    }
    blank = pa.nulls(len(pairs), pa.int32())
    weights = np.array([lots.paires[pair] for pair in pairs], np.int64)
    return Mapped(columns, _title_fields(lots), blank, blank.cast(pa.string()), (), {}, poids=weights)


def map_lot(lots: Lots, table: pa.Table, *, uniques: bool) -> Mapped:
    """The rows of one table of the reserve as mapped columns, with what is known of their numbers."""
    lignes = table["ligne"].combine_chunks()
    places = lignes.to_numpy()
    digests = table["empreinte"].combine_chunks()
    ids = pc.if_else(digests.is_valid(), write_ids(_read_bytes(digests)), None)
    numeros = Numeros(ids, _place(lots.personnels, places), _place(lots.formules, places), uniques)
    columns = {
        champ: _name_numbers(lots, ids, places, uniques=uniques)
        if champ == NUMERO
        else pa.DictionaryArray.from_arrays(table[champ].combine_chunks(), _read_texts(lots, champ))
        for champ in (str(each.champ) for each in lots.colonnes.values())
    }
    sheets = pa.nulls(len(lignes), pa.string())
    return Mapped(columns, _title_fields(lots), lignes, sheets, (), {}, numeros, lots.effectifs)


def join_lots(lots: Lots, tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of the reserve end to end, whatever the room their codes take."""
    types = [
        (name, pa.int32() if name in lots.textes else tables[0].schema.field(name).type)
        for name in tables[0].column_names
    ]
    return pa.concat_tables([table.cast(pa.schema(types)) for table in tables])


def _name_numbers(lots: Lots, ids: pa.Array, lignes: npt.NDArray[np.int32], *, uniques: bool) -> pa.DictionaryArray:
    """Something that differs where the written numbers do; nothing when no two rows are compared."""
    if uniques:
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(ids), np.int8)), pa.array([""]))
    written = [
        f"{each} {lots.ecrits.get(ligne, '')}" for each, ligne in zip(ids.to_pylist(), lignes.tolist(), strict=True)
    ]
    return pa.array(written, pa.string()).dictionary_encode()


def _title_fields(lots: Lots) -> dict[str, str]:
    return {str(colonne.champ): titre for titre, colonne in lots.colonnes.items()}


def _read_texts(lots: Lots, champ: str) -> pa.Array:
    """The distinct texts of one column, in the order they were met."""
    return pa.array(list(lots.textes[champ]), pa.string())


def _place(found: Mapping[int, T], lignes: npt.NDArray[np.int32]) -> dict[int, T]:
    """What is known of some lines, by their rows in a lot."""
    if not found or not len(lignes):
        return {}
    wanted = np.array([ligne for ligne in found if lignes[0] <= ligne <= lignes[-1]], np.int64)
    rows = np.searchsorted(lignes, wanted)
    return {
        row: found[ligne] for row, ligne in zip(rows.tolist(), wanted.tolist(), strict=True) if lignes[row] == ligne
    }


def _read_bytes(digests: pa.Array) -> bytes:
    """Ids of sixteen bytes end to end."""
    start, width = digests.offset, digests.type.byte_width
    return bytes(digests.buffers()[1].slice(start * width, len(digests) * width))


def find_pairs(table: pa.Table) -> npt.NDArray[np.int64]:
    """One integer for each row's pair of codes."""
    found = np.zeros(table.num_rows, np.int64)
    for place, champ in enumerate(PAIRE):
        if champ in table.column_names:
            found |= table[champ].to_numpy().astype(np.int64) << (32 if place == 0 else 0)
    return found
