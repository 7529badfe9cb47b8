"""The recommendations a médiateur makes to the collectivity: one strict file per office, one line per recommendation.

Takes `<folder>/<key of the office>.csv`, gives frozen `Recommandation`s; all the faults of a file are named at once. The
text is checked and never leaves here: publication counts recommendations, it does not quote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.errors import WrongCall
from pipelines.offices import declared_offices
from pipelines.privacy import find_personal
from pipelines.settings import REFERENTIELS
from pipelines.table_stricte import JOUR, LIBRE, Controle, Ligne, among, matches, read_strict, refuse_faults
from pipelines.vocabulary import load_vocabulary

DOSSIER = REFERENTIELS / "recommandations"

STATUTS: Mapping[str, str] = {
    "ACCEPTEE": "acceptée",
    "PARTIELLE": "acceptée en partie",
    "REFUSEE": "refusée",
    "EN_ATTENTE": "en attente de réponse",
    "SANS_REPONSE": "restée sans réponse",
}
"""What the collectivity answered. A recommendation may be carried out without having been accepted in words."""

_EN_OEUVRE = frozenset({"ACCEPTEE", "PARTIELLE"})
_IDENTIFIANT = r"[A-Za-z0-9][A-Za-z0-9-]{0,39}"


@dataclass(frozen=True)
class Recommandation:
    """One recommendation, without its text."""

    id: str
    office_id: str
    annee: int
    domaine: str | None
    statut: str
    date_mise_en_oeuvre: date | None


def load_recommendations(offices: Iterable[str], folders: Iterable[Path] = (DOSSIER,)) -> tuple[Recommandation, ...]:
    """Those of these offices, sorted by office, year and id.

    A file of another declared office (an example, for a real network) is checked and left; one whose name is the key of
    no declared office is refused, so that a typing mistake does not lose a file in silence.
    """
    wanted = frozenset(offices)
    found: list[Recommandation] = []
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        for path in sorted(folder.glob("*.csv")):
            if path.stem not in wanted:
                _refuse_undeclared(path)
            read = _read_file(path)
            found += read if path.stem in wanted else []
    return tuple(sorted(found, key=lambda one: (one.office_id, one.annee, one.id)))


def _refuse_undeclared(path: Path) -> None:
    declared = {office.cle for exemple in (True, False) for office in declared_offices(REFERENTIELS, exemple=exemple)}
    if path.stem not in declared:
        raise WrongCall(
            "RECOMMANDATION_OFFICE",
            f"Le fichier de recommandations {path.name} ne porte la clé d’aucun office déclaré.",
            "Nommez-le d’après la clé de l’office, par exemple DEP-17.csv.",
        )


def _read_file(path: Path) -> list[Recommandation]:
    lignes = read_strict(path, _controles(path.stem))
    refuse_faults(path, [*_faults_within(lignes), *_faults_between(lignes)])
    return [_build(ligne.cellules) for ligne in lignes]


def _controles(office: str) -> Mapping[str, Controle]:
    return {
        "id": matches(_IDENTIFIANT, "un identifiant propre à l’office, par exemple 2024-03"),
        "office": among([office]),
        "annee": matches(r"(19|20)\d{2}", "une année, par exemple 2024"),
        "domaine": among(["", *load_vocabulary("domaine")]),
        "texte": LIBRE,
        "destinataire": LIBRE,
        "statut": among(STATUTS),
        "date_mise_en_oeuvre": Controle(lambda cell: not cell or JOUR.valid(cell), f"vide, ou {JOUR.accepted}"),
    }


def _faults_within(lignes: Iterable[Ligne]) -> Iterator[str]:
    """Cells that are wrong together, and free texts: what is wrong in a free text is never repeated in a message."""
    for ligne in lignes:
        cells = ligne.cellules
        for name in ("texte", "destinataire"):
            if not cells[name].strip():
                yield f"ligne {ligne.numero}, colonne «\u202f{name}\u202f»\u202f: vide"
            elif kind := find_personal(cells[name]):
                yield f"ligne {ligne.numero}, colonne «\u202f{name}\u202f»\u202f: donnée personnelle ({kind.lower()})"
        if cells["date_mise_en_oeuvre"] and cells["statut"] not in _EN_OEUVRE:
            yield ligne.fault("date_mise_en_oeuvre", "vide tant que la recommandation n’est pas acceptée")
        if cells["date_mise_en_oeuvre"] and cells["date_mise_en_oeuvre"] < cells["annee"]:
            yield ligne.fault("date_mise_en_oeuvre", f"une date à partir de {cells['annee']}")


def _faults_between(lignes: Iterable[Ligne]) -> Iterator[str]:
    seen: set[str] = set()
    for ligne in lignes:
        if ligne.cellules["id"] in seen:
            yield ligne.fault("id", "un identifiant qui n’est pas déjà pris")
        seen.add(ligne.cellules["id"])


def _build(cells: Mapping[str, str]) -> Recommandation:
    return Recommandation(
        id=cells["id"],
        office_id=cells["office"],
        annee=int(cells["annee"]),
        domaine=cells["domaine"] or None,
        statut=cells["statut"],
        date_mise_en_oeuvre=date.fromisoformat(cells["date_mise_en_oeuvre"]) if cells["date_mise_en_oeuvre"] else None,
    )
