"""The example network is what its script writes, says it is synthetic, and tells the truth about itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tomllib
import unicodedata
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

RACINE = Path(__file__).resolve().parents[1]
EXEMPLES = RACINE / "data" / "exemples"
sys.path.insert(0, str(EXEMPLES))

from fabrique import ecritures  # noqa: E402
from fabrique.canonique import fabriquer_saisines  # noqa: E402
from fabrique.classeur import Date  # noqa: E402
from fabrique.ecritures import DOMAINES  # noqa: E402
from fabrique.ensemble import build_folder  # noqa: E402
from fabrique.plateforme import DERNIER_JOUR  # noqa: E402
from fabrique.production import produce  # noqa: E402
from fabrique.recaste import recast  # noqa: E402
from fabrique.reception import day_number  # noqa: E402
from fabrique.reseau import load_reseau  # noqa: E402
from fabrique.tableau import Ecritures  # noqa: E402

from pipelines.model import SCHEMA_SAISINE  # noqa: E402

MANIFESTE: dict[str, Any] = json.loads((EXEMPLES / "manifeste.json").read_text(encoding="utf-8"))
FICHIERS: list[dict[str, Any]] = MANIFESTE["fichiers"]
OFFICES: list[dict[str, Any]] = tomllib.loads((EXEMPLES / "offices.toml").read_text(encoding="utf-8"))["office"]
PAR_NOM = {fichier["nom"]: fichier for fichier in FICHIERS}
PLATEFORME = "Statistiques de la plateforme Médiature.xlsx"


@pytest.fixture(scope="module")
def refait() -> dict[str, bytes]:
    return build_folder()


def content_of(octets: bytes) -> object:
    """Bytes, or the members of an archive with their times: compressed bytes depend on the zlib at hand."""
    if octets[:2] != b"PK":
        return octets
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return [(fiche.filename, fiche.date_time, archive.read(fiche)) for fiche in archive.infolist()]


def without_fingerprints(octets: bytes) -> Any:
    manifeste = json.loads(octets)
    for fichier in manifeste["fichiers"]:
        del fichier["sha256"], fichier["octets"]
    return manifeste


def rows_of(nom: str, feuille: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(EXEMPLES / nom)).get_sheet_by_index(feuille).to_python()


def test_the_committed_files_are_what_the_script_writes(refait: dict[str, bytes]) -> None:
    differents = [
        nom
        for nom, octets in refait.items()
        if nom != "manifeste.json" and content_of((EXEMPLES / nom).read_bytes()) != content_of(octets)
    ]
    assert differents == []
    assert without_fingerprints(refait["manifeste.json"]) == without_fingerprints(
        (EXEMPLES / "manifeste.json").read_bytes()
    )


def test_the_manifest_fingerprints_the_committed_files() -> None:
    for fichier in FICHIERS:
        octets = (EXEMPLES / fichier["nom"]).read_bytes()
        assert (hashlib.sha256(octets).hexdigest(), len(octets)) == (fichier["sha256"], fichier["octets"])


def test_the_folder_stays_under_two_megabytes() -> None:
    fichiers = [f for f in EXEMPLES.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    assert sum(f.stat().st_size for f in fichiers) < 2_000_000


@pytest.mark.parametrize("nom", [*PAR_NOM, "LISEZMOI.md", "manifeste.json", "offices.toml"])
def test_every_file_says_it_is_synthetic(nom: str) -> None:
    contenu = content_of((EXEMPLES / nom).read_bytes())
    if isinstance(contenu, bytes):
        texte = contenu.decode(
            "utf-16" if nom.endswith(".txt") else "cp1252" if nom == "Saisines Ysandre.csv" else "utf-8"
        )
    else:
        assert isinstance(contenu, list)
        texte = "".join(octets.decode("utf-8") for _, _, octets in contenu)
    assert "synthétique" in unicodedata.normalize("NFC", texte).casefold()


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f["format"] + " " + f["source"])
def test_the_manifest_adds_up(fichier: dict[str, Any]) -> None:
    attendu = fichier["attendu"]
    verites = [MANIFESTE["verite"][cle] for cle in fichier["offices"]]
    assert attendu["lues"] == sum(attendu[nom] for nom in ("acceptees", "ecartees", "doublons", "ignorees"))
    assert attendu["acceptees"] == fichier["saisines"] == sum(verite["saisines"] for verite in verites)
    for verite in verites:
        annees = verite["annees"].values()
        assert sum(annee["recues"] for annee in annees) == verite["saisines"]
        assert sum(annee["closes"] for annee in annees) == verite["closes"]
        assert verite["saisines"] - verite["closes"] == verite["ouvertes_a_l_arrete"]
        for nom in ("canal", "domaine", "competence", "departements"):
            assert sum(verite[nom].values()) == verite["saisines"]


def test_the_stock_follows_from_the_flows() -> None:
    for verite in MANIFESTE["verite"].values():
        stock = 0
        for annee in verite["annees"].values():
            stock += annee["recues"] - annee["closes"]
            assert annee["ouvertes_31_decembre"] in (stock, None)


def members_on(jour: date) -> Counter[str]:
    return Counter(office["type"] for office in OFFICES if office["membre_du"] <= jour)


def test_the_network_grows_from_38_to_57_offices() -> None:
    assert members_on(date(2020, 12, 31)) == {"REGION": 2, "DEPARTEMENT": 11, "EPCI": 3, "COMMUNE": 22}
    assert members_on(date(2023, 12, 1)) == {"REGION": 3, "DEPARTEMENT": 14, "EPCI": 6, "COMMUNE": 34}
    livrent = {cle for fichier in FICHIERS for cle in fichier["offices"]}
    tardifs = {office["cle"] for office in OFFICES if office["membre_du"] > date(2020, 12, 31)} - livrent
    assert len(tardifs) == 12
    assert all(office["exemple"] is True for office in OFFICES)


def test_no_office_bears_the_name_of_a_real_commune() -> None:
    chemin = RACINE / "data" / "reference" / "communes.parquet"
    if not chemin.is_file():
        pytest.skip("le référentiel des communes n’est pas encore là")
    table = pq.read_table(chemin)
    reels = {str(nom).casefold() for nom in table["nom"].to_pylist()}
    noms = {nom.casefold() for office in OFFICES for nom in (office["nom"], *office.get("alias", ()))}
    noms |= {nom.removeprefix("ville de ").removeprefix("ville d’") for nom in noms}
    assert noms & reels == set()


def test_every_postal_code_serves_one_departement_of_the_reference() -> None:
    chemin = RACINE / "data" / "reference" / "codes_postaux.parquet"
    if not chemin.is_file():
        pytest.skip("le référentiel des codes postaux n’est pas encore là")
    reels = {row["code_postal"]: row["departements"] for row in pq.read_table(chemin).to_pylist()}
    with (EXEMPLES / "fabrique" / "codes_postaux.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            assert [reels[code] for code in row["codes"].split()] == [[f"DEP-{row['departement']}"]] * len(
                row["codes"].split()
            )


def test_the_platform_file_has_the_defects_of_the_tool() -> None:
    titres, *lignes = rows_of(PLATEFORME)
    colonnes = dict(zip(titres, zip(*lignes, strict=True), strict=True))
    fichier = PAR_NOM[PLATEFORME]
    assert (len(titres), len(lignes)) == (28, fichier["saisines"])
    assert colonnes["N° dossier"] == tuple(dict.fromkeys(colonnes["N° dossier"]))
    assert {titre: sum(cellule == "" for cellule in colonne) for titre, colonne in colonnes.items()} == fichier["vides"]
    altered = {titre for titre, compte in fichier["alterations"].items() if compte.get("date")}
    assert altered == {"Collectivité", "Ville", "Code postal", "Domaine principal", "Domaine secondaire", "Assigné"}
    for titre in altered - {"Code postal"}:
        assert sum(not isinstance(cellule, str) for cellule in colonnes[titre]) == fichier["alterations"][titre]["date"]
    assert "En attente de réponse du réquérant" in colonnes["Avancement du dossier"]
    ouverts = [cloture == "" for cloture in colonnes["Date de clôture"]]
    issues = [issue == "" for issue in colonnes["Type de clôture"]]
    assert {(True, False), (False, True)} <= set(zip(ouverts, issues, strict=True))


def test_a_platform_without_case_is_a_header() -> None:
    vide = next(fichier for fichier in FICHIERS if fichier["saisines"] == 0)
    assert rows_of(vide["nom"]) == [rows_of(PLATEFORME)[0]]


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("01000", 1000),
        ("2A004", "2A004"),
        ("Secteur 3", Date(36951)),
        ("Grand Estuaire 76", Date(27760)),
        ("Plan 2024", Date(45292)),
        ("F-76100", Date(27100996)),
        ("Zone 30", "Zone 30"),
        ("Lourmenac (31)", "Lourmenac (31)"),
        ("Lourmenac 7e", "Lourmenac 7e"),
        ("", ""),
    ],
)
def test_the_defect_is_the_one_described(texte: str, attendu: object) -> None:
    assert recast(texte) == attendu


@pytest.mark.parametrize(
    ("nom", "encodage", "separateur"),
    [
        ("Saisines Ysandre.csv", "cp1252", ";"),
        ("Parsigny permanences.txt", "utf-16", "\t"),
        ("suivi-mediation-sistrelle.csv", "utf-8-sig", ";"),
    ],
)
def test_a_text_has_the_lines_its_manifest_counts(nom: str, encodage: str, separateur: str) -> None:
    texte = (EXEMPLES / nom).read_bytes().decode(encodage)
    lignes = list(csv.reader(io.StringIO(texte, newline=""), delimiter=separateur))
    attendu = PAR_NOM[nom]["attendu"]
    assert len(lignes) == attendu["lues"] + 1
    assert len(lignes) - len({tuple(ligne) for ligne in lignes}) == attendu["doublons"]


def test_sheets_and_objects_are_as_many_as_their_manifest_says() -> None:
    for nom in ("Volcane - tableau de bord médiation.xlsx", "Orsenne saisines par année.ods"):
        classeur = CalamineWorkbook.from_path(str(EXEMPLES / nom))
        lues = sum(len(classeur.get_sheet_by_name(feuille).to_python()) - 1 for feuille in classeur.sheet_names)
        assert lues == PAR_NOM[nom]["attendu"]["lues"]
    nom = next(nom for nom in PAR_NOM if nom.endswith(".jsonl"))
    objets = [json.loads(ligne) for ligne in (EXEMPLES / nom).read_text(encoding="utf-8").splitlines()]
    assert len(objets) == PAR_NOM[nom]["attendu"]["lues"]


def known_labels(champ: str) -> dict[str, str]:
    """Label → code of a vocabulary, labels folded as any tolerant reader folds them."""
    dossier = RACINE / "data" / "vocabularies"
    with (dossier / f"{champ}.csv").open(encoding="utf-8", newline="") as stream:
        connus = {fold(row["libelle"]): row["code"] for row in csv.DictReader(stream, delimiter=";")}
    with (dossier / "libelles.csv").open(encoding="utf-8", newline="") as stream:
        lignes = [row for row in csv.DictReader(stream, delimiter=";") if row["champ"] == champ]
    return connus | {fold(row["libelle"]): row["code"] for row in lignes}


def fold(texte: str) -> str:
    return " ".join(unicodedata.normalize("NFC", texte).replace("’", "'").split()).casefold()


@pytest.mark.parametrize(
    ("champ", "tables"),
    [
        ("canal", [ecritures.CANAUX]),
        ("issue", [ecritures.ISSUES]),
        ("recevabilite", [ecritures.RECEVABILITE]),
        ("motif_irrecevabilite", [ecritures.MOTIFS]),
        ("type_requerant", [ecritures.REQUERANTS]),
        ("origine", [ecritures.ORIGINES]),
        ("nature_demande", [ecritures.NATURES]),
        ("statut", [ecritures.STATUTS]),
        ("genre", [ecritures.CIVILITES, ecritures.LETTRES]),
        ("tranche_age", [ecritures.AGES]),
        ("proposition_suivie", [ecritures.SUITES]),
        ("domaine", list(DOMAINES.values())),
    ],
)
def test_every_spelling_leads_back_to_its_code_and_only_the_unknown_ones_do_not(
    champ: str, tables: list[Ecritures]
) -> None:
    connus = known_labels(champ)
    for table in tables:
        for code, textes in table.items():
            assert [connus.get(fold(texte), "A_QUALIFIER") for texte in textes] == [code] * len(textes)


def test_the_fast_way_gives_exactly_as_many_saisines_over_the_same_offices_and_years() -> None:
    table = fabriquer_saisines(30_000)
    assert (table.num_rows, table.schema) == (30_000, SCHEMA_SAISINE)
    assert len(table["saisine_id"].unique()) == 30_000
    assert set(table["office_id"].unique().to_pylist()) == {
        cle for cle, v in MANIFESTE["verite"].items() if v["saisines"]
    }
    clos = table.filter(pc.is_valid(table["date_cloture"]))
    assert pc.all(pc.greater_equal(clos["date_cloture"], clos["date_reception"])).as_py()
    assert pc.min_max(pc.year(table["date_reception"])).as_py() == {"min": 2020, "max": 2026}
    assert fabriquer_saisines(30_000).equals(table)


def test_a_denser_network_keeps_its_offices_and_its_period() -> None:
    office = next(office for office in load_reseau() if office.cle == "DEP-EX01")
    simple, dense = (produce(office, DERNIER_JOUR, facteur=facteur) for facteur in (1, 20))
    assert dense.n == pytest.approx(20 * simple.n, rel=0.15)
    assert dense["date_reception"].max() - simple["date_reception"].max() < 15
    assert dense["date_reception"].min() >= day_number(office.debut)
