"""The commands of a deposit: check a file, deposit it or say what depositing it would do, withdraw a deposit.

Takes arguments, calls `run` and `apercu`, prints: data on stdout, narration and progress on stderr. No rule of its own.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines import entrepot, run
from pipelines.apercu import Apercu, preview_file, write_difference
from pipelines.cli_french import Commande
from pipelines.cli_sortie import narrate, print_data, print_json, print_report, progress
from pipelines.errors import NothingToDo, ObservatoireError, RefusedInput, WrongCall
from pipelines.resolve import Difference
from pipelines.settings import read_dossiers

Fichiers = Annotated[list[Path], typer.Argument(metavar="FICHIER…", help="Fichiers à lire.", show_default=False)]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="Source déclarée, ou chemin d’un fichier TOML.", show_default=False)
]
OfficeOption = Annotated[
    str | None, typer.Option("--office", help="Clé de l’office, par exemple COM-17300.", show_default=False)
]
ArreteOption = Annotated[
    str | None,
    typer.Option("--arrete-au", metavar="AAAA-MM-JJ", help="Date d’extraction du fichier.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Écrit du JSON sur la sortie standard.")]


def register_depot(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("verifier", cls=Commande)(verify_command)
    app.command("integrer", cls=Commande)(integrate_command)
    app.command("annuler", cls=Commande)(withdraw_command)


def verify_command(
    fichiers: Fichiers,
    source: SourceOption = None,
    office: OfficeOption = None,
    arrete_au: ArreteOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Sort avec 3 dès qu’une ligne est écartée.")] = False,
    en_json: JsonOption = False,
) -> int:
    """Contrôle entièrement des fichiers, sans rien écrire."""
    options = _options(source, office, arrete_au)
    worst = 0
    for fichier in fichiers:
        require_file(fichier)
        with progress(f"Contrôle de {fichier.name}"):
            rapport = run.verify_file(fichier, read_dossiers(), options)
        if en_json:
            print_json(rapport.as_dict())
        else:
            print_report(rapport)
        worst = max(worst, 3 if rapport.refus or (strict and rapport.ecartees) else 0)
    return worst


def integrate_command(
    fichiers: Fichiers,
    source: SourceOption = None,
    office: OfficeOption = None,
    arrete_au: ArreteOption = None,
    confirmer: Annotated[
        bool, typer.Option("--confirmer", help="Accepte un dépôt qui retire plus de la moitié d’une année.")
    ] = False,
    essai: Annotated[bool, typer.Option("--essai", help="Dit ce que le dépôt ferait, sans rien écrire.")] = False,
    en_json: JsonOption = False,
) -> int:
    """Dépose des fichiers dans la base ; le même contenu deux fois ne change rien."""
    exemple = entrepot.is_exemple(read_dossiers())
    options = _options(source, office, arrete_au, confirmer=confirmer, exemple=exemple)
    one = _preview_one if essai else _integrate_one
    return max([one(fichier, options, en_json=en_json) for fichier in fichiers])


def withdraw_command(
    depot: Annotated[str, typer.Argument(metavar="DEPOT", help="Identifiant du dépôt, par exemple D-0123456789.")],
    en_json: JsonOption = False,
) -> int:
    """Retire un dépôt, le dernier ou non, et résout de nouveau ses offices."""
    done = run.withdraw(depot, read_dossiers())
    if en_json:
        day = done.depot.date_arrete.isoformat()
        head = {"depot": done.depot.id, "fichier": done.depot.fichier, "date_arrete": day}
        print_json({**head, "offices": list(done.depot.offices), **write_difference(done.difference)})
        return 0
    print_data(f"Dépôt {done.depot.id} retiré ({done.depot.fichier}, arrêté au {done.depot.date_arrete:%d/%m/%Y}).")
    return 0


def require_file(fichier: Path) -> None:
    """Refuse the name of a file that is not there."""
    if not fichier.is_file():
        raise WrongCall("FICHIER_ABSENT", f"Le fichier « {fichier.name} » n’existe pas ou ne peut pas être lu.")


def _integrate_one(fichier: Path, options: run.Options, *, en_json: bool) -> int:
    """Deposit one file; with several, a refusal does not stop the others and the worst code is kept."""
    require_file(fichier)
    try:
        with progress(f"Dépôt de {fichier.name}") as step:
            done = run.integrate_file(fichier, read_dossiers(), options, step)
    except (RefusedInput, NothingToDo) as error:
        return _tell_refusal(fichier, error, en_json=en_json)
    if en_json:
        print_json({"depot": done.depot.id, **done.rapport.as_dict(), **write_difference(done.difference)})
        return 0
    print_report(done.rapport)
    print_data(f"Dépôt {done.depot.id} intégré : {_say_change(done.difference)}")
    return 0


def _preview_one(fichier: Path, options: run.Options, *, en_json: bool) -> int:
    """What depositing one file would do."""
    require_file(fichier)
    try:
        with progress(f"Essai de {fichier.name}"):
            found = preview_file(fichier, read_dossiers(), options)
    except (RefusedInput, NothingToDo) as error:
        return _tell_refusal(fichier, error, en_json=en_json)
    if en_json:
        print_json(found.as_dict())
    else:
        _print_preview(found)
    return found.exit_code


def _print_preview(found: Apercu) -> None:
    print_report(found.rapport)
    if found.difference:
        print_data(f"Essai, rien n’est écrit. Le dépôt donnerait : {_say_change(found.difference)}")
    for demande in found.demandes:
        narrate(f"{demande.message} {demande.conseil}".strip())


def _tell_refusal(fichier: Path, error: ObservatoireError, *, en_json: bool) -> int:
    if en_json:
        said: dict[str, Any] = {"fichier": fichier.name, "refus": error.message, "refus_code": error.code}
        print_json({**said, "conseil": error.conseil})
    narrate(error.message)
    if error.conseil and error.conseil != error.message:
        narrate(error.conseil)
    return error.exit_code


def _say_change(change: Difference) -> str:
    fields = ", ".join(f"{name} {count}" for name, count in change.modifiees.items())
    return f"+{change.ajoutees} saisines, −{change.retirees}, modifiées : {fields or 'aucune'}."


def _options(
    source: str | None, office: str | None, arrete_au: str | None, *, confirmer: bool = False, exemple: bool = False
) -> run.Options:
    try:
        day = date.fromisoformat(arrete_au) if arrete_au else None
    except ValueError as error:
        raise WrongCall("DATE", f"« {arrete_au} » n’est pas une date AAAA-MM-JJ.") from error
    return run.Options(run.read_source(source) if source else None, office, day, confirmer, exemple)
