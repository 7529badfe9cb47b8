"""The code reads one way: each module has a layer, imports only go down, and nothing grows into a monster.

A new module gets its name on one line of `ETAGES`, as low as its imports allow. A sub-package is one name, its modules
may import each other but never in a circle.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[1]

ETAGES: dict[str, tuple[str, ...]] = {
    "pipelines": (
        "typographie",
        "altered columns durable errors masking memoire model report reserve settings suggest_lexique",
        "corrections delta indicateurs journal offices privacy readers releve table_stricte territoires tri vocabulary",
        "bilans bruts dates incidents narration postal provisoires recommandations sensibilite sources suggest_ages suggest_fautes suggest_numbers suggest_words vue",
        "cli_french cli_sortie declarations_colonnes mapping publication rangees registre resolve suggest_contents suggest_dates suggest_rules suggest_titles trousseau",
        "attribution confirmation declarations ordre suggest_labels suggest_questions typed",
        "demande entrepot ledger normalise_codes normalise_dates resolution suggest_evidence versement",
        "coherence delais formes formules normalise rectification suggest_columns suggest_objets",
        "doublons source_ecrite suggest",
        "presentation rules suggest_source",
        "bordereau",
        "lots",
        "lots_lus reconnaissance",
        "jugement",
        "preparation resolution_lots",
        "admission",
        "deposition",
        "run",
        "apercu",
        "cli_depot",
        "cli_proposer",
        "cli",
    ),
    "dashboard": (
        "connexion couverture demonstration depot_garde depot_lu dispersion french libelles manifeste profils souvenirs traductions",
        "accessibilite configuration depot_json identifiant intervalles journal_lu lois millesime pairs periodes statiques",
        "calcul constats definitions depot depot_acces entonnoir intergiciel mouvement nelson perimetres rendu_accessibilite rendu_journal sante signaux survie valeurs visionneur",
        "access depot_visite mouvement_phrases series_xmr sources survie_phrases territoires",
        "depot_phrases presence reserves",
        "figures meme_periode mots",
        "evolution selection tranches voisins",
        "documents.csv evenements filters phrases",
        "charts citation depot_constats",
        "completude contenu qualite verification",
        "mon_office offices_liste rendu rendu_depot",
        "blocks rendu_offices tableaux mon_office_stock mon_office_verdicts rendu_definitions rendu_qualite",
        "mon_office_ajuste mon_office_pairs passeport",
        "mon_office_dessins rendu_mon_office",
        "mon_office_graphiques",
        "documents",
        "rendu_verification suites verification_fichiers",
        "chiffre cli_documents rendu_note verification_isolee",
        "views",
        "server",
        "cli",
    ),
}
"""Lowest layer first; a dotted name is a module of a sub-package with a layer of its own."""

CONTRATS = frozenset({"errors", "model", "masking", "journal", "settings", "incidents", "indicateurs.registry"})
"""What the read side may know of the write side: it reads millésimes, never cases."""

MONTAGES = {
    "dashboard.cli": frozenset({"cli", "cli_french"}),
    "dashboard.cli_documents": frozenset({"cli_french"}),
    "dashboard.demonstration": frozenset({"entrepot", "run", "publication.millesime"}),
}
"""The command mounts the write side's commands, the demonstration builds a base: the only doors between the two."""

STREAMLIT = re.compile(r"app|dashboard\.(?:server|blocks|access|filters|views(?:\..+)?)")
"""The pages and the server that serves them; everything else is plain Python that a test can call."""

LIGNES_MODULE, LIGNES_FONCTION = 300, 60


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(*packages: str) -> dict[str, Path]:
    found = {}
    for package in packages:
        for path in sorted((RACINE / package).rglob("*.py")):
            parts = path.relative_to(RACINE).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


CODE = modules("pipelines", "dashboard")
SOURCES = {"app": RACINE / "app.py", "lancer": RACINE / "lancer.py"} | CODE


def imports(path: Path) -> Iterator[str]:
    """Every module the file names, the names it takes from a package read as modules where they are some."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from [name for name in inside if name in CODE]
            if not all(name in CODE for name in inside):
                yield node.module


def unit(name: str) -> str:
    """The name of `ETAGES` a module goes under."""
    package, _, rest = name.partition(".")
    return rest if rest in layers(package) else rest.split(".")[0]


@cache
def layers(package: str) -> dict[str, int]:
    return {name: rank for rank, line in enumerate(ETAGES[package]) for name in line.split()}


@pytest.mark.parametrize("package", ETAGES)
def test_every_module_has_one_layer_and_every_layer_a_module(package: str) -> None:
    names = [name for line in ETAGES[package] for name in line.split()]
    assert len(names) == len(set(names))
    assert {unit(name) for name in CODE if name.startswith(f"{package}.")} == set(names)


@pytest.mark.parametrize("package", ETAGES)
def test_imports_only_go_down(package: str) -> None:
    rank = layers(package)
    wrong = [
        f"{name} → {target}"
        for name, path in CODE.items()
        for target in imports(path)
        if name.startswith(f"{package}.") and target.startswith(f"{package}.") and unit(name) != unit(target)
        if rank[unit(target)] >= rank[unit(name)]
    ]
    assert wrong == []


def test_no_circle_inside_a_sub_package() -> None:
    edges = {
        name: {target for target in imports(path) if target in CODE and target != name} for name, path in CODE.items()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above, name))
        if name not in done:
            for target in sorted(edges[name]):
                visit(target, (*above, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def test_the_write_side_does_not_know_the_read_side() -> None:
    assert [n for n, path in CODE.items() if n.startswith("pipelines") and any_of(path, "dashboard")] == []


def any_of(path: Path, package: str) -> bool:
    return any(target.split(".")[0] == package for target in imports(path))


def test_the_read_side_knows_only_the_contracts() -> None:
    wrong = [
        f"{name} → {target}"
        for name, path in CODE.items()
        for target in imports(path)
        if name.startswith("dashboard") and target.startswith("pipelines.")
        if target.partition(".")[2] not in CONTRATS | MONTAGES.get(name, frozenset())
    ]
    assert wrong == []


def test_streamlit_stays_in_the_pages() -> None:
    assert [n for n, path in SOURCES.items() if any_of(path, "streamlit") and not STREAMLIT.fullmatch(n)] == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_module_is_short_says_what_it_is_and_is_finished(name: str) -> None:
    text = SOURCES[name].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LIGNES_MODULE
    assert ast.get_docstring(parse(SOURCES[name]))
    assert re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b", text) == []
    long = [
        f"{node.name} : {node.end_lineno - node.lineno + 1} lignes"
        for node in ast.walk(parse(SOURCES[name]))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno >= LIGNES_FONCTION
    ]
    assert long == []
