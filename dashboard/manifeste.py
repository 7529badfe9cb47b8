"""The manifest of a millésime, checked and typed, and where millésimes lie.

Takes the folder `publications`, gives a `Manifeste` or a French refusal that says what to type next. It opens no
table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import RefusedInput

FORMAT = 1
"""The only layout of a millésime this reader understands."""

_IDENTIFIANT = re.compile(r"\d{4}-\d{2}(?:-r\d+)?")


@dataclass(frozen=True)
class Croisement:
    """A crossing the release holds for a usage: the criteria it splits by and the grains it is cut in."""

    id: str
    usage: str
    criteres: tuple[str, ...]
    grains: tuple[str, ...]


@dataclass(frozen=True)
class Manifeste:
    """What a millésime says of itself."""

    millesime: str
    statut: str
    exemple: bool
    arrete_au: date
    arretes: Mapping[str, int]
    fichiers: Mapping[str, str]
    croisements: tuple[Croisement, ...]
    offices_total: int
    periode_principale: str
    empreinte: str
    confidentialite: str
    logiciel: str
    reserves: tuple[str, ...]


def find_current(publications: Path) -> str:
    """The identifier of the current millésime; `RefusedInput` when nothing was published."""
    pointer = publications / "courant.json"
    if not pointer.is_file():
        raise RefusedInput(
            "AUCUN_MILLESIME",
            "Aucun millésime n’est publié.",
            "Tapez « observatoire publier », ou « observatoire demo » pour voir un exemple.",
        )
    try:
        return str(json.loads(pointer.read_text(encoding="utf-8"))["millesime"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise RefusedInput("POINTEUR_ILLISIBLE", "Le fichier courant.json ne désigne aucun millésime.") from error


def list_releases(publications: Path) -> tuple[str, ...]:
    """The millésimes present, the latest first."""
    if not publications.is_dir():
        return ()
    found = (path.name for path in publications.iterdir() if _IDENTIFIANT.fullmatch(path.name))
    return tuple(sorted(found, key=_rank, reverse=True))


def read_manifest(publications: Path, identifiant: str) -> Manifeste:
    """The manifest of one millésime; `RefusedInput` when it is missing, damaged or of another format."""
    if not _IDENTIFIANT.fullmatch(identifiant):
        raise RefusedInput("MILLESIME", f"«\u202f{identifiant}\u202f» n’est pas le nom d’un millésime.")
    path = publications / identifiant / "manifeste.json"
    if not path.is_file():
        raise RefusedInput(
            "MILLESIME_ABSENT",
            f"Le millésime {identifiant} n’est pas ici.",
            f"Millésimes présents : {', '.join(list_releases(publications)) or 'aucun'}.",
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise RefusedInput(
                "FORMAT", f"Le millésime {identifiant} est au format {content['format']}, que cette version ne lit pas."
            )
        return _build(content)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise RefusedInput("MANIFESTE", f"Le manifeste du millésime {identifiant} ne peut pas être lu.") from error


def _build(content: Mapping[str, Any]) -> Manifeste:
    return Manifeste(
        millesime=content["millesime"],
        statut=content["statut"],
        exemple=bool(content["exemple"]),
        arrete_au=date.fromisoformat(content["arrete_au"]),
        arretes=dict(content["arretes"]),
        fichiers={entry["chemin"]: entry["sha256"] for entry in content["fichiers"]},
        croisements=tuple(
            Croisement(entry["id"], entry["usage"], tuple(entry["criteres"]), tuple(entry["grains"]))
            for entry in content["croisements"]
        ),
        offices_total=content["offices_total"],
        periode_principale=str(content["periode_principale"]),
        empreinte=content["empreinte"],
        confidentialite=content["confidentialite"]["texte"],
        logiciel=str(content["logiciel"]),
        reserves=tuple(content["reserves"]),
    )


def _rank(identifiant: str) -> tuple[str, int]:
    month, _, revision = identifiant.partition("-r")
    return month, int(revision or 1)
