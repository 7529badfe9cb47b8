"""What the page « Déposer un export » says: one sentence per state, from what the commands found.

Takes the records of a visit, gives French text. It computes nothing beyond what it is given, and escapes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dashboard import french
from dashboard.depot import Depose
from dashboard.depot_lu import Champ, Demande, Difference, Essai, Etendue, Vu
from dashboard.depot_visite import Refus, Visite
from pipelines.model import PAR_NOM

ETAPES = ("Ce que nous voyons", "Correspondance", "Ce qui sera pris", "Dépôt")

FORMATS: Mapping[str, str] = {"delimite": "texte délimité", "classeur": "classeur", "json": "JSON"}
SEPARATEURS: Mapping[str, str] = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
NIVEAUX: Mapping[str, str] = {
    "refus": "Refus",
    "ecartee": "Écartée",
    "doublon": "Doublon",
    "avertissement": "À savoir",
    "ignoree": "Ignorée",
    "information": "Information",
}
"""Levels of findings, the gravest first."""

CHIFFRES: Mapping[str, str] = {"issue": "O1", "competence": "R1", "recevabilite": "R2", "domaine": "domaine"}
"""The headline figure the open labels of a field may move."""

CONSEILS: Mapping[str, str] = {
    "OFFICE_A_DECLARER": "Choisissez l’office ci-dessous.",
    "ARRETE_A_DECLARER": "Écrivez ci-dessous le jour où l’export a été fait.",
    "PERTE_A_CONFIRMER": "Vérifiez que l’export est complet\u202f; s’il l’est, cochez la case de l’étape 4.",
    "ARRETE_FUTUR": "Corrigez la date d’extraction.",
    "MEME_ARRETE": "Si celui-ci le corrige, retirez d’abord l’autre dépôt, au bas de la page.",
    "CONTENU_DEJA_DEPOSE": "S’il appartient à un autre office, retirez d’abord ce dépôt, au bas de la page.",
    "AUTRE_OFFICE": "Chacun dépose pour son office\u202f; pour un autre, demandez au bureau.",
    "PLUSIEURS_OFFICES": "Déposez un fichier par office, ou demandez au bureau de déposer celui-ci.",
    "EXEMPLE_ET_REEL": "Cette base est une démonstration\u202f: seuls des offices inventés y entrent.",
    "AUCUNE_LIGNE_ACCEPTEE": "Les constats ci-dessous disent pourquoi, ligne par ligne.",
}
"""What to do on the page, where the command's own advice names an option of the command line."""

IGNOREE = "Ignorée"
ECARTEES: Mapping[str, str] = {
    "texte_libre": "Écartée\u202f: texte libre",
    "identite": "Écartée\u202f: nom ou contact",
}
"""Columns whose content never enters the base, and why."""

ACCUEIL = "Déposez l’export de votre logiciel\u202f: vous verrez ce qu’il contient avant que rien n’entre dans la base."
PUBLICATION = (
    "Les chiffres publiés ne changent pas encore\u202f: ils le feront à la prochaine publication (commande "
    "«\u202fobservatoire publier\u202f»)."
)


def say_headline(visite: Visite) -> str:
    """What the page says first."""
    if visite.fait:
        done = visite.fait
        return f"Le dépôt {done.id} est intégré\u202f: {say_change(done.difference)}."
    if visite.retire:
        return f"Le dépôt {visite.retire.id} est retiré\u202f: {say_change(visite.retire.difference)}."
    if visite.essai and visite.vu:
        taken = french.count(visite.essai.acceptees, "saisine")
        return f"{french.quote(visite.vu.fichier)}\u202f: {taken} à prendre sur {french.count(visite.essai.lues, 'ligne lue', 'lignes lues')}."
    return ACCUEIL


def find_step(visite: Visite) -> int:
    """The rank of the step the visit is at, from 0; 4 when all is done."""
    if visite.fait:
        return 4
    if visite.essai is None:
        return 0
    return 2 if visite.essai.demandes else 3


def list_facts(vu: Vu, essai: Essai | None, taille: int) -> list[tuple[str, str]]:
    """What is seen of the file, name by name."""
    facts = [
        ("Fichier", f"{vu.fichier} ({french.number(taille / 1000, 0)}\u00a0Ko)"),
        ("Format", FORMATS.get(vu.format, vu.format) + (f", {_separator(vu.separateur)}" if vu.separateur else "")),
        ("Encodage", vu.encodage.upper()),
        ("Feuille" if len(vu.feuilles) < 2 else "Feuilles", ", ".join(vu.feuilles)),
        ("Ligne de titres", "" if vu.format == "json" else f"ligne {french.number(vu.entete_ligne)}"),
        ("Lignes sous les titres", french.number(vu.lignes)),
        ("Période", say_period(essai)),
        ("Arrêté au", french.long_date(essai.arrete) if essai and essai.arrete else "non dit par le fichier"),
        ("Office", ", ".join(list(essai.offices.values())[:3]) + _more(len(essai.offices)) if essai else ""),
    ]
    return [(name, text) for name, text in facts if text]


def say_period(essai: Essai | None) -> str:
    """The days of the first and last cases received."""
    if essai is None or essai.debut is None or essai.fin is None:
        return ""
    return f"saisines reçues du {french.long_date(essai.debut)} au {french.long_date(essai.fin)}"


def say_change(change: Difference) -> str:
    """« 12 saisines de plus, 3 de moins, 5 valeurs changées »."""
    parts = []
    if change.ajoutees:
        parts.append(f"{french.count(change.ajoutees, 'saisine')} de plus")
    if change.retirees:
        noun = "" if parts else french.INSECABLE + french.plural(change.retirees, "saisine")
        parts.append(f"{french.number(change.retirees)}{noun} de moins")
    changed = sum(change.modifiees.values())
    if changed:
        parts.append(french.count(changed, "valeur changée", "valeurs changées"))
    return ", ".join(parts) or "rien ne change"


def say_difference(essai: Essai) -> str:
    """What the base would become, in a sentence."""
    change = essai.difference
    if change is None:
        return "La différence avec la base sera connue quand les questions ci-dessus auront leur réponse."
    if change.nulle and essai.acceptees:
        return "La base n’y gagnerait rien\u202f: un export plus récent, ou qui dit la même chose, est déjà en place."
    return f"Par rapport à la base\u202f: {say_change(change)}."


def name_field(champ: str) -> str:
    """The French name of a field."""
    return PAR_NOM[champ].libelle if champ in PAR_NOM else champ


def advise(said: Demande | Refus) -> str:
    """What to do about a demand or a refusal, in the words of the page."""
    return CONSEILS.get(said.code, said.conseil)


def name_choices(champs: Sequence[Champ], proposes: Collection[str | None]) -> dict[str, str]:
    """What a column may become, in words: a field, set aside with its reason, or ignored.

    Of the reasons only the two a depositor meets are offered, the others where they were proposed.
    """
    aside = {
        champ.nom: ECARTEES.get(champ.nom, f"Écartée\u202f: {champ.libelle.lower()}")
        for champ in champs
        if champ.interdit and (champ.nom in ECARTEES or champ.nom in proposes)
    }
    return {"": IGNOREE} | aside | {champ.nom: champ.libelle for champ in champs if not champ.interdit}


def say_effect(champ: str, etendues: Sequence[Etendue]) -> str:
    """How far the open labels of a field may move a headline figure."""
    code = CHIFFRES.get(champ)
    found = next((each for each in etendues if code and each.code.split(":")[0] == code), None)
    if code is None:
        return "Aucun chiffre de tête ne dépend de ce classement."
    if found is None or found.bas is None or found.haut is None:
        return "Aucun chiffre de tête n’attend plus ce classement."
    low, high = french.percent(100 * found.bas, 0), french.percent(100 * found.haut, 0)
    rows = french.count(found.lignes, "saisine")
    article = "la" if found.titre.startswith("Part") else "le"
    nom = found.titre[0].lower() + found.titre[1:]
    return f"Selon le classement de {rows}, {article} {nom} irait de {low} à {high}."


def say_held(essai: Essai, *, awaiting: bool, unsaid: bool) -> str:
    """Why the deposit cannot be made yet, empty when it can."""
    if awaiting:
        return "Appliquez d’abord vos choix, à l’étape 2."
    if unsaid:
        return "Validez d’abord votre réponse, à l’étape 3."
    if any(demande.code != "PERTE_A_CONFIRMER" for demande in essai.demandes):
        return "Répondez d’abord à ce qui est demandé à l’étape 3."
    return ""


def say_done(done: Depose) -> str:
    """What follows a deposit."""
    return f"{french.count(done.acceptees, 'saisine')} de {french.quote(done.fichier)}. {PUBLICATION}"


def _separator(text: str) -> str:
    return f"séparateur {SEPARATEURS.get(text, french.quote(text))}"


def _more(count: int) -> str:
    return f" et {count - 3} autres" if count > 3 else ""
