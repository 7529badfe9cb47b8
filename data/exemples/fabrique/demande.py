"""Who asks what, and how: the columns known when a case arrives.

Takes cases with a reception, gives them with canal, claimant, first steps, competence, domaine and place.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from fabrique import calibrage
from fabrique.dossiers import Dossiers
from fabrique.hasard import VIDE, Entiers, blank, chance, draw, draw_codes
from fabrique.lieux import lieux_de
from fabrique.reseau import OfficeFictif
from fabrique.vocabulaires import CODES, rank, sous_domaines


def describe(recues: Dossiers, office: OfficeFictif, rng: Generator) -> Dossiers:
    """The cases with everything a form tells on the first day."""
    n = recues.n
    demarche = chance(rng, 0.74, n).astype(np.int32)
    domaine = draw_codes(rng, calibrage.DOMAINES[office.type], CODES["domaine"], n)
    if office.fichier != "plateforme":
        domaine = np.where(chance(rng, 0.02, n), rank("domaine", "A_QUALIFIER"), domaine).astype(np.int32)
    lieux = lieux_de(office)
    return recues.avec(
        canal=_canal(office, n, rng),
        **_claimant(office, n, rng),
        competence=chance(rng, office.competence, n).astype(np.int32),
        demarche_prealable=demarche,
        reponse_prealable=blank(chance(rng, 0.53, n).astype(np.int32), demarche == 0),
        domaine=domaine,
        sous_domaine=_sous_domaine(domaine, rng),
        nature_demande=blank(draw_codes(rng, calibrage.NATURES, CODES["nature_demande"], n), chance(rng, 0.07, n)),
        lieu=blank(draw(rng, [lieu.poids for lieu in lieux], n), chance(rng, 0.19, n)),
        agent=blank(draw(rng, [6, 3, 1], n), chance(rng, 0.05, n)),
        email_renseigne=chance(rng, 0.82, n).astype(np.int32),
    )


def _canal(office: OfficeFictif, n: int, rng: Generator) -> Entiers:
    canal = draw_codes(rng, calibrage.CANAUX[office.type], CODES["canal"], n)
    if office.fichier == "plateforme":
        return canal
    inconnu = np.where(chance(rng, 0.012, n), rank("canal", "A_QUALIFIER"), canal)
    return blank(inconnu.astype(np.int32), chance(rng, 0.02, n))


def _claimant(office: OfficeFictif, n: int, rng: Generator) -> dict[str, Entiers]:
    requerant = draw_codes(rng, calibrage.REQUERANTS, CODES["type_requerant"], n)
    personne = requerant == rank("type_requerant", "PARTICULIER")
    genre = draw_codes(rng, calibrage.GENRES, CODES["genre"], n)
    age = draw_codes(rng, calibrage.AGES, CODES["tranche_age"], n)
    origine = draw_codes(rng, calibrage.ORIGINES, CODES["origine"], n)
    juge = origine == rank("origine", "JUGE")
    return {
        "type_requerant": requerant,
        "genre": blank(genre, ~personne | chance(rng, 0.06, n)),
        "tranche_age": blank(age, ~personne | chance(rng, 0.2, n)),
        "origine": origine,
        "cadre": np.where(juge, rank("cadre", "MIJ"), rank("cadre", "CONVENTIONNELLE")).astype(np.int32),
    }


def _sous_domaine(domaine: Entiers, rng: Generator) -> Entiers:
    """A sub-domain of each domain that has some, seven times out of ten."""
    tirage, garde = rng.random(len(domaine)), chance(rng, 0.7, len(domaine))
    sous = np.full(len(domaine), VIDE, dtype=np.int32)
    for rang, code in enumerate(CODES["domaine"]):
        enfants = np.array(sous_domaines(code), dtype=np.int32)
        if len(enfants):
            ici = (domaine == rang) & garde
            sous[ici] = enfants[(tirage[ici] * len(enfants)).astype(np.int32)]
    return sous
