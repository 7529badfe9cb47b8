"""The whole flow: a deposit is taken once, whole, asked about when it loses, and can be withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines import entrepot, run
from pipelines.confirmation import MOITIE_MINIMUM
from pipelines.delta import append_rows
from pipelines.errors import ConfirmationNeeded, NothingToDo, ObservatoireError, RefusedInput, WrongCall
from pipelines.journal import read_journal
from pipelines.registre import SCHEMA_DEPOTS, read_registre
from pipelines.settings import EXEMPLES, Dossiers
from tests.fabrique import (
    ARRETE,
    COLONNES,
    A,
    B,
    ecrire,
    integrer,
    ligne,
    lignes,
    mediature,
    octets,
    reseau,
    saisines,
    source,
)

TITRES = list(COLONNES)
PLATEFORME = mediature(
    depot={"zero_saisine": True}, office={"colonne": True, "nom_fichier": r"Statistiques (?P<nom>.+)"}
)


@pytest.fixture
def dossiers(tmp_path: Path) -> Dossiers:
    return reseau(tmp_path)


def test_a_deposit_says_what_it_changed(dossiers: Dossiers, tmp_path: Path) -> None:
    first = integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    assert (first.difference.ajoutees, first.difference.retirees, dict(first.difference.modifiees)) == (6, 0, {})
    later = [*lignes(5, Canal="Courriel"), ligne(Numéro="9")]
    second = integrer(dossiers, ecrire(tmp_path / "b.csv", later), ARRETE + timedelta(days=1))
    assert (second.difference.ajoutees, second.difference.retirees) == (1, 1)
    assert dict(second.difference.modifiees) == {"canal": 5}
    assert len(saisines(dossiers)) == 6
    assert [event.action for event in read_journal(dossiers.journal)] == ["depot", "depot"]


def test_a_case_set_aside_by_a_later_export_keeps_its_version_and_is_said(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6, Canal="Courriel")))
    later = [*lignes(4, Canal="Courrier"), ligne(Numéro="5", **{"Reçu le": "31/02/2025"})]
    done = integrer(dossiers, ecrire(tmp_path / "b.csv", later), ARRETE + timedelta(days=1))
    assert (done.difference.ajoutees, done.difference.retirees) == (0, 1)
    found = [constat for constat in done.rapport.constats if constat.code == "VERSION_ANTERIEURE_GARDEE"]
    assert [constat.nombre for constat in found] == [1]
    assert found[0].conseil in done.rapport.messages
    assert sorted(row["canal"] for row in saisines(dossiers)) == ["COURRIEL"] + ["COURRIER"] * 4
    run.withdraw(done.depot.id, dossiers)
    assert len(saisines(dossiers)) == 6


def test_a_base_begun_before_set_aside_cases_were_kept_still_takes_deposits(dossiers: Dossiers, tmp_path: Path) -> None:
    old = pa.schema([field for field in SCHEMA_DEPOTS if field.name != "ecartee"])
    with pytest.MonkeyPatch.context() as patch:
        real = append_rows
        patch.setattr(
            "pipelines.registre.append_rows",
            lambda folders, nom, rows, *more: real(
                folders, nom, rows.select(old.names) if nom == "depots" else rows, *more
            ),
        )
        integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    assert entrepot.read_depots(dossiers, [A], read_registre(dossiers).depots)["ecartee"].null_count == 6
    later = [*lignes(5), ligne(Numéro="6", **{"Reçu le": "31/02/2025"})]
    integrer(dossiers, ecrire(tmp_path / "b.csv", later), ARRETE + timedelta(days=1))
    assert len(saisines(dossiers)) == 6


def test_the_same_content_twice_is_nothing_to_do_whatever_its_name(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    before = octets(dossiers.donnees, dossiers.cles)
    for nom in ("a.csv", "renomme.csv"):
        with pytest.raises(NothingToDo) as caught:
            integrer(dossiers, ecrire(tmp_path / nom, lignes(3)))
        assert caught.value.code == "DEJA_INTEGRE"
    with pytest.raises(NothingToDo):
        integrer(dossiers, tmp_path / "renomme.csv", office=None, arrete=None)
    assert octets(dossiers.donnees, dossiers.cles) == before


def test_the_same_content_never_counts_for_a_second_office(dossiers: Dossiers, tmp_path: Path) -> None:
    path = ecrire(tmp_path / "a.csv", lignes(3))
    integrer(dossiers, path)
    with pytest.raises(RefusedInput) as caught:
        integrer(dossiers, path, office=B)
    assert caught.value.code == "CONTENU_DEJA_DEPOSE"


def test_two_offices_may_both_deliver_zero_with_the_same_bytes(dossiers: Dossiers, tmp_path: Path) -> None:
    for nom in ("Ville d’Essai-les-Bains", "Département d’Essai"):
        path = ecrire(tmp_path / f"Statistiques {nom}.csv", [], TITRES)
        done = integrer(dossiers, path, source=PLATEFORME, office=None)
        assert done.rapport.acceptees == 0
    assert {cle for depot in read_registre(dossiers).depots for cle in depot.offices} == {A, B}
    assert saisines(dossiers) == []
    entrepot.open_vue(dossiers)


def test_a_header_alone_covers_without_removing(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(5)), source=PLATEFORME)
    empty = ecrire(tmp_path / "Statistiques Ville d’Essai-les-Bains.csv", [], TITRES)
    integrer(dossiers, empty, ARRETE + timedelta(days=9), source=PLATEFORME, office=None)
    assert len(saisines(dossiers)) == 5
    assert max(d.date_arrete for d in read_registre(dossiers).depots if A in d.offices) == ARRETE + timedelta(days=9)


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        (10, 4, True),
        (10, 5, False),
        (10, 6, False),
        (MOITIE_MINIMUM - 1, 1, False),
        (MOITIE_MINIMUM, 1, True),
        (MOITIE_MINIMUM + 1, 2, True),
    ],
)
def test_losing_more_than_half_of_a_year_asks(
    dossiers: Dossiers, tmp_path: Path, before: int, after: int, asked: bool
) -> None:
    other = lignes(3, debut=900, jour=date(2024, 1, 1))
    integrer(dossiers, ecrire(tmp_path / "a.csv", [*lignes(before), *other]))
    path, later = ecrire(tmp_path / "b.csv", [*lignes(after), *other]), ARRETE + timedelta(days=1)
    if asked:
        with pytest.raises(ConfirmationNeeded) as caught:
            integrer(dossiers, path, later)
        assert f"l’année 2025 de {A} de {before} à {after}" in caught.value.message
        assert len(saisines(dossiers)) == before + 3
    assert integrer(dossiers, path, later, confirmer=asked).difference.retirees == before - after


def test_two_exports_of_one_day_that_disagree_are_not_chosen_between(dossiers: Dossiers, tmp_path: Path) -> None:
    first = integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    corrected = ecrire(tmp_path / "b.csv", lignes(6, Canal="Courriel"))
    with pytest.raises(RefusedInput) as caught:
        integrer(dossiers, corrected)
    assert caught.value.code == "MEME_ARRETE"
    assert first.depot.id in caught.value.conseil
    run.withdraw(first.depot.id, dossiers)
    integrer(dossiers, corrected)
    assert {row["canal"] for row in saisines(dossiers)} == {"COURRIEL"}


def test_two_exports_of_one_day_that_agree_both_stand(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(6)))
    integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(6)[::-1]))
    assert len(read_registre(dossiers).depots) == 2
    assert len(saisines(dossiers)) == 6


def test_withdrawing_any_deposit_leaves_the_base_as_if_it_never_came(dossiers: Dossiers, tmp_path: Path) -> None:
    made = [
        integrer(dossiers, ecrire(tmp_path / f"{rank}.csv", lignes(6 + rank)), ARRETE + timedelta(days=rank))
        for rank in range(3)
    ]
    last = saisines(dossiers)
    run.withdraw(made[1].depot.id, dossiers)
    assert saisines(dossiers) == last
    run.withdraw(made[2].depot.id, dossiers)
    assert len(saisines(dossiers)) == 6
    again = integrer(dossiers, tmp_path / "2.csv", ARRETE + timedelta(days=2))
    assert again.depot.id != made[2].depot.id
    assert len(saisines(dossiers)) == 8


def test_withdrawing_twice_or_an_unknown_deposit_is_said(dossiers: Dossiers, tmp_path: Path) -> None:
    made = integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    run.withdraw(made.depot.id, dossiers)
    assert saisines(dossiers) == []
    with pytest.raises(NothingToDo):
        run.withdraw(made.depot.id, dossiers)
    with pytest.raises(WrongCall) as caught:
        run.withdraw("D-0000000000", dossiers)
    assert caught.value.code == "DEPOT_INCONNU"


@pytest.mark.parametrize(
    ("rows", "options", "code"),
    [
        ([ligne(**{"Reçu le": "31/02/2025"})], {}, "AUCUNE_LIGNE_ACCEPTEE"),
        (lignes(3), {"office": None}, "OFFICE_A_DECLARER"),
        (lignes(3), {"arrete": None}, "ARRETE_A_DECLARER"),
        (lignes(3), {"arrete": date.today() + timedelta(days=2)}, "ARRETE_FUTUR"),
        (lignes(3), {"office": "COM-00000"}, "OFFICE_INCONNU"),
        ([{"Numéro": "1"}], {}, "COLONNE_ABSENTE"),
        ([], {}, "FICHIER_VIDE"),
    ],
)
def test_a_refused_file_leaves_every_byte_as_it_was(
    dossiers: Dossiers, tmp_path: Path, rows: list[dict[str, str]], options: dict[str, object], code: str
) -> None:
    integrer(dossiers, ecrire(tmp_path / "avant.csv", lignes(2)))
    before = octets(dossiers.donnees, dossiers.cles)
    path = ecrire(tmp_path / "a.csv", rows) if rows else tmp_path / "a.csv"
    path.touch()
    with pytest.raises(ObservatoireError) as caught:
        integrer(dossiers, path, **options)  # type: ignore[arg-type]
    if code != "FICHIER_VIDE":
        assert caught.value.code == code
    assert octets(dossiers.donnees, dossiers.cles) == before


def test_the_first_refusal_leaves_no_base_behind(dossiers: Dossiers, tmp_path: Path) -> None:
    with pytest.raises(ConfirmationNeeded):
        integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)), arrete=None)
    assert not dossiers.entrepot.exists()
    assert not (dossiers.donnees / "nature.json").exists()


def test_an_office_without_its_key_is_not_deposited_again(dossiers: Dossiers, tmp_path: Path) -> None:
    integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    (dossiers.cles / f"{A}.cle").rename(tmp_path / "cle")
    with pytest.raises(WrongCall) as caught:
        integrer(dossiers, ecrire(tmp_path / "b.csv", lignes(4)), ARRETE + timedelta(days=1))
    assert caught.value.code == "CLE_ABSENTE"
    (tmp_path / "cle").rename(dossiers.cles / f"{A}.cle")
    assert integrer(dossiers, tmp_path / "b.csv", ARRETE + timedelta(days=1)).difference.ajoutees == 1


@pytest.mark.parametrize(
    ("cell", "nom", "cle"),
    [
        ("Ville neuve", "Ville neuve", "PROV-ville-neuve"),
        ("Plaine 3", "Plaine 3", "PROV-2001-03-01-commune"),
        ("2001-03-01", "Plaine 3", "PROV-2001-03-01-commune"),
    ],
)
def test_an_office_declared_after_its_provisional_deposit_is_not_counted_twice(
    dossiers: Dossiers, tmp_path: Path, cell: str, nom: str, cle: str
) -> None:
    rows = [row | {"Collectivité": cell, "Type": "Mairie"} for row in lignes(4)]
    first = integrer(dossiers, ecrire(tmp_path / "a.csv", rows), source=PLATEFORME, office=None)
    assert first.depot.offices == (cle,)
    text = f'[[office]]\ncle = "COM-99077"\nnom = "{nom}"\ntype = "COMMUNE"\n'
    (dossiers.donnees / "offices" / "neuve.toml").write_text(text, encoding="utf-8")
    path, later = ecrire(tmp_path / "b.csv", [*rows, rows[0] | {"Numéro": "99"}]), ARRETE + timedelta(days=1)
    with pytest.raises(RefusedInput) as caught:
        integrer(dossiers, path, later, source=PLATEFORME, office=None)
    assert caught.value.code == "OFFICE_PROVISOIRE_A_RATTACHER"
    run.withdraw(first.depot.id, dossiers)
    integrer(dossiers, path, later, source=PLATEFORME, office=None)
    assert {row["office_id"] for row in saisines(dossiers)} == {"COM-99077"}


@pytest.mark.parametrize("nom", ["suivi-mediation-sistrelle.csv", "saisines_causses_2026-01-12.jsonl"])
def test_an_example_never_enters_a_real_base_under_any_name(dossiers: Dossiers, tmp_path: Path, nom: str) -> None:
    path = tmp_path / f"export réel{Path(nom).suffix}"
    path.write_bytes((EXEMPLES / nom).read_bytes())
    with pytest.raises(RefusedInput) as caught:
        run.integrate_file(path, dossiers, run.Options(office=A, arrete_au=ARRETE))
    assert caught.value.code == "EXEMPLE"
    assert not dossiers.entrepot.exists()


def test_an_example_saved_again_is_known_by_its_offices(dossiers: Dossiers, tmp_path: Path) -> None:
    rows = [row | {"Collectivité": "Région Bocage-et-Rivages"} for row in lignes(3)]
    with pytest.raises(RefusedInput) as caught:
        integrer(dossiers, ecrire(tmp_path / "a.csv", rows), source=PLATEFORME, office=None)
    assert caught.value.code == "EXEMPLE"


def test_a_real_export_never_enters_the_example_base(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    rows = [row | {"Collectivité": "Ville de Nulle-Part"} for row in lignes(3)]
    with pytest.raises(RefusedInput) as caught:
        integrer(dossiers, ecrire(tmp_path / "a.csv", rows), source=PLATEFORME, office=None, exemple=True)
    assert caught.value.code == "EXEMPLE_ET_REEL"
    assert not (dossiers.donnees / "nature.json").exists()


def test_an_example_base_takes_examples_only_and_a_real_one_never_turns(tmp_path: Path) -> None:
    dossiers = reseau(tmp_path)
    path = EXEMPLES / "saisines_causses_2026-01-12.jsonl"
    run.integrate_file(path, dossiers, run.Options(exemple=True))
    assert entrepot.is_exemple(dossiers)
    with pytest.raises(RefusedInput) as caught:
        integrer(dossiers, ecrire(tmp_path / "a.csv", lignes(3)))
    assert caught.value.code == "EXEMPLE_ET_REEL"


def test_checking_writes_nothing_and_refusals_are_reports(dossiers: Dossiers, tmp_path: Path) -> None:
    options = run.Options(source=source(), office=A, arrete_au=ARRETE)
    good = run.verify_file(ecrire(tmp_path / "a.csv", lignes(3)), dossiers, options)
    bad = run.verify_file(ecrire(tmp_path / "b.csv", [{"Numéro": "1"}]), dossiers, options)
    assert (good.acceptees, good.refus, bad.refus_code) == (3, None, "COLONNE_ABSENTE")
    assert list(dossiers.donnees.iterdir()) == [dossiers.donnees / "offices"]
    assert not dossiers.cles.exists()


def test_an_unknown_source_names_the_known_ones() -> None:
    assert run.read_source("mediature").id == "mediature"
    with pytest.raises(WrongCall) as caught:
        run.read_source("mediatore")
    assert "mediature" in caught.value.conseil
