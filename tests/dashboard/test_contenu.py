"""The page Réseau draws what the release publishes beyond its cells, number for number, and says so when it is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from dashboard.charts import plotly
from dashboard.charts.courbes import draw_volumes
from dashboard.charts.formes import Texte
from dashboard.charts.palette import CLAIR, SOMBRE
from dashboard.charts.spec import Graphique
from dashboard.charts.svg import draw_svg
from dashboard.charts.traces import lay_out
from dashboard.charts.volumes import add_limits
from dashboard.chiffre import find_figures
from dashboard.contenu import SECTIONS, Absence, Lecture, build_cards, build_section, find_chart, say_why
from dashboard.documents.exports import write_export
from dashboard.millesime import Millesime, open_release
from dashboard.phrases import say_filters, say_headline
from dashboard.profils import BUREAU, PUBLIC, Profil
from dashboard.selection import Selection, explain_perimeters, read_query, settle, write_query
from dashboard.series_xmr import Point, analyse_series
from dashboard.signaux import CAS_MINIMUM, CAS_PAR_OFFICE, FAUX_SUR_DIX, OFFICES_MINIMUM
from pipelines.errors import WrongCall
from pipelines.publication import signaux as publication
from tests.dashboard.fabrique_analyses import CONSTANT, FLAT, JOURS, MOUVEMENTS, OFFICES, SIGNAUX, write_analysed

ANNEE = Selection(periode="2025")
ANALYSES = ("mouvement-volume", "mouvement-delai", "mouvement-resolution", "survie", "signaux", "parcours")


@pytest.fixture(scope="module")
def analyse(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("analyses") / "publications"
    write_analysed(folder)
    return open_release(folder, exemple=True)


def read(millesime: Millesime, selection: Selection = ANNEE, profil: Profil = BUREAU) -> Lecture:
    return Lecture(millesime, selection, profil)


def absences(lecture: Lecture, section: str) -> list[Absence]:
    return [part for part in build_section(lecture, section) if isinstance(part, Absence)]


def rows(millesime: Millesime, nom: str) -> list[dict[str, Any]]:
    """The table as it lies in the release, read without the code under test."""
    found: list[dict[str, Any]] = pq.read_table(millesime.dossier / f"reseau/{nom}.parquet").to_pylist()
    return found


@pytest.mark.parametrize("cle", ANALYSES)
def test_every_new_chart_has_its_sentence_its_table_and_its_downloads(analyse: Millesime, cle: str) -> None:
    chart = find_chart(read(analyse), cle)
    assert chart.phrase.endswith(".")
    assert chart.titre in chart.alt
    assert {len(line) for line in chart.tableau.lignes} == {len(chart.tableau.titres)}
    for extension in ("csv", "xlsx", "svg", "png"):
        assert write_export(chart, analyse, "2025", extension)
    root = ElementTree.fromstring(draw_svg(chart, SOMBRE))
    assert root.get("aria-label") == chart.alt


@pytest.mark.parametrize("cle", [*ANALYSES, "volumes"])
def test_no_word_of_a_file_leaves_its_frame(analyse: Millesime, cle: str) -> None:
    drawing = lay_out(find_chart(read(analyse), cle))
    for mark in drawing.traces:
        if isinstance(mark, Texte):
            assert mark.y - mark.taille / 2 > 0, mark.texte
            assert mark.y <= drawing.hauteur, mark.texte


@pytest.mark.parametrize("cle", [*ANALYSES, "volumes"])
def test_every_drawing_is_a_plain_dict_of_lists(analyse: Millesime, cle: str) -> None:
    import plotly.graph_objects as go

    for palette in (CLAIR, SOMBRE):
        go.Figure(**plotly.draw(find_chart(read(analyse), cle), palette))


@pytest.mark.parametrize(("cle", "indicateur"), list(zip(ANALYSES, MOUVEMENTS, strict=False)))
def test_the_bars_of_a_waterfall_are_the_published_parts_and_leave_nothing_over(
    analyse: Millesime, cle: str, indicateur: str
) -> None:
    published = [row for row in rows(analyse, "decomposition") if row["indicateur"] == indicateur]
    values = {row["part"]: Fraction(row["valeur"], row["denominateur"]) for row in published}
    expected = [value for part, value in values.items() if part not in ("depart", "arrivee", "total") and value]
    bars, ends = plotly.draw(find_chart(read(analyse), cle), CLAIR)["data"]
    assert sorted(bars["x"]) == pytest.approx(sorted(map(float, expected)), abs=1e-12)
    assert ends["x"] == [float(values["depart"]), float(values["arrivee"])]
    assert sum(expected) == values["total"]
    chart = find_chart(read(analyse), cle)
    assert (chart.tableau.lignes[-1][0], chart.tableau.lignes[-1][1].split("\u00a0")[0]) == ("Résidu", "0")
    assert chart.phrase.endswith("Les parts s’additionnent exactement\u202f: résidu 0.")


def test_a_waterfall_file_holds_exact_fractions(analyse: Millesime) -> None:
    content = write_export(find_chart(read(analyse), "mouvement-delai"), analyse, "2025", "csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    parts = [Fraction(int(line["numerateur"]), int(line["denominateur"])) for line in lines if line["role"] == "part"]
    ends = {line["role"]: Fraction(int(line["numerateur"]), int(line["denominateur"])) for line in lines}
    assert sum(parts) == ends["arrivee"] - ends["depart"] == Fraction(25, 10)


def test_the_headline_says_what_newcomers_bring(analyse: Millesime) -> None:
    lecture = read(analyse)
    assert say_why(lecture, build_cards(lecture)[0]) == (
        "+8\u202f% de saisines, dont 6\u00a0points dus à 9\u00a0nouveaux adhérents."
    )


def test_the_delay_curve_is_the_published_one(analyse: Millesime) -> None:
    cells = {row["mesure"]: row["valeur"] for row in rows(analyse, "survie-citable")}
    low, high, curve = plotly.draw(find_chart(read(analyse), "survie"), CLAIR)["data"]
    known = [day for day in JOURS if cells[f"part_{day:03d}"] is not None]
    assert curve["x"] == known
    assert curve["y"] == [cells[f"part_{day:03d}"] / 10_000 for day in known]
    assert low["y"][1:] == [cells[f"part_bas_{day:03d}"] / 10_000 for day in known[1:]]
    assert high["y"][1:] == [cells[f"part_haut_{day:03d}"] / 10_000 for day in known[1:]]
    table = find_chart(read(analyse), "survie").tableau
    assert table.lignes[3][:3] == ("30\u00a0jours", "1\u202f590", "480")
    assert table.lignes[-1][3] == "trop peu"


def test_the_delay_says_both_medians_and_marks_the_mean_of_closed_cases(analyse: Millesime) -> None:
    chart = find_chart(read(analyse), "survie")
    assert chart.phrase.startswith(
        "La moitié des saisines reçues en 2025 sont closes en 52\u00a0jours au plus (de 49 à 55\u00a0jours, à 95\u202f%). "
        "Les 1\u202f400\u00a0dossiers clos, à eux seuls, donnent une médiane de 40\u00a0jours et une moyenne de 40,5\u00a0jours."
    )
    drawn = plotly.draw(chart, CLAIR)["layout"]
    assert [shape["x0"] for shape in drawn["shapes"][1:]] == [52, 40.5]
    assert [note["text"] for note in drawn["annotations"]] == [
        "médiane, ouvertes comprises\u202f: 52\u00a0jours",
        "moyenne des seuls clos\u202f: 40,5\u00a0jours",
    ]


def test_the_card_of_the_delay_counts_open_cases(analyse: Millesime) -> None:
    cards = {card.figure.indicateur: card for card in build_cards(read(analyse)) if card.figure}
    assert cards["delai-median"].complement == (
        "52\u00a0jours en comptant les saisines encore ouvertes (reçues en 2025\u202f; de 49 à 55)"
    )
    assert not any(card.complement for name, card in cards.items() if name != "delai-median")


@pytest.mark.parametrize(
    ("periode", "phrase"),
    [
        (
            "2025",
            "Aucun signal en 2025\u202f: sur 2\u00a0domaines examinés, aucun ne monte dans plusieurs offices à la fois plus "
            "que le hasard ne l’explique.",
        ),
        (
            "2024",
            "1\u00a0signal en 2024, sur 1\u00a0domaine examiné\u202f: «\u202fRSA\u202f» monte dans 5\u00a0offices sur 11.",
        ),
        ("2022", "Aucun signal en 2022\u202f: aucun domaine ne compte assez de saisines dans assez d’offices."),
    ],
)
def test_signals_are_said_even_when_there_is_none(analyse: Millesime, periode: str, phrase: str) -> None:
    assert find_chart(read(analyse, Selection(periode=periode)), "signaux").phrase == phrase


def test_a_signal_whose_counts_are_hidden_has_no_bar_and_a_mark(analyse: Millesime) -> None:
    chart = find_chart(read(analyse), "signaux")
    shown = [signal for signal in SIGNAUX if signal[0] == "2025" and signal[6] is not None]
    assert [point.valeur for point in chart.series[0].points] == [signal[6] for signal in shown]
    assert [line[1:3] for line in chart.tableau.lignes] == [("125", "145"), ("c", "c")]


def test_the_rules_said_are_those_of_publication() -> None:
    assert (OFFICES_MINIMUM, CAS_PAR_OFFICE, CAS_MINIMUM) == (
        publication.OFFICES_MINIMUM,
        publication.CAS_PAR_OFFICE,
        publication.CAS_MINIMUM,
    )
    assert FAUX_SUR_DIX / 10 == publication.SEUIL_FDR


def test_both_perimeters_stand_on_one_chart(analyse: Millesime) -> None:
    chart = find_chart(read(analyse), "volumes")
    constant = next(serie for serie in chart.series if serie.trait == "tirets")
    assert [point.valeur for point in constant.points] == [FLAT] * 5 + [None]
    assert (
        "À périmètre constant (20\u00a0offices), de 2021 à 2025, elles passent de 600 à 600 (0,0\u202f%)."
        in chart.phrase
    )
    assert "Reçues, périmètre constant" in chart.tableau.titres
    cell = [row for row in rows(analyse, "citable") if (row["perimetre"], row["mesure"]) == (CONSTANT, "recues")]
    assert {row["valeur"] for row in cell if row["croisement"] == "reseau"} == {FLAT}


def test_the_perimeter_changes_every_card_and_the_command_gives_the_same(analyse: Millesime) -> None:
    lecture = read(analyse, Selection(periode="2025", perimetre=CONSTANT))
    cards = build_cards(lecture)
    assert [card.figure.valeur for card in cards if card.figure][:2] == [FLAT, FLAT * 9 // 10]
    for card in cards:
        assert card.figure is not None
        wanted = {"perimetre": CONSTANT}
        (asked,) = find_figures(analyse, card.figure.indicateur, None, "2025", wanted, BUREAU)
        assert asked == card.figure
        assert asked.perimetre == CONSTANT
        assert "Périmètre constant depuis 2021 (20\u00a0offices)." in asked.reserves
    first = cards[0].figure
    assert first is not None
    assert (first.offices_couverts, first.offices_total) == (OFFICES, OFFICES)
    assert first.identifiant is not None
    assert "PERIMETRE.constant-2021" in first.identifiant
    assert say_headline(first, cards[0].evolution) == (
        "En 2025, les 20\u00a0offices du périmètre constant ont reçu 600\u00a0saisines, autant qu’en 2024."
    )
    assert say_why(lecture, cards[0]).startswith("20\u00a0offices qui ont livré chaque année de 2021 à 2025")
    assert say_filters(analyse, "2025", {}, CONSTANT).endswith("périmètre constant depuis 2021 (20\u00a0offices)")


def test_a_perimeter_is_protected_but_for_the_yearly_totals_of_the_network(analyse: Millesime) -> None:
    def reserves(indicateur: str, filtres: dict[str, str]) -> Sequence[str]:
        (found,) = find_figures(analyse, indicateur, None, "2025", {"perimetre": CONSTANT, **filtres}, PUBLIC)
        return found.reserves

    rounded = "Effectifs arrondis au multiple de 5, petits effectifs masqués."
    assert rounded not in reserves("V1", {})
    assert rounded in reserves("V1", {"type": "COMMUNE"})
    assert rounded in reserves("O1", {})


def test_a_period_outside_the_series_is_not_zero(analyse: Millesime) -> None:
    (found,) = find_figures(analyse, "V1", None, "2026", {"perimetre": CONSTANT}, BUREAU)
    assert (found.valeur, found.marque) == (None, "n.d.")


def test_no_perimeter_opens_an_office(analyse: Millesime) -> None:
    for profil in (BUREAU, PUBLIC, Profil("office", "COM-17300")):
        with pytest.raises(WrongCall, match="périmètre constant"):
            find_figures(analyse, "V1", None, "2025", {"perimetre": CONSTANT, "office": "COM-17300"}, profil)


def test_the_perimeter_is_in_the_url_and_let_go_where_it_is_not_published(analyse: Millesime) -> None:
    chosen = Selection(periode="2025", perimetre=CONSTANT)
    assert write_query(chosen, analyse) == {"millesime": "2026-01", "perimetre": CONSTANT}
    assert read_query(write_query(chosen, analyse), analyse, BUREAU) == chosen
    for other in (
        Selection(periode="2026", perimetre=CONSTANT),
        Selection(periode="2025", famille="LOGEMENT", perimetre=CONSTANT),
        Selection(grain="mois", periode="2025-12", perimetre=CONSTANT),
        Selection(periode="2025", perimetre="constant-1999"),
    ):
        assert settle(other, analyse, BUREAU).perimetre == "reel"
    assert "n’est pas publié" in explain_perimeters(Selection(grain="mois", periode="2025-12"), analyse, BUREAU)
    assert (
        explain_perimeters(Selection(periode="2026"), analyse, BUREAU) == "Aucun périmètre constant ne contient 2026."
    )
    assert explain_perimeters(ANNEE, analyse, BUREAU) == ""


def test_the_way_of_a_case_has_the_published_count_of_each_stage(analyse: Millesime) -> None:
    closed = find_chart(read(analyse, Selection(periode="2025", cohorte="closes")), "parcours")
    cells = {
        row["mesure"]: row["valeur"]
        for row in rows(analyse, "citable")
        if (row["croisement"], row["cohorte"], row["perimetre"], row["periode"]) == ("reseau", "closes", "reel", "2025")
    }
    assert [point.valeur for point in closed.series[0].points] == [
        cells["closes"],
        cells["menees_a_terme"],
        cells["favorables"],
    ]
    assert [line[1] for line in closed.tableau.lignes][1] == "n.d."


@pytest.mark.parametrize(
    ("section", "phrase"),
    [
        ("mouvement", "Le millésime 2026-01 ne contient pas de décomposition."),
        ("delais", "Le millésime 2026-01 ne contient pas de courbe de délai."),
        ("domaines", "Le millésime 2026-01 ne contient pas de signaux."),
    ],
)
def test_an_older_release_says_what_it_lacks_and_draws_the_rest(
    millesime: Millesime, section: str, phrase: str
) -> None:
    found = absences(read(millesime), section)
    assert [absence.phrase for absence in found] == [phrase]
    assert "observatoire publier" in found[0].conseil
    assert explain_perimeters(ANNEE, millesime, BUREAU) == "Le millésime 2026-01 ne publie aucun périmètre constant."
    drawn = [part for part in build_section(read(millesime), section) if isinstance(part, Graphique)]
    assert len(drawn) == len(SECTIONS[section]) - (3 if section == "mouvement" else 1)


@pytest.mark.parametrize(
    ("selection", "section", "words"),
    [
        (Selection(periode="2025", perimetre=CONSTANT), "mouvement", "périmètre réel"),
        (Selection(periode="2025", famille="LOGEMENT"), "mouvement", "par type de collectivité"),
        (Selection(periode="2023"), "mouvement", "entre 2022 et 2023"),
        (Selection(grain="mois", periode="2024-01"), "mouvement", "en janvier 2024"),
        (Selection(periode="2025", type="COMMUNE"), "domaines", "réseau entier"),
        (Selection(periode="2026"), "domaines", "n’est pas terminée"),
        (Selection(periode="2025", canal="COURRIEL"), "delais", "courbe"),
    ],
)
def test_what_is_not_published_for_a_selection_says_why(
    analyse: Millesime, selection: Selection, section: str, words: str
) -> None:
    found = absences(read(analyse, selection), section)
    assert found
    assert any(words in absence.phrase for absence in found)
    assert not any("Croisements publiés" in absence.conseil for absence in found)


def test_an_unknown_chart_is_refused(analyse: Millesime) -> None:
    with pytest.raises(WrongCall, match="Aucun graphique"):
        find_chart(read(analyse), "inconnu")


@pytest.fixture(scope="module")
def agite(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    """A network whose last quarter but one doubles."""
    from tests.dashboard.fabrique import Recette, paysage, write_release

    def jump(cell: Any) -> Any:
        moved = cell[4] == "2025-T3" and cell[7] == "recues" and cell[0] == "reseau"
        return (*cell[:8], cell[8] * 2, cell[9]) if moved else cell

    folder = tmp_path_factory.mktemp("agite") / "publications"
    write_release(folder, Recette(cellules=[jump(cell) for cell in paysage(Recette())]))
    return open_release(folder, exemple=True)


def test_a_point_beyond_its_limits_is_ringed_and_said(agite: Millesime) -> None:
    chart = find_chart(read(agite, Selection(grain="trimestre", periode="2025-T4")), "volumes")
    received = chart.series[0]
    assert [point.categorie for point in received.points if point.hors] == ["T3 2025"]
    assert "T3 2025\u202f: au-delà des limites" in chart.phrase
    assert dict(zip(chart.tableau.titres, chart.tableau.lignes[18], strict=True))["Signal"] == "hors des limites"
    names = [trace["name"] for trace in plotly.draw(chart, CLAIR)["data"]]
    assert names.count("Hors des limites") == 1
    assert {"Limite haute", "Limite basse"} <= set(names)
    assert "hors limites" in draw_svg(chart)
    assert "limites provisoires" not in chart.note


@pytest.mark.parametrize(
    ("points", "words"), [(5, "Moins de 6 périodes"), (6, "provisoires"), (11, "provisoires"), (12, "")]
)
def test_limits_are_provisional_under_twelve_points_and_absent_under_six(
    millesime: Millesime, points: int, words: str
) -> None:
    day = millesime.manifeste.arrete_au
    series = read(millesime, Selection(grain="trimestre", periode="2025-T4")).serie("saisines-recues")[:points]
    lues = [Point(figure.periode, figure.valeur) for figure in series]
    chart = add_limits(draw_volumes(series, series, day), [p.periode for p in lues], analyse_series(lues, compte=True))
    assert words in chart.note
    assert ("provisoires" in chart.note) == (words == "provisoires")
    assert any(serie.trait == "limite" for serie in chart.series) == (points > 5)


def test_quarters_are_said_with_their_article(millesime: Millesime) -> None:
    chart = find_chart(read(millesime, Selection(grain="trimestre", periode="2025-T4")), "volumes")
    assert chart.phrase.startswith("Du 1er trimestre 2021 au 4e trimestre 2025, les saisines reçues passent")
    assert " De 1er" not in chart.phrase
    assert "en 1er" not in chart.phrase


def test_a_file_of_bands_names_its_perimeter(analyse: Millesime) -> None:
    chart = find_chart(read(analyse, Selection(periode="2025", perimetre=CONSTANT)), "tranches")
    content = write_export(chart, analyse, "2025", "csv").decode("utf-8-sig")
    assert {line["perimetre"] for line in csv.DictReader(io.StringIO(content), delimiter=";")} == {CONSTANT}
