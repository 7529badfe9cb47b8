"""What `observatoire proposer` gets right on invented layouts and labels that are in no list it reads.

    python -m benchmarks.propositions             # the three sets, totals
    python -m benchmarks.propositions --fautes    # and each failure of the sets worked on; « témoins » is never detailed

A title or a label that a list of the proposer holds, after its own normalisation, is not counted: adding a failure to
the lists shrinks the set instead of raising the figure. Nor is one that an older set holds already.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.propositions_lues import MOITIES, Disposition, find_champ, read_labels, read_layouts, write_layout
from pipelines.model import A_QUALIFIER, PAR_NOM
from pipelines.readers import read_table
from pipelines.suggest import Proposition, propose
from pipelines.suggest_labels import find_label, load_known_labels
from pipelines.suggest_words import split_label, split_title
from pipelines.vocabulary import fold, load_titles

SURE = 0.9
EVIDENTS = ("id_dossier_source", "statut", "canal")
"""Fields, beside the dates, that contents alone must show."""


@dataclass
class Compte:
    """Right and wrong answers of one set; `fautes` tells the wrong ones."""

    justes: dict[str, int] = field(default_factory=dict)
    totaux: dict[str, int] = field(default_factory=dict)
    fautes: list[str] = field(default_factory=list)

    def add(self, mesure: str, *, juste: bool, faute: str = "") -> None:
        """Count one answer."""
        self.totaux[mesure] = self.totaux.get(mesure, 0) + 1
        self.justes[mesure] = self.justes.get(mesure, 0) + juste
        if not juste and faute:
            self.fautes.append(f"{mesure} : {faute}")

    def share(self, mesure: str) -> float:
        """Share of right answers."""
        return self.justes.get(mesure, 0) / max(self.totaux.get(mesure, 0), 1)


@cache
def _known_titles() -> frozenset[str]:
    return frozenset(" ".join(split_title(titre)) for titre in load_titles()) | frozenset(load_titles())


def is_listed_title(titre: str) -> bool:
    """Whether a list of the proposer holds the title, as it is or by its words."""
    return fold(titre) in _known_titles() or " ".join(split_title(titre)) in _known_titles()


@cache
def _known_labels(champ: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(split_label(label)) for label in load_known_labels(champ))


@cache
def _older(moitie: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Titles, and labels by field, of the sets older than this one, by their words."""
    texts = [MOITIES[name] for name in list(MOITIES)[: list(MOITIES).index(moitie)]]
    titles = {" ".join(split_title(t)) for text, _ in texts for lay in read_layouts(text) for t in lay.colonnes}
    labels = {(nom, fold(t)) for _, text in texts for nom, found in read_labels(text).items() for t in found}
    return frozenset(titles), frozenset(labels)


def score_layouts(moitie: str, pas: int = 1) -> Compte:
    """Fields of one set, with their titles and with col1, col2…; `pas` 3 takes one layout in three."""
    texts, compte = MOITIES[moitie], Compte()
    labels = read_labels(texts[1])
    with TemporaryDirectory() as folder:
        for layout in list(read_layouts(texts[0]))[::pas]:
            path = Path(folder) / f"{layout.nom}.csv"
            for nu in (False, True):
                write_layout(layout, labels, path, nu=nu)
                _score(layout, propose(read_table(path)), compte, moitie, nu=nu)
    return compte


def _score(layout: Disposition, found: Proposition, compte: Compte, moitie: str, *, nu: bool) -> None:
    choices = dict(zip(layout.colonnes, found.choix, strict=True)) if nu else {c.titre: c for c in found.choix}
    for titre, names in layout.colonnes.items():
        choix = choices[titre]
        champ = None if choix.champ and PAR_NOM[choix.champ].sort == "interdit" else choix.champ
        rights = [find_champ(nom) for nom in names]
        unseen = not is_listed_title(titre) and " ".join(split_title(titre)) not in _older(moitie)[0]
        juste = champ in rights
        faute = f"{layout.nom} « {titre} » {champ} {choix.confiance} ({choix.raison}), attendu {'/'.join(names)}"
        if nu:
            evident = rights[0] is not None and (rights[0] in EVIDENTS or PAR_NOM[rights[0]].type == "date")
            if evident:
                compte.add("col1 : dates, numéros, avancements, canaux trouvés", juste=juste, faute=faute)
            compte.add("col1 : juste ou demandé", juste=juste or champ is None, faute=faute)
        elif unseen and titre in {c.titre for c in found.choix}:
            compte.add("champs justes", juste=juste, faute=faute)
        if champ is not None and choix.confiance >= SURE and (nu or unseen):
            compte.add("justes à confiance ≥ 0,9", juste=juste, faute=faute)


def score_labels(moitie: str) -> Compte:
    """Labels of one set: resolved, wrong, left « à qualifier »."""
    compte = Compte()
    for nom, labels in read_labels(MOITIES[moitie][1]).items():
        champ = "demarche_prealable" if nom == "booleen" else nom
        for label, right in labels.items():
            listed = frozenset(split_label(label)) in _known_labels(champ) or fold(label) in load_known_labels(champ)
            if listed or (nom, fold(label)) in _older(moitie)[1]:
                continue
            found = find_label(champ, label)
            code = found.code.split(".")[0]
            left = code in (A_QUALIFIER, "")
            if right != "?":
                compte.add("libellés résolus", juste=code == right, faute=f"{champ} « {label} » attendu {right}")
            wrong = not left and code != right
            compte.add("libellés sans erreur", juste=not wrong, faute=f"{champ} « {label} » lu {code}, attendu {right}")
    return compte


def main(argv: Sequence[str] | None = None) -> None:
    """Print the totals of the three sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fautes", action="store_true")
    arguments = parser.parse_args(argv)
    for moitie in MOITIES:
        for compte in (score_layouts(moitie), score_labels(moitie)):
            for mesure, total in compte.totaux.items():
                print(f"{moitie:7} {mesure:52} {100 * compte.share(mesure):6.1f} %  {compte.justes[mesure]} / {total}")
            if arguments.fautes and moitie != "témoins":
                print("\n".join(compte.fautes))


if __name__ == "__main__":
    main()
