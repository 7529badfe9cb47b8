"""A quoted figure says who, what, when and where it comes from, and a figure without reference is never quoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.citation import cite, is_quotable, say_statement
from dashboard.figures import find_figure
from dashboard.millesime import Millesime
from dashboard.profils import LIAISON
from pipelines.errors import WrongCall
from pipelines.indicateurs.registry import load_registry

JOUR = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("indicateur", "periode", "filtres", "phrase"),
    [
        (
            "V1",
            "2025",
            {},
            "En 2025, les 30\u00a0médiateurs territoriaux ayant transmis leurs données ont reçu 1\u202f680\u00a0saisines",
        ),
        (
            "V2",
            "2025-T3",
            {},
            "Au 3e trimestre 2025, les 30\u00a0médiateurs territoriaux ayant transmis leurs données ont clos 399\u00a0dossiers",
        ),
        (
            "V4",
            "2025",
            {"type": "REGION"},
            "Au 31 décembre 2025, les 6\u00a0médiateurs territoriaux de régions ayant transmis leurs données avaient "
            "84\u00a0saisines en cours",
        ),
        (
            "V1",
            "2025",
            {"famille": "LOGEMENT"},
            "En 2025, les 30\u00a0médiateurs territoriaux ayant transmis leurs données ont reçu 672\u00a0saisines de la "
            "famille «\u202fLogement\u202f»",
        ),
        (
            "T3",
            "2025",
            {},
            "En 2025, les 30\u00a0médiateurs territoriaux ayant transmis leurs données ont clos la moitié de leurs dossiers "
            "en 46\u00a0jours au plus depuis la réception, sur 1\u202f596\u00a0dossiers clos",
        ),
        (
            "O1",
            "2025",
            {},
            "En 2025, les 30\u00a0médiateurs territoriaux ayant transmis leurs données ont résolu 57,1\u202f% des médiations "
            "menées à terme, soit 638 sur 1\u202f117",
        ),
        (
            "V1",
            "2026",
            {},
            "En 2026 (période incomplète, données arrêtées au 15 janvier 2026), les médiateurs territoriaux ont reçu "
            "75\u00a0saisines",
        ),
    ],
)
def test_a_figure_becomes_a_sentence(
    millesime: Millesime, indicateur: str, periode: str, filtres: dict[str, str], phrase: str
) -> None:
    figure = find_figure(millesime, indicateur, periode, filtres, profil=LIAISON)
    assert say_statement(millesime, figure) == phrase


def test_the_whole_sentence_names_its_source_and_its_reference(millesime: Millesime) -> None:
    figure = find_figure(millesime, "V1", "2025", profil=LIAISON)
    found = cite(millesime, figure, JOUR, "https://exemple.fr/")
    assert found.phrase.endswith(
        "(AMCT, Observatoire, données d’exemple, millésime 2026-01, consulté le 1er mars 2026, "
        f"réf. {figure.identifiant})."
    )
    assert found.precision == "30 offices couverts sur 40."
    assert found.lien == f"https://exemple.fr/verifier?reference={figure.identifiant}"
    assert found.texte.splitlines() == [found.phrase, found.precision, found.lien]
    assert f'href="{found.lien}"' in found.html


def test_one_office_agrees_in_the_singular(millesime: Millesime) -> None:
    figure = replace(find_figure(millesime, "V2", "2025", profil=LIAISON), offices_couverts=1)
    assert "le médiateur territorial ayant transmis ses données a clos" in say_statement(millesime, figure)


def test_an_office_or_a_marked_figure_is_not_quoted(millesime: Millesime) -> None:
    found = find_figure(millesime, "V1", "2025", profil=LIAISON)
    for refused in (replace(found, identifiant=None), replace(found, valeur=None, marque="c")):
        assert not is_quotable(refused)
        with pytest.raises(WrongCall, match="ne se cite pas"):
            cite(millesime, refused, JOUR)


def test_every_indicator_has_a_sentence_that_holds_its_value(millesime: Millesime) -> None:
    model = find_figure(millesime, "O1", "2025", profil=LIAISON)
    for declared in load_registry().indicateurs.values():
        figure = replace(model, indicateur=declared.id, unite=declared.unite, cohorte=declared.cohorte, valeur=57.0)
        sentence = say_statement(millesime, figure)
        assert "57" in sentence
        assert "{" not in sentence
