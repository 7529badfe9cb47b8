"""Declared sources: how one kind of export is read, named field by field in `data/sources/*.toml`.

Takes a TOML file, gives a frozen `Source`; a mistake in it names the file, the key and the accepted values.
A source decides; nothing about an export is guessed once it is declared.
"""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from pipelines.errors import WrongCall
from pipelines.model import PAR_NOM
from pipelines.readers.options import ReadOptions
from pipelines.settings import REFERENTIELS

Ordre = Literal["jma", "amj", "mja"]
Fuseau = Literal["paris", "echeance"]
"""`echeance`: the file says by its due dates (midnight = Paris, 22 or 23 h = UTC) in which zone it was written."""
PlaceDate = Literal["proprietes", "nom_fichier"]

_CHOICES: dict[str, tuple[str, ...]] = {
    "dates.ordre": ("jma", "amj", "mja"),
    "dates.fuseau": ("paris", "echeance"),
    "depot.portee": ("complet", "periode"),
    "depot.date_arrete": ("proprietes", "nom_fichier"),
}
_SECTIONS: dict[str, frozenset[str]] = {
    "": frozenset(
        {"id", "titre", "exemple", "fichier", "office", "depot", "dates", "corrections", "colonnes", "libelles"}
    ),
    "fichier": frozenset(
        {"noms", "feuilles", "encodage", "separateur", "guillemet", "entete_ligne", "chemin_json", "lignes_ignorees"}
    ),
    "office": frozenset({"cle", "colonne", "nom_fichier"}),
    "depot": frozenset({"portee", "date_arrete", "zero_saisine", "nom_fichier_date"}),
    "dates": frozenset({"ordre", "fuseau", "qualite", "sans_reception"}),
    "corrections": frozenset({"code_postal_numerique", "texte_en_date"}),
}


@dataclass(frozen=True)
class Colonne:
    """What one title of the file becomes: a field, or nothing with its reason."""

    titre: str
    champ: str | None
    ecartee: str = ""
    liste_fermee: bool = False
    """The office picks the value from a list: an unknown label is a category, not a free text."""

    facultative: bool = False


@dataclass(frozen=True)
class Source:
    """One kind of export. `colonnes` maps titles to fields, `libelles` field → label → code of the vocabulary."""

    id: str
    titre: str
    colonnes: tuple[Colonne, ...]
    lecture: ReadOptions = field(default_factory=ReadOptions)
    noms: tuple[str, ...] = ()
    office: str | None = None
    office_par_colonne: bool = False
    office_nom_fichier: str | None = None
    portee: Literal["complet", "periode"] = "complet"
    places_date_arrete: tuple[PlaceDate, ...] = ()
    nom_fichier_date: str = r"(\d{4}-\d{2}-\d{2})"
    zero_saisine: bool = False
    ordre_dates: Ordre = "jma"
    fuseau: Fuseau = "paris"
    qualite_date: str = "RECEPTION"
    sans_reception: bool = False
    code_postal_numerique: bool = False
    texte_en_date: bool = False
    libelles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    exemple: bool = False
    proposee: bool = False
    """Built from the header by `suggest`, not declared by anybody: said wherever it is used."""

    @property
    def titres(self) -> frozenset[str]:
        """Every title the source knows."""
        return frozenset(colonne.titre for colonne in self.colonnes)

    def covers(self, header: tuple[str, ...], nom: str) -> bool:
        """Whether the file is of this kind: same titles (facultative ones aside), and a name that fits if declared."""
        required = {colonne.titre for colonne in self.colonnes if not colonne.facultative}
        if not required <= set(header) or not set(header) <= self.titres:
            return False
        return self.office is None or not self.noms or any(fnmatch.fnmatch(nom, motif) for motif in self.noms)


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
    fichier, office, depot, dates = (content.get(key, {}) for key in ("fichier", "office", "depot", "dates"))
    colonnes = tuple(_read_colonne(titre, value, nom) for titre, value in content.get("colonnes", {}).items())
    corrections = content.get("corrections", {})
    return Source(
        id=content["id"],
        titre=content.get("titre", content["id"]),
        colonnes=colonnes,
        lecture=_read_options(fichier, colonnes),
        noms=tuple(fichier.get("noms", ())),
        office=office.get("cle"),
        office_par_colonne=office.get("colonne", False),
        office_nom_fichier=_pattern(office.get("nom_fichier"), "office.nom_fichier", nom),
        portee=cast(Literal["complet", "periode"], depot.get("portee", "complet")),
        places_date_arrete=tuple(depot.get("date_arrete", ())),
        nom_fichier_date=_pattern(depot.get("nom_fichier_date"), "depot.nom_fichier_date", nom)
        or Source.nom_fichier_date,
        zero_saisine=depot.get("zero_saisine", False),
        ordre_dates=cast(Ordre, dates.get("ordre", "jma")),
        fuseau=cast(Fuseau, dates.get("fuseau", "paris")),
        qualite_date=dates.get("qualite", "RECEPTION"),
        sans_reception=dates.get("sans_reception", False),
        code_postal_numerique=corrections.get("code_postal_numerique", False),
        texte_en_date=corrections.get("texte_en_date", False),
        libelles=content.get("libelles", {}),
        exemple=content.get("exemple", False),
    )


def _read_options(fichier: Mapping[str, Any], colonnes: tuple[Colonne, ...]) -> ReadOptions:
    feuilles = fichier.get("feuilles")
    return ReadOptions(
        encodage=fichier.get("encodage"),
        separateur=fichier.get("separateur"),
        guillemet=fichier.get("guillemet"),
        entete_ligne=fichier.get("entete_ligne"),
        feuilles=tuple(feuilles) if feuilles else None,
        chemin_json=fichier.get("chemin_json"),
        titres_attendus=tuple(colonne.titre for colonne in colonnes),
        lignes_ignorees=tuple(fichier.get("lignes_ignorees", ())),
    )


def _read_colonne(titre: str, value: object, nom: str) -> Colonne:
    entry = {"champ": value} if isinstance(value, str) else value
    if not isinstance(entry, Mapping) or not set(entry) <= {"champ", "ecartee", "liste_fermee", "facultative"}:
        raise WrongCall("SOURCE_COLONNE", f"{nom} : la colonne « {titre} » doit nommer un champ ou dire « ecartee ».")
    champ = entry.get("champ")
    if champ is None and not entry.get("ecartee"):
        raise WrongCall("SOURCE_COLONNE", f"{nom} : la colonne « {titre} » n’a ni champ ni raison d’être écartée.")
    if champ is not None and champ not in PAR_NOM:
        known = ", ".join(sorted(PAR_NOM))
        raise WrongCall("SOURCE_CHAMP", f"{nom} : colonne « {titre} », champ « {champ} » inconnu. Champs : {known}.")
    return Colonne(
        titre,
        champ,
        str(entry.get("ecartee", "")),
        bool(entry.get("liste_fermee", False)),
        bool(entry.get("facultative", False)),
    )


def _pattern(value: str | None, key: str, nom: str) -> str | None:
    if value is None:
        return None
    try:
        re.compile(value)
    except re.error as error:
        raise WrongCall("SOURCE_MOTIF", f"{nom} : {key} n’est pas une expression régulière ({error}).") from error
    return value


def _check_keys(content: Mapping[str, Any], nom: str) -> None:
    """Refuse an unknown key or value: a typing mistake must not become a default in silence."""
    if "id" not in content:
        raise WrongCall("SOURCE_CLE", f"{nom} : la clé « id » manque.")
    for section, known in _SECTIONS.items():
        table = content if not section else content.get(section, {})
        for key, value in table.items():
            label = f"{section}.{key}" if section else key
            if key not in known:
                raise WrongCall(
                    "SOURCE_CLE", f"{nom} : clé « {label} » inconnue. Acceptées : {', '.join(sorted(known))}."
                )
            _check_choice(label, value, nom)
    for champ in content.get("libelles", {}):
        if champ not in PAR_NOM:
            raise WrongCall("SOURCE_CHAMP", f"{nom} : [libelles.{champ}] ne nomme pas un champ.")


def _check_choice(label: str, value: object, nom: str) -> None:
    accepted = _CHOICES.get(label)
    if accepted is None:
        return
    for item in value if isinstance(value, list) else [value]:
        if item not in accepted:
            raise WrongCall("SOURCE_VALEUR", f"{nom} : {label} vaut « {item} ». Acceptées : {', '.join(accepted)}.")
