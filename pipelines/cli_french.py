"""A command line that speaks French to the end: help, wrong calls, refusals, incidents.

Takes a Typer application, runs it and gives the exit code of the contract (0 done, 2 wrong call, 3 refused input, 4
nothing to do, 5 internal). Narration goes to stderr, data to stdout.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import typer
from typer._click import exceptions as usage
from typer.core import TyperCommand, TyperGroup

from pipelines.errors import ObservatoireError
from pipelines.incidents import record_incident
from pipelines.settings import read_dossiers
from pipelines.typographie import typeset

REMPLACEMENTS: tuple[tuple[str, str], ...] = (
    ("Usage:", "Usage :"),
    ("Show this message and exit.", "Affiche cette aide."),
    ("Arguments:", "Arguments :"),
    ("Options:", "Options :"),
    ("Commands:", "Commandes :"),
    ("[OPTIONS]", "[OPTIONS]"),
    ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]…"),
    ("[required]", "[obligatoire]"),
    ("[default: ", "[par défaut : "),
    ("INTEGER RANGE", "ENTIER"),
    ("INTEGER", "ENTIER"),
    ("TEXT", "TEXTE"),
    ("PATH", "CHEMIN"),
    ("FILE", "FICHIER"),
)
"""English left by the library in a help page, and what stands there instead."""


def translate_help(text: str) -> str:
    """A help page with the library's own words in French."""
    for english, french in REMPLACEMENTS:
        text = text.replace(english, french)
    return text


class Commande(TyperCommand):
    """A command whose help is French."""

    def get_help(self, ctx: Any) -> str:
        """The help page of the command."""
        return translate_help(super().get_help(ctx))


class Groupe(TyperGroup):
    """A group of commands whose help is French."""

    def get_help(self, ctx: Any) -> str:
        """The help page of the group."""
        return translate_help(super().get_help(ctx))


def build_app() -> typer.Typer:
    """An empty application in French, without shell-completion options."""
    return typer.Typer(
        cls=Groupe,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--aide", "--help", "-h"]},
    )


def run_app(app: typer.Typer, arguments: Sequence[str] | None = None) -> int:
    """Run the application and give the exit code; every failure is one French sentence on stderr."""
    try:
        code = app(
            args=list(arguments) if arguments is not None else None, standalone_mode=False, prog_name="observatoire"
        )
        return code if isinstance(code, int) else 0
    except ObservatoireError as error:
        return _tell(error.message, error.conseil, error.exit_code)
    except usage.NoArgsIsHelpError as error:
        print(error.format_message())  # noqa: T201
        return 2
    except usage.UsageError as error:
        return _tell(_explain(error), "« observatoire --aide » donne les commandes et leurs options.", 2)
    except (typer.Abort, KeyboardInterrupt):
        return _tell("Interrompu.", "", 130)
    except Exception as error:
        number = record_incident(read_dossiers().journal, error)
        return _tell(
            f"Une erreur interne s’est produite (incident {number}).",
            "Transmettez ce numéro avec la commande tapée.",
            5,
        )


def leave(code: int) -> NoReturn:
    """End the process with this code, at once.

    The storage engine's threads may still be ending when the interpreter unwinds, and sometimes abort it: what was
    done would be reported as a crash. Nothing is left to unwind here: files are closed, output is flushed.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _tell(message: str, conseil: str, code: int) -> int:
    print(typeset(message), file=sys.stderr)  # noqa: T201
    if conseil:
        print(typeset(conseil), file=sys.stderr)  # noqa: T201
    return code


def _explain(error: usage.UsageError) -> str:
    """The French sentence of a wrong call."""
    if isinstance(error, usage.NoSuchOption):
        near = difflib.get_close_matches(error.option_name, error.possibilities or (), n=1)
        hint = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
        return f"L’option « {error.option_name} » n’existe pas.{hint}"
    if isinstance(error, usage.MissingParameter):
        return f"Il manque « {_name(error.param)} »."
    if isinstance(error, usage.BadParameter):
        return f"La valeur donnée à « {_name(error.param)} » n’est pas acceptée."
    words = str(error.message).split("'")
    return (
        f"La commande « {words[1]} » n’existe pas." if len(words) > 2 else "L’appel n’est pas complet ou pas correct."
    )


def _name(parameter: Any) -> str:
    """The option or argument as the person types it."""
    if parameter is None:
        return "un argument"
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar or parameter.name)
