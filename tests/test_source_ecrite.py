"""A source written again says the same thing, and carries what a person chose."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipelines.declarations import build_source
from pipelines.errors import WrongCall
from pipelines.settings import EXEMPLES, REFERENTIELS
from pipelines.source_ecrite import Choix, apply_choices, read_choices, write_source

DECLAREES = sorted([*(REFERENTIELS / "sources").glob("*.toml"), *(EXEMPLES / "sources").glob("*.toml")])
TOML = """
id = "essai"
[depot]
portee = "complet"
[colonnes]
"N° dossier" = "id_dossier_source"
"Reçu \\"le\\"" = { champ = "date_reception", ordre = "mja" }
Notes = { ecartee = "texte libre" }
Sujet = "domaine"
"""


@pytest.mark.parametrize("path", DECLAREES, ids=lambda path: path.stem)
def test_every_declared_source_written_again_is_the_same_source(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert build_source(tomllib.loads(write_source(content)), path.name) == build_source(content, path.name)


def test_choices_change_fields_labels_and_scope_and_nothing_else() -> None:
    choix = Choix(
        {"Notes": "canal", "Sujet": "", 'Reçu "le"': "date_cloture"}, {"canal": {"[x]\n": "COURRIEL"}}, "periode"
    )
    found = build_source(tomllib.loads(apply_choices(TOML, choix)), "x")
    assert {c.titre: (c.champ, c.ordre) for c in found.colonnes} == {
        "N° dossier": ("id_dossier_source", None),
        'Reçu "le"': ("date_cloture", "mja"),
        "Notes": ("canal", None),
        "Sujet": (None, None),
    }
    assert (found.libelles, found.portee) == ({"canal": {"[x]\n": "COURRIEL"}}, "periode")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '{"colonnes": {"Inconnue": "canal"}}',
        '{"colonnes": {"Notes": "canal", "Sujet": "canal"}}',
        '{"colonnes": {"Notes": "saisine_id"}}',
        '{"libelles": {"domaine": {"x": "RIEN"}}}',
        '{"portee": "autre"}',
    ],
)
def test_a_wrong_choice_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(WrongCall):
        apply_choices(TOML, read_choices(text))
