"""The commands of the write side: check a file, deposit it, undo, look at the journal and the offices, publish.

Takes arguments, calls `run`, prints: data on stdout, narration and progress on stderr. No rule of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipelines import entrepot, journal, registre, run
from pipelines.attribution import known_offices
from pipelines.cli_french import Commande, build_app
from pipelines.cli_proposer import register_proposer
from pipelines.errors import NothingToDo, RefusedInput, WrongCall
from pipelines.offices import declared_offices
from pipelines.publication.millesime import publish
from pipelines.report import Rapport
from pipelines.settings import read_dossiers

app = build_app()
register_proposer(app)

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


@app.command("verifier", cls=Commande)
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
        _require_file(fichier)
        with progress(f"Contrôle de {fichier.name}"):
            rapport = run.verify_file(fichier, read_dossiers(), options)
        if en_json:
            print_data(json.dumps(rapport.as_dict(), ensure_ascii=False))
        else:
            print_report(rapport)
        worst = max(worst, 3 if rapport.refus or (strict and rapport.ecartees) else 0)
    return worst


@app.command("integrer", cls=Commande)
def integrate_command(
    fichiers: Fichiers,
    source: SourceOption = None,
    office: OfficeOption = None,
    arrete_au: ArreteOption = None,
    confirmer: Annotated[
        bool, typer.Option("--confirmer", help="Accepte un dépôt qui retire plus de la moitié d’une année.")
    ] = False,
    en_json: JsonOption = False,
) -> int:
    """Dépose des fichiers dans la base ; le même contenu deux fois ne change rien."""
    options = _options(source, office, arrete_au, confirmer=confirmer, exemple=entrepot.is_exemple(read_dossiers()))
    codes = [_integrate_one(fichier, options, en_json=en_json) for fichier in fichiers]
    return max(codes)


@app.command("annuler", cls=Commande)
def withdraw_command(
    depot: Annotated[str, typer.Argument(metavar="DEPOT", help="Identifiant du dépôt, par exemple D-0123456789.")],
) -> int:
    """Retire un dépôt, le dernier ou non, et résout de nouveau ses offices."""
    withdrawn = run.withdraw(depot, read_dossiers())
    print_data(f"Dépôt {withdrawn.id} retiré ({withdrawn.fichier}, arrêté au {withdrawn.date_arrete:%d/%m/%Y}).")
    return 0


@app.command("journal", cls=Commande)
def journal_command(en_json: JsonOption = False) -> int:
    """Liste ce qui a été déposé, retiré et publié, et les dépôts en place."""
    dossiers = read_dossiers()
    events = journal.read_journal(dossiers.journal)
    standing = {depot.id for depot in registre.read_registre(dossiers).depots}
    if en_json:
        rows = [
            {"instant": e.instant, "action": e.action, "auteur": e.auteur, "details": e.details, "sceau": e.sceau}
            for e in events
        ]
        print_data(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for event in events:
        details = ", ".join(f"{key} {value}" for key, value in event.details.items() if key not in ("sha256", "appels"))
        mark = "en place" if event.details.get("depot") in standing and event.action == "depot" else ""
        print_data(f"{event.instant}  {event.action:<12} {details}  {mark}".rstrip())
    if not events:
        narrate("Le journal est vide.")
    return 0


@app.command("offices", cls=Commande)
def offices_command(en_json: JsonOption = False) -> int:
    """Liste les offices du registre et ce que chacun a livré."""
    dossiers = read_dossiers()
    known = registre.read_registre(dossiers)
    register = known_offices(
        declared_offices(dossiers.donnees, exemple=entrepot.is_exemple(dossiers)), known.provisoires
    )
    rows: list[dict[str, Any]] = []
    for cle, office in sorted(register.offices.items()):
        dates = [depot.date_arrete for depot in known.depots if cle in depot.offices]
        rows.append(
            {
                "cle": cle,
                "nom": office.nom,
                "type": office.type,
                "provisoire": office.provisoire,
                "membre_du": office.membre_du.isoformat() if office.membre_du else None,
                "arrete_au": max(dates).isoformat() if dates else None,
            }
        )
    if en_json:
        print_data(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        delivered = f"livré, arrêté au {row['arrete_au']}" if row["arrete_au"] else "n’a rien livré"
        print_data(f"{row['cle']:<32} {row['nom']:<60.60} {delivered}{' (provisoire)' if row['provisoire'] else ''}")
    return 0


@app.command("publier", cls=Commande)
def publish_command(
    consolide: Annotated[
        bool, typer.Option("--consolide", help="Publie un millésime consolidé plutôt que provisoire.")
    ] = False,
    en_json: JsonOption = False,
) -> int:
    """Fige la base en un millésime et le désigne comme courant."""
    dossiers = read_dossiers()
    with progress("Publication du millésime") as step:
        vue = entrepot.open_vue(dossiers)
        head = journal.read_head(dossiers.journal)
        manifeste = publish(vue, dossiers.publications, consolide=consolide, journal_tete=head, progress=step)
    journal.append_event(
        dossiers.journal, "publication", {"millesime": manifeste.millesime, "empreinte": manifeste.empreinte}
    )
    if en_json:
        print_data(json.dumps({"millesime": manifeste.millesime, "empreinte": manifeste.empreinte}))
    else:
        print_data(
            f"Millésime {manifeste.millesime} publié, arrêté au {manifeste.arrete_au:%d/%m/%Y} (empreinte {manifeste.empreinte[:12]})."
        )
    return 0


def _integrate_one(fichier: Path, options: run.Options, *, en_json: bool) -> int:
    """Deposit one file; with several, a refusal does not stop the others and the worst code is kept."""
    _require_file(fichier)
    try:
        with progress(f"Dépôt de {fichier.name}") as step:
            done = run.integrate_file(fichier, read_dossiers(), options, step)
    except (RefusedInput, NothingToDo) as error:
        if en_json:
            print_data(
                json.dumps(
                    {"fichier": fichier.name, "refus": error.message, "refus_code": error.code}, ensure_ascii=False
                )
            )
        narrate(error.message)
        if error.conseil and error.conseil != error.message:
            narrate(error.conseil)
        return error.exit_code
    if en_json:
        print_data(
            json.dumps({"depot": done.depot.id, **done.rapport.as_dict(), **_difference(done)}, ensure_ascii=False)
        )
        return 0
    print_report(done.rapport)
    change = done.difference
    fields = ", ".join(f"{name} {count}" for name, count in change.modifiees.items())
    print_data(
        f"Dépôt {done.depot.id} intégré : +{change.ajoutees} saisines, −{change.retirees}, modifiées : {fields or 'aucune'}."
    )
    return 0


def _difference(done: run.Integration) -> dict[str, Any]:
    change = done.difference
    return {"ajoutees": change.ajoutees, "retirees": change.retirees, "modifiees": dict(change.modifiees)}


def _options(
    source: str | None, office: str | None, arrete_au: str | None, *, confirmer: bool = False, exemple: bool = False
) -> run.Options:
    try:
        day = date.fromisoformat(arrete_au) if arrete_au else None
    except ValueError as error:
        raise WrongCall("DATE", f"« {arrete_au} » n’est pas une date AAAA-MM-JJ.") from error
    return run.Options(run.read_source(source) if source else None, office, day, confirmer, exemple)


def _require_file(fichier: Path) -> None:
    if not fichier.is_file():
        raise WrongCall("FICHIER_ABSENT", f"Le fichier « {fichier.name} » n’existe pas ou ne peut pas être lu.")


def print_report(rapport: Rapport) -> None:
    """Write the account of a file: its sentences, what was set aside, what a reader should know."""
    for message in rapport.messages:
        print_data(message)
    for constat in rapport.constats:
        if constat.niveau == "avertissement":
            where = f" (colonne « {constat.colonne} »)" if constat.colonne else ""
            count = f" [{constat.nombre}]" if constat.nombre > 1 else ""
            value = f" « {constat.valeur_masquee} »" if constat.valeur_masquee else ""
            print_data(f"À savoir{where}{value} : {constat.conseil}{count}")
    if rapport.refus:
        narrate(rapport.constats[0].conseil)


@contextmanager
def progress(title: str) -> Iterator[Any]:
    """A progress line on stderr; what it yields replaces the title as the work goes on."""
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task(title, total=None)
        yield lambda text: bar.update(task, description=text)


def print_data(text: str) -> None:
    """Write one line of data on stdout."""
    sys.stdout.write(text + "\n")


def narrate(text: str) -> None:
    """Write one line of narration on stderr."""
    sys.stderr.write(text + "\n")
