"""Coverage is said by type to all, by name to members; the reminder and the journal are the board's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import qualite
from dashboard.journal_lu import open_journal, say_chain, say_headline
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, LIAISON, PUBLIC, Profil
from dashboard.rendu_qualite import matrix, reminders
from pipelines.incidents import record_incident
from pipelines.journal import FICHIER, append_event
from tests.dashboard.fabrique_office import MIEN, write_network

COMPTES = {"lues": 20, "acceptees": 11, "ecartees": 4, "doublons": 3, "ignorees": 2}


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("qualite")
    write_network(folder)
    return open_release(folder, exemple=True)


def test_the_headline_says_who_is_missing(reseau: Millesime) -> None:
    assert qualite.say_headline(reseau) == "10\u00a0membres du réseau n’ont pas livré 2025 en entier."


def test_coverage_is_given_per_type_with_its_population(reseau: Millesime) -> None:
    assert qualite.build_coverage(reseau).lignes[0] == (
        *("Communes", "20", "15", "75\u202f%"),
        *("15\u202f000", "20\u202f000"),
    )


def test_the_matrix_is_by_type_then_name_and_leaves_the_open_year_out(reseau: Millesime) -> None:
    groups = qualite.build_matrix(reseau, BUREAU)
    assert [group.titre for group in groups] == ["Communes", "Départements"]
    names = [rang.nom for rang in groups[0].rangs]
    assert names == sorted(names, key=lambda nom: nom.replace("É", "E"))
    assert "2026" not in qualite.list_years(reseau)
    late = next(rang for rang in groups[0].rangs if rang.nom == "Ville de Dornes")
    states = [etat.nom for etat in late.etats]
    assert states == [*["livré en entier"] * 3, "livré en partie", "en retard"]
    assert late.etats[3].precision == "arrêté au 30 septembre 2024"


@pytest.mark.parametrize(
    ("profil", "voit"), [(BUREAU, True), (Profil("office", MIEN), True), (LIAISON, False), (PUBLIC, False)]
)
def test_names_are_for_members(reseau: Millesime, profil: Profil, voit: bool) -> None:
    assert bool(qualite.build_matrix(reseau, profil)) == voit
    assert bool(qualite.list_reminders(reseau, profil)) == voit


def test_reminders_gather_the_late_by_situation_the_nearest_first(reseau: Millesime) -> None:
    found = qualite.list_reminders(reseau, BUREAU)
    assert [(one.situation, one.noms) for one in found] == [
        ("Dernière année livrée\u202f: 2023", ("Ville de Dornes",)),
        ("Rien de livré à ce jour", ("Ville de Fromont",)),
    ]
    subject, body = qualite.write_reminder(reseau)
    assert "31 décembre 2025" in body
    html = reminders(found, subject, body, "2025")
    assert "mailto:?subject=" in html
    assert html.count("data-om-copier") == html.count('class="om-citation"') == 2
    assert "Dornes" not in body


def test_each_cell_of_the_matrix_is_readable_without_colour(reseau: Millesime) -> None:
    html = matrix(qualite.build_matrix(reseau, BUREAU), qualite.list_years(reseau))
    assert html.count('<span class="om-voix">') == 7 * 5
    assert html.count('scope="rowgroup"') == 2


def test_a_hostile_name_is_shown_literally() -> None:
    group = qualite.Groupe("COMMUNE", (qualite.Rang("<img src=x onerror=1>", (qualite.Etat(qualite.LIVRE),)),))
    assert "<img" not in matrix((group,), ("2025",))


@pytest.mark.parametrize(
    ("acceptees", "dit"), [(10, "Moins de onze lignes acceptées."), (11, "11\u00a0acceptées"), (0, "0\u00a0acceptée")]
)
def test_a_small_deposit_is_told_without_its_count(tmp_path: Path, acceptees: int, dit: str) -> None:
    details = {"depot": "D-1", "source": "mediature", "date_arrete": "2026-01-15", "offices": 1}
    append_event(tmp_path, "depot", {**details, **COMPTES, "acceptees": acceptees})
    line = open_journal(tmp_path).lignes[0]
    assert dit in line.texte
    assert ("20" in line.texte.split("2026.")[1]) == (acceptees != 10)


def test_the_journal_says_its_events_its_chain_and_resolves_an_incident(tmp_path: Path) -> None:
    append_event(tmp_path, "publication", {"millesime": "2026-01", "empreinte": "abc"})
    number = record_incident(tmp_path, ValueError("une cellule"))
    journal = open_journal(tmp_path)
    assert say_headline(journal).startswith("Aucun dépôt, aucun retrait et 1\u00a0publication. Dernier événement le")
    assert say_chain(journal).startswith("Chaîne intacte\u202f: 2\u00a0événements")
    found = journal.find_incident(f" {number.lower()} ")
    assert found
    assert "ValueError" in found.texte
    assert "une cellule" not in str(found)
    assert journal.find_incident("INC-00000000") is None


def test_a_line_changed_breaks_the_chain_and_hides_the_events(tmp_path: Path) -> None:
    append_event(tmp_path, "retrait", {"depot": "D-1"})
    path = tmp_path / FICHIER
    path.write_text(json.dumps({**json.loads(path.read_text()), "auteur": "autre"}) + "\n", encoding="utf-8")
    journal = open_journal(tmp_path)
    assert (journal.chaine, journal.lignes) == ("rompue", ())
    assert "ligne 1" in say_chain(journal)


@pytest.mark.parametrize("contenu", ["pas du JSON\n", "{}\n", "[1]\n"])
def test_a_journal_that_cannot_be_read_is_said_broken(tmp_path: Path, contenu: str) -> None:
    (tmp_path / FICHIER).write_text(contenu, encoding="utf-8")
    assert open_journal(tmp_path).chaine == "rompue"


def test_no_journal_on_this_host_is_a_state(tmp_path: Path) -> None:
    assert open_journal(tmp_path / "rien").chaine == "absente"
