"""What is kept of a release: built once, the latest used only, never a refusal."""

from __future__ import annotations

import pytest

from dashboard.contenu import Lecture, build_section
from dashboard.millesime import Millesime
from dashboard.profils import BUREAU, PUBLIC
from dashboard.selection import read_query
from dashboard.souvenirs import Souvenirs
from pipelines.errors import WrongCall


def test_a_value_is_built_once_and_the_oldest_leaves() -> None:
    kept, built = Souvenirs(places=2), []
    for key in ("a", "a", "b", "a", "c", "a", "b"):
        kept.recall(key, lambda key=key: built.append(key))  # type: ignore[misc]
    assert built == ["a", "b", "c", "b"]


def test_a_refusal_is_not_kept() -> None:
    kept = Souvenirs()

    def refuse() -> str:
        raise WrongCall("CROISEMENT", "Non.")

    with pytest.raises(WrongCall):
        kept.recall("a", refuse)
    assert kept.recall("a", lambda: "oui") == "oui"


def test_each_reader_and_each_selection_has_its_own(millesime: Millesime) -> None:
    def read(query: dict[str, str], profil: object = BUREAU) -> object:
        return build_section(Lecture(millesime, read_query(query, millesime, profil), profil), "volumes")  # type: ignore[arg-type]

    first = read({"grain": "annee"})
    assert read({"grain": "annee", "section": "delais"}) is first
    assert read({"grain": "annee"}, PUBLIC) is not first
    assert read({"grain": "mois"}) is not first
