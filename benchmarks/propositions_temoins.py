"""Fifteen column layouts written blind, before any list, rule or other half was opened; notation of `propositions_dev`.

Only the totals are looked at. Nothing here was copied from a file of an office.
"""

from __future__ import annotations

DISPOSITIONS = """
temoin-registre-communal | jma | annee-rang
N° saisine > id ; Arrivée le > recep ; Arrivé par > canal ; Nom et prénom > identite ; Thématique > domaine ;
Objet du litige > libre ; Recevable O/N > recevabilite ; Fin de dossier > clot ; Conclusion > issue

temoin-export-logiciel-courrier | compact | chrono
REF_COURRIER > id ; DT_ARR > recep ; CD_CANAL > canal ; LB_THEME > domaine ; LB_ETAT > statut ; DT_FIN > clot ;
USR_CREATION > agent ; CP > cp ; COMM > commune

temoin-region | jma | rang
Identifiant unique > id ; Date d'entrée > recep ; Accusé envoyé le > ar ; Qualité du demandeur > requerant ;
Sexe > genre ; Âge > age ; Politique publique concernée > domaine ; Clôturé le > clot ;
Sens de la réponse > issue ; Durée (jours) > delai

temoin-departement | jma2 | prefixe
Dossier > id ; Saisi le > recep ; Décision recevabilité le > recev_d ; Pourquoi irrecevable > motif ;
Prestation > domaine ; Direction concernée > service ; Email > identite ; Observations > libre ; Clos le > clot

temoin-anglais-ish | iso-heure | rang
case_id > id ; created_at > recep ; closed_at > clot ; updated_at > maj ; status > statut ; channel > canal ;
category > domaine ; outcome > issue ; first_name > identite ; notes > libre

temoin-metropole-plusieurs-offices | jma | annee-rang
Commune membre > collectivite ; Réf > id ; Date saisine > recep ; Voie de saisine > canal ; Secteur > domaine ;
Résultat médiation > issue ; Date résultat > clot/fin/prop_d

temoin-cnma | iso | rang
Numéro d'ordre > id ; Date de la demande > recep ; Date acceptation parties > accord_d ;
1ère réunion > reunion ; Date fin médiation > fin ; Cadre > cadre ; Suites TA > contentieux ;
Accord O/N > accord

temoin-depouille | jma | rang
Mois > aucun ; Nb > aucun ; Quartier > aucun ; Numéro > id ; Reçu > recep ; Traité > clot/fin/prop_d

temoin-sans-date | jma | annee-rang
N° > id ; Exercice > annee_declaree ; Matière > domaine ; Suite donnée > issue ; Provenance > origine

temoin-tableur-d-accueil | long | annee-rang
Dossier n° > id ; Date de contact > recep ; Mode de contact > canal ; Téléphone > identite ;
Adresse > identite ; Demandeur > requerant ; Démarche faite auprès du service > demarche ;
Réponse du service > reponse ; Rencontre > presentiel

temoin-echeancier | jma-heure | uuid
Id > id ; Ouvert le > recep ; À relancer le > echeance ; Modifié le > maj ; Stade > statut ;
Gestionnaire > agent ; Avis rendu le > prop_d ; Avis suivi > suivie

temoin-reorientations | points | chrono
Saisine > id ; Date > recep ; Compétent > competence ; Organisme compétent > reorientation_detail ;
Motif de rejet > motif ; Type de demande > nature/domaine ; Pays > pays ; Dépt > dept

temoin-majuscules | jma | prefixe
NUM_DOSSIER > id ; DATE_RECEPTION_COURRIER > recep ; MODE_SAISINE > canal ; TYPE_USAGER > requerant ;
NOM_USAGER > identite ; DOMAINE_1 > domaine ; SOUS_THEME > sous ; RESULTAT > issue ;
DATE_CLOTURE_DOSSIER > clot

temoin-piege | jma-tirets | annee-rang
Année de naissance > aucun ; Date de naissance > identite ; Date de l'acte contesté > aucun ;
Numéro de téléphone > identite ; Numéro interne > id ; Dépôt le > recep ; Solution > issue ;
Délai moyen > delai

temoin-questionnaire | jma-heure | aucun
Horodateur > recep ; Comment nous avez-vous contactés ? > canal ; Vous êtes > requerant ;
Votre commune > commune ; Sur quoi porte votre demande ? > domaine ; Décrivez votre situation > libre ;
Avez-vous déjà écrit au service ? > demarche ; Avez-vous saisi la justice ? > aucun/contentieux
"""
