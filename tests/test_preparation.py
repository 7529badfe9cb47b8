"""One file, from its bytes to the rows a deposit would bring: the account closes on every path."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import reconnaissance
from pipelines.attribution import known_offices
from pipelines.errors import InternalError, RefusedInput
from pipelines.model import SCHEMA_SAISINE
from pipelines.preparation import Demande, Prepare, hash_rows, prepare
from pipelines.sources import Source
from tests.fabrique import ARRETE, COLONNES, A, ecrire, ligne, lignes, mediature, mise_de_cote, office, raw, source

PLATEFORME = mediature(
    depot={"zero_saisine": True}, office={"colonne": True, "nom_fichier": r"Statistiques (?P<nom>.+)"}
)


def demande(declared: Source | None = None, **values: object) -> Demande:
    given = {"office": A, "arrete_au": ARRETE, "aujourdhui": date(2026, 2, 1)} | values
    return Demande(known_offices([office(A)], []), (), declared or source(), **given)  # type: ignore[arg-type]


def preparer(path: Path, declared: Source | None = None, **values: object) -> Prepare:
    return prepare(path, demande(declared, **values))


def test_the_report_counts_lines_offices_and_dates(tmp_path: Path) -> None:
    rows = [*lignes(3), ligne(Numéro=""), lignes(1)[0]]
    rapport = preparer(ecrire(tmp_path / "a.csv", rows)).rapport
    assert rapport.closes
    assert (rapport.lues, rapport.acceptees, rapport.ecartees, rapport.doublons) == (5, 3, 1, 1)
    assert rapport.offices == {A: 3}
    assert (rapport.premiere_reception, rapport.derniere_reception) == (date(2025, 3, 1), date(2025, 3, 3))
    assert any("5 lignes lues = 3 acceptées + 1 écartées + 1 doublons + 0 ignorées" in m for m in rapport.messages)


def test_case_numbers_are_gone_once_hashed(tmp_path: Path) -> None:
    ready = preparer(ecrire(tmp_path / "a.csv", lignes(3, debut=770001)))
    rows = hash_rows(ready, "D-1", tmp_path / "cles")
    assert rows.schema == SCHEMA_SAISINE
    assert "77000" not in str(rows.to_pylist())
    assert rows["saisine_id"].to_pylist() == hash_rows(ready, "D-2", tmp_path / "cles")["saisine_id"].to_pylist()


@pytest.mark.parametrize(
    ("nom", "motif", "found"),
    [
        ("saisines_2026-01-12.csv", None, date(2026, 1, 12)),
        ("saisines.csv", None, None),
        ("saisines_2026-13-45.csv", None, None),
        ("saisines_20260112.csv", r"(\d{8})", date(2026, 1, 12)),
        ("saisines_12-01-2026.csv", r"(\d{2}-\d{2}-\d{4})", date(2026, 1, 12)),
    ],
)
def test_the_extract_date_is_read_in_the_file_name_or_asked(
    tmp_path: Path, nom: str, motif: str | None, found: date | None
) -> None:
    section = {"date_arrete": ["nom_fichier"]} | ({"nom_fichier_date": motif} if motif else {})
    path = ecrire(tmp_path / nom, lignes(2))
    assert preparer(path, source(depot=section), arrete_au=None).rapport.date_arrete == found
    assert preparer(path, source(depot=section), arrete_au=ARRETE).rapport.date_arrete == ARRETE


def test_a_header_alone_is_refused_unless_the_source_says_zero_is_an_answer(tmp_path: Path) -> None:
    path = ecrire(tmp_path / "Statistiques Ville d’Essai-les-Bains.csv", [], ["Numéro", "Reçu le", "Clos le"])
    with pytest.raises(RefusedInput) as caught:
        preparer(path)
    assert caught.value.code == "AUCUNE_SAISINE"
    ready = preparer(path, PLATEFORME, office=None)
    assert ([o.cle for o in ready.offices], ready.lignes.num_rows) == ([A], 0)


def test_an_office_whose_lines_are_all_set_aside_has_not_delivered_zero(tmp_path: Path) -> None:
    rows = [
        ligne(Numéro="1", Collectivité="Ville d’Essai-les-Bains"),
        ligne(Numéro="2", Collectivité="Autre ville") | {"Reçu le": "31/02/2025"},
    ]
    ready = preparer(ecrire(tmp_path / "a.csv", rows), PLATEFORME, office=None)
    assert [o.cle for o in ready.offices] == [A]
    assert (ready.rapport.acceptees, ready.rapport.ecartees) == (1, 1)


def test_a_recognised_source_is_read_again_as_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Numéro;Reçu le;Clos le;Domaine\n1;2025-03-01;;œuvre – zorglub\n".encode("cp1252"))
    declared = source(fichier={"encodage": "cp1252", "separateur": ";"})
    seen: list[object] = []
    real = reconnaissance.read_table

    def spy(path: Path, options: object = None) -> object:
        seen.append(options)
        return real(path, options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reconnaissance, "read_table", spy)
        asked = Demande(known_offices([office(A)], []), (declared,), None, A, ARRETE)
        assert prepare(path, asked).source is declared
    assert seen == [None, declared]


def test_two_declared_sources_for_one_file_are_refused(tmp_path: Path) -> None:
    twins = (source(), source(id="jumelle"))
    with pytest.raises(RefusedInput) as caught:
        prepare(ecrire(tmp_path / "a.csv", lignes(2)), Demande(known_offices([office(A)], []), twins, None, A, ARRETE))
    assert caught.value.code == "SOURCE_AMBIGUE"


def test_an_account_that_does_not_close_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = raw(lignes(2), set_aside=())
    object.__setattr__(broken, "lignes", broken.lignes)
    monkeypatch.setattr(type(broken), "lues", property(lambda _: 99))
    monkeypatch.setattr(reconnaissance, "read_table", lambda *_: broken)
    with pytest.raises(InternalError) as caught:
        preparer(tmp_path / "a.csv")
    assert caught.value.code == "COMPTE_FAUX"


FAUTES = st.sampled_from(
    [
        {},
        {"Numéro": ""},
        {"Reçu le": "31/02/2025"},
        {"Clos le": "2020-01-01"},
        {"Ville": "0612345678"},
        {"Canal": "?!x"},
    ]
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("1234"), FAUTES), max_size=10),
    st.lists(st.sampled_from(["ecartee", "ignoree"]), max_size=4),
)
def test_every_line_read_is_accounted_for(
    tmp_path: Path, rows: list[tuple[str, dict[str, str]]], aside: list[str]
) -> None:
    titles = dict.fromkeys(COLONNES, "")
    cells = [titles | ligne(Numéro=number) | fault for number, fault in rows]
    table = raw(cells, set_aside=tuple(mise_de_cote(nature, 99) for nature in aside))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reconnaissance, "read_table", lambda *_: table)
        rapport = preparer(tmp_path / "a.csv", source(depot={"zero_saisine": True})).rapport
    assert rapport.lues == len(rows) + len(aside)
    assert rapport.lues == rapport.acceptees + rapport.ecartees + rapport.doublons + rapport.ignorees
    assert rapport.ignorees == aside.count("ignoree")
    assert sum(c.niveau == "doublon" for c in rapport.constats) == rapport.doublons
    assert len({c.ligne for c in rapport.constats if c.niveau == "ecartee"} - {99}) + aside.count("ecartee") == (
        rapport.ecartees
    )
