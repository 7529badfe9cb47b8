"""Where the array of records is in a JSON document.

Takes a decoded document and the path a source declares, gives the list of records. Without a path there must be only
one place it can be; otherwise the places are named and the source must say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.errors import RefusedInput
from pipelines.readers.limits import PROFONDEUR_CHEMIN


def find_array(document: Any, declared: str | None = None) -> list[Any]:
    """The array of records: declared by a dotted path, the only one found, or the document itself as one record."""
    if declared:
        return _follow(document, declared)
    places = dict(_iter_arrays(document, "", 0))
    if len(places) == 1:
        return next(iter(places.values()))
    if places:
        names = ", ".join(f"«\u202f{name}\u202f»" for name in list(places)[:6])
        raise RefusedInput(
            "JSON_AMBIGU",
            f"Le JSON contient plusieurs tableaux d’enregistrements\u202f: {names}.",
            "Déclarez «\u202fchemin_json\u202f» dans la source.",
        )
    return [document]


def _follow(document: Any, path: str) -> list[Any]:
    value = document
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, list):
        return value
    raise RefusedInput(
        "JSON_CHEMIN",
        f"Le chemin «\u202f{path}\u202f» ne mène pas à un tableau d’enregistrements.",
        "Corrigez la source.",
    )


def _iter_arrays(value: Any, path: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """Every array that holds an object, with its dotted path."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield path or "(racine)", value
    elif isinstance(value, dict) and depth < PROFONDEUR_CHEMIN:
        for key, item in value.items():
            yield from _iter_arrays(item, f"{path}.{key}" if path else key, depth + 1)
