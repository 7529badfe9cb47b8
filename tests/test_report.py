"""The account of a file closes, and its findings carry no value."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipelines.report import Constat, Rapport, refused

RAPPORT = Rapport("a.csv", "0", "essai", False, 10, 6, 2, 1, 1, (Constat("C", "ecartee", "conseil", 3, "F", "Ville"),))


@pytest.mark.parametrize(("lues", "closes"), [(9, False), (10, True), (11, False)])
def test_the_account_closes_or_not(lues: int, closes: bool) -> None:
    assert replace(RAPPORT, lues=lues).closes is closes


def test_a_report_is_plain_json() -> None:
    content = json.loads(json.dumps(RAPPORT.as_dict()))
    assert content["lues"] == sum(content[name] for name in ("acceptees", "ecartees", "doublons", "ignorees"))
    assert content["constats"][0]["ligne"] == 3
    assert content["date_arrete"] is None
    assert content["periode"] == [None, None]


def test_a_refusal_takes_nothing_and_says_why() -> None:
    rapport = refused("a.csv", "0", "VIDE", "Le fichier est vide.", "Refaites l’export.")
    assert rapport.closes
    assert (rapport.lues, rapport.refus_code, rapport.constats[0].niveau) == (0, "VIDE", "refus")
    assert rapport.constats[0].conseil == "Refaites l’export."
