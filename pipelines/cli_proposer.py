"""The command `proposer`: what a file seems to be, as a source to read over, with the changes a person makes to it.

Takes a file, prints TOML or JSON on stdout, questions on stderr. Writes nothing anywhere.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cli_depot import require_file
from pipelines.cli_french import Commande
from pipelines.cli_sortie import narrate, print_json
from pipelines.entrepot import is_exemple
from pipelines.errors import InternalError, WrongCall
from pipelines.offices import declared_offices
from pipelines.preparation import find_source
from pipelines.presentation import describe_file
from pipelines.readers import read_table
from pipelines.readers.raw import RawTable
from pipelines.run import list_sources
from pipelines.settings import EXEMPLES, REFERENTIELS, read_dossiers
from pipelines.source_ecrite import apply_choices, read_choices
from pipelines.sources import Source
from pipelines.suggest import Proposition, propose
from pipelines.suggest_source import find_offices, write_json, write_toml


def register_proposer(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("proposer", cls=Commande)(propose_command)


def propose_command(
    fichier: Annotated[Path, typer.Argument(metavar="FICHIER", help="Fichier à lire.", show_default=False)],
    choix: Annotated[
        Path | None,
        typer.Option(
            "--choix", help="Changements à la source, en JSON : elle est écrite avec eux.", show_default=False
        ),
    ] = None,
    en_json: Annotated[bool, typer.Option("--json", help="Écrit du JSON sur la sortie standard.")] = False,
    detaille: Annotated[
        bool, typer.Option("--detaille", help="Avec --json : exemples masqués, libellés à classer, codes possibles.")
    ] = False,
) -> int:
    """Propose une source pour un fichier inconnu, avec ses raisons."""
    require_file(fichier)
    raw = read_table(fichier)
    if choix is not None:
        sys.stdout.write(_write_chosen(raw, choix))
        return 0
    proposition = propose(raw)
    if en_json:
        seen = _describe(fichier, raw, proposition) if detaille else {}
        print_json({**write_json(proposition, raw), **seen}, indent=1)
        return 0
    sys.stdout.write(_write_proposed(proposition, raw))
    for question in proposition.questions:
        narrate(f"À préciser : {question}")
    return 0


def _describe(fichier: Path, raw: RawTable, proposition: Proposition) -> dict[str, Any]:
    """What a depositor reads over: the file under its declared source, else under the proposal."""
    declared = _find_declared(raw)
    if declared is None:
        return describe_file(raw, proposition.source, proposition, _write_proposed(proposition, raw))
    return describe_file(read_table(fichier, declared), declared, proposition, _read_declared(declared))


def _find_declared(raw: RawTable) -> Source | None:
    """The declared source of this file in this base, as a deposit would find it."""
    return find_source(raw, list_sources(exemple=is_exemple(read_dossiers())))


def _write_proposed(proposition: Proposition, raw: RawTable) -> str:
    offices = find_offices(raw.nom, declared_offices(read_dossiers().donnees, exemple=False))
    return write_toml(proposition, raw, offices)


def _write_chosen(raw: RawTable, choix: Path) -> str:
    """The TOML of the file's source, declared or proposed, under the changes of a person."""
    try:
        choices = read_choices(choix.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCall("CHOIX", f"Les choix de « {choix.name} » ne peuvent pas être lus.") from error
    declared = _find_declared(raw)
    base = _read_declared(declared) if declared else _write_proposed(propose(raw), raw)
    return apply_choices(base, choices)


def _read_declared(source: Source) -> str:
    """The TOML text of a declared source."""
    for folder in (REFERENTIELS / "sources", EXEMPLES / "sources"):
        for path in sorted(folder.glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            if tomllib.loads(text).get("id") == source.id:
                return text
    raise InternalError("SOURCE_PERDUE", f"La source « {source.id} » n’a plus de fichier.")
