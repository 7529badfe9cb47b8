"""Small synthetic exports and bases for the tests of the write side: one row with overrides, then what is made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines import entrepot, run
from pipelines.declarations import build_source
from pipelines.mapping import Mapped, map_columns
from pipelines.model import SCHEMA_SAISINE
from pipelines.normalise import normalise
from pipelines.offices import Office
from pipelines.readers.raw import RawTable, SetAside
from pipelines.registre import SCHEMA_DEPOTS
from pipelines.rules import Verdict, judge
from pipelines.settings import Dossiers
from pipelines.sources import Source
from pipelines.typed import Typed
from pipelines.vue import Depot

ARRETE = date(2026, 1, 15)
A, B = "COM-99001", "DEP-99"
NOMS = {A: "Ville d’Essai-les-Bains", B: "Département d’Essai"}
COLONNES: dict[str, Any] = {
    "Numéro": "id_dossier_source",
    "Collectivité": {"champ": "collectivite", "facultative": True},
    "Type": {"champ": "type_collectivite", "facultative": True},
    "Reçu le": "date_reception",
    "Clos le": "date_cloture",
    "AR le": {"champ": "date_accuse_reception", "facultative": True},
    "Échéance": {"champ": "date_echeance", "facultative": True},
    "Statut": {"champ": "statut", "facultative": True},
    "Canal": {"champ": "canal", "facultative": True},
    "Domaine": {"champ": "domaine", "liste_fermee": True, "facultative": True},
    "Sous-domaine": {"champ": "sous_domaine", "liste_fermee": True, "facultative": True},
    "Compétent": {"champ": "competence", "facultative": True},
    "Issue": {"champ": "issue", "facultative": True},
    "CP": {"champ": "code_postal_requerant", "facultative": True},
    "Pays": {"champ": "pays_requerant", "facultative": True},
    "Ville": {"champ": "commune_requerant", "facultative": True},
    "Agent": {"ecartee": "nom d’agent", "facultative": True},
}


def ligne(**cells: str) -> dict[str, str]:
    """One closed case of 2025 as an export writes it; titles with spaces or accents go through `cellules`."""
    return {"Numéro": "1", "Reçu le": "2025-03-01", "Clos le": "2025-04-01"} | cells


def lignes(n: int, debut: int = 1, jour: date = date(2025, 3, 1), **cells: str) -> list[dict[str, str]]:
    """`n` cases with numbers that follow, received one day after the other."""
    return [
        ligne(
            **{"Numéro": str(debut + rank), "Reçu le": (jour + timedelta(days=rank % 300)).isoformat(), "Clos le": ""}
        )
        | cells
        for rank in range(n)
    ]


def raw(rows: Sequence[Mapping[str, str]], **overrides: Any) -> RawTable:
    """The rows as a reader gives them; a cell absent from a row is empty. Lines start at 2."""
    header = tuple(dict.fromkeys(title for row in rows for title in row)) or ("Numéro", "Reçu le", "Clos le")
    columns = [pa.array([row.get(title, "") for row in rows], pa.string()) for title in header]
    batch = pa.record_batch(columns, names=list(header))
    values: dict[str, Any] = {
        "nom": "essai.csv",
        "sha256": hashlib.sha256(repr(rows).encode()).hexdigest(),
        "format": "delimite",
        "header": header,
        "batches": (batch,) if rows else (),
        "lignes": pa.chunked_array([pa.array(range(2, len(rows) + 2), pa.int32())]),
        "feuilles": pa.chunked_array([pa.nulls(len(rows), pa.string())]),
    }
    return RawTable(**values | overrides)


def mise_de_cote(nature: str, numero: int = 1) -> SetAside:
    """A line the reader itself left out."""
    return SetAside(numero, "LARGEUR" if nature == "ecartee" else "TOTAL", nature, "conseil")  # type: ignore[arg-type]


def source(**sections: Any) -> Source:
    """The test source; `dates={"ordre": "mja"}` and the like override or add a section."""
    content: dict[str, Any] = {"id": "essai", "dates": {"ordre": "jma"}, "colonnes": COLONNES}
    return build_source(content | sections, "essai.toml")


def mediature(**sections: Any) -> Source:
    """The test source with the known defects of Médiature's exporter declared."""
    defects = {"corrections": {"code_postal_numerique": True, "texte_en_date": True}}
    return source(**({"office": {"colonne": True, "nom_fichier": "Statistiques (?P<nom>.+)"}} | defects | sections))


def mapper(rows: Sequence[Mapping[str, str]], declared: Source | None = None) -> Mapped:
    """The rows under the fields of the saisine."""
    return map_columns(raw(rows), declared or source())


def typees(rows: Sequence[Mapping[str, str]], declared: Source | None = None) -> Typed:
    """The rows typed."""
    return normalise(mapper(rows, declared), declared or source())


def juger(rows: Sequence[Mapping[str, str]], declared: Source | None = None, limite: date = ARRETE) -> Verdict:
    """The verdict on the rows, all of office A."""
    found = declared or source()
    offices = pa.array([A] * len(rows), pa.string())
    return judge(typees(rows, found), offices, limite, sans_reception=found.sans_reception)


def office(cle: str = A, **overrides: Any) -> Office:
    """A declared office, member since 2020."""
    types = {"COM": "COMMUNE", "DEP": "DEPARTEMENT", "EPCI": "EPCI", "REG": "REGION"}
    values: dict[str, Any] = {"nom": NOMS.get(cle, cle), "type": types.get(cle.split("-")[0], "AUTRE")}
    return Office(cle, **values | {"membre_du": date(2020, 1, 1)} | overrides)


def depot(nom: str, arrete: date = ARRETE, **overrides: Any) -> Depot:
    """A complete deposit of office A."""
    values: dict[str, Any] = {"portee": "complet", "debut": None, "fin": None, "offices": (A,)}
    values |= {"source": "essai", "fichier": f"{nom}.csv", "sha256": "0" * 64, "depose_le": "2026-01-16T00:00:00Z"}
    return Depot(id=nom, date_arrete=arrete, **values | overrides)


def deposees(depot: Depot, saisines: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows of `entrepot/depots` for a deposit: `{"saisine_id": …}` with overrides, office A, received in 2025."""
    rows = []
    for rank, given in enumerate(saisines, start=2):
        row: dict[str, Any] = dict.fromkeys(SCHEMA_SAISINE.names)
        row |= {"office_id": A, "date_reception": date(2025, 3, 1), "ligne": rank, "depot_id": depot.id}
        scope = {"portee": depot.portee, "debut": depot.debut, "fin": depot.fin, "date_arrete": depot.date_arrete}
        rows.append(row | scope | given)
    return pa.Table.from_pylist(rows, SCHEMA_DEPOTS)


def reseau(dossier: Path, **noms: str) -> Dossiers:
    """Empty folders whose own register declares offices A and B (or `COM_99002="Nom"`)."""
    dossiers = Dossiers(dossier / "donnees", dossier / "cles")
    (dossiers.donnees / "offices").mkdir(parents=True)
    declared = NOMS | {cle.replace("_", "-"): nom for cle, nom in noms.items()}
    for cle, nom in declared.items():
        text = f'[[office]]\ncle = "{cle}"\nnom = "{nom}"\ntype = "{office(cle).type}"\nmembre_du = 2020-01-01\n'
        (dossiers.donnees / "offices" / f"{cle}.toml").write_text(text, encoding="utf-8")
    return dossiers


def ecrire(path: Path, rows: Sequence[Mapping[str, str]], titres: Sequence[str] = ()) -> Path:
    """The rows as a `;` UTF-8 file; `titres` alone make a header-only file."""
    header = titres or list(dict.fromkeys(title for row in rows for title in row))
    texts = [";".join(header), *(";".join(row.get(title, "") for title in header) for row in rows)]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def integrer(dossiers: Dossiers, path: Path, arrete: date | None = ARRETE, **options: Any) -> run.Integration:
    """Deposit the file for office A unless told otherwise."""
    given: dict[str, Any] = {"source": source(), "office": A, "arrete_au": arrete}
    return run.integrate_file(path, dossiers, run.Options(**given | options))


def saisines(dossiers: Dossiers, cle: str | None = None) -> list[dict[str, Any]]:
    """The resolved cases, in the order of the base."""
    return entrepot.read_saisines(dossiers, [cle] if cle else None).to_pylist()


def octets(*folders: Path) -> dict[str, bytes]:
    """Every file under the folders with its bytes, the lock aside."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): path.read_bytes() for path in files if path.name != ".verrou"}


def ecrire_source(path: Path) -> Path:
    """The test source as its author would write it."""
    lines = ['id = "essai"', "[dates]", 'ordre = "jma"', "[colonnes]"]
    for colonne in source().colonnes:
        entry = [f'champ = "{colonne.champ}"'] if colonne.champ else [f'ecartee = "{colonne.ecartee}"']
        entry += [f"{key} = true" for key in ("liste_fermee", "facultative") if getattr(colonne, key)]
        lines.append(f'"{colonne.titre}" = {{ {", ".join(entry)} }}')
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
