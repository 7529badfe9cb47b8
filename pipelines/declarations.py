"""The declared sources of `data/sources/*.toml`: each file read, checked whole, turned into a `Source`.

Takes TOML, gives frozen sources; a mistake names the file, the key and what is accepted. A typing mistake never becomes
a default in silence: unknown keys, wrong types, unknown fields and codes are all refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from pipelines.declarations_colonnes import ORDRES, check_among, check_columns, read_colonne
from pipelines.errors import WrongCall
from pipelines.model import PAR_NOM, Champ
from pipelines.readers.options import ReadOptions
from pipelines.settings import REFERENTIELS
from pipelines.sources import Colonne, EntreFeuilles, Fuseau, Ordre, Portee, Source, Unite
from pipelines.vocabulary import fold, load_vocabulary

_TEXTE, _LISTE, _OUI_NON, _ENTIER, _TABLE = "un texte", "une liste de textes", "true ou false", "un entier", "une table"
_CLES: Mapping[str, Mapping[str, str]] = {
    "": dict.fromkeys(("id", "titre"), _TEXTE)
    | {"exemple": _OUI_NON}
    | dict.fromkeys(("fichier", "office", "depot", "dates", "lignes", "corrections", "colonnes", "libelles"), _TABLE),
    "fichier": dict.fromkeys(("encodage", "separateur", "guillemet", "chemin_json"), _TEXTE)
    | dict.fromkeys(("noms", "feuilles", "lignes_ignorees"), _LISTE)
    | {"entete_ligne": _ENTIER},
    "office": {"cle": _TEXTE, "colonne": _OUI_NON, "nom_fichier": _TEXTE},
    "depot": {"portee": _TEXTE, "date_arrete": _LISTE, "zero_saisine": _OUI_NON, "nom_fichier_date": _TEXTE},
    "dates": {"ordre": _TEXTE, "fuseau": _TEXTE, "qualite": _TEXTE}
    | dict.fromkeys(("sans_reception", "annee_feuille"), _OUI_NON),
    "lignes": dict.fromkeys(("par", "entre_feuilles"), _TEXTE),
    "corrections": dict.fromkeys(("code_postal_numerique", "texte_en_date"), _OUI_NON),
}
_TYPES: Mapping[str, type] = {_TEXTE: str, _LISTE: list, _OUI_NON: bool, _ENTIER: int, _TABLE: dict}
_CHOIX: Mapping[str, tuple[str, ...]] = {
    "dates.ordre": ORDRES,
    "dates.fuseau": ("paris", "echeance"),
    "lignes.par": ("saisine", "grief"),
    "lignes.entre_feuilles": ("conflit", "derniere"),
    "depot.portee": ("complet", "periode"),
    "depot.date_arrete": ("proprietes", "nom_fichier"),
}


def load_sources(folder: Path = REFERENTIELS / "sources") -> tuple[Source, ...]:
    """Every source of a folder, sorted by file name."""
    return tuple(load_source(path) for path in sorted(folder.glob("*.toml")))


def load_source(path: Path) -> Source:
    """The source one TOML file declares, or `WrongCall` naming the key at fault."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongCall("SOURCE_ILLISIBLE", f"La source {path.name} ne peut pas être lue : {error}.") from error
    return build_source(content, path.name)


def build_source(content: Mapping[str, Any], nom: str) -> Source:
    """A source from its decoded TOML; `nom` is quoted in messages."""
    _check_keys(content, nom)
    _check_labels(content.get("libelles", {}), nom)
    fichier, office, depot, dates = (content.get(key, {}) for key in ("fichier", "office", "depot", "dates"))
    colonnes = tuple(read_colonne(titre, value, nom) for titre, value in content.get("colonnes", {}).items())
    check_columns(colonnes, nom)
    qualite = dates.get("qualite", "RECEPTION")
    check_among("dates.qualite", qualite, tuple(load_vocabulary("qualite_date")), nom)
    corrections, lignes = content.get("corrections", {}), content.get("lignes", {})
    return Source(
        id=content["id"],
        titre=content.get("titre", content["id"]),
        colonnes=colonnes,
        lecture=_read_options(fichier, colonnes, nom),
        noms=tuple(fichier.get("noms", ())),
        office=office.get("cle"),
        office_par_colonne=office.get("colonne", False),
        office_nom_fichier=_pattern(office.get("nom_fichier"), "office.nom_fichier", nom, group="nom"),
        portee=cast(Portee, depot.get("portee", "complet")),
        places_date_arrete=tuple(depot.get("date_arrete", ())),
        nom_fichier_date=_pattern(depot.get("nom_fichier_date"), "depot.nom_fichier_date", nom, group=1)
        or Source.nom_fichier_date,
        zero_saisine=depot.get("zero_saisine", False),
        ordre_dates=cast(Ordre, dates.get("ordre", "jma")),
        fuseau=cast(Fuseau, dates.get("fuseau", "paris")),
        qualite_date=qualite,
        sans_reception=dates.get("sans_reception", False) or dates.get("annee_feuille", False),
        annee_feuille=dates.get("annee_feuille", False),
        unite=cast(Unite, lignes.get("par", "saisine")),
        entre_feuilles=cast(EntreFeuilles, lignes.get("entre_feuilles", "conflit")),
        code_postal_numerique=corrections.get("code_postal_numerique", False),
        texte_en_date=corrections.get("texte_en_date", False),
        libelles=content.get("libelles", {}),
        exemple=content.get("exemple", False),
    )


def _read_options(fichier: Mapping[str, Any], colonnes: tuple[Colonne, ...], nom: str) -> ReadOptions:
    feuilles, ignorees = fichier.get("feuilles"), tuple(fichier.get("lignes_ignorees", ()))
    for motif in ignorees:
        _pattern(motif, "fichier.lignes_ignorees", nom)
    return ReadOptions(
        encodage=fichier.get("encodage"),
        separateur=fichier.get("separateur"),
        guillemet=fichier.get("guillemet"),
        entete_ligne=fichier.get("entete_ligne"),
        feuilles=tuple(feuilles) if feuilles else None,
        chemin_json=fichier.get("chemin_json"),
        titres_attendus=tuple(colonne.titre for colonne in colonnes),
        lignes_ignorees=ignorees,
    )


def _pattern(value: str | None, key: str, nom: str, group: str | int = 0) -> str | None:
    if value is None:
        return None
    try:
        found = re.compile(value)
    except re.error as error:
        raise WrongCall("SOURCE_MOTIF", f"{nom} : {key} n’est pas une expression régulière ({error}).") from error
    if group not in (*found.groupindex, *range(found.groups + 1)):
        raise WrongCall("SOURCE_MOTIF", f"{nom} : {key} n’a pas le groupe « {group} ».")
    return value


def _check_keys(content: Mapping[str, Any], nom: str) -> None:
    """Refuse an unknown key, a value of another type or out of its list."""
    if not content.get("id"):
        raise WrongCall("SOURCE_CLE", f"{nom} : la clé « id » manque.")
    for section, known in _CLES.items():
        table = content if not section else content.get(section, {})
        for key, value in table.items():
            label = f"{section}.{key}" if section else key
            check_among(label, key, tuple(sorted(known)), nom, code="SOURCE_CLE")
            items = value if isinstance(value, list) else [value]
            if type(value) is not _TYPES[known[key]] or (items is value and {type(item) for item in items} - {str}):
                raise WrongCall("SOURCE_TYPE", f"{nom} : {label} doit être {known[key]}.")
            for item in items if label in _CHOIX else ():
                check_among(label, item, _CHOIX[label], nom)


def _check_labels(libelles: Mapping[str, Any], nom: str) -> None:
    """Refuse a code its vocabulary does not have, and two labels read alike that say different things."""
    for champ, labels in libelles.items():
        codes = _codes_of(PAR_NOM[champ]) if champ in PAR_NOM else ()
        if not codes or not isinstance(labels, Mapping):
            raise WrongCall("SOURCE_CHAMP", f"{nom} : [libelles.{champ}] ne nomme pas un champ qui a un vocabulaire.")
        seen: dict[str, str] = {}
        for label, code in labels.items():
            check_among(f"libelles.{champ}, « {label} »", code, codes, nom)
            if seen.setdefault(fold(label), code) != code:
                raise WrongCall("SOURCE_VALEUR", f"{nom} : libelles.{champ}, « {label} » a deux codes.")


def _codes_of(champ: Champ) -> tuple[str, ...]:
    """The codes a label of the field may stand for; the empty one says « non renseigné »."""
    if champ.type == "booleen":
        return ("", "OUI", "NON")
    if champ.vocabulaire is None:
        return ()
    details = load_vocabulary("sous_domaine") if champ.nom == "domaine" else {}
    return ("", *load_vocabulary(champ.vocabulaire), *details)
