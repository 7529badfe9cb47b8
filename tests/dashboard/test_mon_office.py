"""An office reads its own exact figures, hears only what its peers' numbers allow, and nothing of another office."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard import mon_office
from dashboard import mon_office_graphiques as graphiques
from dashboard.documents.office import write_file
from dashboard.millesime import Millesime, open_release
from dashboard.mon_office import Regard
from dashboard.mon_office_pairs import build_comparisons, find_group, find_pairs, say_refusal
from dashboard.profils import BUREAU, Profil
from pipelines.errors import RefusedInput, WrongCall
from tests.dashboard.fabrique_office import ABSENT, MIEN, RECU, RIEN, SEUL, write_network


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("office")
    write_network(folder)
    return open_release(folder, exemple=True)


def look(millesime: Millesime, office: str = MIEN, annee: str = "2025") -> Regard:
    return Regard(millesime, Profil("office", office), annee)


def test_own_figures_are_exact(reseau: Millesime) -> None:
    regard = look(reseau)
    assert [card.figure.valeur for card in mon_office.build_cards(regard) if card.figure][:2] == [RECU, RECU]
    assert mon_office.say_headline(regard).startswith("En 2025, votre office a reçu 143\u00a0saisines et clos 143")
    assert all(card.figure and card.figure.identifiant is None for card in mon_office.build_cards(regard))


@pytest.mark.parametrize(
    ("office", "annee", "etat", "phrase"),
    [
        (MIEN, "2025", "livre", "votre office a reçu"),
        (MIEN, "2026", "en_cours", "votre office a reçu"),
        (ABSENT, "2025", "absent", "Votre office n’a pas livré toute l’année 2025."),
        (RIEN, "2025", "jamais", "Votre office n’a encore rien livré."),
        ("COM-99999", "2025", "jamais", "Votre office n’a encore rien livré."),
    ],
)
def test_each_state_is_said(reseau: Millesime, office: str, annee: str, etat: str, phrase: str) -> None:
    regard = look(reseau, office, annee)
    assert mon_office.find_state(regard) == etat
    assert phrase in mon_office.say_headline(regard)
    assert bool(mon_office.say_state(regard)) == (etat != "livre")


def test_a_late_office_learns_its_last_whole_year(reseau: Millesime) -> None:
    assert "Dernière année complète\u202f: 2023." in mon_office.say_state(look(reseau, ABSENT))


def test_an_office_without_a_case_reads_none_and_not_zero(tmp_path: Path) -> None:
    write_network(tmp_path, recu=0)
    regard = look(open_release(tmp_path, exemple=True))
    assert mon_office.say_headline(regard) == "En 2025, votre office a reçu aucune saisine et clos aucun dossier."
    assert graphiques.build_section(regard, find_group(regard), "activite") == ()


def test_scope_and_breaks_are_those_of_the_office_alone(reseau: Millesime) -> None:
    assert mon_office.list_caveats(look(reseau)) == (
        "Votre office accepte les litiges entre particuliers.",
        "Rupture de série le 1er septembre 2022. Les demandes hors champ ne sont plus comptées.",
    )
    charts = graphiques.build_section(look(reseau), find_group(look(reseau)), "activite")
    assert all("ne sont plus comptées" in chart.note for chart in charts)
    assert [jalon.lettre for jalon in charts[0].jalons] == ["A"]
    assert all(chart.tableau.titres[-1] != "Offices couverts" for chart in charts)


def test_peers_are_compared_by_their_middle_and_none_is_named(reseau: Millesime) -> None:
    regard = look(reseau)
    pairs = find_pairs(regard)
    lines = {line.titre: line for line in build_comparisons(regard, pairs)}
    assert (lines["Saisines reçues"].pairs.n, lines["Saisines reçues"].pairs.mediane) == (4, 20)
    assert lines["Saisines reçues"].pairs_base == "la moitié entre 20 et 45\u202f; 4 pairs"
    assert lines["Taux de résolution"].mien_base == "de 47,2 à 66,3\u202f%, à 95\u202f% · 57 sur 100"
    assert "moitié centrale de vos pairs" in lines["Délai médian"].lecture


@pytest.mark.parametrize(("voisin", "montre"), [(340, True), (341, False)])
def test_a_peer_that_makes_the_group_hides_its_middle(tmp_path: Path, voisin: int, montre: bool) -> None:
    """340 of 400 is 85.0 %, 341 of 401 is above."""
    write_network(tmp_path, voisin=voisin)
    regard = look(open_release(tmp_path, exemple=True))
    line = build_comparisons(regard, find_pairs(regard))[0]
    assert (line.pairs_texte == "c") == (not montre)
    assert (line.lecture == "non comparable") == (not montre)


@pytest.mark.parametrize(
    ("office", "annee", "raison"),
    [
        (SEUL, "2025", "Moins de trois autres départements"),
        (MIEN, "2024", ""),
        (MIEN, "2026", "tant que l’année n’est pas livrée"),
        (ABSENT, "2025", "tant que l’année n’est pas livrée"),
    ],
)
def test_a_type_too_small_or_a_year_not_delivered_is_not_shown(
    reseau: Millesime, office: str, annee: str, raison: str
) -> None:
    group = find_group(look(reseau, office, annee))
    assert raison in group.refus
    assert bool(group.refus) == bool(raison)


def test_a_year_not_delivered_has_no_peer(reseau: Millesime) -> None:
    regard = look(reseau, annee="2026")
    assert "tant que l’année n’est pas livrée" in say_refusal(regard, find_pairs(regard))
    assert build_comparisons(regard, find_pairs(regard)) == ()


@pytest.mark.parametrize(("voisin", "refuse"), [(226, False), (227, True)])
def test_a_neighbour_that_makes_the_group_closes_it(tmp_path: Path, voisin: int, refuse: bool) -> None:
    """226 of 266 is 85.0 %, 227 of 267 is above."""
    write_network(tmp_path, voisin=voisin)
    assert bool(find_group(look(open_release(tmp_path, exemple=True))).refus) == refuse


@pytest.mark.parametrize(("recu", "lecture"), [(10, "non comparable"), (11, "moitié centrale")])
def test_a_base_under_eleven_is_not_compared(tmp_path: Path, recu: int, lecture: str) -> None:
    write_network(tmp_path, recu=recu)
    regard = look(open_release(tmp_path, exemple=True))
    delay = next(line for line in build_comparisons(regard, find_pairs(regard)) if line.titre == "Délai médian")
    assert lecture in delay.lecture


def test_the_part_of_the_type_stands_beside_own_families_and_channels(reseau: Millesime) -> None:
    regard = look(reseau)
    families = graphiques.build_section(regard, find_group(regard), "domaines")[0]
    assert families.tableau.titres[-1] == "Part, communes"
    assert families.series[0].points[0].texte == "143 · 100,0\u202f% · communes\u202f: 40,0\u202f%"
    channels = graphiques.build_section(regard, find_group(regard), "canaux")[0]
    assert channels.tableau.lignes[0][0] == "Courriel"


def test_bands_of_the_year_stand_beside_those_of_the_type(reseau: Millesime) -> None:
    bands = graphiques.compare_bands(look(reseau), find_group(look(reseau)))
    assert bands
    assert len(bands.lignes) == 6
    assert bands.titres[-1] == "Part, communes"
    assert bands.lignes[0] == ("30 jours au plus", "42", "29,4\u202f%", "29,9\u202f%")


def test_nothing_of_another_office_is_on_the_page(reseau: Millesime) -> None:
    regard, names = look(reseau), {"Aubrac", "Cressy", "Dornes", "Étival", "Val"}
    group = find_group(regard)
    pairs = find_pairs(regard)
    shown = [str(getattr(line, field.name)) for line in build_comparisons(regard, pairs) for field in fields(line)]
    for section in graphiques.SECTIONS:
        shown += [str(chart) for chart in graphiques.build_section(regard, group, section)]
    assert not [text for text in shown if any(re.search(rf"\b{name}\b", text) for name in names)]
    assert {pair for text in shown for pair in ("COM-00001", SEUL) if pair in text} == set()


@pytest.mark.parametrize("objet", ["saisines-recues", "volumes", "tranches", "familles"])
def test_a_download_holds_what_the_page_shows(reseau: Millesime, objet: str) -> None:
    text = write_file(look(reseau), objet, "csv").decode("utf-8-sig")
    assert "143" in text or "42" in text
    assert "2026-01" in text


@pytest.mark.parametrize("objet", ["../../secret", "offices/DEP-17", "", "V99"])
def test_a_download_of_nothing_is_refused(reseau: Millesime, objet: str) -> None:
    with pytest.raises(WrongCall):
        write_file(look(reseau), objet, "csv")


def test_a_link_without_an_office_opens_nothing_and_a_garbled_one_takes_the_main_year(reseau: Millesime) -> None:
    with pytest.raises(RefusedInput):
        mon_office.read_query(reseau, BUREAU, {"periode": "2025"})
    found = mon_office.read_query(reseau, Profil("office", MIEN), {"periode": "2025\r\nX: y", "grain": "<b>"})
    assert (found.annee, found.grain, found.ecartes) == ("2025", "annee", ())


@pytest.mark.parametrize(
    ("sans", "ecartes"),
    [
        ("volume", ("volume",)),
        ("volume,type,<b>", ("type", "volume")),
        ("type,population,volume,perimetre,domaines", ()),
    ],
)
def test_a_link_drops_the_criteria_it_names_but_never_all(sans: str, ecartes: tuple[str, ...]) -> None:
    assert mon_office.read_dropped(sans) == ecartes
