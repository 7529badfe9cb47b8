"""A second computation, in plain pandas from the definitions alone, finds every indicator again on every crossing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.indicateurs.registry import Indicateur, load_registry
from pipelines.offices import Office
from pipelines.publication.blocs import Bloc, compute_blocks
from pipelines.publication.couverture import build_coverage
from pipelines.publication.engine import Engine, open_engine
from pipelines.publication.plan import Croisement, load_plan
from pipelines.publication.preparation import (
    attach_base,
    attach_recommendations,
    attach_register,
    build_cases,
    build_presence,
    build_private_presence,
)
from pipelines.recommandations import Recommandation
from tests.publication.constructeur import ARRETE, depot, saisine, vue
from tests.publication.independant import Base, Chiffre, OfficeTemoin
from tests.publication.independant_definitions import FAMILLES, MENEES

REGISTRE = load_registry()
PLAN = load_plan()
TOUS = [(croisement, False) for croisement in PLAN.croisements] + [(croisement, True) for croisement in PLAN.prives]
CODES = {
    "canal": [None, "COURRIEL", "COURRIER", "A_QUALIFIER"],
    "origine": [None, "USAGER"],
    "type_requerant": [None, "PARTICULIER", "ASSOCIATION"],
    "departement_requerant": [None, "17", "ILLISIBLE", "HORS_FRANCE"],
    "domaine": [None, "A_QUALIFIER", *FAMILLES],
    "issue": [None, "A_QUALIFIER", "ABANDON", "JUSTICE", "REORIENTATION_EXTERNE", *MENEES],
    "statut": [None, "RECU", "CLOS"],
    "recevabilite": [None, "A_QUALIFIER", "RECEVABLE", "RECEVABLE", "IRRECEVABLE", "REORIENTEE", "SANS_OBJET"],
    "motif_irrecevabilite": [None, "A_QUALIFIER", "HORS_CHAMP_COMPETENCE", "DEMARCHE_PREALABLE_ABSENTE", "TARDIVE"],
    "proposition_suivie": [None, "A_QUALIFIER", "TOTALE", "PARTIELLE", "NON"],
    **{key: [None, True, False] for key in ["competence", "demarche_prealable", "reponse_prealable"]},
    **{key: [None, True, False] for key in ["accord_parties", "proposition_emise", "suite_contentieuse"]},
}
BORNES = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 12, 31), date(2025, 1, 1)]
DEBUT = date(2023, 11, 1)
JOURS = st.one_of(st.sampled_from(BORNES), st.dates(DEBUT, ARRETE))
OPTIONNEL = st.one_of(st.none(), JOURS)
ARRETES = st.sampled_from([date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 30), date(2025, 12, 31), ARRETE])
AVIS = [
    ("COM-X1", 2024, "RSA", "ACCEPTEE", True),
    ("COM-X1", 2025, None, "REFUSEE", False),
    ("DEP-X2", 2024, "RSA", "EN_ATTENTE", False),
]


def _offices(arrete_b: date = ARRETE, arrete_c: date = ARRETE) -> list[OfficeTemoin]:
    return [
        OfficeTemoin("COM-X1", "COMMUNE", 20_000, "COMMUNE_20000_100000", "17", "75", ARRETE, refuse=True),
        OfficeTemoin("DEP-X2", "DEPARTEMENT", 499_999, "DEPARTEMENT_MOINS_500000", "2A", "94", arrete_b),
        OfficeTemoin("REG-X3", "REGION", None, "(vide)", "(vide)", "(vide)", arrete_c, refuse=False),
    ]


OFFICES = [office.cle for office in _offices()]
SAISINES = st.builds(
    saisine,
    office_id=st.sampled_from(OFFICES),
    date_reception=JOURS,
    date_cloture=OPTIONNEL,
    date_accuse_reception=OPTIONNEL,
    date_recevabilite=OPTIONNEL,
    **{champ: st.sampled_from(codes) for champ, codes in CODES.items()},
)


@pytest.fixture(scope="module")
def reseau(tmp_path_factory: pytest.TempPathFactory) -> tuple[Base, Mapping[bool, list[Bloc]]]:
    """Four hundred cases drawn once, year-only cases and ties included, over three offices cut at different dates.

    With all the blocks of the network, then of private files, computed together as publication does.
    """
    draw = random.Random(20260115)
    base = Base(_draw(draw, 400), _offices(date(2025, 6, 30), date(2025, 12, 31)), AVIS)
    with _open(base, tmp_path_factory.mktemp("base"), None) as engine:
        return base, {
            False: list(compute_blocks(engine, REGISTRE, PLAN.croisements)),
            True: list(compute_blocks(engine, REGISTRE, PLAN.prives, presence="prive")),
        }


@pytest.mark.parametrize(
    ("croisement", "prive"), TOUS, ids=lambda value: value.id if isinstance(value, Croisement) else "prive" * value
)
def test_every_indicator_of_every_crossing_is_found_again(
    reseau: tuple[Base, Mapping[bool, list[Bloc]]], croisement: Croisement, prive: bool
) -> None:
    base, blocs = reseau
    own = [bloc for bloc in blocs[prive] if bloc.croisement == croisement]
    assert _compare(base, own, croisement, prive=prive) > 0


@given(st.lists(SAISINES, min_size=1, max_size=50), ARRETES, ARRETES, st.sampled_from(TOUS))
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_random_bases_give_the_same_figures(
    rows: list[dict[str, Any]], arrete_b: date, arrete_c: date, asked: tuple[Croisement, bool]
) -> None:
    base = Base(rows, _offices(arrete_b, arrete_c), AVIS)
    with TemporaryDirectory() as folder, _open(base, Path(folder), asked[0]) as engine:
        blocs = compute_blocks(engine, REGISTRE, [asked[0]], presence="prive" if asked[1] else "presence")
        _compare(base, blocs, asked[0], prive=asked[1])


@pytest.mark.parametrize(
    "rows",
    [
        [saisine(office_id="COM-X1")],
        [saisine(office_id="COM-X1", date_cloture=None, issue=None)] * 12,
        [saisine(office_id=cle) for cle in OFFICES for _ in range(11)],
        [saisine(office_id="COM-X1", date_reception=date(2024, 2, 29), date_cloture=date(2025, 2, 28))] * 3,
        [saisine(office_id="DEP-X2", date_reception=date(2024, 12, 31), date_cloture=date(2025, 1, 1))] * 2,
        [saisine(office_id="DEP-X2", date_reception=ARRETE, date_cloture=ARRETE)],
        [saisine(office_id="REG-X3", annee_declaree=2024, date_reception=date(2024, 1, 1), date_cloture=None)],
    ],
    ids=["un cas", "tous ouverts", "ex aequo", "29 février", "changement d’année", "dernier jour", "année seule"],
)
@pytest.mark.parametrize("nom", ["reseau", "office"])
def test_edges_give_the_same_figures(tmp_path: Path, rows: list[dict[str, Any]], nom: str) -> None:
    croisement = next(found for found in PLAN.croisements if found.id == nom)
    base = Base(rows, _offices())
    with _open(base, tmp_path, croisement) as engine:
        assert _compare(base, compute_blocks(engine, REGISTRE, [croisement]), croisement, prive=False) > 0


@contextmanager
def _open(base: Base, folder: Path, croisement: Croisement | None) -> Iterator[Engine]:
    """The engine publication works in, prepared for one crossing or for all."""
    offices = [_register(office) for office in base.offices.values()]
    depots = [depot([office.cle], office.arrete) for office in base.offices.values()]
    rows = base.cas.astype(object).where(base.cas.notna(), None)
    seen = vue(folder, [_row(row) for row in rows.to_dict("records")], depots, offices)
    wanted = None if croisement is None else [croisement]
    with open_engine(seen.fichiers) as engine:
        couverture = build_coverage(seen, attach_base(engine, seen.fichiers, REGISTRE))
        attach_register(engine, seen.offices, couverture.arretes)
        attach_recommendations(engine, [_advice(rank, *entry) for rank, entry in enumerate(base.avis)])
        build_cases(engine, REGISTRE, wanted)
        build_presence(engine, couverture, wanted)
        build_private_presence(engine, couverture)
        yield engine


def _compare(base: Base, blocs: Iterable[Bloc], croisement: Croisement, *, prive: bool) -> int:
    """How many figures were compared; every one is equal, and none is missing on either side."""
    names = ("periode", "valeur1", "valeur2")[: 1 + len(croisement.criteres)]
    expected = {grain: base.compute(croisement.criteres, grain, prive=prive) for grain in croisement.grains}
    if len(croisement.criteres) == 1 and croisement.criteres[0] in ("type", "office"):
        expected["annee"] |= base.inhabitants(croisement.criteres[0], prive=prive)
    compared = 0
    for bloc in blocs:
        readers = [i for i in REGISTRE.indicateurs.values() if i.cohorte == bloc.cohorte]
        readers = [i for i in readers if i.admits(croisement.criteres, bloc.grain)]
        found = {tuple(cells[name] for name in names): cells for cells in bloc.table.to_pylist()}
        for indicateur in readers:
            wanted = {line: c for (code, line), c in expected[bloc.grain].items() if code == indicateur.code}
            for line in found.keys() | wanted.keys():
                office = line[1] if prive else None
                if found.get(line, {}).get("connue") == 0:
                    assert not base.known_steps(line[0], office=office), (indicateur.code, line)
                    continue
                _same(indicateur, line, found.get(line, {}), wanted.get(line, Chiffre(0, 0, None)))
                compared += 1
    return compared


def _same(indicateur: Indicateur, line: Sequence[str], cells: Mapping[str, Any], wanted: Chiffre) -> None:
    where = (indicateur.code, line)
    counted = [cells.get(name) or 0 for name in indicateur.numerateur]
    base = (cells.get(indicateur.denominateur) or 0) if indicateur.denominateur else sum(counted)
    assert base == wanted.base, where
    if indicateur.forme in ("compte", "taux", "pour_10000"):
        assert sum(counted) == wanted.n or not base, where
    elif wanted.valeur is not None:
        divisor = base if indicateur.forme == "moyenne" else REGISTRE.mesures[indicateur.numerateur[0]].facteur
        assert counted[0] / divisor == pytest.approx(wanted.valeur, abs=1e-9), where


def _register(office: OfficeTemoin) -> Office:
    known = office.departement if office.departement != "(vide)" else None
    flags = {} if office.refuse is None else {"refuse_des_saisines": office.refuse}
    return Office(office.cle, office.cle, office.type, population=office.population, departement=known, perimetre=flags)


def _advice(rank: int, cle: str, annee: int, domaine: str | None, statut: str, done: bool) -> Recommandation:
    return Recommandation(str(rank), cle, annee, domaine, statut, date(annee, 12, 31) if done else None)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The saisine behind a row of the data frame: plain days, plain booleans."""
    kept = {name: value for name, value in row.items() if name in saisine()}
    days = {name: value.date() for name, value in kept.items() if hasattr(value, "date") and value is not None}
    return kept | days


def _draw(draw: random.Random, n: int) -> list[dict[str, Any]]:
    span = (ARRETE - DEBUT).days

    def day(missing: float) -> date | None:
        if draw.random() < missing:
            return None
        return draw.choice([draw.choice(BORNES), DEBUT + timedelta(days=draw.randint(0, span))])

    rows = []
    for _ in range(n):
        codes = {champ: draw.choice(values) for champ, values in CODES.items()}
        days = {"date_accuse_reception": day(0.4), "date_recevabilite": day(0.4), "date_cloture": day(0.3)}
        row = saisine(office_id=draw.choice(OFFICES), date_reception=day(0), **codes, **days)
        if draw.random() < 0.05:
            row |= {"annee_declaree": 2024, "date_reception": date(2024, 1, 1)}
        rows.append(row)
    return rows
