"""What a title says its column is, whatever its contents: fields with the trust each deserves.

Takes a title and the nature of the contents, gives scores by field. Known titles come first, then declared words; a
title that says the contrary of a field (« Hors champ ») gives it reversed, a title of no field gives a reason to drop.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipelines.model import PAR_NOM
from pipelines.suggest_words import Regle, load_title_rules, split_title
from pipelines.vocabulary import fold, load_titles

OBJETS = frozenset(
    {"affaire", "code", "date", "demande", "demandeur", "dossier", "dossiers", "jour", "le", "lib", "libelle"}
    | {"litige", "mediateur", "mediation", "n", "o", "oui", "plaignant", "reclamation", "requerant", "requete"}
    | {"saisine", "type", "usager", "valeur"}
)
"""Words every title of a case file may hold: they are explained wherever they stand."""

RAISONS: Mapping[str, str] = {
    "naissance": "date de naissance : donnée personnelle",
    "faits": "date qui n’est pas une étape de la saisine",
    "montant": "hors du champ de l’Observatoire",
    "insee": "code de la collectivité, sans usage ici",
}
"""Why a column that is no field is dropped, by the target its word rule names after « - »."""

NATURES: Mapping[str, tuple[str, ...]] = {
    "date": ("date",),
    "booleen": ("booleen", "texte"),
    "nombre": ("nombre", "texte"),
    "texte": ("texte", "booleen"),
    "vide": ("texte", "date", "booleen", "nombre"),
}
"""Which families of word rules a column of this nature may obey, the likeliest first."""

SECONDE_FAMILLE = 0.92
"""What is left of a score that comes from the second family: « Recevabilité » in letters rather than Oui/Non."""

SECOND_NIVEAU = frozenset({"sous", "detail", "detaille", "secondaire"})
"""Words of a title, with « niveau 2 », that put a list of subjects at its second level."""

CONTRAIRES: Mapping[str, str] = {
    "hors champ": "competence",
    "hors_comp": "competence",
    "irrecevable": "recevabilite",
    "demande irrecevable": "recevabilite",
    "silence de l'administration": "reponse_prealable",
    "absence de reponse": "reponse_prealable",
    "rejet implicite": "reponse_prealable",
    "silence": "reponse_prealable",
    "sans reponse": "reponse_prealable",
}
"""Known titles whose « Oui » is the field's « Non »: read straight, they would turn the figure over."""


@dataclass(frozen=True)
class Titre:
    """What one title says: a field (or None with `motif`), how sure, whether reversed, how it was recognised."""

    champ: str | None
    score: float
    raison: str
    inverse: bool = False
    motif: str = ""


def read_title(titre: str, nature: str) -> tuple[Titre, ...]:
    """Every reading of the title, best first; empty when nothing in it is known."""
    best: dict[tuple[str | None, bool, str], Titre] = {}
    tokens = split_title(titre)
    for read in (*_by_known_title(titre), *_by_words(titre, nature), *_by_likeness(titre)):
        found = _lower_level(read, tokens)
        key = (found.champ, found.inverse, found.motif)
        if key not in best or best[key].score < found.score:
            best[key] = found
    known = {found.champ for found in best.values() if found.inverse}
    if any(found.motif == RAISONS["naissance"] for found in best.values()):
        known.add("tranche_age")
    kept = [found for found in best.values() if found.inverse or found.champ not in known]
    return tuple(sorted(kept, key=lambda found: -found.score))


def _by_known_title(titre: str) -> list[Titre]:
    champs = load_titles().get(fold(titre), ())
    score = 0.98 if len(champs) == 1 else 0.88
    reversed_ = CONTRAIRES.get(fold(titre))
    return [
        Titre(champ, score - 0.03 * rank, "titre connu", inverse=champ == reversed_)
        for rank, champ in enumerate(champs)
    ]


def _by_words(titre: str, nature: str) -> list[Titre]:
    """Readings by declared words: the share of the title they explain lowers their score."""
    tokens = split_title(titre)
    readings = []
    for rank, family in enumerate(NATURES[nature]):
        factor = 1.0 if nature == "vide" or not rank else SECONDE_FAMILLE
        matches = [(rule, places) for rule in load_title_rules()[family] if (places := rule.find(tokens))]
        for rule, places in matches:
            if any(places < other or (places == other and _is_closer(rival, rule)) for rival, other in matches):
                continue
            unknown = [t for i, t in enumerate(tokens) if i not in places and t not in OBJETS and not t.isdigit()]
            coverage = len(places) / (len(places) + 0.5 * len(unknown))
            readings.append(_build(rule.cible, rule.poids * factor * (0.75 + 0.25 * coverage)))
    return readings


def _is_closer(first: Regle, second: Regle) -> bool:
    """Whether one rule writes further the word the other only begins: « entretien » is not « entre »."""
    if len(first.mots) != 1 or len(second.mots) != 1:
        return False
    longer, shorter = first.mots[0].rstrip("$"), second.mots[0].rstrip("$")
    return longer != shorter and longer.startswith(shorter)


def _lower_level(found: Titre, tokens: Sequence[str]) -> Titre:
    """The reading at the second level, when the title names it beside the word of the first: « Sous-politique »."""
    marked = any(token in SECOND_NIVEAU for token in tokens)
    ranked = any(pair == ("niveau", "2") for pair in pairwise(tokens))
    if found.champ != "domaine" or not (marked or ranked):
        return found
    return replace(found, champ="sous_domaine", score=max(found.score, 0.9))


def _build(cible: str, score: float) -> Titre:
    if not cible.startswith("-"):
        return Titre(cible, score, "mots du titre")
    nom = cible[1:]
    if nom in PAR_NOM:
        return Titre(nom, score, "mots du titre, sens contraire", inverse=True)
    return Titre(None, score, "mots du titre", motif=RAISONS[nom])


def _by_likeness(titre: str) -> list[Titre]:
    """A known title mistyped or cut short: near enough, and nearer than any title of another field."""
    wanted = " ".join(split_title(titre))
    if len(wanted) < 5:
        return []
    scores: dict[str, float] = {}
    for known, champs in _titles_by_words().items():
        if 2 * min(len(wanted), len(known)) < 0.85 * (len(wanted) + len(known)):
            continue
        matcher = difflib.SequenceMatcher(None, wanted, known)
        if matcher.real_quick_ratio() >= 0.85 and matcher.quick_ratio() >= 0.85 and (ratio := matcher.ratio()) >= 0.85:
            for champ in champs:
                scores[champ] = max(scores.get(champ, 0.0), ratio)
    if not scores:
        return []
    best = max(scores.values())
    near = [champ for champ, score in scores.items() if best - score < 0.05]
    raison = "mots d’un titre connu" if best == 1 else "titre proche d’un titre connu"
    return [Titre(champ, (0.95 if best == 1 else 0.85 * best) - 0.05 * (len(near) > 1), raison) for champ in near]


@cache
def _titles_by_words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for title, champs in load_titles().items():
        if title not in CONTRAIRES:
            found.setdefault(" ".join(split_title(title)), set()).update(champs)
    return {title: frozenset(champs) for title, champs in found.items()}
