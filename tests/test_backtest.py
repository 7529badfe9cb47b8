"""Each contradiction found in real reports is explained by a base or a convention, computed from what was published.

The figures come from `publies.csv` only: a changed cell there breaks a sentence here.
"""

from __future__ import annotations

import pytest

from pipelines.bilans import load_bilans, load_reseau

MAINE_ET_LOIRE, SEINE_SAINT_DENIS, CHARENTE_MARITIME = "DEP-49", "DEP-93", "DEP-17"
IDF, GAP, BORDEAUX, PARIS, NICE, NICE_METROPOLE = (
    "REG-11",
    "COM-05061",
    "COM-33063",
    "COM-75056",
    "COM-06088",
    "EPCI-200030195",
)
ARLES = "COM-13004"


def values(cle: str, annee: str, *indicateurs: str) -> list[float]:
    """Values published under one of these names for that label of year."""
    return [b.valeur for b in load_bilans() if (b.cle, b.annee) == (cle, annee) and b.indicateur in indicateurs]


def value(cle: str, annee: int | str, *indicateurs: str) -> float:
    """The only value published under one of these names; a year is asked by number."""
    (found,) = values(cle, str(annee), *indicateurs)
    return found


def growth(before: float, after: float) -> float:
    return 100 * (after / before - 1)


def share(part: float, whole: float) -> float:
    return 100 * part / whole


def test_maine_et_loire_2017_only_157_fits_the_fall_announced_the_year_after() -> None:
    amct, departement = values(MAINE_ET_LOIRE, "2017", "requetes")
    announced = value(MAINE_ET_LOIRE, 2018, "evolution_vs_n-1")
    after = value(MAINE_ET_LOIRE, 2018, "requetes")
    assert (amct, departement) == (151, 157)
    assert growth(departement, after) == pytest.approx(announced, abs=1)
    assert growth(amct, after) > announced + 3


def test_maine_et_loire_2017_counts_its_mediations_on_the_file_active() -> None:
    mediations, announced = (value(MAINE_ET_LOIRE, 2017, nom) for nom in ("dossiers_mediation", "part_mediation"))
    assert round(share(mediations, value(MAINE_ET_LOIRE, 2017, "file_active"))) == announced
    assert {round(share(mediations, base)) for base in values(MAINE_ET_LOIRE, "2017", "requetes")} == {46, 48}


def test_idf_2024_the_share_in_scope_is_69_and_the_rate_announced_has_another_base() -> None:
    total, in_scope = value(IDF, 2024, "saisines_traitees"), value(IDF, 2024, "relevant_competence")
    announced = value(IDF, 2024, "taux_recevabilite")
    assert int(share(in_scope, total)) == 69
    admissible = [round(announced * base / 100) for base in (total, in_scope)]
    assert admissible == [576, 400]
    assert all(number < in_scope for number in admissible)


def test_idf_2023_the_rate_announced_is_not_that_of_the_requests_in_scope() -> None:
    in_scope, admissible = value(IDF, 2023, "requetes_relevant_competence"), value(IDF, 2023, "recevables")
    announced = value(IDF, 2023, "taux_recevabilite")
    assert round(share(admissible, in_scope)) == 58
    assert round(100 - share(admissible, in_scope)) == announced == 42
    implied = 100 * admissible / announced
    assert in_scope < implied == pytest.approx(983, abs=1)


def test_seine_saint_denis_2022_the_rate_announced_has_a_smaller_base_than_the_eligible() -> None:
    eligible, favourable, without_step = (
        value(SEINE_SAINT_DENIS, 2022, nom)
        for nom in ("reclamations_eligibles", "droit_a_usager", "sans_demarche_prealable")
    )
    announced = value(SEINE_SAINT_DENIS, 2022, "taux_resolution_favorable_usager")
    assert round(share(favourable, eligible)) == 43
    implied = 100 * favourable / announced
    assert implied == pytest.approx(235, abs=1)
    assert implied < eligible - without_step < eligible


def test_nice_2024_the_share_maintained_cannot_fall_from_36_to_53() -> None:
    assert value(NICE, 2024, "part_decision_maintenue") > value(NICE, 2023, "part_decision_maintenue")


def test_idf_2016_one_legal_person_is_neither_association_nor_company() -> None:
    people, legal = value(IDF, 2016, "requerants_particuliers"), value(IDF, 2016, "requerants_personnes_morales")
    named = value(IDF, 2016, "requerants_associations") + value(IDF, 2016, "requerants_entreprises")
    assert legal - named == 1
    assert people + legal == value(IDF, 2016, "saisines")


def test_bordeaux_2018_the_growth_announced_is_rounded_down() -> None:
    before, after = value(BORDEAUX, "2016-2017", "dossiers_traites"), value(BORDEAUX, "2017-2018", "saisines")
    assert growth(before, after) == pytest.approx(33.8, abs=0.05)
    assert value(BORDEAUX, "2017-2018", "evolution_vs_n-1") == 30


def test_bordeaux_2016_the_claimants_add_up_to_the_cases() -> None:
    names = ("requerants_hommes", "requerants_femmes", "requerants_personnes_morales")
    assert sum(values(BORDEAUX, "2016-2017", *names)) == value(BORDEAUX, "2016-2017", "dossiers_traites")


def test_gap_2013_about_70_per_cent_is_75() -> None:
    computed = share(value(GAP, 2013, "mediations_reussies"), value(GAP, 2013, "dossiers_traites"))
    assert computed == pytest.approx(74.9, abs=0.05)
    assert value(GAP, 2013, "taux_reussite") == 70


def test_gap_from_2012_to_2022() -> None:
    series = [value(GAP, annee, "dossiers_traites", "reclamations") for annee in range(2012, 2023)]
    assert series == [218, 287, 318, 327, 348, 329, 344, 334, 341, 335, 368]
    assert round(share(value(GAP, 2022, "mediations_reussies"), series[-1])) == 68


@pytest.mark.parametrize("annee", [2014, 2015, 2016])
def test_gap_the_channels_add_up_to_the_complaints(annee: int) -> None:
    channels = values(GAP, str(annee), "canal_rendez_vous", "canal_courrier", "canal_telephone", "canal_courriel")
    assert (len(channels), sum(channels)) == (4, value(GAP, annee, "reclamations"))


def test_charente_maritime_2020_is_395() -> None:
    parts = values(
        CHARENTE_MARITIME, "2020", "dossiers_traites_directement", "abandons", "irrecevables", "reorientations"
    )
    assert sorted(parts) == [30, 32, 47, 286]
    assert sum(parts) == 395
    received = value(CHARENTE_MARITIME, 2021, "saisines")
    assert round(growth(sum(parts), received)) == value(CHARENTE_MARITIME, 2021, "evolution_saisines_vs_n-1")


def test_charente_maritime_from_2021_to_2023() -> None:
    before, after = (value(CHARENTE_MARITIME, annee, "saisines") for annee in (2021, 2022))
    assert round(growth(before, after)) == value(CHARENTE_MARITIME, 2022, "evolution_saisines_vs_n-1")
    in_scope = share(value(CHARENTE_MARITIME, 2022, "dossiers_dans_champ_competence"), after)
    assert round(100 - in_scope) == value(CHARENTE_MARITIME, 2022, "part_hors_champ_competence")
    year_2019 = before / (1 + value(CHARENTE_MARITIME, 2021, "evolution_saisines_vs_2019") / 100)
    left_for_2023 = value(CHARENTE_MARITIME, "2018-2023", "saisines_cumul") - (year_2019 + 395 + before + after)
    assert 315 <= left_for_2023 <= 323


@pytest.mark.parametrize(
    ("cle", "annees", "indicateurs", "series"),
    [
        (
            PARIS,
            ("2005", "2008", "2013", "2015", "2016", "2019"),
            ("saisines", "dossiers_traites", "dossiers_instruits"),
            [574, 652, 1375, 2000, 2040, 2794],
        ),
        (
            BORDEAUX,
            ("2012", "2014-2015", "2015-2016", "2016-2017", "2017-2018"),
            ("saisines", "dossiers_traites"),
            [203, 134, 205, 213, 285],
        ),
        (
            IDF,
            ("2014", "2016", "2017", "2018", "2019", "2024"),
            ("reclamations", "saisines", "recours", "saisines_traitees"),
            [78, 103, 155, 201, 310, 1130],
        ),
        (NICE, ("2017-2018", "2020", "2022", "2023", "2024"), ("delai_moyen_traitement",), [73, 86, 40, 44, 40]),
    ],
)
def test_the_series_read_in_the_reports(
    cle: str, annees: tuple[str, ...], indicateurs: tuple[str, ...], series: list[float]
) -> None:
    assert [value(cle, annee, *indicateurs) for annee in annees] == series


@pytest.mark.parametrize(
    ("cle", "before", "after", "announced", "gap"),
    [
        (IDF, ("2016", "saisines"), ("2017", "saisines"), "evolution_vs_n-1", 1),
        (IDF, ("2017", "saisines"), ("2018", "recours"), "evolution_vs_n-1", 1),
        (IDF, ("2018", "recours"), ("2019", "recours"), "evolution_vs_n-1", 5),
        (PARIS, ("2013", "dossiers_traites"), ("2019", "dossiers_traites"), "evolution_vs_2013", 1),
    ],
)
def test_a_growth_announced_is_that_of_the_two_totals(
    cle: str, before: tuple[str, str], after: tuple[str, str], announced: str, gap: float
) -> None:
    computed = growth(value(cle, *before), value(cle, *after))
    assert computed == pytest.approx(value(cle, after[0], announced), abs=gap)


def test_nice_metropole_2021_is_compared_to_the_city_alone() -> None:
    computed = growth(value(NICE, 2020, "demandes"), value(NICE_METROPOLE, 2021, "demandes"))
    assert round(computed) == value(NICE_METROPOLE, 2021, "evolution_vs_n-1")


def test_arles_2021_the_closed_cases_are_mediations_and_referrals() -> None:
    closed = value(ARLES, 2021, "dossiers_clotures")
    assert sum(values(ARLES, "2021", "dossiers_mediation", "renvoyes_service_competent")) == closed


@pytest.mark.parametrize(("jour", "membres"), [("2020", 38), ("2023-12-01", 57)])
def test_the_members_of_the_network_add_up_by_type(jour: str, membres: int) -> None:
    counts = {e.indicateur: e.valeur for e in load_reseau() if e.date == jour}
    assert counts.pop("membres") == membres == sum(counts.values())
    assert len(counts) == 4


def test_the_sixty_of_the_senate_are_existing_and_its_forty_are_counted() -> None:
    counts = {e.indicateur: e.valeur for e in load_reseau() if e.date == "2019-06"}
    estimated = counts.pop("mediateurs_existants_estimes")
    assert (estimated, sum(counts.values())) == (60, 40)
    assert {e.conflit for e in load_reseau() if e.date.startswith("2019")} == {"EXISTANTS-2019"}
