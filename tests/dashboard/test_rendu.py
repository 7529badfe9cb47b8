"""Whatever the data holds is shown literally: no fragment of a page runs what a file said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard import rendu
from dashboard.charts.spec import Tableau
from dashboard.contenu import Carte, Lecture, build_cards
from dashboard.definitions import load_definitions
from dashboard.figures import find_figure
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU
from dashboard.selection import Selection

HOSTILES = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "' onclick='x", "</table>"]


@pytest.mark.parametrize("text", HOSTILES)
def test_hostile_text_is_escaped_everywhere(millesime: Millesime, text: str) -> None:
    figure = replace(find_figure(millesime, "V1", "2025"), reserves=(text,))
    html = "".join(
        (
            rendu.table(Tableau((text, text), ((text, text),)), text),
            rendu.state(text, text, text),
            rendu.headline(text, text, text),
            rendu.release_header(text, text, text),
            rendu.cards(
                [Carte(text, figure), Carte(text, None, refus=text)],
                {},
                {"saisines-recues": rendu.link(text, {text: text})},
            ),
        )
    )
    assert not re.search(r"<(script|img|b)\b|' onclick=", html)
    assert html.count("<table>") == html.count("</table>")


def test_a_card_shows_value_base_interval_change_and_help(millesime: Millesime) -> None:
    cards = build_cards(Lecture(millesime, Selection(periode="2025"), BUREAU))
    html = rendu.cards(cards, {d.id: rendu.help_text(d) for d in load_definitions(millesime)}, {})
    for expected in (
        "1\u202f680",
        "57,1\u202f%",
        "[54,2\u202f–\u202f60,0]",
        "638 sur 1\u202f117",
        "depuis 2024",
        "Résultat",
    ):
        assert expected in html
    assert html.count("<article") == 5


def test_a_reserve_shared_by_all_cards_is_said_once(millesime: Millesime) -> None:
    cards = build_cards(Lecture(millesime, Selection(periode="2025", type="COMMUNE"), BUREAU))
    assert rendu.cards(cards, {}, {}).count("arrondis au multiple de 5") == 1


def test_a_mark_says_what_it_means(millesime: Millesime) -> None:
    html = rendu.cards([Carte("Taux de refus", find_figure(millesime, "R2", "2025"))], {}, {})
    assert "n.d." in html
    assert "non disponible" in html
