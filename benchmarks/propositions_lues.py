"""The invented layouts and labels as values, and a layout as a file to propose a source for.

Takes the texts of the three sets, gives `Disposition` and labels by field; writes the file of a layout where told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    propositions_dev,
    propositions_dev_2,
    propositions_dev_outils,
    propositions_libelles_dev,
    propositions_libelles_dev_2,
    propositions_libelles_temoins,
    propositions_temoins,
)
from benchmarks.propositions_contenus import Dossiers
from pipelines.model import PAR_NOM

MOITIES: Mapping[str, tuple[str, str]] = {
    "dev": (
        propositions_dev.DISPOSITIONS + propositions_dev_outils.DISPOSITIONS,
        propositions_libelles_dev.LIBELLES + propositions_dev_outils.LIBELLES,
    ),
    "dev-2": (propositions_dev_2.DISPOSITIONS, propositions_libelles_dev_2.LIBELLES),
    "témoins": (propositions_temoins.DISPOSITIONS, propositions_libelles_temoins.LIBELLES),
}
"""The sets, oldest first. `dev-2` was kept aside until its figure was known (91,5 % of fields, 3,4 % of labels wrong)
and is worked on since; `témoins` is the only one nothing is set by."""
CHAMPS: Mapping[str, str | None] = {
    "id": "id_dossier_source", "recep": "date_reception", "ar": "date_accuse_reception", "maj": "date_maj",
    "recev_d": "date_recevabilite", "accord_d": "date_accord_mediation", "reunion": "date_premiere_reunion",
    "prop_d": "date_proposition", "fin": "date_fin_mediation", "clot": "date_cloture", "echeance": "date_echeance",
    "requerant": "type_requerant", "age": "tranche_age", "cp": "code_postal_requerant",
    "commune": "commune_requerant", "dept": "departement_requerant", "pays": "pays_requerant",
    "motif": "motif_irrecevabilite", "demarche": "demarche_prealable", "reponse": "reponse_prealable",
    "sous": "sous_domaine", "nature": "nature_demande", "accord": "accord_parties", "proposition": "proposition_emise",
    "suivie": "proposition_suivie", "contentieux": "suite_contentieuse", "delai": "delai_declare",
    "courriel": "email_renseigne", "aucun": None, "libre": None, "identite": None, "agent": None, "service": None,
}  # fmt: skip
"""Short names of the layouts → fields; a name that is not here is the field itself."""


@dataclass(frozen=True)
class Disposition:
    """One layout: titles with the short names of their right fields, the first one being what is written."""

    nom: str
    notation: str
    numero: str
    colonnes: Mapping[str, tuple[str, ...]]


def read_layouts(text: str) -> Iterator[Disposition]:
    """The layouts of one module."""
    for block in text.strip().split("\n\n"):
        head, _, body = block.partition("\n")
        nom, notation, numero = (part.strip() for part in head.split("|"))
        pairs = (pair.rsplit(">", 1) for pair in body.replace("\n", " ").split(" ; "))
        yield Disposition(nom, notation, numero, {t.strip(): tuple(c.strip().split("/")) for t, c in pairs})


def read_labels(text: str) -> Mapping[str, Mapping[str, str]]:
    """Field → label → code; « ? » where an expert refuses to choose."""
    found: dict[str, dict[str, str]] = {}
    champ = ""
    for line in filter(None, text.splitlines()):
        start, _, rest = line.partition(": ")
        named = start in PAR_NOM or start == "booleen"
        champ = start if named else champ
        pairs = (pair.rsplit(" = ", 1) for pair in (rest if named else line).strip(" ;").split(" ; "))
        found.setdefault(champ, {}).update({label.strip(): code.strip(" ;") for label, code in pairs})
    return found


def write_layout(layout: Disposition, labels: Mapping[str, Mapping[str, str]], path: Path, *, nu: bool = False) -> None:
    """A delimited file of the layout; `nu` replaces its titles by col1, col2…"""
    dossiers = Dossiers(
        layout.nom, layout.notation, layout.numero, {find_champ(nom) or nom: v for nom, v in labels.items()}
    )
    columns = [
        dossiers.write(titre, names[0] if names[0] in CHAMPS_ECRITS else find_champ(names[0]) or names[0])
        for titre, names in layout.colonnes.items()
    ]
    titles = [f"col{rank}" for rank in range(1, len(columns) + 1)] if nu else list(layout.colonnes)
    rows = [titles, *(list(row) for row in zip(*columns, strict=True))]
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows) + "\n", encoding="utf-8")


CHAMPS_ECRITS = frozenset(
    {
        "id",
        "recep",
        "ar",
        "maj",
        "echeance",
        "recev_d",
        "accord_d",
        "reunion",
        "prop_d",
        "fin",
        "clot",
        "cp",
        "commune",
        "dept",
    }
    | {"pays", "age", "delai", "sous", "aucun", "libre", "identite", "agent", "service"}
)
"""Short names the contents know as such."""


def find_champ(nom: str) -> str | None:
    """The field a short name stands for, None when the column must be left out."""
    return CHAMPS.get(nom, nom)
