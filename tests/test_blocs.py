"""A long file goes through block by block and says, takes and leaves exactly what it would held whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines import entrepot, reconnaissance, reserve, run
from pipelines.attribution import known_offices
from pipelines.demande import Demande
from pipelines.errors import NothingToDo, ObservatoireError, RefusedInput
from pipelines.readers import blocks, delimited
from pipelines.reconnaissance import read_file
from pipelines.registre import read_constats, read_registre
from pipelines.report import Rapport
from pipelines.reserve import DOSSIER
from pipelines.settings import Dossiers
from tests.fabrique import ARRETE, NOMS, A, B, ecrire, integrer, ligne, lignes, mediature, reseau, saisines, source
from tests.test_soundness import Coupure, cut_at, plant, secrets, state

PLATEFORME = mediature(office={"colonne": True})
FAUTES: list[dict[str, str]] = [
    {},
    {"Canal": "Courriel", "Domaine": "Logement", "Compétent": "Oui"},
    {"Numéro": ""},
    {"Numéro": "=cmd"},
    {"Numéro": "1 84 12 78 005 786 97"},
    {"Numéro": " 3"},
    {"Reçu le": "31/02/2025"},
    {"Reçu le": "03/04/25"},
    {"Clos le": "2020-01-01"},
    {"Clos le": ""},
    {"Ville": "06 12 34 56 78"},
    {"Ville": "=a1"},
    {"Canal": "?!x"},
    {"Domaine": "Zorglub", "Sous-domaine": "Bulgroz"},
    {"Sous-domaine": "Bulgroz"},
    {"Compétent": "peut-être", "Issue": "Favorable"},
    {"CP": "99x", "Pays": "Belgique"},
    {"CP": "2010-01-03"},
    {"Canal": "2010-01-03"},
    {"AR le": "2030-01-01"},
    {"Échéance": "2025-06-01 22:00:00"},
]
TITRES = list(dict.fromkeys(title for faute in FAUTES for title in (*ligne(), *faute)))
SANS_REDUCTION = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example makes two bases: shrinking one would take minutes."""

OFFICES = [NOMS[A], NOMS[B], "Ville de Zorglub", ""]
CAS = st.tuples(st.sampled_from("123456789"), st.sampled_from(FAUTES), st.sampled_from(OFFICES))


@contextmanager
def by_blocks(octets: int = 0, lot: int = 3, block: int = 200) -> Iterator[None]:
    """Every file is long, read a few lines at a time and judged a few rows at a time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(run, "make_request", _small(run.make_request, octets, lot))
        patched.setattr(delimited, "iter_blocks", lambda *args, size: blocks.iter_blocks(*args, size=block))
        yield


def _small(real: Any, octets: int, lot: int) -> Any:
    return lambda *args, **options: replace(real(*args, **options), octets_long=octets, lot=lot)


def write(path: Path, rows: list[tuple[str, Mapping[str, str], str]], *, platform: bool) -> Path:
    """The rows as a file; the office of each in a column of a platform's export."""
    cells = [
        ligne(Numéro=number) | dict(faute) | ({"Collectivité": office} if platform else {})
        for number, faute, office in rows
    ]
    return ecrire(path, cells, [*TITRES, *(["Collectivité"] if platform else [])])


def tell(rapport: Rapport) -> dict[str, Any]:
    """The report as it is printed, offices in the order of their keys."""
    return rapport.as_dict()


def outcome(dossiers: Dossiers, path: Path, arrete: date, **options: Any) -> Any:
    """What a deposit did: its report and change, or its refusal."""
    try:
        done = integrer(dossiers, path, arrete, **options)
    except ObservatoireError as error:
        return type(error), error.code, error.message
    return tell(done.rapport), done.difference, done.depot.offices


def base(dossiers: Dossiers) -> Any:
    """Cases in the order of the base, office by office, the rows of every deposit, its findings: everything the base says."""
    known = read_registre(dossiers)
    offices = sorted({office for depot in known.depots for office in depot.offices})
    rows = [tuple(row.items()) for row in entrepot.read_depots(dossiers, offices, known.depots).to_pylist()]
    found = [sorted(map(str, read_constats(dossiers, depot.id).to_pylist())) for depot in known.depots]
    cases = sorted(saisines(dossiers), key=lambda row: row["office_id"])
    return cases, sorted(map(str, rows)), found


def share_keys(first: Dossiers, second: Dossiers) -> Dossiers:
    """The second base with the keys of the first: its ids are the same."""
    return replace(second, cles=first.cles)


@settings(
    max_examples=25, deadline=None, phases=SANS_REDUCTION, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    deposits=st.lists(st.lists(CAS, max_size=14), min_size=1, max_size=3),
    platform=st.booleans(),
    lot=st.integers(1, 6),
)
def test_a_file_by_blocks_is_the_file_held_whole(
    tmp_path_factory: pytest.TempPathFactory, deposits: list[Any], platform: bool, lot: int
) -> None:
    folder = tmp_path_factory.mktemp("blocs")
    whole = reseau(folder / "entier")
    parts = share_keys(whole, reseau(folder / "blocs"))
    options: dict[str, Any] = {"source": PLATEFORME, "office": None} if platform else {"source": source()}
    for rank, rows in enumerate(deposits):
        path = write(folder / f"{rank}.csv", rows, platform=platform)
        day = ARRETE + timedelta(days=rank // 2)
        expected = outcome(whole, path, day, **options)
        with by_blocks(lot=lot):
            checked = run.verify_file(
                path,
                parts,
                run.Options(**options, arrete_au=day) if platform else run.Options(**options, office=A, arrete_au=day),
            )
            assert outcome(parts, path, day, **options) == expected
        if isinstance(expected[0], dict):
            messages = [m for m in expected[0]["messages"] if "version antérieure" not in m]
            assert tell(checked)["messages"] == messages
        assert not (parts.donnees / DOSSIER).exists()
    assert base(parts) == base(whole)


def test_a_recognised_source_goes_by_blocks_and_an_unknown_one_is_held_whole(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    path = write(tmp_path / "a.csv", [(str(rank), {}, "") for rank in range(9)], platform=False)
    known = source()
    asked = Demande(known_offices([], []), (known,), None, A, ARRETE, passage=tmp_path / "p", octets_long=0, lot=2)
    lu = read_file(path, asked)
    assert lu.source is known
    assert lu.lots is not None
    assert lu.raw.num_rows == 9
    assert lu.raw.batches == ()
    assert read_file(path, replace(asked, sources=())).lots is None
    assert not dossiers.entrepot.exists()


def test_a_file_too_large_to_be_held_whole_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconnaissance, "OCTETS_ENTIER", 10)
    path = write(tmp_path / "a.csv", [("1", {}, "")], platform=False)
    asked = Demande(known_offices([], []), (), None, A, ARRETE, passage=tmp_path / "p", octets_long=0)
    with pytest.raises(RefusedInput) as caught:
        read_file(path, asked)
    assert caught.value.code == "FICHIER_SANS_SOURCE"
    assert "proposer" in caught.value.conseil
    assert read_file(path, replace(asked, source=source())).lots is not None


def test_what_waits_on_the_disk_says_nothing_of_anybody_and_goes_with_a_refusal(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    path = ecrire(tmp_path / "export.csv", plant(secrets()))
    with pytest.MonkeyPatch.context() as patched, by_blocks(lot=20):
        patched.setattr(reserve, "_remove", lambda _: None)
        integrer(dossiers, path)
    kept = [found for found in (dossiers.donnees / DOSSIER).rglob("*") if found.is_file()]
    assert kept
    texts = "".join(found.read_bytes().decode("latin-1") for found in kept)
    assert [value for value in [*secrets(), "Zorglub"] if value in texts] == []
    with by_blocks(), pytest.raises(RefusedInput):
        integrer(reseau(tmp_path / "b"), ecrire(tmp_path / "b.csv", [ligne(Numéro="")]))
    assert not (tmp_path / "b" / "donnees" / DOSSIER).exists()


@pytest.mark.parametrize("after", [False, True], ids=["avant", "après"])
@pytest.mark.parametrize("step", [1, 3, 4, 5], ids=["depots", "registre", "saisines", "journal"])
def test_a_cut_by_blocks_leaves_the_old_base_or_the_new_one(tmp_path: Path, step: int, after: bool) -> None:
    dossiers = reseau(tmp_path)
    integrer(dossiers, ecrire(tmp_path / "avant.csv", lignes(3)))
    old = state(dossiers)
    path = ecrire(tmp_path / "a.csv", [*lignes(4, Canal="Courriel"), ligne(Numéro="")])
    with pytest.MonkeyPatch.context() as patched, by_blocks(lot=2):
        cut_at(patched, step, after=after)
        with pytest.raises(Coupure):
            integrer(dossiers, path, ARRETE + timedelta(days=1))
    seen = state(dossiers)
    done = step > 3 or (step == 3 and after)
    assert len(seen) == 4 if done else seen == old
    with by_blocks(lot=2):
        if done:
            with pytest.raises(NothingToDo):
                integrer(dossiers, path, ARRETE + timedelta(days=1))
        else:
            integrer(dossiers, path, ARRETE + timedelta(days=1))
    assert len(state(dossiers)) == 4
    assert not (dossiers.donnees / DOSSIER).exists()
