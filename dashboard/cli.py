"""The command `observatoire`: everything `pipelines` offers, and what reads a release.

Takes arguments, prints figures or serves pages: data on stdout, narration on stderr. Serves on 127.0.0.1 only; the
demonstration works in its own ignored folder. What a command needs is imported when it runs: publishing does not wait
for the statistics of the pages.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import cli_documents
from dashboard.configuration import EXEMPLE, read_configuration
from pipelines import cli as write_side
from pipelines.cli_french import Commande, leave, run_app
from pipelines.errors import WrongCall
from pipelines.settings import demo_dossiers

if TYPE_CHECKING:
    from dashboard.millesime import Millesime

app = write_side.app
cli_documents.register(app)

HOTE = "127.0.0.1"
PORT = 8501

PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port local.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Écrit du JSON sur la sortie standard.")]


@app.command("demo", cls=Commande)
def demo_command(
    port: PortOption = PORT,
    sans_navigateur: Annotated[bool, typer.Option("--sans-navigateur", help="N’ouvre pas de navigateur.")] = False,
) -> int:
    """Construit une base d’exemple, la publie et ouvre le tableau de bord."""
    from dashboard.demonstration import build_demo

    dossiers = demo_dossiers()
    os.environ["OBSERVATOIRE_DONNEES"] = str(dossiers.donnees)
    os.environ["OBSERVATOIRE_CLES"] = str(dossiers.cles)
    os.environ[EXEMPLE] = "oui"
    with write_side.progress("Préparation des données d’exemple") as step:
        millesime = build_demo(dossiers, step)
    write_side.narrate(f"Millésime d’exemple {millesime} publié.")
    return _serve(port, browser=not sans_navigateur)


@app.command("ouvrir", cls=Commande)
def open_command(
    port: PortOption = PORT,
    sans_navigateur: Annotated[bool, typer.Option("--sans-navigateur", help="N’ouvre pas de navigateur.")] = False,
) -> int:
    """Sert le millésime publié sur cette machine."""
    return _serve(port, browser=not sans_navigateur)


@app.command("chiffre", cls=Commande)
def figure_command(
    indicateur: Annotated[str, typer.Argument(metavar="INDICATEUR", help="Code ou identifiant, par exemple V1.")],
    par: Annotated[
        list[str] | None, typer.Option("--par", help="Une ligne par valeur de cette dimension.", show_default=False)
    ] = None,
    filtre: Annotated[
        list[str] | None, typer.Option("--filtre", metavar="D=V", help="Filtre, répétable.", show_default=False)
    ] = None,
    periode: Annotated[
        str | None, typer.Option("--periode", help="2025, 2025-T3 ou 2025-09.", show_default=False)
    ] = None,
    perimetre: Annotated[
        str, typer.Option("--perimetre", help="reel, ou un périmètre constant\u202f: constant-2021.")
    ] = "reel",
    forme: Annotated[str, typer.Option("--format", help="json, csv ou texte.")] = "texte",
    profil: Annotated[str, typer.Option("--profil", help="bureau, liaison, public ou office:CLE.")] = "bureau",
    millesime: Annotated[
        str | None, typer.Option("--millesime", help="Un autre millésime que le courant.", show_default=False)
    ] = None,
) -> int:
    """Donne un chiffre publié, avec son effectif, sa base, sa couverture et son identifiant."""
    from dashboard.chiffre import FORMES, find_figures, write_answer
    from dashboard.profils import parse_profile
    from dashboard.valeurs import OFFICES

    if forme not in FORMES:
        raise WrongCall("FORMAT", f"Le format « {forme} » n’existe pas.", "Formats : json, csv, texte.")
    if par and len(par) > 1:
        raise WrongCall("PAR", "Un chiffre se lit par une seule dimension à la fois.", "Mettez l’autre en --filtre.")
    release = _open(millesime)
    filters = {"perimetre": perimetre, **dict(_split_filter(text) for text in filtre or [])}
    period = periode or release.manifeste.periode_principale
    reader = parse_profile(profil)
    if reader.office and reader.office not in release.noms:
        raise WrongCall("OFFICE", f"L’office « {reader.office} » n’est pas dans le millésime.", OFFICES)
    figures = find_figures(release, indicateur, par[0] if par else None, period, filters, reader)
    sys.stdout.buffer.write(write_answer(figures, forme, release, several=par is not None))
    return 0


@app.command("definitions", cls=Commande)
def definitions_command(forme: Annotated[str, typer.Option("--format", help="json ou texte.")] = "texte") -> int:
    """Liste les indicateurs : définition, unité, numérateur, dénominateur, sens, exemple."""
    from dashboard.definitions import list_definitions

    if forme not in ("json", "texte"):
        raise WrongCall("FORMAT", f"Le format « {forme} » n’existe pas.", "Formats : json, texte.")
    rows = list_definitions()
    if forme == "json":
        write_side.print_data(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            write_side.print_data(f"{row['code']:<5} {row['titre']}\n      {row['definition']}")
    return 0


@app.command("sante", cls=Commande)
def health_command() -> int:
    """Vérifie le millésime courant et la chaîne du journal ; sort avec 5 si l’un des deux est abîmé."""
    from dashboard.sante import describe_health

    state = describe_health()
    write_side.print_data(json.dumps(state, ensure_ascii=False, indent=1))
    return 0 if state["etat"] == "bon" else 5


def _open(millesime: str | None) -> Millesime:
    from dashboard.millesime import open_release

    settings = read_configuration()
    return open_release(settings.publications, millesime, exemple=settings.exemple)


def _split_filter(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name or not value:
        raise WrongCall(
            "FILTRE", f"Le filtre « {text} » n’a pas la forme DIMENSION=VALEUR.", "Par exemple --filtre type=COMMUNE."
        )
    return name, value


def _serve(port: int, *, browser: bool) -> int:
    from dashboard.server import serve

    address = f"http://{HOTE}:{port}"
    write_side.narrate(f"Le tableau de bord s’ouvre sur {address} — Ctrl+C pour l’arrêter.")
    if browser:
        threading.Thread(target=_open_browser, args=(address,), daemon=True).start()
    serve(port, HOTE)
    return 0


def _open_browser(address: str) -> None:
    """Open the page once the server answers, and not before: a refused connection looks like a broken product."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"{address}/sante", timeout=1):  # noqa: S310 — our own address
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    webbrowser.open(address)


def main() -> None:
    """Entry point of the command."""
    leave(run_app(app))


if __name__ == "__main__":
    main()
