"""A long file read block by block: its cells as codes on the disk, its distinct texts and their counts in memory.

Takes the rows of each block under a source already known. A case number is judged, hashed under the key of its office
and forgotten with its block; what is put aside holds codes and keyed ids, so nothing of the file can be read there.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.bordereau import count_altered
from pipelines.formules import find_formulas
from pipelines.mapping import count_empty, encode_cells
from pipelines.normalise import read_numbers
from pipelines.privacy import LONGUEUR_ID, digest_numbers
from pipelines.reserve import LOT, Reserve
from pipelines.rules import find_carriers
from pipelines.sources import Colonne, Source
from pipelines.trousseau import Trousseau

NUMERO = "id_dossier_source"
OCTETS_ID = LONGUEUR_ID // 2
LARGEURS = ((127, np.int8), (32_767, np.int16))
"""Codes are put aside in the least room that holds them."""

PAIRE = ("collectivite", "type_collectivite")
"""What names the office of a row."""

Cle = Callable[[str, str | None], str | None]
"""The key of the office two cells name: collectivité, type; None when it cannot be told."""


class Lots:
    """What is known of a long file once read; `reserve` has its rows, `LOT` at most in each table."""

    def __init__(
        self,
        source: Source,
        colonnes: Mapping[str, Colonne],
        cle: Cle,
        trousseau: Trousseau,
        passage: Path,
        lot: int = LOT,
    ) -> None:
        self.source, self.colonnes = source, dict(colonnes)
        self.reserve = Reserve(passage, "lu")
        self.textes: dict[str, dict[str, int]] = {
            str(each.champ): {} for each in colonnes.values() if each.champ != NUMERO
        }
        self.effectifs: dict[str, npt.NDArray[np.int64]] = {nom: np.zeros(0, np.int64) for nom in self.textes}
        self.vides: Counter[str] = Counter()
        self.alterees: Counter[str] = Counter()
        self.paires: Counter[tuple[int, int]] = Counter()
        self.personnels: dict[int, tuple[str, str]] = {}
        self.formules: dict[int, str] = {}
        self.ecrits: dict[int, str] = {}
        """By line, a digest of the numbers that were not written as they are read: two rows may differ by that only."""

        self._cle, self._trousseau, self.lot = cle, trousseau, lot
        self._cles: dict[tuple[int, int], str] = {}
        self._sel = secrets.token_bytes(16)
        self._debuts: list[npt.NDArray[np.uint64]] = []
        self._blocs: list[pa.Table] = []
        self._pool = ThreadPoolExecutor(1)
        self._travail: Future[None] | None = None

    @property
    def offices(self) -> frozenset[str]:
        """The keys of the offices the rows name, an empty one when some name none."""
        return frozenset(self._cles.values())

    @property
    def trousseau(self) -> Trousseau:
        """The keys the ids were made with."""
        return self._trousseau

    def receive(self, batch: pa.RecordBatch, lignes: pa.Array) -> None:
        """Take one block, encoded and hashed while the next one is being read."""
        self._wait()
        self._travail = self._pool.submit(self._take, batch, lignes)

    def close(self) -> None:
        """End the reading: every row is in the reserve."""
        self._wait()
        self._pool.shutdown()
        self._flush()

    def find_repeated(self) -> npt.NDArray[np.uint64]:
        """The beginnings of ids met more than once, sorted: rows that may be of one case."""
        starts = np.concatenate([np.zeros(0, np.uint64), *self._debuts])
        self._debuts = []
        starts.sort()
        return np.unique(starts[1:][starts[1:] == starts[:-1]])

    def _wait(self) -> None:
        if self._travail is not None:
            self._travail.result()
            self._travail = None

    def _take(self, batch: pa.RecordBatch, lignes: pa.Array) -> None:
        table = pa.Table.from_batches([batch])
        self.vides.update({titre: count_empty(table[titre]) for titre in batch.schema.names})
        self.alterees += count_altered(table, self.source)
        codes: dict[str, npt.NDArray[np.int32]] = {}
        numbers = None
        for titre, colonne in self.colonnes.items():
            encoded = encode_cells(table[titre], colonne)
            if colonne.champ == NUMERO:
                numbers = encoded
            else:
                codes[str(colonne.champ)] = self._code(str(colonne.champ), encoded)
        if numbers is None:
            return
        read = read_numbers(numbers)
        digests = self._digest(read, self._name_offices(codes, len(read)))
        self._note_numbers(numbers, read, lignes.to_numpy())
        columns = {nom: pa.array(found) for nom, found in codes.items()}
        self._blocs.append(pa.table({**columns, "ligne": lignes, "empreinte": digests}))
        if sum(block.num_rows for block in self._blocs) >= self.lot:
            self._flush()

    def _code(self, champ: str, encoded: pa.DictionaryArray) -> npt.NDArray[np.int32]:
        """The codes of one block in the texts of the whole file, and their counts added."""
        known = self.textes[champ]
        places = [known.setdefault(text, len(known)) for text in encoded.dictionary.to_pylist()]
        codes: npt.NDArray[np.int32] = np.array(places, np.int32)[encoded.indices.to_numpy()]
        counts = np.bincount(codes, minlength=len(known))
        counts[: len(self.effectifs[champ])] += self.effectifs[champ]
        self.effectifs[champ] = counts
        return codes

    def _name_offices(
        self, codes: Mapping[str, npt.NDArray[np.int32]], rows: int
    ) -> tuple[list[str], npt.NDArray[np.int64]]:
        """The offices of one block, and which one each row is of."""
        first = codes.get("collectivite", np.zeros(rows, np.int32)).astype(np.int64)
        second = codes.get("type_collectivite", np.zeros(rows, np.int32)).astype(np.int64)
        unique, inverse, counts = np.unique((first << 32) | second, return_inverse=True, return_counts=True)
        pairs = [(int(value) >> 32, int(value) & 0xFFFFFFFF) for value in unique]
        self.paires.update(dict(zip(pairs, counts.tolist(), strict=True)))
        return [self._find_key(pair) for pair in pairs], inverse

    def _find_key(self, pair: tuple[int, int]) -> str:
        if pair not in self._cles:
            texts = [
                list(self.textes[champ])[code] if champ in self.textes else None
                for champ, code in zip(PAIRE, pair, strict=True)
            ]
            self._cles[pair] = self._cle(texts[0] or "", texts[1]) or ""
        return self._cles[pair]

    def _digest(self, numbers: pa.Array, offices: tuple[list[str], npt.NDArray[np.int64]]) -> pa.Array:
        """The keyed id of each row, sixteen bytes; null without a number."""
        keys, inverse = offices
        valid = pc.is_valid(numbers).to_numpy(zero_copy_only=False)
        found = np.zeros((len(numbers), OCTETS_ID), np.uint8)
        texts = numbers.cast(pa.binary())
        for rank, cle in enumerate(keys):
            rows = np.flatnonzero(valid & (inverse == rank))
            picked = texts if len(rows) == len(texts) else texts.take(pa.array(rows))
            digests = digest_numbers(self._trousseau.find(cle), cle, picked.to_pylist())
            found[rows] = np.frombuffer(digests, np.uint8).reshape(-1, OCTETS_ID)
        self._debuts.append(found.view(np.uint64)[valid, 0])
        validity = None if valid.all() else pa.array(valid).buffers()[1]
        buffers = [validity, pa.py_buffer(found.tobytes())]
        return pa.Array.from_buffers(pa.binary(OCTETS_ID), len(found), buffers)

    def _note_numbers(self, written: pa.DictionaryArray, read: pa.Array, lignes: npt.NDArray[np.int32]) -> None:
        for row, carried in find_carriers(NUMERO, written).items():
            self.personnels[int(lignes[row])] = carried
        for row, masked in find_formulas(written).items():
            self.formules[int(lignes[row])] = masked
        texts = written.cast(pa.string())
        for row in np.flatnonzero(pc.not_equal(texts, read).fill_null(False).to_numpy(zero_copy_only=False)).tolist():
            digest = hashlib.blake2b(texts[row].as_py().encode(), key=self._sel, digest_size=8)
            self.ecrits[int(lignes[row])] = digest.hexdigest()

    def _flush(self) -> None:
        """Put the blocks read so far aside as one table."""
        if not self._blocs:
            return
        table = pa.concat_tables(self._blocs).combine_chunks()
        self._blocs = []
        for rank, name in enumerate(table.column_names):
            if name in self.textes:
                narrow = next((kind for most, kind in LARGEURS if len(self.textes[name]) <= most), np.int32)
                codes = table[name].to_numpy().astype(narrow)
                table = table.set_column(rank, name, pa.array(codes))
        self.reserve.put(table)
