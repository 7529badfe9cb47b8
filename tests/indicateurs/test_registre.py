"""The registry reads whole, contradicts nothing, and every worked example is found again by the SQL that publishes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipelines.errors import InternalError
from pipelines.indicateurs.registry import DOSSIER, FICHIERS, Grain, Indicateur, load_registry
from pipelines.publication.examples import Resultat, compute_example, compute_examples, example_sql

REGISTRE = load_registry()
INDICATEURS = list(REGISTRE.indicateurs.values())


@pytest.fixture(scope="module")
def resultats() -> dict[str, Resultat]:
    """What every example gives, run together as publication runs them."""
    executed = compute_examples(INDICATEURS, REGISTRE)
    return {indicateur.id: resultat for indicateur, resultat in zip(INDICATEURS, executed, strict=True)}


@pytest.mark.parametrize("indicateur", INDICATEURS, ids=lambda indicateur: indicateur.id)
def test_the_worked_example_gives_what_it_announces(indicateur: Indicateur, resultats: dict[str, Resultat]) -> None:
    exemple = indicateur.exemple
    assert len(exemple.lignes) == 6
    assert resultats[indicateur.id] == (exemple.n, exemple.base, exemple.valeur)


@pytest.mark.parametrize("code", ["V1", "V5", "P1a"])
def test_an_example_alone_gives_the_same(code: str, resultats: dict[str, Resultat]) -> None:
    found = REGISTRE.find(code)
    assert found is not None
    assert compute_example(found) == resultats[found.id]


@pytest.mark.parametrize("indicateur", INDICATEURS, ids=lambda indicateur: indicateur.id)
def test_the_sql_shown_names_the_measures_of_the_indicator(indicateur: Indicateur) -> None:
    sql = example_sql(indicateur, REGISTRE)
    assert all(f'as "{mesure}"' in sql for mesure in indicateur.mesures)


def test_an_indicator_is_found_by_id_or_by_code() -> None:
    assert REGISTRE.find("v1") is REGISTRE.find("saisines-recues") is REGISTRE.indicateurs["saisines-recues"]
    assert REGISTRE.find("V99") is None


def test_every_indicator_of_the_domain_is_there() -> None:
    codes = {indicateur.code for indicateur in INDICATEURS}
    families = {
        *("V1", "V2", "V3", "V4", "V5"),
        *("R1", "R2", "R3", "R4"),
        *("O1", "O1b", "O1c", "O2", "O3", "O4", "O5"),
    }
    assert families | {"T1", "T2", "T3", "T3r", "T4", "T5", "S1", "P1", "Q1a"} <= codes


def test_the_three_bases_of_the_resolution_rate_are_in_their_labels() -> None:
    bases = ("médiations menées à terme", "dossiers recevables clos", "tous les dossiers clos")
    for code, base in zip(("O1", "O1b", "O1c"), bases, strict=True):
        found = REGISTRE.find(code)
        assert found is not None
        assert found.titre.endswith(f"(base\u202f: {base})")


@pytest.mark.parametrize("indicateur", INDICATEURS, ids=lambda indicateur: indicateur.id)
def test_what_readers_see_is_written_in_french_typography(indicateur: Indicateur) -> None:
    for text in (indicateur.titre, indicateur.definition, indicateur.limites, indicateur.norme, indicateur.unite):
        assert not re.search(r" [:;?!%»]|« |\d{2} \d{3}|'", text), text
        assert text == text.strip()
    assert indicateur.definition.endswith(".")


@pytest.mark.parametrize("indicateur", INDICATEURS, ids=lambda indicateur: indicateur.id)
def test_a_code_can_be_part_of_an_identifier(indicateur: Indicateur) -> None:
    assert re.fullmatch(r"[A-Z]+\d+[a-z]*", indicateur.code)


@pytest.mark.parametrize(
    ("code", "criteres", "grain", "admis"),
    [
        ("V5", (), "annee", False),
        ("V5", ("type",), "annee", True),
        ("V5", ("office",), "annee", True),
        ("V5", ("type",), "trimestre", False),
        ("V5", ("famille",), "annee", False),
        ("O4", (), "mois", True),
        ("O4", ("type",), "mois", True),
        ("O4", ("famille",), "mois", False),
        ("O4", ("type", "famille"), "annee", True),
        ("V1", ("famille",), "mois", True),
        ("V1", ("issue",), "annee", False),
    ],
)
def test_an_indicator_says_where_it_may_be_read(
    code: str, criteres: tuple[str, ...], grain: Grain, admis: bool
) -> None:
    found = REGISTRE.find(code)
    assert found is not None
    assert found.admits(criteres, grain) is admis


def test_every_stratum_starts_at_nobody_and_no_two_start_together() -> None:
    for kind in {strate.type for strate in REGISTRE.strates}:
        starts = [strate.minimum for strate in REGISTRE.strates if strate.type == kind]
        assert starts == sorted(set(starts))
        assert starts[0] == 0


@pytest.mark.parametrize(
    ("fichier", "old", "new", "message"),
    [
        ("indicateurs", 'numerateur = "refusees"', 'numerateur = "refusee"', "refusee"),
        ("indicateurs", 'numerateur = "refusees"', 'numerateur = "closes"', "deux cohortes"),
        ("indicateurs", 'code = "V2"', 'code = "v1"', "deux fois"),
        ("indicateurs", "completude_reserve = 95", "completude_reserve = 9", "avant d’être sous réserve"),
        ("indicateurs", 'exige = ["type", "office"]', 'exige = ["canal"]', "canal"),
        ("mesures", 'id = "closes"', 'id = "recues"', "deux fois"),
        ("mesures", 'facteur = 2\nn = "delai_n"', "facteur = 2", "son effectif"),
        ("mesures", 'facteur = 2\nn = "delai_n"', 'facteur = 2\nn = "recues"', "effectif de sa cohorte"),
        ("mesures", 'renseigne = "competence_renseignee"', 'renseigne = "competence"', "effectif de sa cohorte"),
    ],
)
def test_a_declaration_that_contradicts_another_is_refused(
    tmp_path: Path, fichier: str, old: str, new: str, message: str
) -> None:
    for name in FICHIERS:
        shutil.copy(DOSSIER / name, tmp_path)
    path = tmp_path / f"{fichier}.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InternalError, match=message):
        load_registry(tmp_path)
