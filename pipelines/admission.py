"""Whether a prepared file may become a deposit: everything that refuses it before anything is written.

Takes a prepared file, the register and the options, raises the reason or returns nothing. What a deposit would lose is
asked in `confirmation`, once its rows are resolved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from pipelines.attribution import Register
from pipelines.errors import ConfirmationNeeded, NothingToDo, RefusedInput, WrongCall
from pipelines.offices import Office, declared_offices
from pipelines.preparation import Prepare
from pipelines.privacy import has_office_key
from pipelines.provisoires import provisional_office
from pipelines.registre import Registre
from pipelines.settings import EXEMPLES, REFERENTIELS
from pipelines.vue import Depot


def read_fingerprint(path: Path) -> str:
    """SHA-256 of the file, empty when it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _read_size(path: Path) -> int:
    """Bytes of the file, −1 when there is none: files of two sizes have not the same content."""
    return path.stat().st_size if path.is_file() else -1


def refuse_example_file(path: Path) -> None:
    """A committed example, however renamed, never enters a real base."""
    if not EXEMPLES.is_dir():
        return
    alike = [found for found in EXEMPLES.iterdir() if found.is_file() and _read_size(found) == _read_size(path)]
    if alike and read_fingerprint(path) in map(read_fingerprint, alike):
        raise RefusedInput(
            "EXEMPLE", f"{path.name} est un fichier d’exemple synthétique : il ne peut pas entrer dans une base réelle."
        )


def refuse_other_nature(ready: Prepare, *, exemple: bool) -> None:
    """An example saved again still names the example network; a real export names offices that network does not have."""
    if exemple:
        foreign = [office.nom for office in ready.offices if not office.exemple]
        if foreign:
            raise RefusedInput(
                "EXEMPLE_ET_REEL",
                f"« {foreign[0]} » n’est pas un office du réseau d’exemple : il ne peut pas entrer dans cette base.",
                "Choisissez un autre dossier avec OBSERVATOIRE_DONNEES.",
            )
        return
    if not (EXEMPLES / "offices.toml").exists():
        return
    fictional = Register({office.cle: office for office in declared_offices(REFERENTIELS, exemple=True)})
    if any(fictional.find_name(office.nom, None) for office in ready.offices):
        raise RefusedInput(
            "EXEMPLE", "Ce fichier nomme un office du réseau d’exemple : il ne peut pas entrer dans une base réelle."
        )


def refuse_repeat(path: Path, known: Registre, office: str | None) -> None:
    """The same file under the same name is not even read again."""
    named = [d for d in known.depots if d.fichier == path.name and office in (None, *d.offices)]
    fingerprint = read_fingerprint(path) if named else ""
    for depot in named:
        if depot.sha256 == fingerprint:
            raise _say_done(path.name, depot)


def refuse_same_content(ready: Prepare, known: Registre) -> None:
    """The same cases are never counted twice: not under another file name, not under another office."""
    cles = {office.cle for office in ready.offices}
    same = [depot for depot in known.depots if depot.sha256 == ready.rapport.sha256]
    for depot in same:
        if cles <= set(depot.offices):
            raise _say_done(ready.rapport.fichier, depot)
    if same and ready.rapport.acceptees:
        raise RefusedInput(
            "CONTENU_DEJA_DEPOSE",
            f"Le même contenu est déjà intégré pour {', '.join(same[0].offices[:3])} (dépôt {same[0].id}).",
            f"S’il appartient à un autre office, annulez d’abord ce dépôt : observatoire annuler {same[0].id}.",
        )


def refuse_incomplete(ready: Prepare, aujourdhui: date) -> None:
    """A deposit needs an office, an extract date that is past, and at least one line taken when the file has lines."""
    rapport = ready.rapport
    if not rapport.acceptees and (rapport.ecartees or rapport.doublons):
        raise RefusedInput(
            "AUCUNE_LIGNE_ACCEPTEE",
            f"Aucune des {rapport.lues - rapport.ignorees} lignes de {rapport.fichier} ne peut être prise.",
            "« observatoire verifier » dit pourquoi, ligne par ligne.",
        )
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
    if rapport.date_arrete > aujourdhui + timedelta(days=1):
        raise RefusedInput(
            "ARRETE_FUTUR",
            f"La date d’arrêté ({rapport.date_arrete:%d/%m/%Y}) n’est pas encore passée : aucun dépôt ultérieur ne"
            " pourrait la corriger.",
            "Précisez --arrete-au AAAA-MM-JJ.",
        )


def refuse_joined_offices(depot: Depot, register: Register, known: Registre) -> None:
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


def refuse_lost_keys(held: Iterable[str], cles: Path) -> None:
    """An office whose key is gone would get new case ids: each of its cases would be another one."""
    lost = sorted(cle for cle in held if not has_office_key(cles, cle))
    if lost:
        raise WrongCall(
            "CLE_ABSENTE",
            f"La clé de {lost[0]} n’est pas dans le dossier des clés : ses saisines ne pourraient pas être reconnues.",
            "Rétablissez le dossier des clés (OBSERVATOIRE_CLES), ou annulez les dépôts de cet office.",
        )


def _bears_name_of(office: Office, other: Office) -> bool:
    """Whether a provisional office is a declared one: by its name, or by its key when the export destroyed its name."""
    if not other.anonyme:
        return bool(Register({office.cle: office}).find_name(other.nom, None))
    named = [provisional_office(name, name, office.type) for name in (office.nom, *office.alias)]
    return other.cle in {found.cle for found in named if found}


def _say_done(fichier: str, depot: Depot) -> NothingToDo:
    return NothingToDo("DEJA_INTEGRE", f"{fichier} : le même contenu est déjà intégré (dépôt {depot.id}).")
