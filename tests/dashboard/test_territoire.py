"""The map shows every territory with its own mark, says which territory it means, and never makes a zero of a silence."""

from __future__ import annotations

from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from dashboard.charts import plotly, tuiles
from dashboard.charts.grilles import ABREGES, lay_out_departements, lay_out_regions
from dashboard.charts.palette import CLAIR, SOMBRE, Palette
from dashboard.charts.spec import Graphique
from dashboard.charts.svg import draw_svg
from dashboard.contenu import Absence, Lecture, build_cards, build_section, find_chart, say_why
from dashboard.documents.exports import write_export
from dashboard.millesime import Millesime, open_release
from dashboard.offices_liste import list_lines, list_offices, say_ignored, say_offices, say_years
from dashboard.phrases import say_filters, say_headline
from dashboard.profils import BUREAU, LIAISON, PUBLIC, Profil
from dashboard.rendu_offices import offices
from dashboard.selection import (
    Selection,
    available_grains,
    explain_unavailable,
    known_values,
    offered_criteria,
    read_query,
    settle,
    write_query,
)
from pipelines.settings import REFERENTIELS
from tests.dashboard.fabrique_territoire import write_places

ANNEE = Selection(periode="2025")


@pytest.fixture(scope="module")
def lieux(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("lieux")
    write_places(folder)
    return open_release(folder, exemple=True)


def draw(millesime: Millesime, selection: Selection = ANNEE, profil: Profil = BUREAU) -> Graphique:
    return find_chart(Lecture(millesime, selection, profil), "territoire")


def lines(chart: Graphique) -> dict[str, tuple[str, ...]]:
    return {line[0]: line[1:] for line in chart.tableau.lignes}


def test_every_territory_of_the_reference_has_one_tile_of_its_own() -> None:
    for table, grid, count in (("departements", lay_out_departements(), 101), ("regions", lay_out_regions(), 18)):
        rows = pq.read_table(REFERENTIELS / f"reference/{table}.parquet").to_pylist()
        assert set(grid.places) == {row["code"] for row in rows if row["zone"] in ("metro", "drom")}
        assert len(set(grid.places.values())) == len(grid.places) == count
    assert set(ABREGES) == set(lay_out_regions().places)


def test_a_code_the_layout_does_not_know_gets_a_tile_too() -> None:
    grid = lay_out_regions(["988", "76", "988"])
    assert grid.places["988"][1] == lay_out_regions().lignes
    assert len(set(grid.places.values())) == 19


@pytest.mark.parametrize(
    ("nom", "cells"),
    [
        ("Occitanie", ("76", "2 sur 2 ont livré", "360", "300", "57,1\u202f%")),
        ("La Réunion", ("04", "1 sur 1 a livré", "c", "40", "c")),
        ("Bretagne", ("53", "1 sur 1 a livré", "0", "n.d.", "n.d.")),
        ("Bourgogne-Franche-Comté", ("27", "0 sur 1 a livré", "n.d.", "n.d.", "n.d.")),
    ],
)
def test_a_value_a_mark_a_zero_and_a_silence_are_four_things(
    lieux: Millesime, nom: str, cells: tuple[str, ...]
) -> None:
    assert lines(draw(lieux))[nom] == cells


def test_a_territory_without_an_office_has_no_object(lieux: Millesime) -> None:
    assert lines(draw(lieux))["11"] == ("11", "Aucun office membre", "—", "—", "—")


def test_the_sentence_says_reach_maximum_and_what_is_hidden(lieux: Millesime) -> None:
    chart = draw(lieux)
    assert "3\u00a0régions ont au moins un office qui a livré l’année entière, sur 4" in chart.phrase
    assert "Occitanie, 360\u00a0saisines, +20,0\u202f% par rapport à 2024." in chart.phrase
    assert "1\u00a0nombre est masqué" in chart.phrase
    assert chart.note.startswith("Territoire\u202f: région du siège de l’office.")
    assert "Carte en tuiles" in chart.note


def test_whoever_may_not_read_offices_gets_no_count_of_them(lieux: Millesime) -> None:
    for profil in (PUBLIC, LIAISON):
        chart = draw(lieux, profil=profil)
        assert lines(chart)["Occitanie"][1] == "Au moins un office a livré"
        assert lines(chart)["Bourgogne-Franche-Comté"][1] == "Office membre, rien de livré"
        assert " sur 2" not in str(chart.donnees)
        assert "Zéphyr" not in str(chart)


def test_the_claimants_territory_says_so_and_keeps_what_is_off_the_map(lieux: Millesime) -> None:
    chart = draw(lieux, replace(ANNEE, territoire="departement_requerant"))
    assert "Territoire\u202f: département du requérant" in chart.note
    assert "d’habitants de 1\u00a0département" in chart.phrase
    assert (
        "Hors de la carte\u202f: non renseigné, 462\u00a0saisines\u202f; hors de France, 11\u00a0saisines."
        in chart.phrase
    )
    assert "Haute-Garonne, 209" in chart.phrase
    assert lines(chart)["Paris"][1] == "0"
    assert {"Hors de France", "Non renseigné"} <= set(lines(chart))
    assert "Offices" not in chart.tableau.titres


def test_every_tile_writes_its_code_its_sign_and_its_value(lieux: Millesime) -> None:
    figure = plotly.draw(draw(lieux), CLAIR)
    texts = dict(zip(figure["data"][0]["text"], figure["data"][0]["hovertext"], strict=True))
    assert len(texts) == len(figure["layout"]["shapes"]) == 18
    tile = next(text for text in texts if text.startswith("OCC ●"))
    assert "<b>360</b>" in tile
    assert texts[tile].startswith("<b>Occitanie</b><br>360\u00a0saisines<br>2 sur 2 ont livré<br>Taux de résolution")
    assert any(text.startswith("BFC ○") and "n.d." in text for text in texts)
    assert "Occitanie" in str(draw(lieux).donnees)


def test_a_file_draws_its_marks_and_says_what_they_mean(lieux: Millesime) -> None:
    drawn = draw_svg(draw(lieux))
    assert ">OCC</text>" in drawn
    assert "tous les offices ont livré" in drawn
    assert not {tuiles.PLEIN, tuiles.MOITIE, tuiles.VIDE} & set(drawn)
    assert "aucun n’a livré" not in draw_svg(draw(lieux, replace(ANNEE, territoire="departement_requerant")))


@pytest.mark.parametrize("extension", ["csv", "standard.csv", "xlsx", "svg", "png"])
def test_the_map_downloads_in_every_format(lieux: Millesime, extension: str) -> None:
    content = write_export(draw(lieux), lieux, "2025", extension)
    assert len(content) > 500
    if extension == "csv":
        assert ";76;Occitanie;" in content.decode("utf-8-sig")
        assert ";360;" in content.decode("utf-8-sig")


@pytest.mark.parametrize("palette", [CLAIR, SOMBRE])
def test_text_reads_on_the_darkest_tile(palette: Palette) -> None:
    for part in tuiles.PARTS:
        assert _contrast(palette.encre, tuiles.mix(palette.premier, palette.fond, part)) >= 4.5
    assert _contrast(palette.neutre, palette.fond) >= 3


def _contrast(first: str, second: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_a_crossing_that_is_not_published_is_a_designed_absence(lieux: Millesime, millesime: Millesime) -> None:
    for release, chosen in ((lieux, replace(ANNEE, type="COMMUNE")), (millesime, ANNEE)):
        found = list(build_section(Lecture(release, chosen, BUREAU), "territoire"))
        assert [type(part) for part in found] == [Absence]
        assert "ne publie pas" in str(found[0])


def test_the_region_is_a_filter_in_the_url_and_closes_what_it_is_not_crossed_with(lieux: Millesime) -> None:
    chosen = Selection(periode="2025", region="76", section="territoire", territoire="departement")
    query = write_query(chosen, lieux)
    assert query["region"] == "76"
    assert read_query(query, lieux, BUREAU) == chosen
    assert known_values("region", lieux) == ("27", "53", "04", "76")
    assert set(explain_unavailable(chosen, lieux, BUREAU)) == {"type", "canal", "departement"}
    assert available_grains(chosen, lieux, BUREAU) == ("annee",)
    assert settle(replace(chosen, type="COMMUNE"), lieux, BUREAU).region is None
    assert read_query({"region": "<b>"}, lieux, BUREAU).region is None


def test_a_release_that_does_not_count_by_place_offers_no_such_filter(lieux: Millesime, millesime: Millesime) -> None:
    assert offered_criteria(lieux, PUBLIC) == ("type", "famille", "canal", "region", "departement")
    assert offered_criteria(millesime, BUREAU) == ("type", "famille", "canal")


def test_under_a_region_the_page_counts_its_offices_and_names_it(lieux: Millesime) -> None:
    lecture = Lecture(lieux, replace(ANNEE, region="76"), BUREAU)
    card = build_cards(lecture)[0]
    assert card.figure is not None
    said = say_headline(card.figure, card.evolution)
    assert (
        said == "En 2025, les 2\u00a0offices couverts ont reçu 360\u00a0saisines, soit 20,0\u202f% de plus qu’en 2024."
    )
    assert say_why(lecture, card).startswith("Territoire\u202f: région du siège")
    assert "région du siège de l’office\u202f: Occitanie" in say_filters(lieux, "2025", {"region": "76"}, "reel")


def test_a_region_that_delivered_nothing_is_not_at_zero(lieux: Millesime) -> None:
    figure = build_cards(Lecture(lieux, replace(ANNEE, region="27"), BUREAU))[0].figure
    assert figure is not None
    assert (figure.valeur, figure.marque, figure.identifiant) == (None, "n.d.", None)


def test_the_chosen_region_is_framed_and_the_map_keeps_the_others(lieux: Millesime) -> None:
    chart = draw(lieux, replace(ANNEE, region="76"))
    widths = [shape["line"]["width"] for shape in plotly.draw(chart, CLAIR)["layout"]["shapes"]]
    assert sorted(set(widths)) == [1, 3]
    assert widths.count(3) == 1
    assert lines(chart) == lines(draw(lieux))
    assert "encadré" in chart.note


def test_offices_stand_by_type_then_name_with_their_volume_as_published(lieux: Millesime) -> None:
    groups = list_offices(lieux, ANNEE, BUREAU)
    assert [(group.titre, [rang.nom for rang in group.rangs]) for group in groups] == [
        ("Communes (4)", ["Bellerive", "Écluse", "Nul", "Zéphyr"]),
        ("Départements (1)", ["Val"]),
    ]
    assert say_offices(groups, "2025") == "4\u00a0offices sur 5 ont livré 2025 en entier."
    shown = {line[2]: line[4:10] for line in list_lines(groups, "2025")}
    assert shown["Écluse"] == ("livré", "2024 à 2025", "2026-01-15", "saisines-recues", 255, None)
    assert shown["Bellerive"] == ("pas livré", "—", None, "saisines-recues", None, "n.d.")
    assert shown["Val"][-2:] == (None, "c")
    assert shown["Nul"][-2] == 0
    html = offices(groups, "2025")
    assert html.index("Écluse") < html.index("Zéphyr") < html.index(">Val<")


def test_the_list_of_offices_is_for_members_and_follows_type_and_seat(lieux: Millesime) -> None:
    assert list_offices(lieux, ANNEE, PUBLIC) == list_offices(lieux, ANNEE, LIAISON) == ()
    seated = list_offices(lieux, replace(ANNEE, region="76"), BUREAU)
    assert [rang.cle for group in seated for rang in group.rangs] == ["COM-A", "COM-B"]
    kind = list_offices(lieux, replace(ANNEE, type="DEPARTEMENT"), BUREAU)
    assert [group.type for group in kind] == ["DEPARTEMENT"]
    assert "la famille de domaines" in say_ignored(replace(ANNEE, famille="LOGEMENT"))


def test_a_name_that_is_markup_is_shown_as_text(lieux: Millesime) -> None:
    groups = list_offices(lieux, ANNEE, BUREAU)
    hostile = replace(groups[0].rangs[0], nom="<script>alert(1)</script>")
    assert "<script" not in offices((replace(groups[0], rangs=(hostile,)),), "2025")


@pytest.mark.parametrize(
    ("years", "said"),
    [((), "—"), ((2025,), "2025"), ((2019, 2020, 2022), "2019 à 2020, 2022"), ((2024, 2025), "2024 à 2025")],
)
def test_years_read_as_spans(years: tuple[int, ...], said: str) -> None:
    assert say_years(years) == said
