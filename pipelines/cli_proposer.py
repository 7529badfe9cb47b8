"""The command `proposer`: what a file nobody declared seems to be, as a source to read over.

Takes a file, prints TOML or JSON on stdout, questions on stderr. Writes nothing anywhere.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli_french import Commande
from pipelines.errors import WrongCall
from pipelines.offices import declared_offices
from pipelines.readers import read_table
from pipelines.settings import read_dossiers
from pipelines.suggest import propose
from pipelines.suggest_source import find_offices, write_json, write_toml


def register_proposer(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("proposer", cls=Commande)(propose_command)


def propose_command(
    fichier: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier à lire.", show_default=False)],
    en_json: Annotated[bool, typer.Option("--json", help="Écrit du JSON sur la sortie standard.")] = False,
) -> int:
    """Propose une source pour un fichier inconnu, avec ses raisons."""
    if not fichier.is_file():
        raise WrongCall("FICHIER_ABSENT", f"Le fichier « {fichier.name} » n’existe pas ou ne peut pas être lu.")
    raw = read_table(fichier)
    proposition = propose(raw)
    if en_json:
        sys.stdout.write(json.dumps(write_json(proposition, raw), ensure_ascii=False, indent=1) + "\n")
        return 0
    offices = find_offices(raw.nom, declared_offices(read_dossiers().donnees, exemple=False))
    sys.stdout.write(write_toml(proposition, raw, offices))
    for question in proposition.questions:
        sys.stderr.write(f"À préciser : {question}\n")
    return 0
