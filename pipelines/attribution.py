"""Whose case is it: the office of each row, from what was declared, the column or the file's name.

Takes the mapped columns, the source, the register and the file's name, gives a key per row. An unknown name becomes a
provisional office, said so; an ambiguous one leaves its rows without office, to be set aside. Never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from pipelines import columns as col
from pipelines.altered import exported_form, is_altered, written_day
from pipelines.errors import RefusedInput, WrongCall
from pipelines.mapping import Mapped
from pipelines.offices import Office
from pipelines.provisoires import may_be_same, provisional_office, without_collisions
from pipelines.report import Constat
from pipelines.sources import Source
from pipelines.vocabulary import clean, fold, is_missing, load_labels

_COPIE = re.compile(r"(?: - Copie)?(?: \([1-9]\))?$")
"""What a browser or a desktop adds to the name of a copy; « (93) » is a département and stays."""


@dataclass(frozen=True)
class Attribution:
    """`offices` is parallel to the rows, `connus` lists every office the file speaks of, provisional ones included."""

    offices: pa.Array
    connus: tuple[Office, ...]
    constats: tuple[Constat, ...]


@dataclass(frozen=True)
class Register:
    """Offices by key, looked up by name, alias or altered name."""

    offices: Mapping[str, Office]

    def find_key(self, cle: str) -> Office:
        """The office of this key, or `WrongCall` with the nearest ones."""
        office = self.offices.get(cle)
        if office is None:
            near = [known for known in sorted(self.offices) if known.startswith(cle.split("-")[0])][:6]
            raise WrongCall(
                "OFFICE_INCONNU",
                f"L’office « {cle} » n’est pas dans le registre.",
                f"Offices proches : {', '.join(near) or 'aucun'}. Déclarez-le dans le dossier des offices.",
            )
        return office

    def find_name(self, nom: str, type_: str | None, *, altered: bool = False) -> list[Office]:
        """Offices a text may name, of the given type when it is known; a provisional one declared since gives way."""
        wanted = fold(nom)
        found = [
            office
            for office in self.offices.values()
            if (type_ is None or office.type == type_)
            and any(fold(exported_form(name) if altered else name) == wanted for name in (office.nom, *office.alias))
        ]
        declared = {fold(name) for o in found if not o.provisoire for name in (o.nom, *o.alias)}
        return [office for office in found if not office.provisoire or fold(office.nom) not in declared]


def attribute(mapped: Mapped, source: Source, register: Register, fichier: str, office: str | None) -> Attribution:
    """The office of each row. Without any way to know, `offices` is all null and `connus` empty."""
    named = names_in_file(source, fichier)
    declared = office or source.office
    if declared:
        return _attribute_declared(mapped, register.find_key(declared), register, named)
    if source.office_par_colonne and "collectivite" in mapped.colonnes and mapped.num_rows:
        return _attribute_by_column(mapped, register, named)
    if named:
        found = _resolve_file(named, register)
        if found is None:
            raise RefusedInput("OFFICE_AMBIGU", "Plusieurs offices portent le nom du fichier.", "Précisez --office.")
        return _whole(mapped, found)
    return Attribution(pa.nulls(mapped.num_rows, pa.string()), (), ())


def _attribute_declared(mapped: Mapped, office: Office, register: Register, named: Sequence[str]) -> Attribution:
    """All rows to one office, unless the file itself names several, or another one."""
    names = mapped.colonnes.get("collectivite")
    written = {fold(text): clean(text) for text in col.distinct(names) if fold(text)} if names is not None else {}
    if len(written) > 1:
        message = f"Le fichier nomme {len(written)} collectivités : il ne peut pas être déposé pour un seul office."
        raise RefusedInput("PLUSIEURS_OFFICES", message, "Retirez --office, ou déposez un fichier par office.")
    whole, unknown = _whole(mapped, office), False
    for text in written.values() or named:
        found = register.find_name(written_day(text), None, altered=is_altered(text))
        if found and office.cle not in {other.cle for other in found}:
            message = (
                f"Le fichier nomme « {found[0].nom} » ({found[0].cle}) : il ne peut pas être déposé pour {office.cle}."
            )
            raise RefusedInput("AUTRE_OFFICE", message, "Vérifiez la clé donnée à --office, ou retirez-la.")
        unknown = unknown or (bool(written) and not found)
    if unknown:
        conseil = f"Le nom de collectivité du fichier n’est pas connu : pris pour {office.nom}, comme vous le dites."
        constat = Constat("OFFICE_NON_VERIFIE", "avertissement", conseil, colonne="office", nombre=mapped.effectif)
        return replace(whole, constats=(*whole.constats, constat))
    return whole


def _whole(mapped: Mapped, office: Office) -> Attribution:
    constats = (_tell_provisional(office, mapped.effectif),) if office.provisoire else ()
    return Attribution(pa.repeat(office.cle, mapped.num_rows), (office,), constats)


def _attribute_by_column(mapped: Mapped, register: Register, named: Sequence[str]) -> Attribution:
    names = mapped.colonnes["collectivite"]
    types = mapped.colonnes.get("type_collectivite")
    paired = types if types is not None else names
    pairs, inverse = col.pair_distinct(names, paired)
    name_texts, type_texts = col.distinct(names), col.distinct(paired)
    labels = load_labels("type_collectivite", "type_collectivite")
    found: list[Office | None] = []
    for first, second in pairs:
        type_ = labels.get(fold(type_texts[second])) if types is not None else None
        found.append(_resolve(name_texts[first], type_, register, named if len(pairs) == 1 else ()))
    found = without_collisions(found)
    keys = pa.array([office.cle if office else None for office in found], pa.string()).take(pa.array(inverse))
    carried = np.bincount(inverse, weights=mapped.poids, minlength=len(found))
    counts = {office.cle: int(carried[rank]) for rank, office in enumerate(found) if office}
    known = {office.cle: office for office in found if office}
    constats = tuple(_tell_provisional(office, counts[cle]) for cle, office in known.items() if office.provisoire)
    return Attribution(keys, tuple(known.values()), constats)


def read_key(
    source: Source, register: Register, fichier: str, office: str | None, *, by_column: bool
) -> Callable[[str, str | None], str | None]:
    """What gives the key `attribute` will, from the collectivité and type of one row alone, collisions aside."""
    declared = office or source.office
    if not declared and source.office_par_colonne and by_column:
        labels = load_labels("type_collectivite", "type_collectivite")

        def read(text: str, type_: str | None) -> str | None:
            found = _resolve(text, None if type_ is None else labels.get(fold(type_)), register, ())
            return found.cle if found else None

        return read
    if not declared and (named := names_in_file(source, fichier)):
        found = _resolve_file(named, register)
        declared = found.cle if found else None
    return lambda *_: declared


def _resolve(text: str, type_: str | None, register: Register, named: Sequence[str]) -> Office | None:
    """The office a cell names, a provisional one when nobody declared it, None when it cannot be told."""
    nom = clean(text)
    if is_missing(nom):
        return None
    altered = is_altered(nom)
    day = written_day(nom) if altered else nom
    readable = next((name for name in named if altered and fold(exported_form(name)) == fold(day)), None)
    if readable:
        nom, altered = readable, False
    found = register.find_name(day if altered else nom, type_, altered=altered)
    if len(found) == 1:
        return found[0]
    if found:
        return None
    office = provisional_office(None if altered else nom, day, type_)
    known = register.offices.get(office.cle) if office else None
    return office if office and (known is None or may_be_same(known, office)) else None


def _resolve_file(named: Sequence[str], register: Register) -> Office | None:
    """The office a file's name gives: a known one under any reading of the name, else a provisional one."""
    known = next((name for name in named if register.find_name(name, None)), named[-1])
    return _resolve(known, None, register, ())


def names_in_file(source: Source, fichier: str) -> tuple[str, ...]:
    """The office a file's name gives, as written and without the « (1) » of a second download."""
    if not source.office_nom_fichier:
        return ()
    stem = clean(fichier.rsplit(".", 1)[0])
    found = [re.fullmatch(source.office_nom_fichier, text) for text in (stem, _COPIE.sub("", stem))]
    return tuple(dict.fromkeys(match.group("nom") for match in found if match))


def _tell_provisional(office: Office, rows: int) -> Constat:
    message = (
        f"L’office « {office.nom} » n’est pas déclaré : il est inscrit à titre provisoire sous la clé {office.cle}."
    )
    return Constat("OFFICE_PROVISOIRE", "avertissement", message, colonne="office", nombre=max(rows, 1))


def known_offices(declared: Iterable[Office], provisional: Iterable[Office]) -> Register:
    """The register of a base: declared offices first, then those its own deposits brought."""
    offices = {office.cle: office for office in provisional}
    offices.update({office.cle: office for office in declared})
    return Register(offices)
