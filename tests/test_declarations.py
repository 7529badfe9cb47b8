"""A mistake in a declared source is named with its file, its key and what is accepted; it never becomes a default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.declarations import build_source, load_source, load_sources
from pipelines.errors import WrongCall
from pipelines.settings import EXEMPLES
from pipelines.typographie import typeset
from tests.fabrique import COLONNES, source

BASE: dict[str, Any] = {"id": "essai", "colonnes": {"N": "id_dossier_source", "D": "date_reception"}}


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        ({"id": ""}, "SOURCE_CLE", "id"),
        ({"colones": {}}, "SOURCE_CLE", "colones"),
        ({"depot": {"porte": "complet"}}, "SOURCE_CLE", "depot.porte"),
        ({"depot": {"portee": "total"}}, "SOURCE_VALEUR", "complet, periode"),
        ({"depot": {"zero_saisine": "non"}}, "SOURCE_TYPE", "depot.zero_saisine"),
        ({"depot": {"date_arrete": "proprietes"}}, "SOURCE_TYPE", "depot.date_arrete"),
        ({"depot": {"date_arrete": ["titre"]}}, "SOURCE_VALEUR", "depot.date_arrete"),
        ({"depot": {"nom_fichier_date": r"\d+"}}, "SOURCE_MOTIF", "nom_fichier_date"),
        ({"depot": "complet"}, "SOURCE_TYPE", "depot"),
        ({"dates": {"ordre": "dmy"}}, "SOURCE_VALEUR", "jma, amj, mja"),
        ({"dates": {"qualite": "RECU"}}, "SOURCE_VALEUR", "CREATION_OUTIL"),
        ({"dates": {"sans_reception": 1}}, "SOURCE_TYPE", "dates.sans_reception"),
        ({"fichier": {"entete_ligne": "3"}}, "SOURCE_TYPE", "un entier"),
        ({"fichier": {"entete_ligne": True}}, "SOURCE_TYPE", "un entier"),
        ({"fichier": {"feuilles": [2024]}}, "SOURCE_TYPE", "fichier.feuilles"),
        ({"fichier": {"lignes_ignorees": ["("]}}, "SOURCE_MOTIF", "lignes_ignorees"),
        ({"office": {"nom_fichier": "Statistiques (.+)"}}, "SOURCE_MOTIF", "nom"),
        ({"office": {"nom_fichier": "("}}, "SOURCE_MOTIF", "office.nom_fichier"),
        ({"colonnes": {"N": "numero"}}, "SOURCE_CHAMP", "numero"),
        ({"colonnes": {"N": "office_id"}}, "SOURCE_CHAMP", "office_id"),
        ({"colonnes": {"N": {}}}, "SOURCE_COLONNE", "« N »"),
        ({"colonnes": {"N": {"champ": "canal", "fermee": True}}}, "SOURCE_COLONNE", "« N »"),
        ({"colonnes": {"N": {"champ": "canal", "facultative": "non"}}}, "SOURCE_TYPE", "facultative"),
        ({"colonnes": {"N": "canal", "M": "canal"}}, "SOURCE_COLONNE", "« N » et « M »"),
        ({"libelles": {"couleur": {"Bleu": "X"}}}, "SOURCE_CHAMP", "couleur"),
        ({"libelles": {"date_reception": {"Hier": "X"}}}, "SOURCE_CHAMP", "date_reception"),
        ({"libelles": {"canal": {"Pigeon": "COURIER"}}}, "SOURCE_VALEUR", "COURRIER"),
        ({"libelles": {"competence": {"Oui-da": "VRAI"}}}, "SOURCE_VALEUR", "OUI, NON"),
        ({"libelles": {"canal": {"Pli": "COURRIER", "PLI ": "COURRIEL"}}}, "SOURCE_VALEUR", "deux codes"),
    ],
)
def test_a_mistake_is_refused_and_named(change: dict[str, Any], code: str, named: str) -> None:
    with pytest.raises(WrongCall) as caught:
        build_source(BASE | change, "essai.toml")
    assert caught.value.code == code
    assert "essai.toml" in caught.value.message
    assert typeset(named) in caught.value.message


def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "casse.toml"
    path.write_text("id = ", encoding="utf-8")
    with pytest.raises(WrongCall) as caught:
        load_source(path)
    assert caught.value.code == "SOURCE_ILLISIBLE"


def test_a_label_may_say_nothing_was_recorded_and_a_domain_may_name_its_second_level() -> None:
    found = build_source(
        BASE | {"libelles": {"canal": {"Zéro": ""}, "domaine": {"ASE": "ENFANCE.PROTECTION_ASE"}}}, "e"
    )
    assert found.libelles["canal"] == {"Zéro": ""}


def test_the_committed_sources_are_valid_and_have_their_own_ids() -> None:
    found = [*load_sources(), *load_sources(EXEMPLES / "sources")]
    assert len({declared.id for declared in found}) == len(found) > 2
    assert all(declared.exemple for declared in load_sources(EXEMPLES / "sources"))


@pytest.mark.parametrize(
    ("header", "covered"),
    [
        (("Numéro", "Reçu le", "Clos le"), True),
        (("Clos le", "Numéro", "Reçu le", "Canal"), True),
        (("Numéro", "Reçu le"), False),
        (("Numéro", "Reçu le", "Clos le", "Autre titre"), False),
    ],
)
def test_a_file_is_recognised_by_its_titles_whatever_their_order(header: tuple[str, ...], covered: bool) -> None:
    assert source().covers(header, "x.csv") is covered


@pytest.mark.parametrize(
    ("nom", "covered"), [("Été_2025.csv", True), ("E\u0301te\u0301_2025.csv", True), ("x.csv", False)]
)
def test_a_source_of_one_office_asks_for_its_file_name_too(nom: str, covered: bool) -> None:
    declared = source(office={"cle": "COM-99001"}, fichier={"noms": ["Été_*"]})
    assert declared.covers(tuple(COLONNES), nom) is covered
