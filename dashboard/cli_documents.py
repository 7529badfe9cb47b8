"""The commands that write documents and check figures: `note`, `rapport`, `verifier-chiffre`.

Takes the application and adds them to it: data or the path of the written file on stdout, narration on stderr. No
rule of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.configuration import read_configuration
from pipelines.cli_french import Commande
from pipelines.errors import WrongCall

if TYPE_CHECKING:
    from dashboard.constats import Bilan
    from dashboard.millesime import Millesime

SortieOption = Annotated[
    Path | None,
    typer.Option("--sortie", metavar="FICHIER", help="Fichier à écrire\u202f; à défaut, ici.", show_default=False),
]
MillesimeOption = Annotated[
    str | None, typer.Option("--millesime", help="Un autre millésime que le courant.", show_default=False)
]
FORMATS = {"docx": "docx", "pdf": "pdf", "markdown": "md", "html": "html"}


def register(app: typer.Typer) -> None:
    """Adds the three commands to the application."""
    app.command("note", cls=Commande)(note_command)
    app.command("rapport", cls=Commande)(report_command)
    app.command("verifier-chiffre", cls=Commande)(verify_command)


def note_command(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="volumes, delais ou issues.")],
    type_: Annotated[
        str | None, typer.Option("--type", help="Type de collectivité, par exemple COMMUNE.", show_default=False)
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="Région du siège de l’office, par exemple 75.", show_default=False)
    ] = None,
    departement: Annotated[
        str | None, typer.Option("--departement", help="Département du siège de l’office.", show_default=False)
    ] = None,
    requerant: Annotated[
        str | None, typer.Option("--departement-requerant", help="Département du requérant.", show_default=False)
    ] = None,
    famille: Annotated[
        str | None, typer.Option("--famille", help="Sujet, par exemple LOGEMENT.", show_default=False)
    ] = None,
    periode: Annotated[str | None, typer.Option("--periode", help="2025 ou 2025-T3.", show_default=False)] = None,
    forme: Annotated[
        str, typer.Option("--format", help="docx, pdf (si LibreOffice est là), markdown ou html.")
    ] = "docx",
    sortie: SortieOption = None,
    millesime: MillesimeOption = None,
) -> int:
    """Écrit une note d’une page : cinq chiffres citables, un graphique, limites, méthode, sources."""
    from dashboard.documents.csv import name_file
    from dashboard.documents.demande import Demande
    from dashboard.documents.docx_note import write_docx
    from dashboard.documents.note import compose_note, name_note
    from dashboard.documents.note_texte import write_html, write_markdown
    from dashboard.documents.pdf import write_pdf
    from dashboard.territoires import REGION, REQUERANT, SIEGE

    if forme not in FORMATS:
        raise WrongCall("FORMAT", f"Le format « {forme} » n’existe pas.", "Formats : docx, pdf, markdown, html.")
    release = _open(millesime)
    critere, lieu = _choose_place({REGION: region, SIEGE: departement, REQUERANT: requerant}, type_)
    chosen = periode or release.manifeste.periode_principale
    asked = Demande(question, chosen, type_, critere=critere, lieu=lieu, famille=famille)
    note = compose_note(release, asked, date.today())
    writers = {"markdown": write_markdown, "html": write_html}
    content = writers[forme](note).encode() if forme in writers else write_docx(note)
    content = write_pdf(content) if forme == "pdf" else content
    return _write(sortie, name_file(name_note(asked), asked.periode, release.id, FORMATS[forme]), content)


def report_command(
    office: Annotated[str, typer.Argument(metavar="OFFICE", help="Clé de l’office, par exemple COM-17300.")],
    annee: Annotated[str, typer.Argument(metavar="ANNEE", help="Année du rapport, par exemple 2025.")],
    forme: Annotated[str, typer.Option("--format", help="docx, ou pdf si LibreOffice est là.")] = "docx",
    sortie: SortieOption = None,
    millesime: MillesimeOption = None,
) -> int:
    """Écrit le rapport annuel d’un office, en DOCX ou en PDF, d’après son fichier privé."""
    from dashboard.documents.csv import name_file
    from dashboard.documents.docx_rapport import write_docx
    from dashboard.documents.pdf import write_pdf
    from dashboard.documents.rapport import compose_report

    if forme not in ("docx", "pdf"):
        raise WrongCall("FORMAT", f"Le format « {forme} » n’existe pas.", "Formats : docx, pdf.")
    release = _open(millesime)
    report = compose_report(release, office, annee, date.today())
    content = write_pdf(write_docx(report)) if forme == "pdf" else write_docx(report)
    return _write(sortie, name_file(f"rapport-{office.lower()}", annee, release.id, forme), content)


def verify_command(
    objet: Annotated[
        str, typer.Argument(metavar="ID|FICHIER", help="Référence OMT, phrase citée, ou fichier exporté.")
    ],
    en_json: Annotated[bool, typer.Option("--json", help="Écrit du JSON sur la sortie standard.")] = False,
) -> int:
    """Dit si un chiffre est identique, révisé depuis, modifié ou inconnu ; sort avec 0 s’il est identique, 3 sinon."""
    from dashboard.constats import Depot
    from dashboard.verification import verify_text
    from dashboard.verification_fichiers import verify_file

    settings = read_configuration()
    depot = Depot(settings.publications, settings.exemple)
    path = Path(objet)
    found = verify_file(path.read_bytes(), depot) if _is_file(path) else verify_text(objet, depot)
    if en_json:
        content = {
            "verdict": found.verdict,
            "remarque": found.remarque,
            "constats": [asdict(c) for c in found.constats],
        }
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0 if found.verdict == "identique" else 3


def _choose_place(places: Mapping[str, str | None], type_: str | None) -> tuple[str, str]:
    """The one territory asked for, « » when none is; `WrongCall` for two, as a note speaks of one."""
    asked = [(critere, lieu) for critere, lieu in places.items() if lieu]
    if len(asked) + bool(type_) > 1:
        raise WrongCall(
            "TERRITOIRE",
            "Une note porte sur un territoire à la fois.",
            "Gardez une seule des options --type, --region, --departement et --departement-requerant.",
        )
    return asked[0] if asked else ("", "")


def _is_file(path: Path) -> bool:
    """A long pasted sentence is no path, and asking whether it is one fails."""
    try:
        return path.is_file()
    except OSError:
        return False


def _print(found: Bilan) -> None:
    from dashboard.constats import VERDICTS

    for constat in found.constats:
        where = f" ({constat.lieu})" if constat.lieu else ""
        typer.echo(f"{VERDICTS[constat.verdict]} : {constat.reference or 'sans référence'}{where}. {constat.phrase}")
    if found.remarque:
        typer.echo(found.remarque)


def _write(sortie: Path | None, nom: str, content: bytes) -> int:
    path = sortie or Path(nom)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WrongCall("SORTIE", f"Le fichier « {path} » ne peut pas être écrit.") from error
    typer.echo(str(path))
    return 0


def _open(millesime: str | None) -> Millesime:
    from dashboard.millesime import open_release

    settings = read_configuration()
    return open_release(settings.publications, millesime, exemple=settings.exemple)
