"""Known faults of an office's export: a signed, dated, expiring register read from `data/corrections/<office>.toml`.

Takes a folder and an office, gives frozen `Correction`s; a mistake in the file names the key. Changes nothing itself.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import WrongCall
from pipelines.model import PAR_NOM
from pipelines.settings import REFERENTIELS

DOSSIER = REFERENTIELS / "corrections"
DUREE_MAXIMALE = 3 * 366
"""Days a correction may live: an export still wrong after three years needs its source declared otherwise."""

_TEXTES = ("id", "auteur", "raison", "champ", "ancienne", "nouvelle")
_CLES = frozenset({*_TEXTES, "date", "expire", "source", "si"})


@dataclass(frozen=True)
class Correction:
    """One declared correction: where (`source`, `si`), what (`champ`, `ancienne` → `nouvelle`), who, why, until when.

    `si` maps fields to the text they must hold; its key `dossier` is the id of a saisine in the base (a keyed hash).
    """

    id: str
    office: str
    auteur: str
    raison: str
    date: dt.date
    expire: dt.date
    champ: str
    ancienne: str
    nouvelle: str
    si: Mapping[str, str]
    source: str | None = None


def load_corrections(office: str, folder: Path = DOSSIER) -> tuple[Correction, ...]:
    """The corrections declared for an office, none when it has no file; `WrongCall` names the key at fault."""
    path = folder / f"{office.lower()}.toml"
    if not path.is_file():
        return ()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongCall("CORRECTION_ILLISIBLE", f"{path.name} ne peut pas être lu : {error}.") from error
    if set(content) - {"office", "correction"} or content.get("office") != office:
        message = f'{path.name} : attendu « office = "{office}" » et des tables [[correction]].'
        raise WrongCall("CORRECTION_CLE", message)
    found = tuple(_build(entry, office, path.name) for entry in content.get("correction", ()))
    if len({correction.id for correction in found}) != len(found):
        raise WrongCall("CORRECTION_DOUBLE", f"{path.name} : deux corrections ont le même « id ».")
    return found


def _build(entry: Mapping[str, Any], office: str, nom: str) -> Correction:
    unknown = sorted(set(entry) - _CLES)
    if unknown:
        accepted = ", ".join(sorted(_CLES))
        raise WrongCall("CORRECTION_CLE", f"{nom} : clé « {unknown[0]} » inconnue. Acceptées : {accepted}.")
    label = entry.get("id", "?")
    for key in _TEXTES:
        if not isinstance(entry.get(key), str) or (key not in ("ancienne", "nouvelle") and not entry[key].strip()):
            raise WrongCall("CORRECTION_CLE", f"{nom}, correction « {label} » : « {key} » doit être un texte.")
    if type(entry.get("date")) is not dt.date or type(entry.get("expire")) is not dt.date:
        raise WrongCall("CORRECTION_DATE", f"{nom}, correction « {label} » : « date » et « expire » sont des jours.")
    if not 0 < (entry["expire"] - entry["date"]).days <= DUREE_MAXIMALE:
        message = f"{nom}, correction « {label} » : « expire » suit « date » de trois ans au plus."
        raise WrongCall("CORRECTION_DATE", message)
    si = entry.get("si")
    if not isinstance(si, dict) or not si or not all(isinstance(value, str) for value in si.values()):
        raise WrongCall("CORRECTION_SI", f"{nom}, correction « {label} » : « si » dit au moins une condition.")
    for champ in (entry["champ"], *(key for key in si if key != "dossier")):
        if champ not in PAR_NOM or PAR_NOM[champ].sort == "interdit":
            raise WrongCall("CORRECTION_CHAMP", f"{nom}, correction « {label} » : champ « {champ} » inconnu.")
    simple = {key: entry[key] for key in (*_TEXTES, "date", "expire")}
    return Correction(office=office, si=dict(si), source=entry.get("source"), **simple)
