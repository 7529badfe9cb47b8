"""One column of a declared source: its field or the reason it is dropped, and how its cells are read.

Takes a title with its decoded TOML, gives a `Colonne`; a mistake names the file, the column and what is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.errors import WrongCall
from pipelines.model import PAR_NOM
from pipelines.sources import Colonne

ORDRES = ("jma", "amj", "mja")
"""Orders in which the days of a column may be written."""

CHAMPS_FOURNIS = frozenset(
    {"saisine_id", "office_id", "depot_id", "feuille", "ligne", "alterations", "domaine_local", "sous_domaine_local"}
)
"""Fields the pipeline fills by itself: a column declared for one of them would be lost in silence."""

_OUI_NON_COLONNE = ("liste_fermee", "facultative", "premiere_ligne")
_CLES_COLONNE = frozenset({"champ", "ecartee", "ordre", *_OUI_NON_COLONNE})


def read_colonne(titre: str, value: object, nom: str) -> Colonne:
    """The column a declaration describes."""
    entry = {"champ": value} if isinstance(value, str) else value
    if not isinstance(entry, Mapping) or not set(entry) <= _CLES_COLONNE:
        raise WrongCall("SOURCE_COLONNE", f"{nom} : la colonne « {titre} » doit nommer un champ ou dire « ecartee ».")
    champ, ordre = entry.get("champ"), entry.get("ordre")
    flags = {key: entry.get(key, False) for key in _OUI_NON_COLONNE}
    if champ is None and not entry.get("ecartee"):
        raise WrongCall("SOURCE_COLONNE", f"{nom} : la colonne « {titre} » n’a ni champ ni raison d’être écartée.")
    if champ is not None and champ not in PAR_NOM.keys() - CHAMPS_FOURNIS:
        known = ", ".join(sorted(PAR_NOM.keys() - CHAMPS_FOURNIS))
        raise WrongCall("SOURCE_CHAMP", f"{nom} : colonne « {titre} », champ « {champ} » inconnu. Champs : {known}.")
    if not all(isinstance(flag, bool) for flag in flags.values()):
        names = ", ".join(f"« {key} »" for key in _OUI_NON_COLONNE)
        raise WrongCall("SOURCE_TYPE", f"{nom} : colonne « {titre} » : {names} valent true ou false.")
    if ordre is not None:
        check_among(f"colonnes, « {titre} », ordre", ordre, ORDRES, nom)
    return Colonne(titre, champ, str(entry.get("ecartee", "")), ordre=ordre, **flags)


def check_columns(colonnes: tuple[Colonne, ...], nom: str) -> None:
    """Refuse two columns always there for one field: one would hide the other."""
    found: dict[str, str] = {}
    for colonne in colonnes:
        if colonne.champ is None or colonne.facultative or PAR_NOM[colonne.champ].sort == "interdit":
            continue
        if colonne.champ in found:
            pair = f"« {found[colonne.champ]} » et « {colonne.titre} »"
            raise WrongCall("SOURCE_COLONNE", f"{nom} : {pair} donnent toutes deux « {colonne.champ} ».")
        found[colonne.champ] = colonne.titre


def check_among(label: str, value: object, accepted: tuple[str, ...], nom: str, code: str = "SOURCE_VALEUR") -> None:
    """Refuse a value that is not one of the accepted ones, naming them."""
    if value not in accepted:
        raise WrongCall(code, f"{nom} : {label} vaut « {value} ». Acceptées : {', '.join(accepted)}.")
