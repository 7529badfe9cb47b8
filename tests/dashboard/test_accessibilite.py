"""What is said of accessibility follows from what was looked at: a fault outweighs all, silence is not conformity."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard import accessibilite, rendu_accessibilite
from dashboard.accessibilite import THEMES, Audit, Critere, Resultat, judge, load_audit, load_criteria

COMPTES = {
    "1": 9,
    "2": 2,
    "3": 3,
    "4": 13,
    "5": 8,
    "6": 2,
    "7": 5,
    "8": 10,
    "9": 4,
    "10": 14,
    "11": 13,
    "12": 11,
    "13": 12,
}
"""Criteria by theme in the RGAA 4.1.2."""


def audit(outcome: str) -> Audit:
    return Audit(date(2026, 1, 1), "4", "Chromium", (Resultat("/", "clair", 1440, {"link-name": outcome}),))


def critere(moyen: str, resultat: str = "", regles: tuple[str, ...] = ("link-name",)) -> Critere:
    return Critere("6.2", "Lien", moyen, resultat, regles, "")


@pytest.mark.parametrize(
    ("moyen", "resultat", "outcome", "expected"),
    [
        ("axe", "", "R", "sans faute"),
        ("axe", "", "V", "sans faute"),
        ("axe", "", "F", "non conforme"),
        ("axe", "", "-", "non applicable"),
        ("test", "conforme", "F", "non conforme"),
        ("main", "conforme", "R", "conforme"),
        ("main", "non conforme", "R", "non conforme"),
        ("aucun", "", "R", "non évalué"),
    ],
)
def test_a_criterion_is_said_no_better_than_it_was_looked_at(
    moyen: str, resultat: str, outcome: str, expected: str
) -> None:
    assert judge(critere(moyen, resultat), audit(outcome)) == expected


def test_every_criterion_of_the_rgaa_is_there_once_with_how_it_was_looked_at() -> None:
    found = load_criteria()
    assert len({each.numero for each in found}) == len(found) == 106
    assert {theme: sum(each.theme == theme for each in found) for theme in THEMES} == COMPTES
    assert {each.moyen for each in found} <= set(accessibilite.MOYENS)
    assert [each.numero for each in found if (each.moyen == "axe") != bool(each.regles)] == []
    assert [each.numero for each in found if (each.moyen in ("test", "main")) != bool(each.resultat)] == []


def test_every_rule_named_is_a_rule_of_the_tool() -> None:
    known = {rule for found in load_audit().resultats for rule in found.regles}
    assert {rule for each in load_criteria() for rule in each.regles} - known == set()


def test_the_page_says_it_is_no_audit_and_escapes_what_it_shows() -> None:
    opinions = accessibilite.judge_all(load_audit())
    assert accessibilite.say_headline(opinions).startswith("Auto-évaluation, sans audit\u202f: ")
    assert sum(accessibilite.count_states(opinions).values()) == 106
    assert "se déclare non conforme" in rendu_accessibilite.statement(load_audit())
    assert "<script>" not in rendu_accessibilite.contact("<script>@x")
    assert 'href="mailto:a@b.fr"' in rendu_accessibilite.contact("a@b.fr")
