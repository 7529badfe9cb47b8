"""Recommendations enter strictly: every fault is named, no text is repeated, an example never reaches a real base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import WrongCall
from pipelines.recommandations import DOSSIER, Recommandation, load_recommendations

ENTETE = "id;office;annee;domaine;texte;destinataire;statut;date_mise_en_oeuvre"
LIGNE = "2024-01;DEP-17;2024;RSA;Motiver les refus;Direction de l’insertion;ACCEPTEE;2024-09-02"


def _write(folder: Path, *lignes: str, office: str = "DEP-17", entete: str = ENTETE) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{office}.csv"
    path.write_text("\n".join((entete, *lignes)) + "\n", encoding="utf-8")
    return path


def _refusal(folder: Path) -> str:
    with pytest.raises(WrongCall) as refused:
        load_recommendations(["DEP-17"], [folder])
    return refused.value.message.replace("\u202f", " ")


def test_a_recommendation_is_read_without_its_text(tmp_path: Path) -> None:
    _write(tmp_path, LIGNE, "2024-02;DEP-17;2024;;Répondre à temps;Cabinet;SANS_REPONSE;")
    assert load_recommendations(["DEP-17"], [tmp_path]) == (
        Recommandation("2024-01", "DEP-17", 2024, "RSA", "ACCEPTEE", date(2024, 9, 2)),
        Recommandation("2024-02", "DEP-17", 2024, None, "SANS_REPONSE", None),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2024-01;", "a b;", "colonne « id »"),
        ("DEP-17;2024", "DEP-49;2024", "accepté : DEP-17"),
        (";2024;", ";24;", "colonne « annee »"),
        ("RSA", "ALLOCATION", "colonne « domaine »"),
        ("ACCEPTEE", "OUI", "accepté : ACCEPTEE"),
        ("2024-09-02", "02/09/2024", "vide, ou une date"),
        ("2024-09-02", "2023-09-02", "une date à partir de 2024"),
        ("ACCEPTEE", "REFUSEE", "vide tant que la recommandation n’est pas acceptée"),
        ("Motiver les refus", " ", "colonne « texte » : vide"),
        ("Direction de l’insertion", "", "colonne « destinataire » : vide"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in LIGNE
    _write(tmp_path, LIGNE.replace(old, new, 1))
    assert message in _refusal(tmp_path)


def test_all_faults_are_named_at_once_with_their_lines(tmp_path: Path) -> None:
    _write(tmp_path, LIGNE, LIGNE, LIGNE.replace(";2024;", ";20;"))
    said = _refusal(tmp_path)
    assert "ligne 4, colonne « annee »" in said
    _write(tmp_path, LIGNE, LIGNE)
    assert "ligne 3, colonne « id »" in _refusal(tmp_path)


@pytest.mark.parametrize("text", ["Écrire à jeanne@exemple.fr", "Appeler le 06 12 34 56 78"])
def test_personal_data_is_refused_and_never_repeated(tmp_path: Path, text: str) -> None:
    _write(tmp_path, LIGNE.replace("Motiver les refus", text))
    said = _refusal(tmp_path)
    assert "donnée personnelle" in said
    assert text not in said


def test_other_columns_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, LIGNE, entete=ENTETE.replace("statut", "etat"))
    assert "colonnes attendues" in _refusal(tmp_path)


def test_a_file_of_no_declared_office_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, LIGNE.replace("DEP-17", "DEP-1700"), office="DEP-1700")
    assert "aucun office déclaré" in _refusal(tmp_path)


def test_the_committed_example_is_synthetic_and_stays_out_of_a_real_base() -> None:
    assert load_recommendations(["DEP-17", "COM-75056"]) == ()
    example = load_recommendations(["DEP-EX02"])
    assert {one.office_id for one in example} == {"DEP-EX02"}
    assert {one.annee for one in example} == {2023, 2024, 2025}
    text = (DOSSIER / "DEP-EX02.csv").read_text(encoding="utf-8")
    assert all("Exemple synthétique" in line for line in text.splitlines()[1:])
