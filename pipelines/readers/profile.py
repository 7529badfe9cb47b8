"""What a record of this table looks like, learned from the first ones, and what is plainly not a record.

Takes the titles and sample rows, gives a `Profile`; judges single lines: blank, total, repeated titles, heading of a
section, titles of a second table. In doubt a line is a record: the later stages see it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.errors import WrongCall
from pipelines.readers.layout import Cells, count_filled
from pipelines.readers.records import Line, split_strict
from pipelines.readers.shapes import Kind, find_kind, fold_title, is_blank

_TOTAL = re.compile(
    r"(?:sous[- ]?tot(?:al|aux)|(?:grand )?total|totaux|somme|moyenne|mediane|controle|effectif|cumul|recapitulatif"
    r"|nombre (?:total )?(?:de|d')|nb (?:total )?(?:de|d')|ensemble|sum|average|mean|median)\b"
)
_TOTAL_SEUL = re.compile(r"(?:(?:sous|sub|grand)[- ]?)?(?:total|totaux)(?: general)?|ensemble")
"""A total named by nothing else: in a table of words and numbers, its line looks like any other."""

_COUNT = re.compile(
    r"(?:^|\D)(\d[\d\s\u202f\u00a0]*)(?:dossiers?|saisines?|lignes?|demandes?|enregistrements?|cas)?\s*$", re.I
)
_QUANTITY = re.compile(r"[\d\s\u202f\u00a0.,]+ ?(?:[^\W\d]+)?")

PART_ANCRE = 0.95
"""Share of the sample that must be filled, and of one kind, for a column to be an anchor of every record."""

LIGNES_BLOC = 8
"""Rows from which a block says enough of the table for the rest not to be asked."""

LARGEUR_SURE = 4
"""Columns from which a line of prose with exactly the right number of separators is not believable."""


@dataclass(frozen=True)
class Profile:
    """Titles, and the anchors: columns always filled with one kind of cell that holds digits (a date, a number…)."""

    titres: tuple[str, ...]
    ancres: tuple[tuple[int, Kind], ...]
    declarees: tuple[re.Pattern[str], ...] = ()
    pleines: tuple[int, ...] = ()
    """Columns, the first aside, that nearly every record fills."""

    @property
    def largeur(self) -> int:
        """Columns of the table."""
        return len(self.titres)

    def fits(self, cells: Cells) -> bool:
        """Whether every anchor is as in a record."""
        return all(find_kind(cells[column]) == kind for column, kind in self.ancres)

    def contradicts(self, cells: Cells) -> bool:
        """Whether there are anchors, and none is as in a record."""
        return bool(self.ancres) and not any(find_kind(cells[column]) == kind for column, kind in self.ancres)

    def lacks(self, cells: Cells) -> bool:
        """Whether the columns every record fills are all blank, where there are some."""
        return len(self.pleines) > 1 and all(is_blank(cells[column]) for column in self.pleines)


def learn_profile(titles: Cells, rows: Sequence[Cells], ignored: Sequence[str] = ()) -> Profile:
    """The profile of a table from the rows under its titles; rows of another width teach nothing."""
    plain = [row for row in _first_block(rows) if len(row) == len(titles) and count_filled(row) > (len(titles) > 1)]
    anchors, full = [], []
    for column in range(len(titles)):
        kinds = Counter(find_kind(row[column]) for row in plain)
        kind, count = kinds.most_common(1)[0] if kinds else ("vide", 0)
        if kind in ("date", "nombre", "code") and count >= PART_ANCRE * len(plain) - 2 and count > len(plain) / 2:
            anchors.append((column, kind))
        blank = kinds["vide"]
        if column and len(plain) >= LIGNES_BLOC and blank <= (1 - PART_ANCRE) * len(plain):
            full.append(column)
    return Profile(tuple(fold_title(title) for title in titles), tuple(anchors), _compile(ignored), tuple(full))


def _first_block(rows: Sequence[Cells]) -> Sequence[Cells]:
    """The rows above the first blank one when they are enough: those below may be of another table."""
    end = next((rank for rank, row in enumerate(rows) if not count_filled(row)), len(rows))
    return rows[:end] if end >= LIGNES_BLOC else rows


def _compile(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    except re.error as error:
        message = f"Une ligne à ignorer est déclarée par une expression régulière fausse\u202f: {error}."
        raise WrongCall("SOURCE_MOTIF", message) from error


def judge(cells: Cells, profile: Profile) -> str | None:
    """Why a line of the table is not a record (`VIDE`, `TOTAL`, …), or None; shorter lines are completed by blanks."""
    full = [*cells, *[""] * (profile.largeur - len(cells))]
    filled = [cell for cell in full if not is_blank(cell)]
    if not filled:
        return "VIDE"
    if any(pattern.match(full[0].strip()) for pattern in profile.declarees):
        return "LIGNE_DECLAREE"
    if _repeats_titles(full, profile):
        return "TITRES_REPETES"
    named = _TOTAL_SEUL.fullmatch(fold_title(filled[0])) is not None
    if is_total(filled) and (named or not (profile.ancres and profile.fits(full))):
        return "TOTAL"
    alone = len(filled) == 1 or (len(filled) == profile.largeur and len(set(filled)) == 1)
    if alone and profile.largeur > 2 and _is_heading(full, profile):
        return "INTERTITRE"
    return None


def is_total(filled: Cells) -> bool:
    """Whether a line begins by a word of total and holds only quantities after it."""
    first = fold_title(filled[0])
    if not _TOTAL.match(first) or len(first) > 80:
        return False
    return all(find_kind(cell) == "nombre" or _QUANTITY.fullmatch(cell.strip()) for cell in filled[1:])


def read_count(cells: Cells) -> int | None:
    """The number of records a total line states in so many words (« Total : 40 dossiers »), or None."""
    filled = [cell for cell in cells if not is_blank(cell)]
    text = filled[0] if len(filled) == 1 else ""
    found = _COUNT.search(text)
    return int(re.sub(r"\D", "", found.group(1))) if found else None


def continues_titles(cells: Cells, profile: Profile) -> bool:
    """Whether the line just under the titles is a second line of them: no date nor number, and nothing of a record."""
    kinds = [kind for kind in map(find_kind, cells) if kind != "vide"]
    numbered = any(kind in ("date", "nombre") for _, kind in profile.ancres) or profile.contradicts(cells)
    if {"date", "nombre"} & set(kinds) or not numbered:
        return False
    return 2 * len(kinds) >= len(cells) or (len(kinds) > 1 and len(profile.ancres) > 1 and profile.contradicts(cells))


def starts_second_table(cells: Cells, profile: Profile, *, after_break: bool) -> bool:
    """Whether a line is the titles of another table: words only, where every record has dates, numbers or codes."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) < 2 or any(find_kind(cell) != "texte" for cell in filled) or not profile.contradicts(cells):
        return False
    if len({fold_title(cell) for cell in filled}) < len(filled):
        return False
    return after_break or (len(profile.ancres) > 1 and len(filled) == len(cells))


def make_swallow_test(
    profile: Profile, separator: str, quote: str, escape: str | None = None
) -> Callable[[Sequence[Line]], bool]:
    """A test that says whether a quoted cell over these lines would swallow lines that are records of their own."""

    def is_record(text: str) -> bool:
        found = split_strict(text, separator, quote, escape)
        if found.faute or len(found.champs) != profile.largeur:
            return False
        return profile.fits(found.champs) if profile.ancres else profile.largeur >= LARGEUR_SURE

    def is_swallowing(lines: Sequence[Line]) -> bool:
        if profile.largeur == 1:
            return False
        ends = [line.texte.replace(quote, "") for line in (lines[0], lines[-1])]
        return any(is_record(line.texte) for line in lines[1:-1]) or (
            bool(profile.ancres) and all(map(is_record, ends))
        )

    return is_swallowing


def _repeats_titles(full: Cells, profile: Profile) -> bool:
    if len(full) != profile.largeur or fold_title(full[0]) != profile.titres[0]:
        return False
    return tuple(fold_title(cell) for cell in full) == profile.titres


def _is_heading(full: Cells, profile: Profile) -> bool:
    """One text, in the first column or repeated in all, where a record would have anchors elsewhere or a code there."""
    text = full[0].strip()
    if not text or not (profile.contradicts(full) or profile.lacks(full)):
        return False
    first = dict(profile.ancres).get(0)
    starts_like_record = first is not None and find_kind(text.split()[0]) == first
    return find_kind(text) == "texte" and not starts_like_record
