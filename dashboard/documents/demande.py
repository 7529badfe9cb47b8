"""What a briefing note is: the questions it can answer, the figures that answer each, and its parts in reading order.

Takes nothing, gives frozen records. `note` composes them, `docx_note` and `note_texte` write them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import french, periodes
from dashboard.charts.spec import Graphique, Tableau
from dashboard.citation import Citation
from dashboard.evolution import Evolution
from dashboard.figures import Figure
from dashboard.libelles import find_label
from dashboard.millesime import Millesime
from dashboard.phrases import say_base, say_value
from dashboard.territoires import REGION, SIEGE, TERRITOIRES, name_place

CHIFFRES = 5
"""What a page holds and a reader keeps."""

QUESTIONS: Mapping[str, str] = {
    "volumes": "Combien de saisines\u202f?",
    "delais": "En combien de temps\u202f?",
    "issues": "Avec quel résultat\u202f?",
}

CANDIDATS: Mapping[str, tuple[str, ...]] = {
    "volumes": (
        *("saisines-recues", "dossiers-clos", "stock", "stock-plus-90-jours"),
        *("taux-competence", "taux-refus", "clos-90-jours", "saisines-pour-10000"),
    ),
    "delais": (
        *("delai-median", "clos-90-jours", "delai-p90", "delai-moyen", "dossiers-clos"),
        *("stock-age-median", "stock-plus-90-jours", "delai-recevabilite-median"),
    ),
    "issues": (
        *("taux-resolution", "dossiers-clos", "taux-resolution-closes", "taux-interruption"),
        *("taux-suivi", "taux-refus", "taux-accord", "taux-competence", "clos-90-jours", "saisines-recues"),
    ),
}
"""The figures that answer each question, the first five published ones are shown."""

LIMITES: Mapping[str, str] = {
    "volumes": "Un nombre de saisines mesure le recours au médiateur, pas la qualité du service public\u202f: il monte aussi "
    "quand le médiateur est mieux connu ou que de nouvelles collectivités en ont un.",
    "delais": "Les délais portent sur les dossiers clos\u202f: ceux qui attendent encore n’y sont pas, et les raccourcissent.",
    "issues": "Une décision maintenue après médiation n’est pas un échec\u202f: le requérant a pu en comprendre les raisons.",
}


@dataclass(frozen=True)
class Demande:
    """What the reader asks. `chiffres` are the indicators kept, in their order; none means the first five.

    `critere` names the territory (région or département of the office, département of the claimant), `lieu` its code.
    """

    question: str
    periode: str
    type: str | None = None
    chiffres: tuple[str, ...] = ()
    commentaire: str = ""
    critere: str = ""
    lieu: str = ""
    famille: str | None = None

    @property
    def territoire(self) -> dict[str, str]:
        """The criterion that says where, or whose offices."""
        if self.critere and self.lieu:
            return {self.critere: self.lieu}
        return {"type": self.type} if self.type else {}

    @property
    def filtres(self) -> dict[str, str]:
        """The criteria of every figure of the note."""
        return self.territoire | ({"famille": self.famille} if self.famille else {})

    @property
    def principal(self) -> str:
        """The indicator that answers the question; the others only surround it."""
        return CANDIDATS[self.question][0]


@dataclass(frozen=True)
class Ligne:
    """A figure of the note, ready to quote."""

    figure: Figure
    citation: Citation
    evolution: Evolution | None


@dataclass(frozen=True)
class Note:
    """The whole note, in the order it is read. `sens` says which of the two territories is meant."""

    demande: Demande
    titre: str
    territoire: str
    sens: str
    tendance: str
    millesime: Millesime
    consulte_le: date
    lignes: tuple[Ligne, ...]
    graphique: Graphique
    limites: tuple[str, ...]
    methode: tuple[str, ...]
    sources: tuple[str, ...]
    annexe: tuple[Figure, ...]

    @property
    def reponse(self) -> str:
        """The first figure as a sentence."""
        return self.lignes[0].citation.phrase

    @property
    def tableau(self) -> Tableau:
        """The figures as a table, each with its reference in the last column."""
        lines = tuple(
            (
                line.figure.declaration.titre,
                say_value(line.figure),
                say_base(line.figure) or _reach(line.figure),
                _change(line.evolution),
                line.citation.identifiant,
            )
            for line in self.lignes
        )
        return Tableau(("Chiffre", "Valeur", "Base", "Sur un an", "Référence"), lines)

    @property
    def donnees(self) -> Tableau:
        """Every other number the note shows, one per line with its reference."""
        lines = tuple(
            (
                f.declaration.titre,
                say_criteria(self.millesime, f),
                periodes.label(f.periode),
                say_value(f),
                f.identifiant or "",
            )
            for f in self.annexe
        )
        return Tableau(("Chiffre", "Répartition", "Période", "Valeur", "Référence"), lines)


def _reach(figure: Figure) -> str:
    """Offices covered; where offices are chosen by their place, how many of them sit there is not published."""
    among = "parmi " if {REGION, SIEGE} & {name for name, _ in figure.filtres} else ""
    return f"{among}{french.number(figure.offices_couverts)} offices sur {french.number(figure.offices_total)}"


def _change(change: Evolution | None) -> str:
    return change.texte if change and change.ecart is not None else french.SANS_OBJET


def say_criteria(millesime: Millesime, figure: Figure) -> str:
    """The criteria of a figure by their labels, « Ensemble » without any."""
    said = [name_value(millesime, name, code) for name, code in figure.filtres]
    return ", ".join(said) or "Ensemble"


def name_value(millesime: Millesime, critere: str, code: str) -> str:
    """The label of a value of a criterion: the place as the release names it, or the word of the vocabulary."""
    return name_place(millesime, critere, code) if critere in TERRITOIRES else find_label(critere, code)
