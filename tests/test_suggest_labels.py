"""A label is given a code when that is sure; otherwise it stays to classify, with its nearest candidates."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from pipelines.model import A_QUALIFIER, PAR_NOM
from pipelines.suggest_fautes import count_slips, is_mistyped
from pipelines.suggest_labels import find_candidates, find_label, knows_label
from pipelines.suggest_words import load_label_rules, split_label
from pipelines.vocabulary import DOSSIER, load_vocabulary


@pytest.mark.parametrize(
    ("champ", "libelle", "code"),
    [
        ("canal", "COURRIEL", "COURRIEL"),
        ("canal", "Courrier recommandé", "COURRIER"),
        ("canal", "Téléphonne", "TELEPHONE"),
        ("canal", "Rendez-vous téléphonique", "TELEPHONE"),
        ("canal", "Accueil en mairie", "PERMANENCE"),
        ("issue", "Partiellement satisfait", "PARTIEL"),
        ("issue", "Satisfaction en partie", "PARTIEL"),
        ("issue", "Médiation non aboutie", "ECHEC"),
        ("issue", "Résolu en faveur de l’administration", "DECISION_MAINTENUE"),
        ("issue", "Sans réponse du requérant", "ABANDON"),
        ("issue", "Renvoi vers le service compétent", "REORIENTATION_INTERNE"),
        ("statut", "À clôturer", "FINALISATION"),
        ("statut", "Clôturée", "CLOS"),
        ("statut", "Attente de réponse de l’administré", "ATTENTE_REQUERANT"),
        ("type_requerant", "Assoc.", "ASSOCIATION"),
        ("type_requerant", "Usager·ère", "PARTICULIER"),
        ("recevabilite", "Non-recevable", "IRRECEVABLE"),
        ("domaine", "Cantine scolaire", "EDUCATION"),
        ("domaine", "Aide sociale à l’enfance", "ENFANCE"),
        ("motif_irrecevabilite", "Pas de démarche préalable", "DEMARCHE_PREALABLE_ABSENTE"),
        ("proposition_suivie", "Suivie en partie", "PARTIELLE"),
        ("reorientation", "Préfecture", "HORS_MEDIATEUR"),
        ("tranche_age", "18-24 ans", "MOINS_25"),
        ("tranche_age", "61", "60_74"),
        ("tranche_age", "75 ans et plus", "75_PLUS"),
        ("issue", "NC", ""),
        ("proposition_suivie", "Suivie pour partie", "PARTIELLE"),
        ("statut", "Interroger la direction", "CONTACT_ADMINISTRATION"),
        ("statut", "Direction interrogée", "ATTENTE_ADMINISTRATION"),
        ("issue", "Transmis à la CPAM", "REORIENTATION_EXTERNE"),
        ("domaine", "Radiation du RSA", "RSA"),
        ("recevabilite", "À analyser", "EN_EXAMEN"),
    ],
)
def test_a_sure_label_gets_its_code(champ: str, libelle: str, code: str) -> None:
    assert find_label(champ, libelle).code == code


@pytest.mark.parametrize(
    ("champ", "libelle"),
    [
        ("canal", "Formulaire papier"),
        ("canal", "Courriel puis courrier"),
        ("canal", "Pigeon voyageur"),
        ("issue", "Accord refusé"),
        ("issue", "Non satisfait"),
        ("issue", "Refus du requérant"),
        ("issue", "Accord"),
        ("issue", "Médiation interrompue"),
        ("statut", "Non clos"),
        ("statut", "Non traité"),
        ("statut", "Rouvert"),
        ("recevabilite", "Partiellement recevable"),
        ("recevabilite", "Hors champ"),
        ("type_requerant", "Agent immobilier"),
        ("type_requerant", "Personne morale"),
        ("origine", "Cabinet du maire"),
        ("domaine", "Taxe d’enlèvement des ordures ménagères"),
        ("tranche_age", "30-45"),
        ("reorientation", "Transport"),
        ("canal", "Facéties"),
        ("canal", "Retour de courrier"),
        ("canal", "Courrier et pigeon"),
        ("issue", "Presque résolu"),
        ("issue", "Recours contentieux envisagé"),
        ("issue", "Abandon du service"),
        ("issue", "Favorable au service"),
        ("recevabilite", "N’est plus recevable"),
        ("recevabilite", "À réorienter"),
        ("statut", "Attente de pièces du service"),
        ("type_requerant", "Personne morale de droit privé"),
        ("domaine", "Chute sur trottoir"),
    ],
)
def test_a_doubtful_label_stays_to_classify(champ: str, libelle: str) -> None:
    assert find_label(champ, libelle).code == A_QUALIFIER


def test_the_nearest_candidates_are_given_best_first() -> None:
    assert find_candidates("canal", "Formulaire papier")[0] in ("FORMULAIRE", "COURRIER")
    assert find_candidates("canal", "Zzz") == ()
    assert len(find_candidates("issue", "Accord partiellement refusé")) <= 3


def test_a_label_weighs_more_when_known_than_when_read_by_its_words() -> None:
    weights = [knows_label("canal", text) for text in ("Courriel", "Lettre simple", "Pigeon")]
    assert weights == sorted(weights, reverse=True)
    assert weights[2] == 0


@pytest.mark.parametrize("champ", sorted({c.nom for c in PAR_NOM.values() if c.vocabulaire}))
def test_every_word_rule_leads_to_a_code_of_its_vocabulary_and_can_fit(champ: str) -> None:
    known = set(load_vocabulary(PAR_NOM[champ].vocabulaire or ""))
    for rule in load_label_rules(champ):
        assert rule.cible in known
        for words in zip_longest(*(word.split("|") for word in rule.mots)):
            tokens = [(word or first.split("|")[0]).rstrip("$") for word, first in zip(words, rule.mots, strict=True)]
            assert rule.find(tokens) is not None, (rule, tokens)


def test_every_title_rule_leads_to_a_field_or_a_reason() -> None:
    lines = (DOSSIER / "mots_entetes.csv").read_text(encoding="utf-8").splitlines()[1:]
    targets = {line.split(";")[1] for line in lines}
    assert {t for t in targets if t not in PAR_NOM and not t.startswith("-")} == set()
    assert all(0 < float(line.split(";")[3]) <= 1 for line in lines)
    assert len(lines) == len({tuple(line.split(";")[:3]) for line in lines})


def test_words_are_cut_without_articles_and_inclusive_endings() -> None:
    assert split_label("L’usager·ère de la ville") == ("usager", "ville")


@pytest.mark.parametrize(
    ("text", "known", "slips", "mistyped"),
    [
        ("courier", "courrier", 1, True),
        ("cuorrier", "courrier", 1, True),
        ("telephonne", "telephone", 1, True),
        ("recevable", "irrecevable", 2, False),
        ("mail", "mali", 1, False),
        ("couriel", "courriers", 3, False),
        ("satisfactoin totla", "satisfaction total", 2, True),
        ("2 courriers", "1 courriers", 1, False),
    ],
)
def test_a_typing_fault_is_a_slip_or_two_never_another_word(text: str, known: str, slips: int, mistyped: bool) -> None:
    assert (count_slips(text, known), is_mistyped(text, known)) == (slips, mistyped)
