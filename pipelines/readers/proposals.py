"""Dialects no usual one explains: separators of several characters, rare quotes, a mark before inner quotes.

Takes the first lines of a file as text, gives candidates for the strict reader to judge. Decides nothing: a candidate
that does not make a table is never used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

CARACTERES_PROPOSES = 8_000
LIGNES_PROPOSEES = 50
"""Characters and lines shown to clevercsv: its search is slow, and a table shows itself in fifty lines."""

PART_PRESENTE = 0.8
"""Share of the first lines a rare separator must be in: it is in every record, or it is not one."""

LIGNES_ECHAPPEES = 3
"""Lines with a backslash before a quote from which it may be the file's habit rather than one cell's text."""

_RUN = re.compile(r"""(?<=[\w"'`).\]])([^\w"'`]{2,4}|<->|\\t)(?=[\w"'`(\[])""")
_RARE = re.compile(r"""[^\w\s.,;|\-/()\[\]{}"'`’\\€$£%&@+*=?<>°]""")


def propose_runs(lines: Sequence[str]) -> tuple[str, ...]:
    """Separators of two to four characters (`, `, ` | `, `::`) met in the first line and in most of the others."""
    full = [line for line in lines if line.strip()][:LIGNES_PROPOSEES]
    met = Counter(run for line in full for run in set(_RUN.findall(line)))
    wanted = [run for run, count in met.most_common(6) if 2 * count > len(full) and run.strip()]
    return tuple(run for run in wanted if len(full) > 1 and not run.isalnum())[:3]


def propose_separators(lines: Sequence[str]) -> tuple[str, ...]:
    """Rare single characters met in nearly every line, and what clevercsv proposes."""
    import clevercsv  # a tenth of a second to load, for files that rarely come

    full = [line for line in lines if line.strip()][:LIGNES_PROPOSEES]
    met = Counter(mark for line in full for mark in set(_RARE.findall(line)))
    rare = [mark for mark, count in met.most_common(4) if count >= PART_PRESENTE * len(full)]
    proposals = [" ", ":", *rare]
    try:
        found = clevercsv.Sniffer().sniff("\n".join(lines[:LIGNES_PROPOSEES])[:CARACTERES_PROPOSES], verbose=False)
    except (clevercsv.Error, ValueError, IndexError):
        return tuple(dict.fromkeys(proposals))
    delimiter = (found.delimiter if found is not None else None) or ""
    if len(delimiter) == 1 and delimiter not in "\r\n" and not delimiter.isalnum():
        proposals.append(delimiter)
    return tuple(dict.fromkeys(proposals))


def propose_quote(lines: Sequence[str]) -> str | None:
    """A character, neither letter nor usual quote, at both ends of most of the first lines."""
    full = [line for line in lines if len(line.strip()) > 2][:LIGNES_PROPOSEES]
    ends = Counter(line[0] for line in full if line[0] == line[-1] and not (line[0].isalnum() or line[0].isspace()))
    mark, count = ends.most_common(1)[0] if ends else ("", 0)
    return mark if mark not in ("", '"', "'", ",", ";", "\t") and 2 * count > len(full) else None


def may_be_escaped(lines: Sequence[str]) -> bool:
    """Whether backslashes stand before quotes often enough to be the file's way to write a quote in a cell."""
    return sum('\\"' in line for line in lines) >= LIGNES_ECHAPPEES
