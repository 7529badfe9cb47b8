"""A wrong number without an error is the worst defect: these sentences may not be weakened.

Each proves that a figure cannot go wrong in silence: no case lost, doubled, moved to another day, office or label; no
base left between two states; no personal data anywhere on the disk or on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines import delta, entrepot, journal, run
from pipelines.cli import app
from pipelines.cli_french import run_app
from pipelines.journal import read_journal
from pipelines.model import A_QUALIFIER
from pipelines.registre import read_constats, read_registre
from pipelines.settings import Dossiers
from tests.fabrique import (
    ARRETE,
    NOMS,
    A,
    B,
    ecrire,
    ecrire_source,
    integrer,
    ligne,
    lignes,
    mediature,
    octets,
    reseau,
    saisines,
    source,
)

PLATEFORME = mediature(office={"colonne": True})
LENDEMAIN = ARRETE + timedelta(days=1)


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return reseau(tmp_path)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Reçu le": "2025-03-02", "Clos le": "2025-03-01"}, "CLOTURE_AVANT_RECEPTION"),
        ({"Clos le": LENDEMAIN.isoformat()}, "DATE_FUTURE"),
        ({"Reçu le": LENDEMAIN.isoformat(), "Clos le": ""}, "DATE_FUTURE"),
        ({"Reçu le": "29/02/2025", "Clos le": ""}, "DATE_INVALIDE"),
    ],
)
def test_an_impossible_date_never_enters_a_delay_or_a_volume(
    dossiers: Dossiers, tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    done = integrer(dossiers, ecrire(tmp_path / "a.csv", [ligne(Numéro="1"), ligne(Numéro="2") | cells]))
    assert (done.rapport.lues, done.rapport.acceptees, done.rapport.ecartees) == (2, 1, 1)
    assert [c.code for c in done.rapport.constats if c.niveau == "ecartee"] == [code]
    assert len(saisines(dossiers)) == 1


@pytest.mark.parametrize(
    ("cell", "utc", "day"),
    [
        ("2023-03-26 01:30:00", False, date(2023, 3, 26)),
        ("2023-03-26 02:30:00", False, date(2023, 3, 26)),
        ("2023-10-29 02:30:00", False, date(2023, 10, 29)),
        ("2023-10-28 22:30:00", True, date(2023, 10, 29)),
        ("2023-10-29 22:30:00", True, date(2023, 10, 29)),
        ("2023-10-29 23:30:00", True, date(2023, 10, 30)),
        ("2023-12-31 23:30:00", True, date(2024, 1, 1)),
        ("2023-12-31 23:30:00", False, date(2023, 12, 31)),
    ],
)
def test_a_case_keeps_its_paris_day_through_the_changes_of_hour(
    dossiers: Dossiers, tmp_path: Path, cell: str, utc: bool, day: date
) -> None:
    due = "2024-05-31 22:00:00" if utc else "2024-06-01 00:00:00"
    rows = [ligne(**{"Reçu le": cell, "Clos le": "", "Échéance": due})]
    integrer(dossiers, ecrire(tmp_path / "a.csv", rows), source=source(dates={"ordre": "amj", "fuseau": "echeance"}))
    assert [row["date_reception"] for row in saisines(dossiers)] == [day]


def test_duplicates_count_once_or_not_at_all(dossiers: Dossiers, tmp_path: Path) -> None:
    rows = [ligne(Numéro="1"), ligne(Numéro="1"), ligne(Numéro="2"), ligne(Numéro="2", Canal="Courriel")]
    done = integrer(dossiers, ecrire(tmp_path / "a.csv", rows))
    assert (done.rapport.acceptees, done.rapport.doublons, done.rapport.ecartees) == (1, 1, 2)
    assert len(saisines(dossiers)) == 1


def test_an_unknown_label_is_never_folded_into_another(dossiers: Dossiers, tmp_path: Path) -> None:
    rows = [
        ligne(Numéro=str(rank), Canal=label, Domaine=label, Issue=label)
        for rank, label in enumerate(["Zorglub", "Autre", "autre", "Autres choses", "Inconnu", ""])
    ]
    integrer(dossiers, ecrire(tmp_path / "a.csv", rows))
    found = saisines(dossiers)
    for champ in ("canal", "domaine", "issue"):
        labels = sorted((row["ligne"], row[champ]) for row in found)
        assert labels[0][1] == A_QUALIFIER
        assert labels[3][1] == A_QUALIFIER
        assert labels[1][1] == labels[2][1] != A_QUALIFIER or champ == "issue"
        assert labels[5][1] is None


def test_no_answer_is_never_a_no(dossiers: Dossiers, tmp_path: Path) -> None:
    rows = [ligne(Numéro=str(rank), Compétent=cell) for rank, cell in enumerate(["Oui", "Non", "", "?", "bof"])]
    integrer(dossiers, ecrire(tmp_path / "a.csv", rows))
    found = sorted((row["ligne"], row["competence"]) for row in saisines(dossiers))
    assert [value for _, value in found] == [True, False, None, None, None]


def test_the_same_number_in_two_offices_is_two_cases_for_ever(dossiers: Dossiers, tmp_path: Path) -> None:
    rows = [ligne(Collectivité=NOMS[A]), ligne(Collectivité=NOMS[B])]
    integrer(dossiers, ecrire(tmp_path / "p.csv", rows), source=PLATEFORME, office=None)
    assert len({row["saisine_id"] for row in saisines(dossiers)}) == 2
    integrer(dossiers, ecrire(tmp_path / "a.csv", [ligne(Canal="Courriel")]), LENDEMAIN)
    assert {row["office_id"]: row["canal"] for row in saisines(dossiers)} == {A: "COURRIEL", B: None}


def test_a_case_is_one_case_through_vintages_whatever_the_layout(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "v1.csv", [ligne(Numéro="0042", CP="06000", Pays="FR")]), ARRETE)
    other = source(id="autre", colonnes={"Réf": "id_dossier_source", "Arrivée": "date_reception"})
    later = ecrire(tmp_path / "v2.csv", [{"Réf": " 0042 ", "Arrivée": "01/03/2025"}])
    integrer(dossiers, later, LENDEMAIN, source=other)
    assert len(saisines(dossiers)) == 1


def test_losing_half_of_a_year_is_asked_and_refusing_changes_nothing(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(9)))
    before = octets(dossiers.donnees)
    with pytest.raises(run.RefusedInput):
        integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(4)), LENDEMAIN)
    assert octets(dossiers.donnees) == before


class Coupure(BaseException):
    """The power goes."""


def cut_at(patched: pytest.MonkeyPatch, step: int, *, after: bool) -> None:
    """Cut before the `step`-th thing written to the base, or once it is written and before anything else."""
    count = [0]

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        def cut(*args: Any, **options: Any) -> Any:
            count[0] += 1
            if count[0] == step and not after:
                raise Coupure
            found = function(*args, **options)
            if count[0] == step:
                raise Coupure
            return found

        return cut

    patched.setattr(delta, "write_deltalake", wrap(delta.write_deltalake))
    patched.setattr(entrepot, "append_event", wrap(entrepot.append_event))


def state(dossiers: Dossiers) -> list[tuple[Any, ...]]:
    """What the base says once opened again: cases without provenance."""
    if read_registre(dossiers).version >= 0:
        entrepot.open_vue(dossiers)
    return sorted((row["office_id"], row["saisine_id"], row["canal"]) for row in saisines(dossiers))


@pytest.mark.parametrize("first", [True, False], ids=["première", "suivante"])
@pytest.mark.parametrize("after", [False, True], ids=["avant", "après"])
@pytest.mark.parametrize("step", [1, 2, 3, 4, 5], ids=["depots", "constats", "registre", "saisines", "journal"])
def test_a_cut_leaves_the_old_base_or_the_new_one(
    dossiers: Dossiers, tmp_path: Path, step: int, after: bool, first: bool
) -> None:
    if not first:
        integrer(dossiers, ecrire(tmp_path / "avant.csv", lignes(3)))
    old = state(dossiers)
    path = ecrire(tmp_path / "a.csv", [*lignes(4, Canal="Courriel"), ligne(Numéro="")])
    with pytest.MonkeyPatch.context() as patched:
        cut_at(patched, step, after=after)
        with pytest.raises(Coupure):
            integrer(dossiers, path, LENDEMAIN)
    seen = state(dossiers)
    done = step > 3 or (step == 3 and after)
    assert len(seen) == 4 if done else seen == old
    if done:
        with pytest.raises(run.NothingToDo):
            integrer(dossiers, path, LENDEMAIN)
    else:
        integrer(dossiers, path, LENDEMAIN)
    assert len(state(dossiers)) == 4
    assert len({row["saisine_id"] for row in saisines(dossiers)}) == 4
    made = read_registre(dossiers).depots[-1].id
    assert [e.details["depot"] for e in read_journal(dossiers.journal) if e.action == "depot"].count(made) == 1
    assert all(len(rows) == 1 for rows in group_findings(dossiers, made).values())


def group_findings(dossiers: Dossiers, depot: str) -> dict[tuple[Any, ...], list[Any]]:
    """The findings kept with a deposit, by place: none may be told twice."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for row in read_constats(dossiers, depot).to_pylist():
        groups.setdefault((row["code"], row["ligne"], row["colonne"]), []).append(row)
    return groups


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", [1, 2, 3], ids=["registre", "saisines", "journal"])
def test_a_cut_withdrawal_is_done_or_not(dossiers: Dossiers, tmp_path: Path, step: int, after: bool) -> None:
    integrer(dossiers, ecrire(tmp_path / "avant.csv", lignes(3)))
    old = state(dossiers)
    last = integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(4, Canal="Courriel")), LENDEMAIN).depot.id
    with pytest.MonkeyPatch.context() as patched:
        cut_at(patched, step, after=after)
        with pytest.raises(Coupure):
            run.withdraw(last, dossiers)
    done = step > 1 or after
    assert state(dossiers) == old if done else len(state(dossiers)) == 4
    told = [e.action for e in read_journal(dossiers.journal)]
    assert told.count("retrait") == (1 if done else 0)


def test_a_cut_of_the_journal_itself_stops_nothing(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    with (dossiers.journal / journal.FICHIER).open("ab") as stream:
        stream.write(b'{"instant": "20')
    integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(4)), LENDEMAIN)
    assert [e.action for e in read_journal(dossiers.journal)] == ["depot", "depot"]


def secrets() -> list[str]:
    """Forty personal values nobody may ever find again: eight of each kind."""
    found: list[str] = []
    for rank in range(8):
        nir = f"1{70 + rank}05780060{rank}4"
        iban = f"3000600001{rank:011d}89"
        found += [
            f"Zorglub{rank}ovitch",
            f"courriel{rank}@zorglub.example",
            f"06 91 {rank}2 {rank}4 {rank}6",
            f"{nir}{97 - int(nir) % 97:02d}",
            f"FR{98 - int(iban + '152700') % 97:02d}{iban}",
        ]
    return found


def plant(values: list[str]) -> list[dict[str, str]]:
    """One row per value and place: an agent, a column nobody declared, a town, a label, an answer, a date, a code."""
    places = [
        "Agent",
        "Nom du requérant",
        "Ville",
        "Canal",
        "Domaine",
        "Sous-domaine",
        "Compétent",
        "AR le",
        "CP",
        "Pays",
    ]
    blank = dict.fromkeys(places, "")
    rows = [ligne(Numéro=str(900 + rank), **blank) for rank in range(3)]
    for rank, value in enumerate(values):
        for shift in range(4):
            place = places[(rank + shift * 3) % len(places)]
            rows.append(ligne(Numéro=f"{rank}-{shift}") | blank | {place: value})
    return rows


def texts_under(*folders: Path) -> str:
    """Every byte under the folders, and every value of the compressed tables among them."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    raw = "".join(path.read_bytes().decode("latin-1") + path.name for path in files)
    tables = [str(pq.ParquetFile(path).read().to_pylist()) for path in files if path.suffix == ".parquet"]
    return raw + "".join(tables)


def test_forty_secrets_leave_no_trace_on_the_disk_nor_on_the_screen(
    dossiers: Dossiers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    values = secrets()
    assert len(values) == len(set(values)) == 40
    path = ecrire(tmp_path / "export.csv", plant(values))
    toml = ecrire_source(tmp_path / "essai.toml")
    monkeypatch.setenv("OBSERVATOIRE_DONNEES", str(dossiers.donnees))
    monkeypatch.setenv("OBSERVATOIRE_CLES", str(dossiers.cles))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporaire"))
    common = [str(path), "--source", str(toml), "--office", A, "--arrete-au", ARRETE.isoformat()]
    calls = [["verifier", *common], ["verifier", "--json", *common], ["integrer", "--json", *common]]
    assert [run_app(app, call) for call in [*calls, ["journal"], ["offices"]]] == [0, 0, 0, 0, 0]
    spoken = "".join(capfd.readouterr())
    assert "PERSONNEL_NIR" in spoken
    assert saisines(dossiers)
    seen = texts_under(dossiers.donnees, dossiers.cles, tmp_path / "temporaire") + spoken
    leaks = [
        value for value in values for form in (value, value.replace(" ", "")) if form.casefold() in seen.casefold()
    ]
    assert leaks == []
    rapport = run.verify_file(path, dossiers, run.Options(source=source(), office=A, arrete_au=ARRETE))
    assert rapport.lues == len(plant(values))
    kinds = {c.code for c in rapport.constats if c.code.startswith("PERSONNEL_")}
    assert kinds == {"PERSONNEL_COURRIEL", "PERSONNEL_TELEPHONE", "PERSONNEL_NIR", "PERSONNEL_IBAN"}
