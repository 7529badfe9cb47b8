"""The whole flow on one screen: a file is checked, then deposited; a deposit is withdrawn; the base is published.

Takes paths and folders, gives reports and records of what was done. Every change happens under the base's lock, is on
the disk before this returns, and is told to the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipelines import admission, bruts, confirmation, entrepot, registre
from pipelines.attribution import known_offices
from pipelines.declarations import load_source, load_sources
from pipelines.deposition import admit, resolve_with
from pipelines.errors import NothingToDo, RefusedInput, WrongCall
from pipelines.memoire import release_memory, use_system_memory
from pipelines.offices import declared_offices
from pipelines.preparation import Demande, prepare
from pipelines.readers import clean_name
from pipelines.report import Constat, Rapport, refused
from pipelines.reserve import open_passage
from pipelines.resolve import Difference, compare, resolve
from pipelines.settings import EXEMPLES, REFERENTIELS, Dossiers
from pipelines.sources import Source
from pipelines.vue import Depot

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What the person said beside the file."""

    source: Source | None = None
    office: str | None = None
    arrete_au: date | None = None
    confirmer: bool = False
    exemple: bool = False


@dataclass(frozen=True)
class Integration:
    """A deposit that was made: its record, the account of the file, what it changed."""

    depot: Depot
    rapport: Rapport
    difference: Difference


@dataclass(frozen=True)
class Retrait:
    """A deposit withdrawn, and what came back or went with it."""

    depot: Depot
    difference: Difference


def verify_file(path: Path, dossiers: Dossiers, options: Options) -> Rapport:
    """The full check of one file, a refusal included; nothing is written anywhere."""
    try:
        exemple, known = options.exemple or entrepot.is_exemple(dossiers), registre.read_registre(dossiers)
        with open_passage(None) as passage:
            return prepare(path, make_request(dossiers, options, known, passage, exemple=exemple)).rapport
    except RefusedInput as error:
        return refused(
            clean_name(path.name), admission.read_fingerprint(path), error.code, error.message, error.conseil
        )


def integrate_file(
    path: Path, dossiers: Dossiers, options: Options, progress: Progress = lambda _: None
) -> Integration:
    """Deposit one file: rows, findings and register on the disk, saisines resolved, journal told."""
    use_system_memory()
    if not options.exemple:
        admission.refuse_example_file(path)
    with entrepot.lock(dossiers), open_passage(dossiers.donnees) as passage:
        entrepot.check_nature(dossiers, exemple=options.exemple)
        bruts.sweep(dossiers)
        known = registre.read_registre(dossiers)
        admission.refuse_repeat(path, known, options.office)
        progress("Lecture et contrôle du fichier")
        demande = make_request(dossiers, options, known, passage, exemple=options.exemple)
        ready = prepare(path, demande)
        release_memory()
        depot = admit(ready, demande, known, exemple=options.exemple)
        entrepot.finish_interrupted(dossiers, known)
        progress("Résolution des dépôts")
        rapport, provisional = ready.rapport, [office for office in ready.offices if office.provisoire]
        found = resolve_with(ready, depot, dossiers, known, demande)
        if not options.confirmer:
            confirmation.ask_before_losing(*found.annees)
        difference, rapport = found.change, _tell_kept(rapport, found.gardees)
        progress("Écriture de la base")
        release_memory()
        entrepot.record_nature(dossiers, exemple=options.exemple)
        with ThreadPoolExecutor(1) as pool:  # the cases are put in order while the deposit's rows are being written
            writing = pool.submit(registre.append_depot, dossiers, found.lignes, depot, rapport, provisional)
            after = found.order_cases()
            writing.result()
        del ready, found, writing  # their columns would stay beside those being written
        release_memory()
        entrepot.write_saisines(dossiers, after, depot.offices, registre.read_registre(dossiers).version)
        entrepot.tell_depot(dossiers, depot, {name: getattr(rapport, name) for name in registre.COMPTES})
        rapport = bruts.keep(path, dossiers, rapport)
    return Integration(depot, rapport, difference)


def _tell_kept(rapport: Rapport, kept: int) -> Rapport:
    """The report with what is said of the cases set aside that keep the version of an earlier deposit."""
    if not kept:
        return rapport
    said = (
        "dossier mis de côté garde sa version antérieure"
        if kept == 1
        else ("dossiers mis de côté gardent leur version antérieure")
    )
    message = f"{kept} {said}\u202f: le dépôt précédent les donnait, celui-ci ne permet pas de les lire."
    constat = Constat("VERSION_ANTERIEURE_GARDEE", "information", message, nombre=kept)
    return replace(rapport, constats=(*rapport.constats, constat), messages=(*rapport.messages, message))


def withdraw(depot_id: str, dossiers: Dossiers) -> Retrait:
    """Withdraw a deposit, the last or not, and resolve its offices again without it."""
    with entrepot.lock(dossiers):
        known = registre.read_registre(dossiers)
        entrepot.finish_interrupted(dossiers, known)
        depot = next((found for found in known.depots if found.id == depot_id), None)
        if depot is None:
            if depot_id in known.utilises:
                raise NothingToDo("DEPOT_RETIRE", f"Le dépôt {depot_id} est déjà retiré.")
            raise WrongCall(
                "DEPOT_INCONNU", f"Le dépôt « {depot_id} » n’existe pas.", "« observatoire journal » les liste."
            )
        before = entrepot.read_saisines(dossiers, depot.offices)
        registre.append_withdrawal(dossiers, depot)
        left = registre.read_registre(dossiers)
        after = resolve(entrepot.read_depots(dossiers, depot.offices, left.depots), left.depots)
        entrepot.write_saisines(dossiers, after, depot.offices, left.version)
        entrepot.tell_withdrawal(dossiers, depot.id)
        bruts.sweep(dossiers)
        bruts.forget(dossiers, depot.sha256)
    return Retrait(depot, compare(before, after))


def make_request(
    dossiers: Dossiers, options: Options, known: registre.Registre, passage: Path | None = None, *, exemple: bool
) -> Demande:
    """How a file is to be taken in this base: its register, its sources, and what the person said."""
    register = known_offices(declared_offices(dossiers.donnees, exemple=exemple), known.provisoires)
    sources = list_sources(exemple=exemple)
    said = (options.source, options.office, options.arrete_au)
    return Demande(register, sources, *said, cles=dossiers.cles, passage=passage)


def read_source(name: str) -> Source:
    """The declared source of this id, or the TOML file of this path."""
    if name.endswith(".toml"):
        return load_source(Path(name))
    sources = {source.id: source for source in list_sources(exemple=True)}
    if name not in sources:
        raise WrongCall(
            "SOURCE_INCONNUE", f"La source « {name} » n’est pas déclarée.", f"Sources : {', '.join(sorted(sources))}."
        )
    return sources[name]


def list_sources(*, exemple: bool) -> tuple[Source, ...]:
    """The declared sources, those of the examples included in a base of examples."""
    declared = load_sources(REFERENTIELS / "sources")
    return (*declared, *load_sources(EXEMPLES / "sources")) if exemple else declared
