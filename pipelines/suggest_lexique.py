"""Words that carry no meaning of their own in titles and labels: articles, short forms, negations, empty words.

Holds closed lists of French office language and the two tests on them. Knows no field and no code.
"""

from __future__ import annotations

from collections.abc import Mapping

ARTICLES = frozenset(
    {"a", "au", "aux", "ce", "cette", "chez", "d", "dans", "de", "des", "du", "en", "est", "et", "ete", "l"}
    | {"la", "le", "les", "qu", "que", "sa", "ses", "son", "sur", "un", "une"}
)
"""Words that change nothing to what a title or a label names. Negations and « par », « sans », « hors » are kept."""

NEGATIONS = frozenset(
    {
        "absence",
        "aucun",
        "aucune",
        "defaut",
        "hors",
        "jamais",
        "mais",
        "manque",
        "ni",
        "non",
        "ou",
        "pas",
        "peu",
        "sans",
    }
    | {"bientot", "faute", "peut", "plus", "presque", "quasi", "reserve", "sauf", "si"}
)
"""A label with one of these says the contrary of its other words, or two things: only a rule that names it reads it."""

_CONTRAIRES = (
    "refus",
    "rejet",
    "impossib",
    "annul",
    "contest",
    "retir",
    "inabouti",
    "inachev",
    "suspen",
    "partiel",
    "interromp",
    "condition",
    "envisag",
    "eventuel",
    "possib",
    "probab",
    "menac",
    "souhait",
)
"""Beginnings of words that do the same, or say that the thing has not happened yet."""

USAGER = (
    "usager",
    "requerant",
    "demandeur",
    "plaignant",
    "administre",
    "citoyen",
    "habitant",
    "reclamant",
    "saisissant",
)
ADMINISTRATION = (
    "service",
    "administration",
    "direction",
    "collectivit",
    "mairie",
    "ville",
    "departement",
    "region",
    "agent",
)
"""Beginnings of the words for each party of a case."""

ABREVIATIONS: Mapping[str, str] = {
    "dt": "date", "dte": "date", "dat": "date", "num": "numero", "nro": "numero", "no": "numero", "nb": "nombre",
    "ref": "reference", "refs": "reference", "dos": "dossier", "doss": "dossier", "req": "requerant",
    "rqt": "requerant", "reqt": "requerant", "dem": "demandeur", "clot": "cloture", "cloturee": "cloture", "recep": "reception",
    "recept": "reception", "rec": "reception", "enreg": "enregistrement", "ouv": "ouverture", "ech": "echeance",
    "qual": "qualite", "cat": "categorie", "categ": "categorie", "dom": "domaine", "them": "theme", "ss": "sous",
    "adm": "administration", "admin": "administration", "tel": "telephone", "mel": "courriel", "mail": "courriel",
    "email": "courriel", "ville": "commune", "com": "commune", "dept": "departement", "dpt": "departement",
    "dep": "departement", "coll": "collectivite", "collect": "collectivite", "resp": "responsable", "obs": "observations",
    "comm": "commentaire", "nom": "nom", "pren": "prenom", "adr": "adresse", "naiss": "naissance", "delib": "deliberation",
    "recev": "recevabilite", "irrecev": "irrecevabilite", "mot": "motif", "orig": "origine", "stat": "statut",
    "res": "resultat", "result": "resultat", "reor": "reorientation", "med": "mediation", "trait": "traitement",
    "instr": "instruction", "typ": "type", "lib": "libelle", "sais": "saisine", "saisi": "saisi", "prop": "proposition",
    "rep": "reponse", "prem": "premier", "1ere": "premiere", "1er": "premier", "1re": "premiere", "acc": "accuse",
    "av": "avancement", "moy": "moyen", "jrs": "jours", "jr": "jours", "nbj": "jours", "nbre": "nombre", "agt": "agent", "usag": "usager",
    "niv": "niveau", "clo": "cloture", "can": "canal", "iss": "issue", "ctx": "contentieux", "contx": "contentieux", "mtt": "montant", "mnt": "montant",
}  # fmt: skip
"""Short forms office tools give to words in titles."""

_NEUTRES = (
    "demand", "dossier", "saisine", "requete", "reclam", "usager", "requerant", "plaignant", "mediat", "service",
    "administ", "ville", "mairie", "municip", "communal", "commune", "departement", "region", "collectivit", "local",
    "territor", "public", "organisme", "simple", "par", "pour", "avec", "vers", "apres", "cours", "fait", "donne",
    "obten", "rendu", "engage", "depose", "declare", "juge", "prononce", "nouveau", "nouvelle", "direct", "affaire",
    "compet", "total", "complet", "sociale", "social", "general", "divers", "objet", "type", "nature", "droit",
    "decision", "partie", "tout", "litige", "son", "leur", "cas", "site", "box", "boite", "venu", "envoi", "entrant",
    "etait", "deja", "autre", "probleme", "question", "gestion", "acces", "aide", "attribution", "regul", "initial",
)  # fmt: skip
"""Beginnings of words that name the case, its parties or its course, and settle nothing."""

_TETES = (
    "absen", "adresse", "arret", "bac", "borne", "caractere", "carence", "carte", "certificat", "charge", "conflit", "contrat",
    "courrier", "conclu", "desaccord", "differend", "difficult", "dossier", "duree", "dysfonction", "echange", "entretien", "erreur",
    "forfait", "frais", "heure", "horaire", "hygiene", "inscri", "lieu", "maintien", "manque", "mode", "octroi", "oubli", "passage",
    "place", "plainte", "prix", "procedure", "qualite", "rapport", "refection", "releve", "rupture", "signal", "sortie", "suivi",
    "suppression", "tarif", "temps", "titre", "travaux", "usage", "zone",
)  # fmt: skip
_ACTES = ("tion", "tions", "sion", "sions", "ment", "ments", "age", "ages", "ture", "tures")
"""Words a label may open with before what it is about: « Certificat d’urbanisme », « Radiation du RSA »."""


def opens_a_label(token: str) -> bool:
    """Whether the word, first in a label, leaves its subject to the words that follow it."""
    return token.startswith(_TETES) or (len(token) > 5 and token.endswith(_ACTES))


def is_negation(token: str) -> bool:
    """Whether the word turns the others into their contrary."""
    return token in NEGATIONS or token.startswith(_CONTRAIRES)


def is_neutral(token: str) -> bool:
    """Whether the word may stand beside those of a rule without changing what the label says."""
    return len(token) <= 2 or token.isdigit() or token.startswith(_NEUTRES)
