"""Records decoded from JSON, gathered into columns of text.

Takes items one by one, gives the union of their keys as titles and Arrow batches; a missing key is a blank cell. An
item that is not a record is set aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipelines.errors import RefusedInput
from pipelines.readers.advice import agree, set_aside
from pipelines.readers.assemble import chunk_lines, chunk_sheets
from pipelines.readers.flatten import flatten
from pipelines.readers.limits import COLONNES, LIGNES_LOT
from pipelines.readers.raw import Note, SetAside
from pipelines.readers.titles import clean_title


@dataclass(frozen=True)
class Item:
    """One element of the array or one line: its place, its value, or the reason it cannot be read."""

    ligne: int
    valeur: Any
    raison: str | None = None
    texte: str = ""


@dataclass(frozen=True)
class Collected:
    """The columns of all records."""

    header: tuple[str, ...]
    batches: tuple[pa.RecordBatch, ...]
    lignes: pa.ChunkedArray
    feuilles: pa.ChunkedArray
    set_aside: tuple[SetAside, ...]
    notes: tuple[Note, ...]


@dataclass
class _Gathering:
    titres: dict[str, None] = field(default_factory=dict)
    cles: dict[str, str] = field(default_factory=dict)
    """Key of the records → title of the column."""

    attente: list[dict[str, str]] = field(default_factory=list)
    numeros: list[int] = field(default_factory=list)
    lots: list[pa.Table] = field(default_factory=list)
    lignes: list[pa.Array] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    non_finis: int = 0
    doubles: int = 0


def collect(items: Iterable[Item]) -> Collected:
    """All items as columns; `RefusedInput` when none is a record."""
    gathered = _Gathering()
    for item in items:
        _add(gathered, item)
        if len(gathered.attente) >= LIGNES_LOT:
            _flush(gathered)
    _flush(gathered)
    if not gathered.titres:
        raise RefusedInput(
            "JSON_SANS_ENREGISTREMENT",
            "Le JSON ne contient aucun enregistrement avec des champs nommés.",
            "Déposez un tableau d’objets, ou déclarez «\u202fchemin_json\u202f» dans la source.",
        )
    header = tuple(gathered.titres)
    batches = tuple(_complete(batch, header) for batch in gathered.lots)
    return Collected(
        header,
        batches,
        chunk_lines(gathered.lignes),
        chunk_sheets([None] * len(batches), batches),
        tuple(gathered.aside),
        _tell(gathered),
    )


def _add(gathered: _Gathering, item: Item) -> None:
    if item.raison or not isinstance(item.valeur, dict):
        gathered.aside.append(set_aside(item.ligne, item.raison or "FORME", item.texte))
        return
    flat = flatten(item.valeur)
    cells = {gathered.cles.get(key) or _name(gathered, key): text for key, text in flat.cellules.items()}
    gathered.doubles += flat.doubles + len(flat.cellules) - len(cells)
    gathered.non_finis += flat.non_finis
    gathered.attente.append(cells)
    gathered.numeros.append(item.ligne)


def _name(gathered: _Gathering, key: str) -> str:
    """The title of a key met for the first time."""
    title = _make_text([clean_title(key) or "Champ sans nom"])[0].as_py()
    gathered.cles[key] = title
    gathered.titres[title] = None
    if len(gathered.titres) > COLONNES:
        message = f"Le JSON a plus de {COLONNES} champs différents."
        raise RefusedInput("TROP_DE_COLONNES", message, "Vérifiez que ce fichier est un export de saisines.")
    return str(title)


def _make_text(cells: list[str]) -> pa.Array:
    """The cells as text; half a character, which JSON can escape and UTF-8 cannot write, becomes « ? »."""
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array([cell.encode("utf-8", "replace").decode() for cell in cells], pa.string())


def _flush(gathered: _Gathering) -> None:
    if not gathered.attente:
        return
    columns = {title: _make_text([cells.get(title, "") for cells in gathered.attente]) for title in gathered.titres}
    gathered.lots.append(pa.RecordBatch.from_pydict(columns))
    gathered.lignes.append(pa.array(gathered.numeros, pa.int32()))
    gathered.attente, gathered.numeros = [], []


def _complete(batch: pa.RecordBatch, header: tuple[str, ...]) -> pa.RecordBatch:
    """The batch with every title: keys first met later are blank in it."""
    known = set(batch.schema.names)
    blank = pa.repeat(pa.scalar("", pa.string()), batch.num_rows)
    columns = [batch.column(title) if title in known else blank for title in header]
    return pa.RecordBatch.from_arrays(columns, names=list(header))


def _tell(gathered: _Gathering) -> tuple[Note, ...]:
    notes = []
    if gathered.non_finis:
        message = (
            f"{agree(gathered.non_finis, 'valeur NaN ou infinie, lue vide', 'valeurs NaN ou infinies, lues vides')}."
        )
        notes.append(Note("JSON_NON_FINI", message, "avertissement"))
    if gathered.doubles:
        message = f"{agree(gathered.doubles, 'clé écrite', 'clés écrites')} deux fois dans un même enregistrement\u202f: la dernière est lue."
        notes.append(Note("JSON_CLES_DOUBLES", message, "avertissement"))
    return tuple(notes)
