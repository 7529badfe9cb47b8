"""Thirty column layouts whose failures may be looked at one by one: the tools and habits of French offices, invented.

Each paragraph is a layout: `nom | notation of dates | shape of numbers`, then `title > field` separated by « ; ». The
field `aucun` is a column no field takes; `libre`, `identite`, `agent`, `service` are columns that must be left out. Two
fields joined by « / » are both right. Nothing here was copied from a file of an office.
"""

from __future__ import annotations

DISPOSITIONS = """
excel-mediateur-ville | jma | annee-rang
Réf. saisine > id ; Arrivée le > recep ; AR envoyé le > ar ; Voie d’entrée > canal ; Thématique principale > domaine ;
Quartier > aucun ; Nom du plaignant > identite ; Suite réservée > issue ; Bouclé le > clot ;
Remarques diverses > libre

access-departement | jma2 | rang
NumSaisine > id ; DtArrivee > recep ; DtCloture > clot ; LibMatiere > domaine ; TypDemandeur > requerant ;
CPDemandeur > cp ; VilleDemandeur > commune ; NomDemandeur > identite ; AgentInstructeur > agent ;
ResMediation > issue

grc-citoyenne | datetime | prefixe
ticket_ref > id ; ticket_created > recep ; ticket_closed > clot ; ticket_channel > canal ; ticket_state > statut ;
ticket_theme > domaine ; citizen_zipcode > cp ; citizen_city > commune ; citizen_email > identite ;
ticket_body > libre

salesforce-fr | iso-heure | salesforce
CaseNumber > id ; CreatedDate > recep ; ClosedDate > clot ; Origin > canal ; Status > statut ;
Motif_Rejet__c > motif ; Theme_Reclamation__c > domaine ; Owner.Name > agent ; Contact.MailingPostalCode > cp ;
Description > libre ; LastModifiedDate > maj

glpi-mediation | iso-heure | rang
ID Ticket > id ; Date d'ouverture > recep ; Date de résolution > prop_d/clot/fin ; Dernière modification > maj ;
Statut du ticket > statut ; Source de la demande > canal ; Catégorie ITIL > domaine ; Technicien attribué > agent ;
Demandeur - Nom > identite ; Priorité > aucun

dynamics-region | datetime | prefixe
Numéro d'incident > id ; Créé le > recep ; Date de fermeture effective > clot ; Modifié le > maj ;
Raison du statut > statut ;
Voie de contact > canal ; Objet > libre/domaine ; Propriétaire > agent ; Type de client > requerant ;
Adresse 1 : Code postal > cp

limesurvey-formulaire | iso-heure | rang
Réponse ID > id ; Date de soumission > recep ; Avez-vous déjà contacté le service concerné ? > demarche ;
Avez-vous reçu une réponse ? > reponse ; Vous êtes : > requerant ; Quelle est votre tranche d'âge ? > age ;
Sur quel sujet porte votre litige ? > domaine ; Votre code postal > cp ; Votre adresse mail > identite ;
Décrivez votre situation > libre ; Votre sexe > genre

publik-demarche | jma-heure | prefixe
Numéro de demande > id ; Horodatage > recep ; Dernière mise à jour > maj ; Statut de la demande > statut ;
Usager (nom) > identite ;
Bloc Adresse - CP > cp ; Bloc Adresse - Commune > commune ; Rubrique de la réclamation > domaine ; Anonymisé > aucun

maarch-courrier | jma | chrono
Num. chrono > id ; Date d'arrivée du pli > recep ; Mode d'acheminement > canal ; Entité traitante > service ;
Date limite de traitement > echeance ; Etat du courrier > statut ; Expéditeur > identite ; Objet du courrier > libre ;
Date de départ réponse > prop_d/fin/clot

capitales-sans-accent | jma | annee-rang
NO DOSSIER MEDIATION > id ; DATE ENTREE SAISINE > recep ; DATE SORTIE > clot ; MODE DE CONTACT > canal ;
SUITES DONNEES > issue ; RECEVABLE O/N > recevabilite ; CAUSE DU REJET > motif ; SECTEUR CONCERNE > domaine ;
QUALITE DU DEMANDEUR > requerant ; SEXE DEMANDEUR > genre

abreviations | jma2 | rang
N° enreg. > id ; Dt récept. > recep ; Dt clôt. > clot ; Moy. saisine > canal ; Dom. > domaine ; Ss-dom. > sous ;
Recev. > recevabilite ; Mot. irrecev. > motif ; Dépt req. > dept ; Obs. > libre ; Nb jours trait. > delai

questions-en-titre | litteral | annee-rang
Quel est le numéro du dossier ? > id ; Quand la demande est-elle arrivée ? > recep ;
Comment a-t-elle été transmise ? > canal ;
La demande relève-t-elle de la collectivité ? > competence ; La demande est-elle recevable ? > recevabilite ;
Si non, pourquoi ? > motif ; Comment le dossier s'est-il terminé ? > issue ; À quelle date ? > clot/fin ;
La recommandation a-t-elle été suivie ? > suivie

titres-composes | jma | annee-rang
Dossier – référence interne > id ; Dossier – entrée > recep ; Dossier – sortie > clot ;
Requérant – nom et prénom > identite ;
Requérant – code postal > cp ; Requérant – qualité > requerant ; Litige – matière > domaine ;
Litige – sous-matière > sous ;
Instruction – résultat > issue ; Instruction – durée (jours) > delai

anglais-hybride | iso | prefixe
case_id > id ; received_at > recep ; acknowledged_at > ar ; closed_at > clot ; channel > canal ; topic > domaine ;
outcome > issue ; admissible > recevabilite ; gender > genre ; age_group > age ; zip > cp ; free_comment > libre

delegue-cumul | points | rang
Dossier no > id ; Reçu par le médiateur > recep ; Pris en charge le > recev_d/ar/aucun ; Rendez-vous > reunion ;
Terminé le > clot ; Avis rendu le > prop_d ; Satisfaction > issue/aucun ; Correspondant service > agent ; Voie > canal

epci-dechets-eau | jma | prefixe
Ref_Recl > id ; Date_Recl > recep ; Cat_Recl > domaine ; Type_Abonne > requerant/aucun ; Commune_Abonne > commune ;
Montant litigieux (€) > aucun ; Date_Rep > prop_d/clot ; Issue_Recl > issue ; Tel_Abonne > identite

camel-web | iso-heure | uuid
idSaisine > id ; dateDepot > recep ; dateAccuseReception > ar ; dateFin > clot/fin ; canalDepot > canal ;
etatAvancement > statut ; themeNiveau1 > domaine ; themeNiveau2 > sous ; avisRecevabilite > recevabilite ;
nomUsager > identite ; mailUsager > identite ; communeUsager > commune

zammad | iso-heure | rang
Number > id ; Created At > recep ; Close At > clot ; Updated At > maj ; State > statut ; Create Article Type > canal ;
Group > aucun/service/domaine ; Customer > identite ; Owner > agent ; Title > libre ; First Response At > ar/aucun

otrs-fr | datetime | long
N° Ticket > id ; Créé > recep ; Fermé > clot ; État > statut ; File > aucun/service/domaine ;
Utilisateur client > identite ;
Propriétaire du ticket > agent ; Ancienneté > delai/aucun ; Sujet > libre/domaine

suivi-mij-ta | jma | annee-rang
N° requête TA > id ; Ordonnance du > recep/accord_d/aucun ; Accord des parties (date) > accord_d ;
1ère réunion plénière > reunion ;
Fin de mission > fin/clot ; Accord trouvé ? > accord ; Cadre juridique de la médiation > cadre ;
Conseil du requérant > identite ;
Poursuite au contentieux > contentieux

mairie-arrondissement | jma | annee-rang
Affaire > id ; Date de saisie > recep ; Provenance > origine/canal ; Domaine d'intervention > domaine ; H/F > genre ;
Tr. âge > age ; Arrdt > aucun ; Décision finale > issue ; Date décision > prop_d/clot/fin ;
Commentaires internes > libre

departement-social | jma | annee-rang
Num bénéficiaire > identite/aucun ; Num saisine > id ; Date demande > recep ; Prestation en cause > domaine/sous ;
Grief principal > nature ; RAPO exercé > demarche ; Réponse au RAPO > reponse ; Proposition faite > proposition ;
Suite de la proposition > suivie ; Date de retour > prop_d/clot/fin ; Référent > agent

plusieurs-communes | jma | annee-rang
Collectivité adhérente > collectivite ; N° fiche > id ; Fiche ouverte le > recep ; Fiche fermée le > clot ;
Entrée par > canal ;
Compétent (O/N) > competence ; Réorienté vers > reorientation_detail/reorientation ; Bilan > issue/libre

csv-snake | compact | long
num_dossier_med > id ; dt_recept_saisine > recep ; dt_envoi_ar > ar ; dt_decision_recev > recev_d ;
dt_reponse_mediateur > prop_d ;
dt_fin_dossier > clot ; cd_canal > canal ; lib_issue > issue ; lib_motif_rejet > motif ; nm_requerant > identite ;
ad_mail > identite ; cp_req > cp

unites-en-titre | jma-tirets | rang
Dossier (n°) > id ; Réception (jj-mm-aaaa) > recep ; Clôture (jj-mm-aaaa) > clot ; Traitement (en jours) > delai ;
Recours (oui/non) > demarche/contentieux/aucun ; Age (ans) > age/aucun ; Sexe (H/F) > genre ; Mode (T/M/C) > canal ;
Distance (km) > aucun

sphinx | jma | rang
Observation > id/aucun ; Date_saisie > recep ; Q1_Canal > canal ; Q2_Profil > requerant ; Q3_Theme > domaine ;
Q4_DemarcheAvant > demarche ; Q5_Recevable > recevabilite ; Q6_Resultat > issue ; Q7_Verbatim > libre

tableau-secretariat | long | annee-rang
Enregistrement > id ; Entré le > recep ; Qui saisit ? > origine/requerant ; Par quel moyen > canal ;
Sujet abordé > domaine/libre ;
Ville de résidence > commune ; Pays > pays ; Point d'étape > statut ; Relance prévue le > echeance ;
Soldé le > clot ; Tél. > identite

ecole-reclamations | jma | annee-rang
Cote > id ; Jour de dépôt > recep ; Famille (nom) > identite ; Établissement scolaire > service/aucun ;
Type de litige > nature/domaine ;
Issue amiable > issue ; Jour de clôture > clot ; Médiatrice > agent ; Rencontre en face à face > presentiel

erp-codes | serie | long
NUMDOS > id ; DATREC > recep ; DATCLO > clot ; CODCAN > canal ; LIBDOM > domaine ; LIBISS > issue ; CODPOS > cp ;
NOMREQ > identite ;
MTTDEM > aucun ; LIBSTA > statut

irrecevables-suivi | jma | annee-rang
Id. requête > id ; Requête reçue le > recep ; Examen de recevabilité > recevabilite ;
Fondement de l'irrecevabilité > motif ;
Organisme compétent > reorientation_detail ; Notifiée le > recev_d/ar/aucun/prop_d ;
Catégorie de requérant > requerant ; Avocat > identite
"""
