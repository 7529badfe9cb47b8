"""The manifest of a millésime: what it holds, from which base, by which method, with the fingerprint of each file.

Takes a folder of publications, gives `Manifeste`s read back and checked. It opens no table: `verify` compares
fingerprints only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pipelines.durable import write_json
from pipelines.errors import InternalError, WrongCall
from pipelines.publication.stockage import BROUILLON, Fichier, hash_file

FORMAT = 1
MANIFESTE = "manifeste.json"
POINTEUR = "courant.json"

Statut = Literal["provisoire", "consolide"]


@dataclass(frozen=True)
class Publie:
    """A crossing as published to one usage: `cellules` counts its rows."""

    id: str
    usage: str
    criteres: tuple[str, ...]
    grains: tuple[str, ...]
    cellules: int


@dataclass(frozen=True)
class Manifeste:
    """All that is said of a millésime. `identite` is that of its inputs, `empreinte` that of its network rows."""

    millesime: str
    statut: Statut
    exemple: bool
    arrete_au: date
    arretes: Mapping[str, int]
    publie_le: str
    base: Mapping[str, Any]
    registre: Mapping[str, str]
    logiciel: str
    identite: str
    empreinte: str
    confidentialite: Mapping[str, str]
    croisements: tuple[Publie, ...]
    fichiers: tuple[Fichier, ...]
    offices_total: int
    annees: tuple[int, ...]
    periode_principale: str
    journal_tete: str
    reserves: tuple[str, ...]
    format: int = FORMAT


def write_manifest(manifeste: Manifeste) -> bytes:
    """The JSON text of a manifest, the same for the same manifest."""
    return dump_json({**asdict(manifeste), "arrete_au": manifeste.arrete_au.isoformat()})


def dump_json(content: object) -> bytes:
    """Readable JSON with sorted keys: two equal contents are the same bytes."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def point_to(publications: Path, millesime: str) -> None:
    """Makes a millésime the current one."""
    write_json(publications / POINTEUR, {"millesime": millesime})


def open_manifest(publications: Path, millesime: str | None = None) -> Manifeste:
    """The manifest of a millésime, the current one by default; `WrongCall` names what is missing."""
    return _read(publications / (millesime or _current(publications)) / MANIFESTE)


def list_manifests(publications: Path) -> tuple[Manifeste, ...]:
    """Every published manifest, by name."""
    found = sorted(publications.glob(f"*/{MANIFESTE}"))
    return tuple(_read(path) for path in found if not path.parent.name.startswith(BROUILLON))


def verify(folder: Path) -> tuple[str, ...]:
    """One French sentence per file of the millésime that is missing, altered or was not published with it."""
    manifeste = _read(folder / MANIFESTE)
    listed = {fichier.chemin: fichier.sha256 for fichier in manifeste.fichiers}
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFESTE}
    faults = dict.fromkeys(listed.keys() - present, "n’est plus là")
    faults |= dict.fromkeys(present - listed.keys(), "n’a pas été publié avec ce millésime")
    altered = [name for name in listed.keys() & present if hash_file(folder / name) != listed[name]]
    faults |= dict.fromkeys(altered, "a été modifié depuis la publication")
    return tuple(f"Le fichier {name} {fault}." for name, fault in sorted(faults.items()))


def _current(publications: Path) -> str:
    try:
        return str(json.loads((publications / POINTEUR).read_text(encoding="utf-8"))["millesime"])
    except FileNotFoundError as error:
        raise WrongCall(
            "AUCUN_MILLESIME", "Rien n’est publié.", "Publier la base\u202f: observatoire publier"
        ) from error
    except (ValueError, KeyError) as error:
        raise InternalError("POINTEUR", f"Le fichier {POINTEUR} ne peut pas être lu.") from error


def _read(path: Path) -> Manifeste:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise WrongCall(
                "MILLESIME_FORMAT", f"Le millésime {path.parent.name} a un format que cette version ne lit pas."
            )
        values = {field.name: content[field.name] for field in fields(Manifeste)}
        values["arrete_au"] = date.fromisoformat(content["arrete_au"])
        values["croisements"] = tuple(_read_crossing(entry) for entry in content["croisements"])
        values["fichiers"] = tuple(Fichier(**entry) for entry in content["fichiers"])
    except FileNotFoundError as error:
        raise WrongCall("MILLESIME_ABSENT", f"Le millésime {path.parent.name} n’existe pas.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InternalError(
            "MANIFESTE", f"Le manifeste du millésime {path.parent.name} ne peut pas être lu."
        ) from error
    return Manifeste(**values | {name: tuple(values[name]) for name in ("annees", "reserves")})


def _read_crossing(entry: Mapping[str, Any]) -> Publie:
    return Publie(**{**entry, "criteres": tuple(entry["criteres"]), "grains": tuple(entry["grains"])})
