"""A source with what a person changed in it, written as the TOML the commands load.

Takes the text of a declared or proposed source and the choices made on it, gives a TOML text and nothing else. Every
choice is checked by loading what was written: a mistake is refused in the words of `declarations`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.declarations import build_source
from pipelines.errors import WrongCall

ECARTEE = "écartée par la personne qui dépose"
SECTIONS = ("fichier", "office", "depot", "dates", "lignes", "corrections")


@dataclass(frozen=True)
class Choix:
    """What a person changed: a field per title (empty: dropped), a code per label (empty: not recorded), the scope."""

    colonnes: Mapping[str, str] = field(default_factory=dict)
    libelles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    portee: str | None = None
    ordre_dates: str | None = None


def read_choices(text: str) -> Choix:
    """The choices one JSON object says; `WrongCall` when it is none, or holds something else."""
    try:
        content = json.loads(text)
        return Choix(
            {str(titre): str(champ or "") for titre, champ in content.get("colonnes", {}).items()},
            {
                str(champ): {str(k): str(v) for k, v in found.items()}
                for champ, found in content.get("libelles", {}).items()
            },
            content.get("portee"),
            content.get("ordre_dates"),
        )
    except (ValueError, AttributeError) as error:
        raise WrongCall("CHOIX", "Les choix donnés ne se lisent pas : il faut un objet JSON.") from error


def apply_choices(toml: str, choix: Choix) -> str:
    """The source under the choices, comments gone; refused when it no longer is a source."""
    content = tomllib.loads(toml)
    colonnes = content.setdefault("colonnes", {})
    for titre, champ in choix.colonnes.items():
        if titre not in colonnes:
            raise WrongCall("CHOIX", f"La colonne « {titre} » n’est pas dans ce fichier.")
        colonnes[titre] = _change(colonnes[titre], champ)
    for champ, labels in choix.libelles.items():
        content.setdefault("libelles", {}).setdefault(champ, {}).update(labels)
    for section, key, value in (("depot", "portee", choix.portee), ("dates", "ordre", choix.ordre_dates)):
        if value:
            content.setdefault(section, {})[key] = value
    build_source(content, "la source choisie")
    return write_source(content)


def write_source(content: Mapping[str, Any]) -> str:
    """The TOML of a decoded source: what it says, in the order of a declared one."""
    lines = [f"{key} = {_value(content[key])}" for key in ("id", "titre", "exemple") if key in content]
    for section in SECTIONS:
        lines += _write_table(f"[{section}]", content.get(section, {}))
    lines += _write_table("[colonnes]", content.get("colonnes", {}))
    for champ, labels in content.get("libelles", {}).items():
        lines += _write_table(f"[libelles.{_key(champ)}]", labels)
    return "\n".join(lines) + "\n"


def _change(value: Any, champ: str) -> Any:
    """A column under another field: how its cells are read stays, unless it is dropped."""
    if not champ:
        return {"ecartee": ECARTEE}
    if isinstance(value, Mapping) and "champ" in value:
        return {**value, "champ": champ}
    return champ


def _write_table(title: str, table: Mapping[str, Any]) -> Iterator[str]:
    if table:
        yield ""
        yield title
        yield from (f"{_key(key)} = {_value(value)}" for key, value in table.items())


def _key(text: str) -> str:
    bare = text.isascii() and text.replace("_", "").replace("-", "").isalnum()
    return text if bare else _text(text)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else _text(str(value))


def _text(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
