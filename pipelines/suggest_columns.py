"""A field for each column of an unknown file: its title and its contents weighed together, one column per field.

Takes the titles with their profiles, gives `Choix` with confidence and reason. What neither names nor shows a field is
dropped and asked about; what is personal or free text is dropped with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.model import PAR_NOM
from pipelines.suggest_contents import Profil
from pipelines.suggest_evidence import IMPOSSIBLE, support, weigh_labels
from pipelines.suggest_labels import POIDS_DES_MOTS, SECONDS
from pipelines.suggest_titles import Titre, read_title

PLAFOND_CONTENU = 0.85
"""Highest confidence of a field no word of the title confirms."""

PLAFOND_DISPUTE = 0.88
"""Highest confidence of a field two columns claim nearly alike: somebody must look."""

SEUIL = 0.5
"""Confidence under which a field is not proposed but asked."""

POIDS_CONTENU = 0.7
"""How much full support of the contents fills what the title leaves uncertain."""

DISPUTE = 0.04

DEUXIEMES: Mapping[str, str] = {"domaine": "sous_domaine", "reorientation": "reorientation_detail"}
"""Levels of a list: one whose own second level explains it better is that second level."""

PART_SERVICES = 0.5
"""Share of names of services above which a column is no list of subjects, whatever subjects they name."""


@dataclass(frozen=True)
class Choix:
    """What one column becomes. `champ` None: dropped, `raison` says why; `inverse`: its Oui is the field's Non."""

    titre: str
    champ: str | None
    confiance: float
    raison: str
    inverse: bool = False


def choose_fields(profils: Mapping[str, Profil]) -> dict[str, Choix]:
    """One choice per title; dates no title names are left for `suggest_dates`."""
    readings = {titre: _weigh(titre, profil) for titre, profil in profils.items()}
    ranked = sorted(
        (choix for found in readings.values() for choix in found),
        key=lambda choix: (-choix.confiance, _rank(choix, profils)),
    )
    chosen: dict[str, Choix] = {}
    owner: dict[str, Choix] = {}
    for choix in ranked:
        if choix.titre in chosen:
            continue
        if choix.champ is None or PAR_NOM[choix.champ].sort == "interdit":
            chosen[choix.titre] = choix
        elif choix.champ in owner:
            rival = owner[choix.champ]
            if rival.confiance - choix.confiance <= DISPUTE:
                chosen[rival.titre] = replace(rival, confiance=min(chosen[rival.titre].confiance, PLAFOND_DISPUTE))
        else:
            chosen[choix.titre] = owner[choix.champ] = choix
    second = owner.get("sous_domaine")
    if second and "domaine" not in owner and _names_first_level(profils[second.titre]):
        chosen[second.titre] = owner["domaine"] = replace(second, champ="domaine", confiance=PLAFOND_DISPUTE)
    end = owner.get("date_fin_mediation")
    if end and "date_cloture" not in owner:
        chosen[end.titre] = owner["date_cloture"] = replace(end, champ="date_cloture", confiance=PLAFOND_DISPUTE)
    return {
        titre: chosen.get(titre) or _ask(titre, profil, readings[titre], owner) for titre, profil in profils.items()
    }


def _names_first_level(profil: Profil) -> bool:
    """Whether the labels are rather those of the first level: « Sujet » names either."""
    poids = weigh_labels(profil)
    return poids.get("domaine", 0.0) > poids.get("sous_domaine", 0.0)


def _rank(choix: Choix, profils: Mapping[str, Profil]) -> tuple[float, int]:
    """Between equal claims, the fuller column, then the first."""
    return (-round(profils[choix.titre].remplissage, 1), list(profils).index(choix.titre))


def _weigh(titre: str, profil: Profil) -> list[Choix]:
    """Every possible choice of one column, confidence over the threshold, dropping included."""
    poids = weigh_labels(profil)
    found = {choix.champ: choix for choix in _by_contents(titre, profil, poids)}
    for reading in read_title(titre, profil.nature):
        choix = _combine(titre, reading, profil, poids)
        if choix and (choix.champ not in found or choix.confiance > found[choix.champ].confiance):
            found[choix.champ] = choix
    return [choix for choix in found.values() if choix.confiance >= SEUIL]


def _combine(titre: str, reading: Titre, profil: Profil, poids: Mapping[str, float]) -> Choix | None:
    if reading.champ is None:
        return Choix(titre, None, reading.score, reading.motif)
    agreed = support(reading.champ, profil, poids)
    if agreed == IMPOSSIBLE:
        return None
    score = reading.score * (1 + agreed) if agreed < 0 else 1 - (1 - reading.score) * (1 - POIDS_CONTENU * agreed)
    inverse = reading.inverse and profil.nature == "booleen"
    return Choix(titre, reading.champ, round(score, 2), _explain(reading, agreed, profil), inverse)


def _explain(reading: Titre, agreed: float, profil: Profil) -> str:
    if reading.champ and PAR_NOM[reading.champ].sort == "interdit":
        return PAR_NOM[reading.champ].definition.rstrip(".").lower() + " : jamais gardé"
    if profil.nature == "vide":
        return f"{reading.raison} ; la colonne est vide"
    return f"{reading.raison} ; {'contenu conforme' if agreed > 0 else 'contenu à vérifier'}"


def _by_contents(titre: str, profil: Profil, poids: Mapping[str, float]) -> list[Choix]:
    """What the contents alone show."""
    parts = profil.parts
    if parts.get("personnel", 0) >= 0.3:
        return [Choix(titre, None, 0.99, "coordonnées personnelles : jamais gardées")]
    if profil.nature == "texte" and parts["personne"] >= 0.6 and max(poids.values(), default=0) < 0.4:
        return [Choix(titre, None, 0.9, "noms de personnes probables : jamais gardés")]
    if profil.libre and profil.longueur > 60:
        return [Choix(titre, None, 0.9, "texte libre : jamais gardé")]
    if profil.nature == "texte" and parts["service"] >= PART_SERVICES:
        return [Choix(titre, None, 0.8, "noms de services : jamais gardés")]
    if _names_offices(profil, poids):
        return [Choix(titre, "collectivite", 0.78, "noms de collectivités")]
    found = _by_labels(titre, poids, profil)
    many = profil.distincts > 2 and profil.unicite < 0.97
    if profil.nature != "date" and parts["postal"] >= 0.9 and profil.longueur >= 4 and many:
        found.append(Choix(titre, "code_postal_requerant", 0.8, "codes postaux"))
    if profil.nature == "texte" and parts["commune"] >= 0.7 and profil.distincts > 2 and not _named(poids):
        found.append(Choix(titre, "commune_requerant", 0.75, "noms de communes"))
    if _is_number_of_case(profil):
        found.append(Choix(titre, "id_dossier_source", 0.8, "valeurs toutes différentes et courtes"))
    return found


def _names_offices(profil: Profil, poids: Mapping[str, float]) -> bool:
    """Whether the values are names of offices and not their types, which the vocabulary knows as they are."""
    several = profil.nature == "texte" and profil.distincts > 1 and profil.mots >= 2
    return several and profil.parts["collectivite"] >= 0.9 and poids.get("type_collectivite", 0.0) <= POIDS_DES_MOTS


def _named(poids: Mapping[str, float]) -> bool:
    return max(poids.values(), default=0.0) >= 0.6


def _is_number_of_case(profil: Profil) -> bool:
    return (
        profil.nature in ("texte", "nombre")
        and profil.remplissage >= 0.9
        and profil.unicite >= 0.97
        and profil.remplies >= 3
        and profil.parts["numerote"] >= 0.9
        and support("id_dossier_source", profil, {}) > 0
    )


def _by_labels(titre: str, poids: Mapping[str, float], profil: Profil) -> list[Choix]:
    """The vocabulary that explains the column best, when it stands clear of the others."""
    ranked = sorted(((share, champ) for champ, share in poids.items() if champ not in SECONDS), reverse=True)
    if not ranked or ranked[0][0] < 0.5 or (profil.distincts < 2 and profil.remplies > 1):
        return []
    best, champ = ranked[0]
    margin = best - (ranked[1][0] if len(ranked) > 1 else 0.0)
    if margin < 0.1:
        return []
    lower = DEUXIEMES.get(champ, "")
    if poids.get(lower, 0.0) > best:
        champ = lower
    confidence = min(PLAFOND_CONTENU, 0.45 + 0.3 * best + 0.3 * min(margin, 0.4))
    return [Choix(titre, champ, round(confidence, 2), f"libellés du vocabulaire « {champ} »")]


def _ask(titre: str, profil: Profil, readings: Sequence[Choix], owner: Mapping[str, Choix]) -> Choix:
    """The reason a column is dropped for want of a field, told as a question where one could answer."""
    for choix in readings:
        if choix.champ is not None and choix.champ in owner:
            other = owner[choix.champ].titre
            return Choix(titre, None, 0.5, f"« {other} » donne déjà « {PAR_NOM[choix.champ].libelle} »")
    if profil.nature == "vide":
        return Choix(titre, None, 0.5, "colonne vide, titre inconnu")
    if (profil.libre and profil.nature != "date") or (profil.nature == "texte" and profil.unicite > 0.8):
        return Choix(titre, None, 0.7, "texte libre ou valeur propre à chaque ligne : jamais gardé")
    kinds = {"date": "une date", "booleen": "un oui ou non", "nombre": "un nombre", "texte": "une liste de libellés"}
    return Choix(
        titre, None, 0.4, f"titre inconnu, contenu : {kinds[profil.nature]} ; à déclarer si la colonne est utile"
    )
