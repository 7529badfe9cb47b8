"""The territorial reference is the national list, and a postal code never says more than it knows."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines import territoires
from pipelines.errors import WrongCall

REFERENCE = territoires.DOSSIER


def read(nom: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(REFERENCE / f"{nom}.parquet").to_pylist()
    return rows


@pytest.mark.parametrize(
    ("nom", "lignes"),
    [("communes", 34_969), ("epci", 1_255), ("departements", 109), ("regions", 26), ("codes_postaux", 6_310)],
)
def test_each_table_has_the_published_number_of_rows(nom: str, lignes: int) -> None:
    table = read(nom)
    cle = "code_postal" if nom == "codes_postaux" else "cle"
    assert len(table) == lignes
    assert [row[cle] for row in table] == sorted({str(row[cle]) for row in table})


def test_the_reference_agrees_with_the_known_counts() -> None:
    communes = read("communes")
    assert sum(int(str(c["population"] or 0)) for c in communes if c["zone"] != "com") == 68_350_798
    assert sum(c["population"] is not None for c in communes) == 34_963
    assert sum(c["siren"] is not None for c in communes) == 34_875
    assert sum(c["epci"] is not None for c in communes) == 34_871
    assert Counter(e["nature"] for e in read("epci")) == {"CC": 989, "CA": 230, "CU": 14, "METRO": 21, "MET69": 1}
    sans_epci = {c["nom"] for c in communes if c["epci"] is None and c["zone"] != "com"}
    assert sans_epci == {"Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu"}
    assert sum(len(p["communes"]) > 1 for p in read("codes_postaux")) == 4_205  # type: ignore[arg-type]


def test_names_are_no_keys() -> None:
    names = Counter(c["nom"] for c in read("communes"))
    shared = [number for number in names.values() if number > 1]
    assert (len(shared), sum(shared)) == (1_441, 3_675)


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in REFERENCE.glob("*.parquet")) < 1_000_000


@pytest.mark.parametrize(
    ("cle", "nom", "genre", "departement", "region", "collectivite"),
    [
        ("COM-17300", "La Rochelle", "COMMUNE", "17", "75", "COM-17300"),
        ("EPCI-241700434", "CA de La Rochelle", "EPCI", "17", "75", "EPCI-241700434"),
        ("DEP-17", "Charente-Maritime", "DEPARTEMENT", "17", "75", "DEP-17"),
        ("REG-75", "Nouvelle-Aquitaine", "REGION", None, "75", "REG-75"),
        ("COM-75056", "Paris", "COMMUNE", "75", "11", "COM-75056"),
        ("DEP-75", "Paris", "DEPARTEMENT", "75", "11", "COM-75056"),
        ("EPCI-200046977", "Métropole de Lyon", "STATUT_PARTICULIER", "69", "84", "EPCI-200046977"),
        ("DEP-2A", "Corse-du-Sud", "DEPARTEMENT", "2A", "94", "REG-94"),
        ("REG-94", "Corse", "STATUT_PARTICULIER", None, "94", "REG-94"),
        ("DEP-972", "Martinique", "DEPARTEMENT", "972", "02", "REG-02"),
        ("DEP-973", "Guyane", "DEPARTEMENT", "973", "03", "REG-03"),
        ("DEP-976", "Mayotte", "DEPARTEMENT", "976", "06", "REG-06"),
        ("DEP-971", "Guadeloupe", "DEPARTEMENT", "971", "01", "DEP-971"),
        ("DEP-67", "Bas-Rhin", "DEPARTEMENT", "67", "44", "STP-6AE"),
        ("STP-6AE", "Collectivité européenne d’Alsace", "STATUT_PARTICULIER", None, "44", "STP-6AE"),
        ("DEP-975", "Saint-Pierre-et-Miquelon", "DEPARTEMENT", "975", "975", "REG-975"),
    ],
)
def test_a_key_finds_one_territory_and_who_governs_it(
    cle: str, nom: str, genre: str, departement: str | None, region: str, collectivite: str
) -> None:
    found = territoires.find(cle)
    assert found is not None
    assert (found.nom, found.type, found.departement, found.region, found.collectivite) == (
        nom,
        genre,
        departement,
        region,
        collectivite,
    )


def test_every_governing_collectivity_is_in_the_reference() -> None:
    pointed = {str(row["collectivite"]) for row in read("departements")}
    assert {cle for cle in pointed if territoires.find(cle) is None} == set()


@pytest.mark.parametrize(
    ("cle", "habitants"), [("DEP-17", 672_279), ("DEP-49", 833_776), ("DEP-93", 1_704_316), ("REG-11", 12_463_067)]
)
def test_a_population_is_the_sum_of_its_communes(cle: str, habitants: int) -> None:
    found = territoires.find(cle)
    assert found is not None
    assert found.population == habitants == territoires.population([cle])


def test_the_rhone_leaves_the_metropole_out() -> None:
    district = next(int(str(row["population"])) for row in read("departements") if row["cle"] == "DEP-69")
    rhone, lyon = (territoires.population([cle]) for cle in ("DEP-69", territoires.METROPOLE_DE_LYON))
    assert rhone + lyon == district == territoires.population(["DEP-69", territoires.METROPOLE_DE_LYON])
    found = territoires.find("DEP-69")
    assert found is not None
    assert found.population == rhone < lyon


def test_an_inhabitant_counts_once_and_types_are_kept_apart() -> None:
    angers = ["COM-49007", "EPCI-244900015", "DEP-49", "DEP-49"]
    assert territoires.population(angers) == territoires.population(["DEP-49"])
    by_type = territoires.population_by_type(angers)
    assert by_type["COMMUNE"] < by_type["EPCI"] < by_type["DEPARTEMENT"] == 833_776


def test_the_collectivities_of_france_cover_every_inhabitant_once() -> None:
    departements = [str(row["cle"]) for row in read("departements") if row["zone"] != "com"]
    lyon = territoires.METROPOLE_DE_LYON
    assert sum(territoires.population([cle]) for cle in [*departements, lyon]) == 68_350_798


def test_an_unknown_key_is_refused_with_the_form_expected() -> None:
    assert territoires.find("COM-99999") is None
    with pytest.raises(WrongCall, match="COM-99999"):
        territoires.population(["COM-99999"])


@pytest.mark.parametrize(
    ("code", "departement"),
    [
        ("17000", "17"),
        ("01000", "01"),
        ("75116", "75"),
        ("20167", "2A"),
        ("20090", "2A"),
        ("20200", "2B"),
        ("20600", "2B"),
        ("20300", None),
        ("97139", "971"),
        ("97490", "974"),
        ("97660", "976"),
        ("97500", "975"),
        ("97133", "977"),
        ("97150", "978"),
        ("98800", "988"),
        ("94390", "94"),
        ("01200", "01"),
        ("05110", "05"),
        ("52100", "52"),
        ("75930", "75"),
        ("17025", "17"),
        ("97261", "972"),
        ("98000", None),
        ("99000", None),
        ("00100", None),
        ("96000", None),
        ("1000", None),
        ("2A004", None),
        ("١٧٠٠٠", None),
        ("", None),
    ],
)
def test_a_postal_code_gives_its_departement_or_nothing(code: str, departement: str | None) -> None:
    assert territoires.departement_of_postal_code(code) == departement


def test_the_rule_agrees_with_the_table_for_every_known_code() -> None:
    disagreeing = {
        str(row["code_postal"])
        for row in read("codes_postaux")
        if f"DEP-{territoires.departement_of_postal_code(str(row['code_postal']))}" not in row["departements"]  # type: ignore[operator]
    }
    assert disagreeing == {"94390"}, "the one metropolitan code written under a neighbour's number"


def test_the_millesime_is_written_in_each_file() -> None:
    assert territoires.millesime() == 2026
    metadata = [pq.read_schema(path).metadata[b"licence"] for path in REFERENCE.glob("*.parquet")]
    assert metadata == [b"Licence Ouverte"] * 5


def test_the_same_lists_give_the_same_bytes_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REFERENCE))
    write_table = importlib.import_module("fabriquer").write_table
    build_tables = importlib.import_module("tables_territoriales").build_tables

    def commune(code: str, genre: str, habitants: int) -> dict[str, object]:
        lieu = {"departement": "69", "region": "84", "zone": "metro", "codesPostaux": ["69210"]}
        return {"code": code, "nom": "Saint-Martin", "type": genre, "population": habitants, **lieu}

    communes = [commune("69002", "commune-actuelle", 5), commune("69001", "commune-actuelle", 7)]
    communes.append(commune("69003", "commune-deleguee", 90))
    contenu = {
        "communes": communes,
        "epci": [
            {
                "code": "200046977",
                "nom": "Métropole",
                "type": "MET69",
                "populationMunicipale": 5,
                "membres": [{"code": "69002"}],
            }
        ],
        "departements": [{"code": "69", "nom": "Rhône", "region": "84", "zone": "metro"}],
        "regions": [{"code": "84", "nom": "Auvergne-Rhône-Alpes", "zone": "metro"}],
    }
    tables = build_tables(contenu)
    assert tables["communes"].column("cle").to_pylist() == ["COM-69001", "COM-69002"]
    assert tables["departements"].column("population").to_pylist() == [12]
    assert tables["departements"].column("population_collectivite").to_pylist() == [7]
    reordered = build_tables({**contenu, "communes": communes[::-1]})
    for nom, table in tables.items():
        write_table(table, tmp_path / "un.parquet")
        write_table(reordered[nom], tmp_path / "deux.parquet")
        assert (tmp_path / "un.parquet").read_bytes() == (tmp_path / "deux.parquet").read_bytes()
