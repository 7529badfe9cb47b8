"""The commands of the write side: those of a deposit, then the journal, the offices and the publication.

Takes arguments, calls the stages, prints: data on stdout, narration and progress on stderr. No rule of its own.
"""

from __future__ import annotations

import gc
from typing import Annotated, Any

import typer

from pipelines import bruts, entrepot, journal, registre
from pipelines.attribution import known_offices
from pipelines.cli_depot import JsonOption, register_depot
from pipelines.cli_french import Commande, build_app
from pipelines.cli_proposer import register_proposer
from pipelines.cli_sortie import narrate, print_data, print_json, progress
from pipelines.offices import declared_offices
from pipelines.publication.millesime import publish
from pipelines.settings import read_dossiers
from pipelines.vue import Depot

__all__ = ["app", "narrate", "print_data", "progress"]

app = build_app()
register_proposer(app)
register_depot(app)


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
        print_json(rows, indent=1)
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
        standing = [depot for depot in known.depots if cle in depot.offices]
        dates = [depot.date_arrete for depot in standing]
        rows.append(
            {
                "cle": cle,
                "nom": office.nom,
                "type": office.type,
                "provisoire": office.provisoire,
                "membre_du": office.membre_du.isoformat() if office.membre_du else None,
                "arrete_au": max(dates).isoformat() if dates else None,
                "depots": [_describe_depot(depot) for depot in standing],
            }
        )
    if en_json:
        print_json(rows, indent=1)
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
    gc.disable()  # tables are freed as they are left; walking every imported object finds nothing to free
    dossiers = read_dossiers()
    bruts.sweep(dossiers)
    with progress("Publication du millésime") as step:
        vue = entrepot.open_vue(dossiers)
        head = journal.read_head(dossiers.journal)
        manifeste = publish(vue, dossiers.publications, consolide=consolide, journal_tete=head, progress=step)
    journal.append_event(
        dossiers.journal, "publication", {"millesime": manifeste.millesime, "empreinte": manifeste.empreinte}
    )
    if en_json:
        print_json({"millesime": manifeste.millesime, "empreinte": manifeste.empreinte})
    else:
        print_data(
            f"Millésime {manifeste.millesime} publié, arrêté au {manifeste.arrete_au:%d/%m/%Y} (empreinte {manifeste.empreinte[:12]})."
        )
    return 0


def _describe_depot(depot: Depot) -> dict[str, Any]:
    """A standing deposit, without any case content."""
    return {
        "id": depot.id,
        "fichier": depot.fichier,
        "arrete_au": depot.date_arrete.isoformat(),
        "depose_le": depot.depose_le,
        "offices": len(depot.offices),
    }
