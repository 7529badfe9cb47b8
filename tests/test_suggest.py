"""A source is proposed from titles and contents; what is not known is asked, what is personal is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipelines.readers import read_table
from pipelines.suggest import Proposition, propose
from pipelines.suggest_source import write_toml
from tests.fabrique_exports import (
    VILLES,
    Contenu,
    after,
    among,
    day,
    end,
    number,
    person,
    sentence,
    write_export,
)

BASE: Mapping[str, Contenu] = {"N° dossier": number(), "Date de saisine": day(), "Date de clôture": end()}
OUI_NON = among("Oui", "Non", "")
CANAUX = among("Courriel", "Lettre simple", "Permanence de quartier")
ISSUES = among("Satisfaction totale", "Pas d’accord", "Désistement")
STATUTS = among("Clôturé", "En attente de pièces", "Ouvert")


def propose_for(folder: Path, columns: Mapping[str, Contenu], nom: str = "export.csv", rows: int = 60) -> Proposition:
    return propose(read_table(write_export(folder / nom, columns, rows)))


def field_of(proposition: Proposition, titre: str) -> str | None:
    return {colonne.titre: colonne.champ for colonne in proposition.source.colonnes}[titre]


@pytest.mark.parametrize(
    ("titre", "contenu", "champ"),
    [
        ("DT_ENTREE", day(), "date_reception"),
        ("Arrivée le", day(), "date_reception"),
        ("dateReception", day("%Y-%m-%d"), "date_reception"),
        ("Envoi AR", after(5), "date_accuse_reception"),
        ("Fin de traitement", end(), "date_cloture"),
        ("Dernière MAJ", after(90), "date_maj"),
        ("Qual. requérant", among("Particuliers", "Assoc.", "Commerçant"), "type_requerant"),
        ("Voie d’entrée", CANAUX, "canal"),
        ("Sens de l’avis", ISSUES, "issue"),
        ("Stade", STATUTS, "statut"),
        ("Domaine d’intervention", among("Cantine", "Voirie", "Urbanisme"), "domaine"),
        ("CP_DEM", among("44000", "44100", "35200"), "code_postal_requerant"),
        ("Tranches d’âge", among("18-24 ans", "25 à 39 ans", "75 et +"), "tranche_age"),
        ("Nb jours", among("12", "45", "88"), "delai_declare"),
        ("Relève de notre compétence", OUI_NON, "competence"),
    ],
)
def test_a_title_nobody_listed_finds_its_field(titre: str, contenu: Contenu, champ: str, tmp_path: Path) -> None:
    twin = {"date_reception": "Date de saisine", "date_cloture": "Date de clôture"}.get(champ)
    columns = {t: c for t, c in BASE.items() if t != twin}
    assert field_of(propose_for(tmp_path, {**columns, titre: contenu}), titre) == champ


@pytest.mark.parametrize(
    ("titre", "contenu", "champ"),
    [
        ("Commune", among(*VILLES), "commune_requerant"),
        ("Commune", among("Ville de Nantes"), "collectivite"),
        ("Origine", among("Usager", "Élu", "Tribunal administratif"), "origine"),
        ("Origine", CANAUX, "canal"),
        ("Statut", STATUTS, "statut"),
        ("Statut", ISSUES, "issue"),
        ("Motif", among("Refus", "Absence de réponse", "Trop-perçu"), "nature_demande"),
        ("Objet", among("Voirie", "Logement", "Eau"), "domaine"),
        ("Objet", sentence(), None),
        ("Recevabilité", among("Recevable", "Irrecevable", "À l’étude"), "recevabilite"),
        ("Titre", among("M.", "Mme"), "genre"),
    ],
)
def test_contents_settle_what_a_title_leaves_open(
    titre: str, contenu: Contenu, champ: str | None, tmp_path: Path
) -> None:
    assert field_of(propose_for(tmp_path, {**BASE, titre: contenu}), titre) == champ


def test_without_titles_the_contents_give_dates_numbers_statuses_and_channels(tmp_path: Path) -> None:
    truth = {
        "statut": lambda rank, chance: "Clôturé" if rank % 4 else "En attente de pièces",
        "date_cloture": end(),
        "canal": CANAUX,
        "date_reception": day(),
        "id_dossier_source": number("S{:04d}"),
        "date_accuse_reception": after(6),
        "presentiel": OUI_NON,
    }
    found = propose_for(tmp_path, {f"col{rank}": content for rank, content in enumerate(truth.values(), start=1)})
    fields = [colonne.champ for colonne in found.source.colonnes]
    assert fields[:6] == list(truth)[:6]
    assert fields[6] is None
    assert all(choix.confiance < 0.9 for choix in found.choix if choix.champ)


@pytest.mark.parametrize(
    ("titre", "contenu", "mot"),
    [
        ("Demandeur", lambda rank, _: f"personne{rank}@exemple.fr", "personnelles"),
        ("Joindre au", lambda rank, _: f"06 12 34 {rank:02d} 78", "personnelles"),
        ("Qui", person(), "personnes"),
        ("Chargé de dossier", person(), "jamais gardé"),
        ("Exposé", sentence(), "jamais gardé"),
        ("Date de naissance", day(), "naissance"),
        ("Montant réclamé", lambda rank, _: f"{rank * 17},50", "champ de l’Observatoire"),
    ],
)
def test_personal_columns_are_dropped_with_the_reason(titre: str, contenu: Contenu, mot: str, tmp_path: Path) -> None:
    found = propose_for(tmp_path, {**BASE, titre: contenu})
    colonne = next(c for c in found.source.colonnes if c.titre == titre)
    assert colonne.champ is None
    assert mot in colonne.ecartee


@pytest.mark.parametrize(
    ("titre", "champ", "oui"),
    [
        ("Hors champ", "competence", "NON"),
        ("Silence de l’administration", "reponse_prealable", "NON"),
        ("Irrecevable", "recevabilite", "IRRECEVABLE"),
        ("Non recevable", "recevabilite", "IRRECEVABLE"),
        ("Relève de la compétence", "competence", "OUI"),
    ],
)
def test_a_title_that_says_the_contrary_turns_its_answers_over(
    titre: str, champ: str, oui: str, tmp_path: Path
) -> None:
    found = propose_for(tmp_path, {**BASE, titre: OUI_NON})
    assert field_of(found, titre) == champ
    assert found.libelles[champ]["Oui"].code == oui


@pytest.mark.parametrize(
    ("pattern", "ordre"), [("%d/%m/%Y", "jma"), ("%m/%d/%Y", "mja"), ("%Y-%m-%d", "amj"), ("%d.%m.%y", "jma")]
)
def test_the_order_of_days_is_decided_on_the_whole_column(pattern: str, ordre: str, tmp_path: Path) -> None:
    found = propose_for(tmp_path, {"N° dossier": number(), "Date de saisine": day(pattern)})
    assert found.source.ordre_dates == ordre
    assert not [question for question in found.questions if "ordre" in question]


def test_an_order_nothing_settles_is_asked(tmp_path: Path) -> None:
    early = lambda rank, _: f"{rank % 12 + 1:02d}/{rank % 7 + 1:02d}/2023"  # noqa: E731
    found = propose_for(tmp_path, {"N° dossier": number(), "Date de saisine": early})
    assert found.source.ordre_dates == "jma"
    assert [c.code for c in found.constats] == ["ORDRE_SUPPOSE"]
    assert any("ordre jour/mois/année est supposé" in question for question in found.questions)


def test_years_of_two_figures_are_made_explicit(tmp_path: Path) -> None:
    found = propose_for(tmp_path, {"N° dossier": number(), "Date de saisine": day("%d/%m/%y")})
    assert any("deux chiffres, lue 20xx" in question for question in found.questions)


def test_one_column_may_follow_its_own_order(tmp_path: Path) -> None:
    found = propose_for(tmp_path, {**BASE, "Date de saisine": day("%m/%d/%Y"), "Date AR": after(4)})
    orders = {colonne.champ: colonne.ordre for colonne in found.source.colonnes}
    assert (found.source.ordre_dates, orders["date_reception"], orders["date_cloture"]) == ("jma", "mja", None)


def test_unknown_labels_are_to_classify_and_known_ones_have_codes(tmp_path: Path) -> None:
    found = propose_for(tmp_path, {**BASE, "Canal": among("Courriel", "Lettre simple", "Pigeon voyageur")})
    codes = {text: label.code for text, label in found.libelles["canal"].items()}
    assert codes == {"Courriel": "COURRIEL", "Lettre simple": "COURRIER", "Pigeon voyageur": "A_QUALIFIER"}
    assert found.source.libelles["canal"] == {"Lettre simple": "COURRIER"}


def test_a_personal_value_is_not_listed_among_the_labels(tmp_path: Path) -> None:
    found = propose_for(tmp_path, {**BASE, "Canal": among("Courriel", "Courrier", "a.zorglub@exemple.fr", "Téléphone")})
    text = write_toml(found, read_table(tmp_path / "export.csv"))
    assert "zorglub" not in text
    assert "canal" in text


def test_a_year_stands_for_the_reception_when_no_date_does(tmp_path: Path) -> None:
    found = propose_for(tmp_path, {"N° dossier": number(), "Année": among("2022", "2023"), "Issue": ISSUES})
    assert found.source.sans_reception
    assert field_of(found, "Année") == "annee_declaree"
    assert field_of(propose_for(tmp_path, {**BASE, "Année": among("2022", "2023")}), "Année") is None


def test_titles_alone_are_enough_for_a_file_without_a_row(tmp_path: Path) -> None:
    path = tmp_path / "vide.csv"
    path.write_text("Réf. dossier;Arrivée le;Clos le;Résultat;Commune\n", encoding="utf-8")
    found = propose(read_table(path))
    assert [c.champ for c in found.source.colonnes] == [
        "id_dossier_source",
        "date_reception",
        "date_cloture",
        "issue",
        "commune_requerant",
    ]


def test_numbers_that_come_back_raise_the_question_of_griefs(tmp_path: Path) -> None:
    twice = lambda rank, _: f"2023-{rank // 2:04d}"  # noqa: E731
    assert any("grief" in q for q in propose_for(tmp_path, {**BASE, "N° dossier": twice}).questions)
    assert not any("grief" in q for q in propose_for(tmp_path, BASE).questions)
