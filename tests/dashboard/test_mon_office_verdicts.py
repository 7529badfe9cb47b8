"""A verdict sets an office against its peers when they make a group, against its type otherwise, and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.millesime import Millesime, open_release
from dashboard.mon_office import Regard
from dashboard.mon_office_ajuste import build_adjusted, say_adjusted, tabulate
from dashboard.mon_office_pairs import find_pairs, say_method, say_pairs, tabulate_pairs
from dashboard.mon_office_verdicts import build_verdicts, say_spread, say_verdicts
from dashboard.profils import LIAISON, PUBLIC, Profil
from dashboard.voisins import find_neighbours, summarise, tells_a_group
from tests.dashboard.fabrique import Recette, line
from tests.dashboard.fabrique_office import MIEN, SEUL, expected, write_network


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("verdicts")
    write_network(folder)
    return open_release(folder, exemple=True)


def look(millesime: Millesime, office: str = MIEN, *ecartes: str) -> Regard:
    return Regard(millesime, Profil("office", office), "2025", ecartes=ecartes)


def test_an_ordinary_office_is_not_told_from_its_peers(reseau: Millesime) -> None:
    regard = look(reseau)
    verdicts = build_verdicts(regard, find_pairs(regard))
    assert [verdict.sujet for verdict in verdicts] == ["delai", "resolution", "resolution-ajustee"]
    assert say_verdicts(verdicts) == (
        "Votre délai n’est pas distinguable de celui de vos 4 pairs, votre taux de résolution non plus."
    )


@pytest.mark.parametrize(("attendu", "mot"), [(40, "plus court"), (400, "plus long"), (143, "")])
def test_more_closures_than_expected_is_a_shorter_delay(tmp_path: Path, attendu: int, mot: str) -> None:
    """A private file whose expected closures differ from its 143 observed ones."""
    own = [*line("office", "closes", "2025", {"closes": 143, **expected(143, attendu)}, MIEN)]
    write_network(tmp_path, Recette(prives={MIEN: own}))
    regard = look(open_release(tmp_path, exemple=True))
    verdict = build_verdicts(regard, find_pairs(regard))[0]
    assert verdict.mot == mot
    assert say_verdicts([verdict]).startswith(f"Votre délai est {mot} que" if mot else "Votre délai n’est pas")


def test_the_spread_is_said_in_plain_words(reseau: Millesime) -> None:
    regard = look(reseau)
    verdict = build_verdicts(regard, find_pairs(regard))[0]
    assert "trop peu pour mesurer ce qui les sépare" in say_spread(verdict)
    wide = replace(verdict, groupe=replace(verdict.groupe, offices=20, variance=0.05))
    assert "fois plus que le hasard ne le ferait (surdispersion)" in say_spread(wide)
    alike = replace(verdict, groupe=replace(verdict.groupe, offices=20, variance=0.0))
    assert "surdispersion\u202f: 1" in say_spread(alike)


def test_only_members_read_the_figures_of_offices(reseau: Millesime) -> None:
    for profil in (PUBLIC, LIAISON):
        assert find_neighbours(reseau, MIEN, "2025", profil).pairs == ()
    assert len(find_neighbours(reseau, MIEN, "2025", Profil("office", MIEN)).pairs) == 4


def test_dropping_a_criterion_changes_the_distances_and_is_said(reseau: Millesime) -> None:
    whole, without = find_pairs(look(reseau)), find_pairs(look(reseau, MIEN, "type", "volume"))
    assert without.criteres == ("population", "perimetre", "domaines")
    assert "le type comptant double" in say_method(whole)
    assert "type" not in say_method(without)
    gaps = {pair.candidat.office: pair.distance for pair in whole.pairs}
    assert any(pair.distance != gaps[pair.candidat.office] for pair in without.pairs)
    assert say_pairs(whole) == "4\u00a0pairs proches — pourquoi ceux-ci\u202f?"
    assert any("Groupe trop mince" in text for text in whole.reserves)


def test_the_table_of_peers_compares_situations_by_name(reseau: Millesime) -> None:
    table = tabulate_pairs(find_pairs(look(reseau)))
    assert table.titres == ("Pair", "Distance", "Type", "Habitants", "Saisines reçues", "Périmètre déclaré", "Domaines")
    assert [line[0] for line in table.lignes] == [
        "Département du Val",
        "Ville de Cressy",
        "Ville d’Aubrac",
        "Ville d’Étival",
    ]
    assert table.lignes[2][2:] == ("Même type", "40\u202f000", "120", "4 points communs sur 5", "100\u202f% en commun")


def test_what_is_adjusted_says_what_the_network_would_have_done(tmp_path: Path) -> None:
    own = [*line("office", "closes", "2025", {"closes": 100, "delai_n": 100, **expected(100, 50)}, MIEN)]
    write_network(tmp_path, Recette(prives={MIEN: own}))
    regard = look(open_release(tmp_path, exemple=True))
    found = build_adjusted(regard, ())
    lines = {line[0]: line for line in tabulate(found).lignes}
    assert lines["Clos en 90 jours au plus"][1:4] == ("70,0\u202f%", "35,0\u202f%", "200 (de 156 à 253)")
    assert lines["Délai moyen"][1:3] == ("60\u00a0jours", "30\u00a0jours")
    assert "le réseau en aurait clos 35,0\u202f% en 90 jours\u202f; vous, 70,0\u202f%." in say_adjusted(found)


def test_an_office_alone_of_its_type_has_peers_of_other_types_and_hears_it(reseau: Millesime) -> None:
    pairs = find_pairs(look(reseau, SEUL))
    assert len(pairs.pairs) == 4
    assert all("Autre type de collectivité." in pair.raisons for pair in pairs.pairs)


@pytest.mark.parametrize(
    ("poids", "dit"),
    [
        ((40, 30, 30), True),
        ((50, 50), False),
        ((85, 10, 5), True),
        ((86, 9, 5), False),
        ((0, 50, 50), False),
        ((), False),
    ],
)
def test_a_group_is_three_offices_none_of_which_makes_it(poids: tuple[int, ...], dit: bool) -> None:
    assert tells_a_group([float(weight) for weight in poids]) == dit


def test_the_middle_of_nobody_is_a_mark() -> None:
    assert summarise([]).marque == "trop peu"
