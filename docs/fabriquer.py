"""Writes the pages of `docs/` that repeat the code: fields, vocabularies, indicators, commands.

Run as `python docs/fabriquer.py`; a test fails when a page is not what this writes.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.indicateurs.registry import LIBELLES_COHORTE, Registry, load_registry
from pipelines.model import CHAMPS
from pipelines.vocabulary import load_vocabulary

DOSSIER = Path(__file__).resolve().parent
SORTES = {"base": "gardé", "lecture": "lu, jamais gardé", "interdit": "ne quitte pas le lecteur"}
SENS = {"haut": "mieux si haut", "bas": "mieux si bas", "sans": "sans sens"}


def build_pages() -> dict[str, str]:
    """File name → content of every generated page."""
    return {
        "CHAMPS.md": write_fields(),
        "VOCABULAIRES.md": write_vocabularies(),
        "INDICATEURS.md": write_indicators(load_registry()),
    }


def write_fields() -> str:
    """The saisine, field by field."""
    head = "# La saisine, champ par champ\n\nPage produite par `python docs/fabriquer.py` d’après `pipelines/model.py`.\n\n"
    rows = [
        f"| `{champ.nom}` | {champ.libelle} | {champ.type} | {champ.vocabulaire or ''} | {SORTES[champ.sort]}"
        f"{', obligatoire' if champ.obligatoire else ''} | {champ.definition} |"
        for champ in CHAMPS
    ]
    return (
        head
        + "| champ | libellé | type | vocabulaire | sort | définition |\n|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def write_vocabularies() -> str:
    """Every code with its label and definition."""
    names = sorted({champ.vocabulaire for champ in CHAMPS if champ.vocabulaire} | {"famille"})
    parts = ["# Vocabulaires\n\nPage produite par `python docs/fabriquer.py` d’après `data/vocabularies`.\n"]
    for name in names:
        rows = [
            f"| `{terme.code}` | {terme.libelle} | {terme.definition} |" for terme in load_vocabulary(name).values()
        ]
        parts.append(f"\n## {name}\n\n| code | libellé | définition |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "".join(parts)


def write_indicators(registry: Registry) -> str:
    """Every figure: what it says, how it is counted, what it does not say."""
    parts = [
        "# Indicateurs\n\nPage produite par `python docs/fabriquer.py` d’après `pipelines/indicateurs`. "
        f"Registre, version {registry.version}.\n"
    ]
    for indicateur in registry.indicateurs.values():
        numerateur = " + ".join(registry.mesures[name].titre for name in indicateur.numerateur)
        lines = [
            f"\n## {indicateur.code} · {indicateur.titre}\n",
            indicateur.definition + "\n",
            f"- identifiant : `{indicateur.id}` ; unité : {indicateur.unite} ; {SENS[indicateur.sens]}",
            f"- cohorte : {LIBELLES_COHORTE[indicateur.cohorte]} ; date utilisée : `{indicateur.date}`",
            f"- numérateur : {numerateur}",
            f"- limites : {indicateur.limites}",
            f"- norme : {indicateur.norme}",
            f"- exemple ({indicateur.exemple.periode}) : n = {indicateur.exemple.n}, base = {indicateur.exemple.base},"
            f" valeur = {indicateur.exemple.valeur:g}",
        ]
        if indicateur.denominateur:
            lines.insert(5, f"- dénominateur : {registry.mesures[indicateur.denominateur].titre}")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def main() -> None:
    """Write the pages."""
    for name, content in build_pages().items():
        (DOSSIER / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
