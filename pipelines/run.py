"""The whole flow on one screen: a file is checked, then deposited; a deposit is withdrawn; the base is published.

Takes paths and folders, gives reports and records of what was done. Every change happens under the base's lock, is on
the disk before this returns, and is told to the journal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines import entrepot, journal, registre
from pipelines.attribution import Register, known_offices
from pipelines.declarations import load_source, load_sources
from pipelines.delta import now
from pipelines.errors import ConfirmationNeeded, NothingToDo, RefusedInput, WrongCall
from pipelines.offices import Office, declared_offices
from pipelines.preparation import Demande, Prepare, hash_rows, prepare
from pipelines.report import Rapport, refused
from pipelines.resolve import Difference, compare, resolve
from pipelines.settings import EXEMPLES, REFERENTIELS, Dossiers
from pipelines.sources import Source
from pipelines.vue import Depot

Progress = Callable[[str], None]

MOITIE_MINIMUM = 4
"""A year with fewer cases than this can lose half of them by one correction: no confirmation is asked below."""


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


def verify_file(path: Path, dossiers: Dossiers, options: Options) -> Rapport:
    """The full check of one file, a refusal included; nothing is written anywhere."""
    try:
        exemple = options.exemple or entrepot.is_exemple(dossiers)
        return prepare(path, _demande(dossiers, options, registre.read_registre(dossiers), exemple=exemple)).rapport
    except RefusedInput as error:
        return refused(path.name, _fingerprint(path), error.code, error.message, error.conseil)


def integrate_file(
    path: Path, dossiers: Dossiers, options: Options, progress: Progress = lambda _: None
) -> Integration:
    """Deposit one file: rows, findings and register on the disk, saisines resolved, journal told."""
    _refuse_example(path, options)
    with entrepot.lock(dossiers):
        known = registre.read_registre(dossiers)
        _refuse_repeat(path, known, options)
        progress("Lecture et contrôle du fichier")
        demande = _demande(dossiers, options, known, exemple=options.exemple)
        ready = prepare(path, demande)
        _refuse_example_offices(ready, options)
        depot = _new_depot(ready, known, options)
        _refuse_joined_offices(depot, demande.registre, known)
        entrepot.check_nature(dossiers, exemple=options.exemple)
        entrepot.repair_saisines(dossiers, known)
        progress("Résolution des dépôts")
        rows = hash_rows(ready, depot.id, dossiers.cles)
        before, after = _resolve_both(dossiers, rows, depot, known)
        _ask_before_losing(before, after, options)
        progress("Écriture de la base")
        provisional = [office for office in ready.offices if office.provisoire]
        registre.append_depot(dossiers, _as_deposit(rows, depot), depot, ready.rapport, provisional)
        version = registre.read_registre(dossiers).version
        entrepot.write_saisines(dossiers, after, depot.offices, version)
        _tell_deposit(dossiers, depot, ready.rapport)
    return Integration(depot, ready.rapport, compare(before, after))


def withdraw(depot_id: str, dossiers: Dossiers) -> Depot:
    """Withdraw a deposit, the last or not, and resolve its offices again without it."""
    with entrepot.lock(dossiers):
        known = registre.read_registre(dossiers)
        entrepot.repair_saisines(dossiers, known)
        depot = next((found for found in known.depots if found.id == depot_id), None)
        if depot is None:
            if depot_id in known.utilises:
                raise NothingToDo("DEPOT_RETIRE", f"Le dépôt {depot_id} est déjà retiré.")
            raise WrongCall(
                "DEPOT_INCONNU", f"Le dépôt « {depot_id} » n’existe pas.", "« observatoire journal » les liste."
            )
        registre.append_withdrawal(dossiers, depot)
        left = registre.read_registre(dossiers)
        rows = entrepot.read_depots(dossiers, depot.offices, left.depots)
        entrepot.write_saisines(dossiers, resolve(rows, left.depots), depot.offices, left.version)
        journal.append_event(dossiers.journal, "retrait", {"depot": depot.id})
    return depot


def read_source(name: str) -> Source:
    """The declared source of this id, or the TOML file of this path."""
    if name.endswith(".toml"):
        return load_source(Path(name))
    sources = {source.id: source for source in _all_sources(exemple=True)}
    if name not in sources:
        raise WrongCall(
            "SOURCE_INCONNUE", f"La source « {name} » n’est pas déclarée.", f"Sources : {', '.join(sorted(sources))}."
        )
    return sources[name]


def _all_sources(*, exemple: bool) -> tuple[Source, ...]:
    declared = load_sources(REFERENTIELS / "sources")
    return (*declared, *load_sources(EXEMPLES / "sources")) if exemple else declared


def _demande(dossiers: Dossiers, options: Options, known: registre.Registre, *, exemple: bool) -> Demande:
    register = known_offices(declared_offices(dossiers.donnees, exemple=exemple), known.provisoires)
    return Demande(register, _all_sources(exemple=exemple), options.source, options.office, options.arrete_au)


def _fingerprint(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _refuse_repeat(path: Path, known: registre.Registre, options: Options) -> None:
    fingerprint = _fingerprint(path)
    for depot in known.depots:
        same_office = options.office is None or options.office in depot.offices
        if fingerprint and depot.sha256 == fingerprint and same_office:
            raise NothingToDo("DEJA_INTEGRE", f"{path.name} : le même contenu est déjà intégré (dépôt {depot.id}).")


def _refuse_example(path: Path, options: Options) -> None:
    """A committed example, however renamed, never enters a real base."""
    if options.exemple or not EXEMPLES.is_dir():
        return
    fingerprint = _fingerprint(path)
    if any(_fingerprint(found) == fingerprint for found in EXEMPLES.iterdir() if found.is_file()):
        raise RefusedInput(
            "EXEMPLE", f"{path.name} est un fichier d’exemple synthétique : il ne peut pas entrer dans une base réelle."
        )


def _refuse_example_offices(ready: Prepare, options: Options) -> None:
    """A saved-again example still names the offices of the example network."""
    if options.exemple or not (EXEMPLES / "offices.toml").exists():
        return
    fictional = Register({office.cle: office for office in declared_offices(REFERENTIELS, exemple=True)})
    if any(fictional.find_name(office.nom, None) for office in ready.offices):
        raise RefusedInput(
            "EXEMPLE", "Ce fichier nomme un office du réseau d’exemple : il ne peut pas entrer dans une base réelle."
        )


def _refuse_joined_offices(depot: Depot, register: Register, known: registre.Registre) -> None:
    """An office deposited under a provisional key and declared since would be counted twice."""
    held = {cle for standing in known.depots for cle in standing.offices if cle.startswith("PROV-")}
    for cle in depot.offices:
        office = register.offices.get(cle)
        if office is None or office.provisoire:
            continue
        former = [found.cle for found in known.provisoires if found.cle in held and _bears_name_of(office, found)]
        if former:
            deposits = ", ".join(d.id for d in known.depots if former[0] in d.offices)
            raise RefusedInput(
                "OFFICE_PROVISOIRE_A_RATTACHER",
                f"« {office.nom} » est déclaré ({cle}) mais figure déjà sous la clé provisoire {former[0]}.",
                f"Annulez d’abord ses dépôts ({deposits}), puis déposez-les de nouveau.",
            )


def _bears_name_of(office: Office, other: Office) -> bool:
    """Whether a declared office bears the name of a provisional one."""
    return any(found.cle == office.cle for found in Register({office.cle: office}).find_name(other.nom, None))


def _new_depot(ready: Prepare, known: registre.Registre, options: Options) -> Depot:
    rapport = ready.rapport
    if not ready.offices:
        raise ConfirmationNeeded(
            "OFFICE_A_DECLARER",
            f"{rapport.fichier} ne dit pas de quel office il vient.",
            "Précisez --office CLE (voir « observatoire offices »).",
        )
    if rapport.date_arrete is None:
        raise ConfirmationNeeded(
            "ARRETE_A_DECLARER",
            f"{rapport.fichier} ne dit pas à quelle date il a été extrait.",
            "Précisez --arrete-au AAAA-MM-JJ.",
        )
    offices = tuple(sorted(office.cle for office in ready.offices))
    seed = "|".join([rapport.sha256, ready.source.id, rapport.date_arrete.isoformat(), *offices])
    base = "D-" + hashlib.sha256(seed.encode()).hexdigest()[:10]
    identifier = next(
        name
        for rank in range(len(known.utilises) + 1)
        if (name := base if rank == 0 else f"{base}-{rank + 1}") not in known.utilises
    )
    debut, fin = (rapport.premiere_reception, rapport.date_arrete) if ready.source.portee == "periode" else (None, None)
    return Depot(
        identifier,
        ready.source.portee,
        debut,
        fin,
        rapport.date_arrete,
        offices,
        ready.source.id,
        rapport.fichier,
        rapport.sha256,
        now(),
    )


def _as_deposit(rows: pa.Table, depot: Depot) -> pa.Table:
    """The rows with the scope and extract date of their deposit."""
    for name in ("portee", "debut", "fin", "date_arrete"):
        type_ = registre.SCHEMA_DEPOTS.field(name).type
        rows = rows.append_column(name, pa.array([getattr(depot, name)] * rows.num_rows, type_))
    return rows


def _resolve_both(
    dossiers: Dossiers, rows: pa.Table, depot: Depot, known: registre.Registre
) -> tuple[pa.Table, pa.Table]:
    standing = entrepot.read_depots(dossiers, depot.offices, known.depots)
    every = pa.concat_tables([standing, _as_deposit(rows, depot)])
    return entrepot.read_saisines(dossiers, depot.offices), resolve(every, [*known.depots, depot])


def _ask_before_losing(before: pa.Table, after: pa.Table, options: Options) -> None:
    """Refuse, unless confirmed, a deposit after which a year of an office has less than half of its cases."""
    if options.confirmer or not before.num_rows:
        return
    left = _count_by_year(after)
    for (office, year), count in sorted(_count_by_year(before).items()):
        kept = left.get((office, year), 0)
        if count >= MOITIE_MINIMUM and kept * 2 < count:
            raise ConfirmationNeeded(
                "PERTE_A_CONFIRMER",
                f"Ce dépôt ferait passer l’année {year} de {office} de {count} à {kept} saisines.",
                "Vérifiez que l’export est complet ; s’il l’est, ajoutez --confirmer.",
            )


def _count_by_year(saisines: pa.Table) -> Mapping[tuple[str, int], int]:
    if not saisines.num_rows:
        return {}
    years = pa.table({"office": saisines["office_id"], "annee": pc.year(saisines["date_reception"])})
    counted = years.group_by(["office", "annee"]).aggregate([([], "count_all")])
    return {(row["office"], row["annee"]): row["count_all"] for row in counted.to_pylist() if row["annee"] is not None}


def _tell_deposit(dossiers: Dossiers, depot: Depot, rapport: Rapport) -> None:
    journal.append_event(
        dossiers.journal,
        "depot",
        {
            "depot": depot.id,
            "sha256": depot.sha256,
            "source": depot.source,
            "date_arrete": depot.date_arrete.isoformat(),
            "offices": len(depot.offices),
            **{name: getattr(rapport, name) for name in registre.COMPTES},
        },
    )
