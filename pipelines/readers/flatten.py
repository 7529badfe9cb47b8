"""One JSON record as text cells: nested keys joined by dots, values at their shortest text.

Takes a decoded record, gives `Flat`. Dates stay the text they are, offset included; a list stays its JSON text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pipelines.errors import RefusedInput
from pipelines.readers.cells import write_cell
from pipelines.readers.limits import PROFONDEUR_JSON

CLES_DOUBLES = "\x00doubles"
"""Key under which the decoder says that an object held the same key twice; no export can write it."""


@dataclass
class Flat:
    """Cells by dotted key, and how many values were not finite, how many keys were written twice."""

    cellules: dict[str, str] = field(default_factory=dict)
    non_finis: int = 0
    doubles: int = 0


class NotFinite:
    """Stands for `NaN` and `Infinity`, which JSON does not allow."""


NON_FINI = NotFinite()


def make_decoder() -> json.JSONDecoder:
    """A decoder that keeps count of what plain JSON reading loses: repeated keys, `NaN`."""
    return json.JSONDecoder(object_pairs_hook=_keep_pairs, parse_constant=lambda _: NON_FINI, parse_float=_read_float)


def _keep_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        record[CLES_DOUBLES] = len(pairs) - len(record)
    return record


def _read_float(text: str) -> float | str:
    value = float(text)
    return value if abs(value) != float("inf") else text


def flatten(record: dict[str, Any]) -> Flat:
    """The cells of one record; `RefusedInput` when it is nested beyond the limit."""
    flat = Flat()
    _add(flat, "", record, 0)
    return flat


def _add(flat: Flat, prefix: str, record: dict[str, Any], depth: int) -> None:
    if depth > PROFONDEUR_JSON:
        refuse_depth()
    for key, value in record.items():
        if key == CLES_DOUBLES and isinstance(value, int):
            flat.doubles += value
            continue
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            _add(flat, name, value, depth + 1)
            continue
        flat.doubles += name in flat.cellules
        flat.non_finis += value is NON_FINI
        flat.cellules[name] = _write(value)


def _write(value: object) -> str:
    if value.__class__ is str:
        return str(value)
    if value is NON_FINI:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, default=lambda _: None) if value else ""
    return write_cell(value)


def refuse_depth() -> None:
    """Always raises: the nesting is beyond anything an export holds."""
    raise RefusedInput("JSON_TROP_PROFOND", "Le JSON est imbriqué trop profondément\u202f: il est refusé.")
