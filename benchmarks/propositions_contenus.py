"""Contents for an invented layout: a hundred cases and more, written in the notations the layout declares.

Takes a `Disposition` and the labels of its half, gives columns of text by title. Every case is invented; the seed is
the name of the layout, so that two runs give the same cells.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from pipelines.vocabulary import load_vocabulary

LIGNES = 120

_MOIS: tuple[str, ...] = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre")
_MOIS += ("octobre", "novembre", "décembre")
_COURTS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

NOTATIONS: Mapping[str, Callable[[date, str], str]] = {
    "jma": lambda d, h: f"{d:%d/%m/%Y}",
    "jma2": lambda d, h: f"{d:%d/%m/%y}",
    "jma-heure": lambda d, h: f"{d:%d/%m/%Y} {h}",
    "jma-tirets": lambda d, h: f"{d:%d-%m-%Y}",
    "points": lambda d, h: f"{d:%d.%m.%Y}",
    "iso": lambda d, h: d.isoformat(),
    "iso-heure": lambda d, h: f"{d.isoformat()} {h}:07",
    "datetime": lambda d, h: f"{d.isoformat()}T{h}:07",
    "compact": lambda d, h: f"{d:%Y%m%d}",
    "litteral": lambda d, h: f"{d.day} {_COURTS[d.month - 1]} {d.year}",
    "long": lambda d, h: f"{d.day} {_MOIS[d.month - 1]} {d.year}",
    "serie": lambda d, h: str((d - date(1899, 12, 30)).days),
}

NUMEROS: Mapping[str, Callable[[int, random.Random], str]] = {
    "annee-rang": lambda i, r: f"{2023 + i // 60}-{i % 60 + 1:04d}",
    "rang": lambda i, r: str(311 + i),
    "prefixe": lambda i, r: f"REC{4021 + i:07d}",
    "long": lambda i, r: str(20240000 + 7 * i),
    "salesforce": lambda i, r: f"{10233 + i:08d}",
    "chrono": lambda i, r: f"A{24 + i // 80}/{i % 80 + 1:05d}",
    "jira": lambda i, r: f"MED-{17 + i}",
    "uuid": lambda i, r: str(uuid.UUID(int=r.getrandbits(128))),
    "guid": lambda i, r: "{" + str(uuid.UUID(int=r.getrandbits(128))).upper() + "}",
    "aucun": lambda i, r: "",
}

_ETAPES = {"recep": 0, "ar": 4, "recev_d": 18, "accord_d": 30, "reunion": 45, "prop_d": 75, "fin": 88, "clot": 95}
_PRENOMS = ("Jean", "Marie", "Ahmed", "Sophie", "Pierre", "Fatima", "Nathalie", "Luc", "Claire", "Michel", "Paul")
_NOMS = ("Martin", "Bernard", "Benali", "Durand", "Leroy", "Moreau", "Da Silva", "Petit", "Nguyen", "Garnier", "Roux")
_VILLES = ("Nantes", "Rezé", "Saint-Herblain", "Orvault", "Vertou", "Carquefou", "Bouguenais", "Couëron", "Sautron")
_CODES_POSTAUX = ("44000", "44400", "44800", "44700", "44120", "44470", "44340", "44220", "44880", "85000")
_SERVICES = ("Direction de la voirie", "Service scolaire", "DGA Solidarités", "Service état civil", "Pôle habitat")
_ORGANISMES = ("CAF", "CPAM", "Préfecture", "Médiateur de l’énergie", "Bailleur social", "Notaire", "CARSAT")
_PHRASES = (
    "Le demandeur conteste la décision du service",
    "Demande un échéancier pour sa facture",
    "Voir courrier joint",
)
_FINS = (
    "et souhaite une réponse écrite.",
    "après plusieurs relances.",
    "depuis le printemps dernier.",
    "reçue en mars.",
)
_OUI_NON = (("Oui", "Non"), ("O", "N"), ("OUI", "NON"), ("oui", "non"), ("Vrai", "Faux"))


class Dossiers:
    """The cases of one layout: drawn once, so that the columns of a case agree (closed status, closing day)."""

    def __init__(self, nom: str, notation: str, numero: str, libelles: Mapping[str, Mapping[str, str]]) -> None:
        """Draw the days of each case and which are closed."""
        self.alea = random.Random(nom)  # noqa: S311 - invented cases, not secrets
        self.libelles = libelles
        self.notation, self.numero = NOTATIONS[notation], NUMEROS[numero]
        starts = sorted(self.alea.randrange(0, 700) for _ in range(LIGNES))
        self.entrees = [date(2023, 1, 9) + timedelta(days=start) for start in starts]
        self.clos = [self.alea.random() < 0.75 for _ in range(LIGNES)]
        self.rythmes = [self.alea.uniform(0.4, 2.2) for _ in range(LIGNES)]

    def write(self, titre: str, champ: str) -> list[str]:
        """The cells of one column."""
        if champ in _ETAPES or champ in ("maj", "echeance"):
            return [self._day(champ, rang) for rang in range(LIGNES)]
        if champ == "id":
            return [self.numero(rang, self.alea) for rang in range(LIGNES)]
        if champ == "statut":
            return self._statuses()
        own = _PROPRES.get(champ)
        if own:
            return [own(self, titre, rang) for rang in range(LIGNES)]
        if champ in self.libelles:
            return self._labels(champ)
        return self._booleans()

    def _day(self, champ: str, rang: int) -> str:
        start, pace = self.entrees[rang], self.rythmes[rang]
        hour = f"{self.alea.randrange(8, 18):02d}:{self.alea.randrange(60):02d}"
        if champ == "echeance":
            return self.notation(start + timedelta(days=60), hour)
        if champ == "maj":
            return self.notation(start + timedelta(days=int(97 * pace) + self.alea.randrange(12)), hour)
        absent = (champ in ("clot", "fin") and not self.clos[rang]) or (
            champ not in ("recep", "clot", "fin") and self.alea.random() < 0.15
        )
        return "" if absent else self.notation(start + timedelta(days=int(_ETAPES[champ] * pace)), hour)

    def _statuses(self) -> list[str]:
        known = self.libelles["statut"]
        closed = self.alea.sample([t for t, code in known.items() if code == "CLOS"], 2)
        others = self.alea.sample([t for t, code in known.items() if code not in ("CLOS", "?")], 5)
        return [self.alea.choice(closed if clos else others) for clos in self.clos]

    def _labels(self, champ: str) -> list[str]:
        sure = [label for label, code in self.libelles[champ].items() if code != "?"]
        doubtful = [label for label, code in self.libelles[champ].items() if code == "?"]
        chosen = self.alea.sample(sure, min(len(sure), 20 if champ == "domaine" else 7))
        chosen += self.alea.sample(doubtful, min(len(doubtful), 1))
        return ["" if self.alea.random() < 0.08 else self.alea.choice(chosen) for _ in range(LIGNES)]

    def _booleans(self) -> list[str]:
        yes, no = self.alea.choice(_OUI_NON)
        return ["" if (drawn := self.alea.random()) < 0.05 else yes if drawn < 0.5 else no for _ in range(LIGNES)]


def _identity(dossiers: Dossiers, titre: str, rang: int) -> str:
    first, last = dossiers.alea.choice(_PRENOMS), dossiers.alea.choice(_NOMS)
    lowered = titre.casefold()
    if any(word in lowered for word in ("mail", "courriel")):
        return f"{first}.{last}{rang}@exemple.fr".lower().replace(" ", "")
    if "tel" in lowered or "tél" in lowered:
        return f"06 12 {rang % 90 + 10} {(rang * 7) % 90 + 10} {(rang * 3) % 90 + 10}"
    if "ip" in lowered.split() or "_ip" in lowered:
        return f"192.0.2.{rang + 1}"
    return f"{last.upper()} {first}"


def _text(dossiers: Dossiers, titre: str, rang: int) -> str:
    return f"{dossiers.alea.choice(_PHRASES)} {dossiers.alea.choice(_FINS)} (dossier {rang})"


def _nothing(dossiers: Dossiers, titre: str, rang: int) -> str:
    lowered = titre.casefold()
    if any(word in lowered for word in ("date", "réouv", "contestée", "consentement", "accord de")):
        late = dossiers.entrees[rang] - timedelta(days=dossiers.alea.randrange(20, 200))
        return dossiers.notation(late, "10:00") if dossiers.alea.random() < 0.5 else ""
    if any(word in lowered for word in ("montant", "mt", "€", "euro", "insee", "distance", "min", "naissance")):
        return str(dossiers.alea.randrange(1940, 2005) if "naissance" in lowered else dossiers.alea.randrange(5, 900))
    return dossiers.alea.choice(("Nord", "Sud", "Centre", "P1", "P2", "Normale"))


_PROPRES: Mapping[str, Callable[[Dossiers, str, int], str]] = {
    "identite": _identity,
    "agent": lambda d, t, i: f"{_PRENOMS[i % 3]} {_NOMS[i % 3]}",
    "service": lambda d, t, i: d.alea.choice(_SERVICES),
    "collectivite": lambda d, t, i: f"Commune de {d.alea.choice(_VILLES[:4])}",
    "reorientation_detail": lambda d, t, i: d.alea.choice(_ORGANISMES) if i % 3 == 0 else "",
    "libre": _text,
    "aucun": _nothing,
    "commune": lambda d, t, i: d.alea.choice(_VILLES),
    "cp": lambda d, t, i: d.alea.choice(_CODES_POSTAUX),
    "dept": lambda d, t, i: d.alea.choice(("44", "85", "49", "56")),
    "pays": lambda d, t, i: "France" if i % 17 else "Belgique",
    "age": lambda d, t, i: d.alea.choice(("18-24 ans", "25-39 ans", "40-59 ans", "60-74 ans", "75 ans et +")),
    "delai": lambda d, t, i: str(int(95 * d.rythmes[i])) if d.clos[i] else "",
    "sous": lambda d, t, i: d.alea.choice(_second_level()),
}


def _second_level() -> Sequence[str]:
    return tuple(terme.libelle for terme in load_vocabulary("sous_domaine").values())[::3]
