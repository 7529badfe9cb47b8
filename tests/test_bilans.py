"""Published totals are complete, as published, and every fault of the file is named at once."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipelines import bilans, offices, territoires
from pipelines.errors import WrongCall
from pipelines.settings import REFERENTIELS

DOSSIER = bilans.DOSSIER
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "domaine" / "real_figures.csv"
ENTETE = ";".join(bilans.CONTROLES)
RESEAU = "AMCT (réseau)"


def line(**changes: str) -> str:
    """One right row of `publies.csv`, with the given cells changed."""
    cells = {
        "cle": "COM-05061",
        "annee": "2020",
        "debut": "2020-01-01",
        "fin": "2020-12-31",
        "periode": "CIVILE",
        "indicateur": "saisines",
        "valeur": "12",
        "unite": "dossiers",
        "source": "https://exemple.fr/rapport",
        "attribution": "LUE",
    }
    return ";".join({**cells, **changes}.get(colonne, "") for colonne in bilans.CONTROLES)


def load(folder: Path, *lines: str, entete: str = ENTETE) -> tuple[bilans.Bilan, ...]:
    (folder / "publies.csv").write_text("\n".join([entete, *lines]) + "\n", encoding="utf-8")
    bilans.load_bilans.cache_clear()
    return bilans.load_bilans(folder)


def published_rows() -> list[dict[str, str]]:
    if not SHARED.exists():
        pytest.skip("les chiffres relevés ne sont pas à côté du projet")
    with SHARED.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def facts(rows: list[dict[str, str]]) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(row[name] for name in ("year", "indicator", "value", "unit", "source", "note")) for row in rows
    )


def committed(nom: str, annee: str) -> Counter[tuple[str, ...]]:
    with (DOSSIER / nom).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    names = (annee, "indicateur", "valeur", "unite", "source", "note")
    return Counter(tuple(row[name] for name in names) for row in rows)


def test_every_figure_of_the_french_offices_is_there_as_published() -> None:
    foreign = (
        "LGSCO",
        "SPSO",
        "European",
        "Club",
        "Médiation de l",
        "Défenseur",
        "Médiateur national",
        "Expérimentation",
    )
    french = [row for row in published_rows() if not row["office"].startswith((*foreign, RESEAU))]
    assert committed("publies.csv", "annee") == facts(french)


def test_every_count_of_the_network_is_there_as_published() -> None:
    assert committed("reseau.csv", "date") == facts([row for row in published_rows() if row["office"] == RESEAU])


def test_the_committed_files_hold_what_was_found() -> None:
    known = bilans.load_bilans()
    assert (len(known), len({bilan.cle for bilan in known}), len(bilans.load_reseau())) == (228, 15, 26)
    uncertain = {(b.cle, b.annee, b.valeur) for b in known if b.attribution == "DEDUITE"}
    assert uncertain == {("REG-11", "2021", 1124.0), ("REG-11", "2022", 774.0)}


def test_conflicting_figures_stay_side_by_side() -> None:
    groups = bilans.conflits()
    assert [bilan.valeur for bilan in groups["MAINE-ET-LOIRE-2017"]] == [151.0, 157.0]
    assert len({bilan.source for bilan in groups["MAINE-ET-LOIRE-2017"]}) == 2
    assert set(groups) == {
        "BORDEAUX-2018",
        "GAP-2013",
        "IDF-2016",
        "IDF-2023",
        "IDF-2024",
        "MAINE-ET-LOIRE-2017",
        "NICE-2024",
        "SEINE-SAINT-DENIS-2022",
    }


@pytest.mark.parametrize(
    ("annee", "cles"),
    [
        (2006, set()),
        (2017, {"COM-04209", "COM-05061", "COM-33063", "COM-49007", "DEP-49", "REG-11"}),
        (2020, {"COM-05061", "COM-06088", "DEP-17"}),
        (2021, {"COM-05061", "COM-13004", "DEP-17", "DEP-93", "EPCI-200030195"}),
    ],
)
def test_coverage_names_the_offices_that_published_for_the_year(annee: int, cles: set[str]) -> None:
    assert bilans.couverture(annee) == cles


def test_a_sum_over_several_years_covers_none_of_them() -> None:
    cumul = next(bilan for bilan in bilans.load_bilans() if bilan.indicateur == "saisines_cumul")
    assert (cumul.debut, cumul.fin) == (date(2019, 1, 1), date(2023, 12, 31))
    assert not any(cumul.covers(annee) for annee in range(2018, 2025))


@pytest.mark.parametrize(
    ("cle", "annee", "debut", "fin", "periode"),
    [
        ("COM-33063", "2017-2018", date(2017, 4, 1), date(2018, 5, 31), "ENONCEE"),
        ("COM-18033", "2015-2016", date(2015, 5, 1), date(2016, 7, 31), "DEDUITE"),
        ("COM-13004", "2021", date(2021, 8, 1), date(2021, 12, 31), "DEDUITE"),
        ("REG-11", "2014", date(2014, 2, 1), date(2014, 12, 31), "DEDUITE"),
        ("COM-06088", "2017-2018", date(2017, 1, 1), date(2018, 12, 31), "BORNES"),
    ],
)
def test_a_period_that_is_no_calendar_year_says_so(cle: str, annee: str, debut: date, fin: date, periode: str) -> None:
    found = {(b.debut, b.fin, b.periode) for b in bilans.load_bilans() if (b.cle, b.annee) == (cle, annee)}
    assert found == {(debut, fin, periode)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cle": "Gap"}, "colonne «\u202fcle\u202f»"),
        ({"annee": "20"}, "2020 ou 2017-2018"),
        ({"debut": "2020-02-30"}, "une date"),
        ({"debut": "20200101"}, "une date"),
        ({"fin": "2019-12-31"}, "une date à partir du 2020-01-01"),
        ({"fin": "2020-06-30"}, "CIVILE seulement"),
        ({"periode": "environ"}, "CIVILE, ENONCEE, DEDUITE, BORNES"),
        ({"valeur": "douze"}, "un nombre"),
        ({"valeur": "12,5"}, "un nombre"),
        ({"unite": "dosiers"}, "dossiers, %, jours"),
        ({"unite": "%", "indicateur": "part_femmes", "valeur": "101"}, "de 0 à 100"),
        ({"source": ""}, "l’adresse de la source"),
        ({"attribution": "OUI"}, "LUE, DEDUITE"),
        ({"conflit": "SEUL-2020"}, "au moins deux chiffres"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_what_is_accepted(
    tmp_path: Path, changes: dict[str, str], expected: str
) -> None:
    with pytest.raises(WrongCall) as caught:
        load(tmp_path, line(indicateur="autre"), line(**changes))
    assert "publies.csv" in caught.value.message
    assert "ligne 3" in caught.value.message
    assert expected in caught.value.message


def test_all_faults_are_given_at_once(tmp_path: Path) -> None:
    with pytest.raises(WrongCall) as caught:
        load(tmp_path, line(unite="kg"), "COM-05061;2020", line(valeur="x", source=""))
    assert [text in caught.value.message for text in ("ligne 2", "ligne 3", "ligne 4")] == [True] * 3
    assert caught.value.message.count("ligne 4") == 2


def test_the_same_figure_twice_is_refused_unless_declared_in_conflict(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="la ligne 2, qui donne le même chiffre"):
        load(tmp_path, line(), line(valeur="13"))
    kept = load(tmp_path, line(conflit="GAP-2020"), line(valeur="13", conflit="GAP-2020"))
    assert [bilan.valeur for bilan in bilans.conflits(kept)["GAP-2020"]] == [12.0, 13.0]


def test_a_growth_may_exceed_a_hundred_per_cent(tmp_path: Path) -> None:
    assert load(tmp_path, line(indicateur="evolution_vs_2013", unite="%", valeur="103"))[0].valeur == 103.0


@pytest.mark.parametrize("entete", ["", "cle;annee", ENTETE.replace("cle;annee", "annee;cle")])
def test_other_columns_are_refused(tmp_path: Path, entete: str) -> None:
    with pytest.raises(WrongCall, match="colonnes attendues"):
        load(tmp_path, line(), entete=entete)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="ne peut pas être lu"):
        bilans.load_bilans(tmp_path / "absent")


def test_each_published_office_is_declared_and_is_the_territory_it_says() -> None:
    """Paris is a commune here though it is a département too; Nice Côte d’Azur, a métropole, is an EPCI.

    Only the Métropole de Lyon would be declared STATUT_PARTICULIER under an EPCI key.
    """
    declared = {office.cle: office for office in offices.load_offices([REFERENTIELS / "offices"])}
    published = {bilan.cle for bilan in bilans.load_bilans()}
    assert published == set(declared)
    for office in declared.values():
        territoire = territoires.find(office.cle)
        assert territoire is not None
        assert (territoire.type, territoire.collectivite) == (office.type, office.cle)
        assert office.cle in office.collectivites
        assert [cle for cle in office.collectivites if territoires.find(cle) is None] == []


def test_no_two_offices_share_a_name() -> None:
    register = offices.load_offices([REFERENTIELS / "offices"])
    names = Counter(name.casefold() for office in register for name in {office.nom, *office.alias})
    assert [name for name, number in names.items() if number > 1] == []


def test_the_break_of_series_of_charente_maritime_is_declared() -> None:
    register = offices.load_offices([REFERENTIELS / "offices"])
    (rupture,) = next(office for office in register if office.cle == "DEP-17").ruptures
    assert (rupture.date, rupture.source[:7]) == (date(2021, 9, 1), "http://")
