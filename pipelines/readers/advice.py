"""What is said to the person for each reason a line is not in the table.

Takes a reason code, gives its nature and a French advice. Never quotes a cell: the masked text travels beside it.
"""

from __future__ import annotations

from pipelines.masking import mask
from pipelines.readers.raw import Nature, SetAside

_CORRIGER = "Corrigez la ligne dans le fichier d’origine, puis déposez-le de nouveau."

_RAISONS: dict[str, tuple[Nature, str]] = {
    "LARGEUR": ("ecartee", "La ligne n’a pas autant de cellules que la ligne de titres. " + _CORRIGER),
    "SEPARATEUR_ETRANGER": ("ecartee", "La ligne n’utilise pas le même séparateur que les autres. " + _CORRIGER),
    "GUILLEMET": ("ecartee", "Un guillemet est mal placé\u202f: les cellules ne sont pas sûres. " + _CORRIGER),
    "GUILLEMET_OUVERT": ("ecartee", "Un guillemet ouvert n’est pas refermé. " + _CORRIGER),
    "GUILLEMET_ETRANGER": (
        "ecartee",
        "La ligne met ses cellules entre apostrophes, au contraire des autres. " + _CORRIGER,
    ),
    "ENCODAGE": ("ecartee", "Un caractère de la ligne est illisible dans l’encodage du fichier. " + _CORRIGER),
    "CELLULE_TROP_LONGUE": ("ecartee", "Une cellule dépasse la limite de 128 Kio. " + _CORRIGER),
    "TRONQUEE": ("ecartee", "La dernière ligne est coupée\u202f: refaites l’export, le fichier est peut-être tronqué."),
    "SECOND_TABLEAU": ("ecartee", "Un second tableau suit le premier\u202f: déposez-le dans un fichier à part."),
    "FORME": ("ecartee", "Cet élément n’est pas un enregistrement avec des champs nommés. " + _CORRIGER),
    "JSON_ILLISIBLE": ("ecartee", "La ligne n’est pas du JSON lisible. " + _CORRIGER),
    "PREAMBULE": ("ignoree", "Ligne placée au-dessus des titres."),
    "SEPARATEUR_DECLARE": ("ignoree", "Ligne «\u202fsep=\u202f» du tableur."),
    "VIDE": ("ignoree", "Ligne vide."),
    "TITRES_REPETES": ("ignoree", "La ligne de titres est répétée."),
    "TITRES_SECONDAIRES": ("ignoree", "Seconde ligne de titres, sous la première."),
    "TOTAL": ("ignoree", "Ligne de total ou de contrôle."),
    "LIGNE_DECLAREE": ("ignoree", "Ligne que la source déclare à ignorer."),
    "INTERTITRE": ("ignoree", "Intertitre ou note\u202f: une seule cellule, qui ne peut pas être une saisine."),
}
"""Reason code → nature and advice. Codes are stable: findings kept with a deposit name them."""

SEPARATEURS: dict[str, str] = {
    ";": "le point-virgule",
    ",": "la virgule",
    "\t": "la tabulation",
    "|": "la barre «\u202f|\u202f»",
}
"""Usual separators and how they are named."""


def set_aside(ligne: int, raison: str, texte: str = "", *, feuille: str | None = None, precision: str = "") -> SetAside:
    """The record of one line left out; `texte` is masked here, `precision` is put before the advice."""
    nature, conseil = _RAISONS[raison]
    full = f"{precision} {conseil}" if precision else conseil
    return SetAside(ligne, raison, nature, full, feuille=feuille, valeur_masquee=mask(texte))


def say_width(found: int, expected: int) -> str:
    """How many cells a line has against how many titles there are."""
    return f"{agree(found, 'cellule')} pour {agree(expected, 'titre')}."


def agree(count: int, singular: str, plural: str = "") -> str:
    """The number, its thousands apart, and the words that agree with it: « 1 ligne », « 29 555 lignes »."""
    words = singular if count < 2 else plural or f"{singular}s"
    return f"{count:,}".replace(",", "\u202f") + f" {words}"
