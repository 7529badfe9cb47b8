"""How far the contents of a column agree with a field: a support between -1 (it cannot be) and 1.

Takes a `Profil`, gives a number by field. The title is not looked at: two columns of one title and other contents get
other fields (« Commune » with one name, or with forty towns).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipelines.model import CHAMPS, PAR_NOM, Champ
from pipelines.suggest_contents import Profil
from pipelines.suggest_labels import SECONDS, knows_label

IMPOSSIBLE = -1.0
CODES = tuple(c.nom for c in CHAMPS if c.type == "code" and c.sort != "interdit" and c.nom != "qualite_date")
"""Fields recognised by their labels."""

LIBELLES_LUS = 60
"""Most frequent labels of a column looked up in every vocabulary."""

MARGE = 0.4
"""By how much another vocabulary must explain a column better for its title to be wrong."""


def weigh_labels(profil: Profil) -> Mapping[str, float]:
    """Share of the rows of a list column each vocabulary explains; empty for a column that is no list."""
    if profil.nature != "texte" or not profil.liste:
        return {}
    values = sorted(profil.valeurs, key=lambda value: -value[1])[:LIBELLES_LUS]
    total = sum(count for _, count in values)
    return {champ: sum(knows_label(champ, text) * count for text, count in values) / total for champ in CODES}


def support(champ: str, profil: Profil, poids: Mapping[str, float]) -> float:
    """The support of the contents for one field; 0 when they say nothing."""
    if profil.nature == "vide":
        return -0.1 if champ == "collectivite" else 0.0
    special = _SPECIAUX.get(champ)
    if special:
        return special(profil)
    declared: Champ = PAR_NOM[champ]
    if declared.type == "date":
        return _support_date(profil)
    if declared.type == "booleen":
        return _support_boolean(champ, profil)
    return _support_code(champ, profil, poids) if declared.type == "code" else 0.0


def _support_date(profil: Profil) -> float:
    if profil.nature == "date":
        return 0.4
    serials = profil.nature == "nombre" and all(20_000 < _number(text) < 60_000 for text, _ in profil.valeurs)
    return 0.0 if serials or profil.parts["date"] >= 0.3 else IMPOSSIBLE


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0


def _support_boolean(champ: str, profil: Profil) -> float:
    if profil.nature == "booleen":
        return 0.4
    if profil.nature != "texte" or profil.distincts > 6:
        return IMPOSSIBLE
    known = sum(knows_label(champ, text) * count for text, count in profil.valeurs) / profil.remplies
    return 0.5 * known if known >= 0.5 else IMPOSSIBLE


def _support_code(champ: str, profil: Profil, poids: Mapping[str, float]) -> float:
    if profil.nature == "booleen":
        return 0.3 if champ in ("recevabilite", "proposition_suivie") else IMPOSSIBLE
    if profil.nature == "nombre" or (champ == "tranche_age" and profil.parts["age"] >= 0.8):
        aged = champ == "tranche_age" and profil.parts["age"] >= 0.8
        return 0.4 if aged else IMPOSSIBLE
    if profil.nature == "date" or (profil.libre and not profil.liste) or profil.parts["personnel"] > 0.2:
        return IMPOSSIBLE
    own = poids.get(champ, 0.0)
    best = max((share for other, share in poids.items() if other not in (champ, *SECONDS)), default=0.0)
    if own < 0.5 and best >= 0.6 and best - own >= MARGE and champ not in SECONDS:
        return -0.6
    if own >= 0.2:
        return own
    if profil.liste:
        return 0.0
    return IMPOSSIBLE if profil.unicite > 0.8 and profil.remplies >= 20 else -0.2


def _support_id(profil: Profil) -> float:
    decimals = any(
        "," in text or (text.count(".") == 1 and text.replace(".", "").isdigit()) for text, _ in profil.valeurs
    )
    if profil.nature in ("date", "booleen") or profil.longueur > 40 or (profil.nature == "nombre" and decimals):
        return IMPOSSIBLE
    if profil.remplies >= 10 and profil.unicite < 0.2:
        return IMPOSSIBLE
    if profil.unicite >= 0.9 and profil.mots <= 2.5:
        return 0.6
    return 0.2 if profil.unicite >= 0.5 else 0.0


def _support_postal(profil: Profil) -> float:
    share = profil.parts["postal"]
    if profil.nature in ("date", "booleen"):
        return IMPOSSIBLE
    if holds_short_codes(profil):
        return 0.4
    return 0.8 if share >= 0.6 else 0.1 if share >= 0.2 else IMPOSSIBLE


def holds_short_codes(profil: Profil) -> bool:
    """Whether codes of four digits, which lost their leading zero, stand among those of five or make the column."""
    counts = {
        length: sum(n for text, n in profil.valeurs if text.isdigit() and len(text) == length) for length in (4, 5)
    }
    total = sum(count for _, count in profil.valeurs)
    return counts[4] > 0 and sum(counts.values()) >= 0.8 * total


def _support_town(profil: Profil) -> float:
    if profil.nature != "texte" or (profil.libre and not profil.liste and profil.parts["commune"] < 0.3):
        return IMPOSSIBLE
    if profil.distincts == 1 and profil.remplies >= 5:
        return -0.3
    if profil.parts["commune"] >= 0.4:
        return 0.7
    return -0.6 if profil.parts["collectivite"] >= 0.9 else -0.1 if profil.parts["collectivite"] >= 0.6 else 0.0


def _support_collectivity(profil: Profil) -> float:
    if profil.nature != "texte" or (profil.unicite > 0.8 and profil.remplies >= 10):
        return IMPOSSIBLE
    if profil.distincts == 1 or profil.parts["collectivite"] >= 0.5:
        return 0.6
    return -0.2


def _support_delay(profil: Profil) -> float:
    return 0.4 if profil.nature == "nombre" or profil.parts["duree"] >= 0.7 else IMPOSSIBLE


def _support_year(profil: Profil) -> float:
    return 0.5 if profil.parts["annee"] >= 0.9 else IMPOSSIBLE


def _support_person(profil: Profil) -> float:
    if profil.nature in ("date", "booleen"):
        return IMPOSSIBLE
    return 0.6 if profil.parts["personne"] >= 0.4 or profil.parts["personnel"] >= 0.3 else 0.0


def _support_agent(profil: Profil) -> float:
    """Neither numbers of cases nor names of offices are agents: « Dossier médiateur », « Médiateur de »."""
    numbered = profil.parts["numerote"] >= 0.9 and profil.unicite >= 0.97 and not profil.parts["personne"]
    elsewhere = (numbered and profil.remplies >= 10) or profil.parts["collectivite"] >= 0.9
    return IMPOSSIBLE if elsewhere else _support_person(profil)


def _support_free(profil: Profil) -> float:
    if profil.nature in ("date", "booleen"):
        return IMPOSSIBLE
    return 0.4 if profil.libre else 0.0


_SPECIAUX: Mapping[str, Callable[[Profil], float]] = {
    "id_dossier_source": _support_id,
    "code_postal_requerant": _support_postal,
    "commune_requerant": _support_town,
    "collectivite": _support_collectivity,
    "pays_requerant": lambda profil: 0.0 if profil.nature == "texte" else IMPOSSIBLE,
    "delai_declare": _support_delay,
    "annee_declaree": _support_year,
    "agent_traitant": _support_agent,
    "identite": _support_person,
    "texte_libre": _support_free,
    "service_mis_en_cause": _support_free,
}
