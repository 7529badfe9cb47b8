"""Completeness is shown side by side: by type to all, by office to members, and never above its whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard import completude, rendu_qualite
from dashboard.calcul import compute
from dashboard.millesime import Millesime, open_release
from dashboard.profils import BUREAU, LIAISON, PUBLIC, Profil
from pipelines.indicateurs.registry import load_registry
from tests.dashboard.fabrique import OFFICES, Cellule, Recette, line, paysage, write_release

PLEIN = {"canal": 100, "domaine": 60}
"""Cases with the field, for 100; every other field is recorded for 90."""


def fields(n: int) -> dict[str, int | str]:
    """The counts of the recorded fields of `n` cases, every field being asked of all of them."""
    found: dict[str, int | str] = {"recues": n}
    for name, _ in completude.list_fields():
        declared = load_registry().indicateurs[name]
        mesure = declared.numerateur[0]
        found |= {mesure: n * PLEIN.get(mesure.removeprefix("rempli_"), 90) // 100, declared.denominateur or "": n}
    return found


def cells() -> Iterator[Cellule]:
    yield from (cell for cell in paysage(Recette()) if cell[4:8:3] != ("2025", "recues"))
    yield from line("reseau", "recues", "2025", fields(1000))
    yield from line("type", "recues", "2025", fields(500), "COMMUNE")
    yield from line("office", "recues", "2025", fields(100), OFFICES[0][0])


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> Millesime:
    folder = tmp_path_factory.mktemp("completude")
    write_release(folder, Recette(cellules=list(cells())))
    return open_release(folder, exemple=True)


@pytest.mark.parametrize("profil", [BUREAU, LIAISON, PUBLIC])
def test_every_reader_sees_each_field_by_type(reseau: Millesime, profil: Profil) -> None:
    found = completude.by_type(reseau, "2025", profil)
    assert found.colonnes[0].titre == completude.ENSEMBLE
    values = {rang.nom: rang.figures[0].valeur for rang in found.groupes[0].rangs if rang.figures[0]}
    assert (values["Canal de saisine"], values["Domaine"], len(values)) == (100, 60, 16)


@pytest.mark.parametrize(("profil", "voit"), [(BUREAU, True), (LIAISON, False), (PUBLIC, False)])
def test_offices_are_named_to_members_only(reseau: Millesime, profil: Profil, voit: bool) -> None:
    html = rendu_qualite.fields_by_office(completude.by_office(reseau, "2025", profil), "2025")
    assert ("Ville de Bellerive" in html) == voit


def test_the_sentence_names_the_emptiest_field(reseau: Millesime) -> None:
    said = completude.say_fields(completude.by_type(reseau, "2025", PUBLIC), "2025")
    assert "1\u00a0champ sur 16 est renseigné à 95\u202f% ou plus" in said
    assert "«\u202fDomaine\u202f», à 60,0\u202f%" in said


def test_a_release_without_completeness_says_so(millesime: Millesime) -> None:
    found = completude.by_type(millesime, "2025", PUBLIC)
    assert found.vide
    assert completude.say_fields(found, "2025") == "Aucune complétude n’est publiée pour 2025."


@pytest.mark.parametrize(("protegee", "n"), [(True, 27), (False, 25)])
def test_a_rounded_count_is_never_more_than_its_whole(protegee: bool, n: int) -> None:
    counted = 30 if protegee else 25
    found = compute(
        load_registry().indicateurs["completude-canal"], {"rempli_canal": counted, "recues": 27}, protegee=protegee
    )
    assert (found.n, found.base_n) == (n, 27)
    assert (found.valeur or 0) <= 100
