"""Rows of the right width that are not records: blank, totals, repeated titles, headings, a second table.

Takes batches of text columns as they come, gives them without those rows, each of which goes to `aside`. Only rows a
column-wise look finds odd are judged one by one, so a clean file costs one regular expression on one column.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.readers.advice import agree, set_aside
from pipelines.readers.assemble import find_untitled, is_empty
from pipelines.readers.profile import Profile, continues_titles, judge, read_count, starts_second_table
from pipelines.readers.raw import Note, Receveur, SetAside

_USUAL = {
    "code": r"^\s*\S*[0-9]\S*\s*$",
    "nombre": r"^[-+0-9\s\x{a0}\x{202f}.,'’%€$£eE:hAaPpMm]*[0-9][-+0-9\s\x{a0}\x{202f}.,'’%€$£eE:hAaPpMm]*$",
    "date": r"^\s*[0-9]{1,4}[-/.][^\s/.-]{1,9}[-/.][0-9]",
}
"""RE2 patterns no record's anchor escapes by much: what they do not match is looked at closely."""

_ODD_FIRST = (
    r"(?i)^\W*$|^\W*(?:sous|tot|somme|moyenne|m[ée]diane|contr[ôo]le|effectif|cumul|r[ée]capitulatif|nombre|nb)\b"
    r"|^\W*(?:total|totaux|grand total|ensemble|sum|average|mean|median)"
)


Positions = npt.NDArray[np.int64]


@dataclass
class Kept:
    """What has been read so far, in file order, and what is known of the place reached."""

    profile: Profile
    header: tuple[str, ...]
    debut: int = 0
    """First line under the titles."""

    feuille: str | None = None
    receveur: Receveur | None = None
    """Who takes the rows instead of `batches`."""

    batches: list[pa.RecordBatch] = field(default_factory=list)
    lignes: list[pa.Array] = field(default_factory=list)
    lues: int = 0
    derniere: int = 0
    """Line of the last record."""

    vides: set[int] = field(default_factory=set)
    """Columns without title that have held nothing so far."""

    aside: list[SetAside] = field(default_factory=list)
    ruptures: set[int] = field(default_factory=set)
    """Lines after which another table may begin: blank ones, headings, totals."""

    titres_fin: int = 0
    """Last of the lines of titles that follow the first."""

    second: int | None = None
    """Line at which a second table began, until the titles come again."""

    seconds: list[int] = field(default_factory=list)
    totaux: list[tuple[int, int]] = field(default_factory=list)
    """Control totals met: line and number of records it states."""

    def __post_init__(self) -> None:
        self.vides = find_untitled(self.header)

    def take(self, columns: list[pa.Array], lignes: Positions) -> None:
        """Keep the records of one batch, or give them to who receives them."""
        self.lues, self.derniere = self.lues + len(lignes), int(lignes[-1])
        self.vides = {rank for rank in self.vides if is_empty(columns[rank])}
        batch, numbers = pa.RecordBatch.from_arrays(columns, names=list(self.header)), pa.array(lignes, pa.int32())
        if self.receveur is not None:
            self.receveur(batch, numbers)
            return
        self.batches.append(batch)
        self.lignes.append(numbers)

    def leave(self, ligne: int, raison: str, texte: str = "", precision: str = "") -> None:
        """One line goes aside; a blank or ignored one is a place where a second table may begin after it."""
        item = set_aside(ligne, raison, texte, feuille=self.feuille, precision=precision)
        self.aside.append(item)
        if item.nature == "ignoree":
            self.ruptures.add(ligne)


def keep_records(kept: Kept, columns: list[pa.Array], lignes: Positions) -> None:
    """Add the records of one batch to `kept`; the other rows go aside with their reason."""
    if not len(lignes):
        return
    odd = np.ones(len(lignes), dtype=bool) if kept.second is not None else _find_odd(columns, kept.profile)
    entered = kept.second is None
    left = _judge_rows(kept, columns, lignes, np.flatnonzero(odd), until_second=entered)
    if entered and kept.second is not None:
        rest = np.arange(int(np.searchsorted(lignes, kept.second)) + 1, len(lignes))
        left += _judge_rows(kept, columns, lignes, rest, until_second=False)
    if left:
        mask = np.ones(len(lignes), dtype=bool)
        mask[left] = False
        columns = [column.filter(pa.array(mask)) for column in columns]
        lignes = lignes[mask]
    if len(lignes):
        kept.take(columns, lignes)


def _find_odd(columns: list[pa.Array], profile: Profile) -> npt.NDArray[np.bool_]:
    first = columns[0]
    if profile.declarees:
        return np.ones(len(first), dtype=bool)
    column, kind = _choose_anchor(profile)
    odd = np.zeros(len(first), dtype=bool)
    if kind is not None:
        odd |= ~_match(columns[column], _USUAL[kind], repeated=kind == "date")
    if kind is None or column != 0:
        odd |= _as_mask(pc.match_substring_regex(first, _ODD_FIRST))
    if profile.pleines:
        odd |= _as_mask(pc.match_substring_regex(columns[profile.pleines[-1]], r"^\W*$"))
    if kind is None:
        odd |= np.array([_looks_like_title(cell, profile.titres[0]) for cell in first.to_pylist()], dtype=bool)
    return odd


def _choose_anchor(profile: Profile) -> tuple[int, str | None]:
    """The anchor that tells most at least cost: a date, whose texts repeat, else the first column's, else any."""
    ranked = sorted(profile.ancres, key=lambda item: (item[1] != "date", item[0] != 0 or item[1] == "nombre", item[0]))
    return ranked[0] if ranked else (0, None)


def _match(column: pa.Array, pattern: str, *, repeated: bool) -> npt.NDArray[np.bool_]:
    """Which cells match; `repeated` texts are looked at once each."""
    if not repeated:
        return _as_mask(pc.match_substring_regex(column, pattern))
    encoded = column.dictionary_encode()
    matched = _as_mask(pc.match_substring_regex(encoded.dictionary, pattern))
    spread: npt.NDArray[np.bool_] = matched[encoded.indices.to_numpy()]
    return spread


def _as_mask(found: pa.Array) -> npt.NDArray[np.bool_]:
    mask: npt.NDArray[np.bool_] = found.to_numpy(zero_copy_only=False).astype(bool)
    return mask


def _looks_like_title(cell: str, title: str) -> bool:
    return cell[:1].casefold() == title[:1] or cell[:1] == "\ufeff" or not title


def _judge_rows(
    kept: Kept, columns: list[pa.Array], lignes: Positions, candidates: Positions, *, until_second: bool
) -> list[int]:
    """Positions of the rows that went aside; judging stops at the titles of a second table when asked to."""
    left: list[int] = []
    picked = [column.take(pa.array(candidates)).to_pylist() for column in columns]
    for rank, cells in zip(candidates.tolist(), zip(*picked, strict=True), strict=True):
        ligne = int(lignes[rank])
        raison = _judge_one(kept, cells, ligne)
        if raison is not None:
            left.append(rank)
            kept.leave(ligne, raison, " ".join(cell for cell in cells if cell))
        if until_second and kept.second is not None:
            break
    return left


def _judge_one(kept: Kept, cells: tuple[str, ...], ligne: int) -> str | None:
    raison = judge(cells, kept.profile)
    if raison == "TITRES_REPETES":
        kept.second = None
    if raison == "TOTAL" and (count := read_count(cells)) is not None:
        kept.totaux.append((ligne, count))
    if raison is not None:
        return raison
    if kept.second is not None:
        return "SECOND_TABLEAU"
    if ligne == max(kept.debut, kept.titres_fin + 1) and continues_titles(cells, kept.profile):
        kept.titres_fin = ligne
        return "TITRES_SECONDAIRES"
    if starts_second_table(cells, kept.profile, after_break=ligne - 1 in kept.ruptures):
        kept.second = ligne
        kept.seconds.append(ligne)
        return "SECOND_TABLEAU"
    return None


def note_remarks(kept: Kept) -> tuple[Note, ...]:
    """What the lines left aside say of the whole: a second table, control totals against the rows read."""
    notes = []
    place = f" de la feuille «\u202f{kept.feuille}\u202f»" if kept.feuille else ""
    if kept.seconds:
        lines = ", ".join(str(ligne) for ligne in kept.seconds[:5])
        notes.append(
            Note(
                "SECOND_TABLEAU",
                f"Un second tableau commence ligne {lines}{place}\u202f; il n’est pas lu.",
                "avertissement",
            )
        )
    for ligne, count in kept.totaux[:5]:
        same = count == kept.lues
        verdict = "c’est le nombre de lignes lues" if same else f"{agree(kept.lues, 'ligne lue', 'lignes lues')}"
        message = f"Contrôle\u202f: la ligne {ligne}{place} annonce {count}\u202f; {verdict}."
        notes.append(Note("TOTAL_DE_CONTROLE", message, "information" if same else "avertissement"))
    return tuple(notes)
