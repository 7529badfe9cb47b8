"""The fast way: a million canonical saisines of the same offices over the same periods, without writing a file.

Takes a number of cases, gives an Arrow table in the schema of the base. Columns an office's own export does not have
stay null, so that densities compare like with like.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from fabrique.bureautique import ARRETES, SOURCES
from fabrique.dossiers import Dossiers
from fabrique.hasard import VIDE, Entiers, build_generator
from fabrique.lieux import lieux_de
from fabrique.outil import DOMAINES_PROPRES, SOUS_DOMAINES_PROPRES
from fabrique.plateforme import DATE_EXTRAIT, DERNIER_JOUR
from fabrique.production import produce
from fabrique.reception import expected
from fabrique.reseau import OfficeFictif, load_reseau
from fabrique.vocabulaires import CODES, read_vocabulaire
from pipelines.model import CHAMPS_BASE, SCHEMA_SAISINE, Champ
from pipelines.settings import REFERENTIELS


def fabriquer_saisines(n: int) -> pa.Table:
    """Exactly `n` saisines of `SCHEMA_SAISINE`, sorted by office then reception. `depot_id` names the kind of file."""
    offices = [office for office in load_reseau() if office.volume]
    poids = np.array([expected(office, _last_day(office))[1].sum() for office in offices])
    parts = build_generator("canonique").multinomial(n, poids / poids.sum()).tolist()
    tables = [_office_table(office, part) for office, part in zip(offices, parts, strict=True)]
    return pa.concat_tables(tables)


def date_arrete_of(office: OfficeFictif) -> str:
    """ISO day of the office's extract."""
    return ARRETES.get(office.fichier, DATE_EXTRAIT).isoformat()


def _last_day(office: OfficeFictif) -> date:
    return ARRETES.get(office.fichier, DERNIER_JOUR)


def _office_table(office: OfficeFictif, n: int) -> pa.Table:
    d = produce(office, _last_day(office), n=n)
    source = SOURCES.get(office.fichier, "mediature")
    gardes = _fields_of(source)
    colonnes = [_column(champ, d, office, source, champ.nom in gardes) for champ in CHAMPS_BASE]
    return pa.Table.from_arrays(colonnes, schema=SCHEMA_SAISINE)


def _column(champ: Champ, d: Dossiers, office: OfficeFictif, source: str, gardee: bool) -> pa.Array:
    """One column of the base: kept fields from the cases, the others null."""
    constants = {"office_id": office.cle, "depot_id": f"exemple-{source}", "qualite_date": _quality(source)}
    if champ.nom in constants:
        return pa.repeat(pa.scalar(constants[champ.nom], pa.string()), d.n)
    if champ.nom == "saisine_id":
        return _identifiers(office.cle, d.n)
    if champ.nom == "ligne":
        return pa.array(np.arange(d.n, dtype=np.int32) + 2)
    derived = _derived(champ.nom, d, office)
    if derived is not None:
        return derived
    if not gardee or champ.nom not in d.colonnes:
        return pa.nulls(d.n, champ.arrow)
    return _typed(champ, d[champ.nom])


def _typed(champ: Champ, colonne: Entiers) -> pa.Array:
    masque = colonne == VIDE
    if champ.type == "date":
        return pa.array(colonne, pa.int32(), mask=masque).cast(pa.date32())
    if champ.type == "booleen":
        return pa.array(colonne == 1, pa.bool_(), mask=masque)
    return _taken(CODES[champ.nom], colonne)


def _taken(textes: tuple[str, ...] | list[str | None], rangs: Entiers) -> pa.Array:
    return pa.array(textes, pa.string()).take(pa.array(rangs, pa.int32(), mask=rangs == VIDE))


def _derived(nom: str, d: Dossiers, office: OfficeFictif) -> pa.Array | None:
    """Columns that come from another one: place → département, entity → its first level, own labels."""
    if nom == "departement_requerant":
        return _taken([lieu.departement for lieu in lieux_de(office)], d["lieu"])
    if nom == "reorientation" and "reorientation_detail" in d.colonnes:
        return _taken(
            [row["reorientation"] for row in read_vocabulaire("reorientation_detail")], d["reorientation_detail"]
        )
    propres = {"domaine_local": DOMAINES_PROPRES, "sous_domaine_local": SOUS_DOMAINES_PROPRES}.get(nom, {}).get(
        office.cle
    )
    if propres:
        return _taken(propres, d[nom.replace("_local", "_propre")])
    return None


def _identifiers(cle: str, n: int) -> pa.Array:
    """Distinct texts of 32 hexadecimal figures, as long as half a real identifier."""
    texte = build_generator("identifiants", cle).bytes(16 * n).hex().encode()
    bornes = np.arange(n + 1, dtype=np.int32) * 32
    return pa.Array.from_buffers(pa.string(), n, [None, pa.py_buffer(bornes.tobytes()), pa.py_buffer(texte)])


def _fields_of(source: str) -> frozenset[str]:
    """Fields the declared source of this kind of file gives."""
    chemins = (REFERENTIELS / "sources" / f"{source}.toml", Path(__file__).parents[1] / "sources" / f"{source}.toml")
    chemin = next(chemin for chemin in chemins if chemin.is_file())
    colonnes = tomllib.loads(chemin.read_text(encoding="utf-8"))["colonnes"].values()
    return frozenset(valeur if isinstance(valeur, str) else valeur.get("champ", "") for valeur in colonnes)


def _quality(source: str) -> str:
    return "CREATION_OUTIL" if source == "mediature" else "RECEPTION"
