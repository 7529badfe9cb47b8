"""Thirty column layouts kept aside until their figure was known (91.5 % of fields right), looked at since then.

Same notation as `propositions_dev`, other habits: longer titles, verbs, other tools.
"""

from __future__ import annotations

DISPOSITIONS = """
registre-papier-saisi | long | annee-rang
N° d'inscription au registre > id ; Saisine parvenue le > recep ; Réponse adressée le > prop_d/clot/fin ;
Forme de la saisine > canal ;
Matière du différend > domaine ; Dénouement > issue ; Coordonnées > identite ; Mention marginale > libre

service-now | iso-heure | prefixe
number > id ; opened_at > recep ; closed_at > clot ; sys_updated_on > maj ; contact_type > canal ; state > statut ;
u_topic > domaine ;
assigned_to > agent ; caller_id > identite ; short_description > libre ; due_date > echeance

jira-export | datetime | jira
Issue key > id ; Created > recep ; Resolved > clot ; Updated > maj ; Due date > echeance ; Assignee > agent ;
Reporter > identite ;
Summary > libre ; Resolution > issue ; Custom field (Canal d'arrivée) > canal ; Custom field (Thématique) > domaine

easyvista | jma-heure | prefixe
No de demande > id ; Date de création (UTC) > recep ; Date de fin réelle > clot/fin ;
Date max de résolution > echeance ; Origine de l'appel > canal ;
État d'avancement > statut ; Bénéficiaire > identite ; Sujet (arborescence) > domaine ; Intervenant > agent ;
Délai écoulé > delai

ods-association | points | rang
N° fiche usager > id/identite ; Premier contact > recep ; Dernier contact > maj/aucun/clot ;
Moyen du premier contact > canal ; Civilité > genre ;
Année de naissance > aucun/age ; CP de résidence > cp ; Problème rencontré > domaine/libre/nature ;
Résolu ? > issue/aucun ; Notes du bénévole > libre

demarches-simplifiees | iso-heure | rang
Numéro dossier DS > id ; Déposé le > recep ; Passé en instruction le > recev_d/aucun ; Traité le > clot/fin ;
État du dossier DS > statut ;
Motivation de la décision > libre/motif ; Nom du déposant > identite ; Courriel du déposant > identite ;
Instructeurs affectés > agent ;
Dernière mise à jour le (DS) > maj

google-forms | jma-heure | aucun
Horodateur > recep ; En quelle qualité saisissez-vous le médiateur ? > requerant ;
Dans quelle commune habitez-vous ? > commune ;
Quel service est concerné par votre réclamation ? > service/domaine ;
Avez-vous saisi un tribunal ? > contentieux/aucun ;
Avez-vous adressé une réclamation écrite à l'administration ? > demarche ; Racontez-nous > libre ;
Numéro de téléphone > identite

sugarcrm | iso | uuid
id_reclamation_c > id ; date_entered > recep ; date_closed_c > clot ; date_modified > maj ;
source_c > canal/origine ; category_c > domaine ;
subcategory_c > sous ; resolution_c > issue ; account_type_c > requerant ; assigned_user_name > agent ;
primary_address_postalcode > cp

access-anciens-noms | jma2 | rang
CleDossier > id ; DateDeReception > recep ; DateDeCloture > clot ; DateAccuse > ar ; ModeSaisine > canal ;
CodeInsee > aucun ;
NatureLitige > nature/domaine ; SensAvis > issue ; SuiviAvis > suivie ; Prenom1 > identite ; ObsLibres > libre

bilan-annuel | jma | annee-rang
Identifiant de la fiche > id ; Date de prise en compte > recep ; Date d'avis > prop_d ;
Date d'archivage > clot/aucun ; Politique publique > domaine ;
Sous-politique > sous ; Statut juridique du réclamant > requerant ; Résultat de l'intervention > issue ;
Territoire > aucun/collectivite

mediation-numerique | iso | prefixe
uid_saisine > id ; jour_saisine > recep ; jour_cloture > clot ; media_saisine > canal ; profil_usager > requerant ;
niv1_thematique > domaine ;
niv2_thematique > sous ; sort_dossier > issue ; rejet_cause > motif ; hors_perimetre > competence ;
adresse_ip > identite/aucun

bureau-des-elus | jma | annee-rang
Réf. interne cabinet > id ; Date du courrier > recep/aucun ; Date d'enregistrement BOC > recep ;
Saisi par > origine/agent ; Direction pilote > service ;
Date réponse signée > prop_d/clot/fin ; Relance 1 > aucun/echeance ; Avis du médiateur > issue/libre ;
Signataire > agent

fiche-de-permanence | jma | rang
Permanence du > recep ; N° passage > id ; Genre de la personne > genre ; Tranche > age ;
Nature de l'échange > nature/canal ; Orienté vers > reorientation_detail/reorientation ;
Conseil donné > issue/libre ; Lieu > aucun ; Durée entretien (min) > aucun/delai

mpo-centre-de-gestion | jma | annee-rang
Dossier MPO > id ; Saisine MPO du > recep ; Décision contestée du > aucun ;
Collectivité employeur > collectivite/service ; Consentement de l'employeur le > accord_d/aucun ;
Entretien plénier > reunion ; Fin de médiation > fin ; Résultat MPO > issue ; Agent demandeur > identite ;
Engagement de la médiation > recevabilite/cadre/aucun

eau-consommation | compact | long
REF_LITIGE > id ; DT_SAISINE > recep ; DT_RECEVAB > recev_d ; DT_SOLUTION > prop_d ; DT_CLOT > clot ;
CANAL_ENTR > canal ; TYP_LITIGE > nature/domaine ;
SOLUTION_ACCEPTEE > suivie/accord ; CP_CONSO > cp ; NOM_CONSO > identite ; MT_LITIGE > aucun

capitales-departement | jma | annee-rang
NUMERO ORDRE > id ; DATE ARRIVEE COURRIER > recep ; DATE REPONSE DEFINITIVE > clot/fin/prop_d ;
ORIGINE SAISINE > origine/canal ; CANTON > aucun ; OBJET LITIGE > libre/domaine ;
POLITIQUE CONCERNEE > domaine ; SENS DE LA REPONSE > issue ; NOM PRENOM REQUERANT > identite ;
CODE POSTAL REQ > cp ; OBSERVATION > libre

framaforms | iso-heure | rang
Serial > id ; Submitted Time > recep ; Remote IP > identite/aucun ;
Vous saisissez le médiateur en tant que > requerant ; Votre demande concerne > domaine ;
Avant de nous saisir, avez-vous écrit au service ? > demarche ; Le service vous a-t-il répondu ? > reponse ;
Exposé des faits > libre

metropole-lyon-like | jma | annee-rang
Dossier médiateur > id ; Date de la saisine par l'usager > recep ; Date de l'AR médiateur > ar ;
Date de transmission à la direction > aucun ; Date du retour de la direction > aucun ;
Date d'envoi de la réponse finale > prop_d/clot/fin ; Type d'usager > requerant ;
Compétence métropolitaine > competence ; Champ de la réclamation > domaine ; Conclusion > issue/libre

region-transports | iso | prefixe
Réclamation ID > id ; Ouverture > recep ; Fermeture > clot ; Réouverture > aucun ; Canal d'entrée initial > canal ;
Ligne > aucun ; Catégorie niveau 1 > domaine ; Issue définitive > issue ;
Client > identite ; Geste commercial (euros) > aucun

titre-bilingue | iso | prefixe
Référence / Reference > id ; Reçu le / Received > recep ; Clos le / Closed > clot ; Moyen / Channel > canal ;
Résultat / Outcome > issue ; Demandeur / Complainant type > requerant ; Langue / Language > aucun

archive-2015 | serie | rang
Nº > id ; Rentré > recep ; Sorti > clot ; Comment > canal/libre ; Rubrique > domaine ; Suite > issue ;
Qui > identite/requerant ; Ville > commune

suivi-rapo | jma | annee-rang
Numéro RAPO > id ; RAPO reçu le > recep ; Réclamation initiale faite ? > demarche ;
Réclamation restée sans réponse ? > reponse ; Décision sur recours > issue ; Décision prise le > prop_d/clot/fin ;
Recours TA ultérieur > contentieux ; Allocataire > identite ; Service auteur de la décision > service

odoo | iso-heure | prefixe
Reference ID > id ; Created on > recep ; Closing Date > clot ; Stage > statut ; Helpdesk Team > service/aucun ;
Tags > domaine/aucun ; Medium > canal ; Customer > identite ; Assigned to > agent ; Last Updated on > maj

maison-de-la-mediation | jma | annee-rang
N° de médiation > id ; Demande enregistrée le > recep ; Accord pour entrer en médiation le > accord_d ;
1re séance > reunion ; Clôture de la médiation le > clot/fin ;
Prescripteur > origine/identite ; Type de conflit > domaine/nature ; Aboutissement > issue ;
Accord écrit signé > accord ; Médiateur désigné > agent ; Présence physique > presentiel

codes-courts | jma2 | rang
ND > id ; DR > recep ; DC > clot ; CAN > canal ; THM > domaine ; RES > issue ; TRQ > requerant ; SX > genre ; CP > cp

feuille-titres-verbeux | jma | annee-rang
Numéro attribué automatiquement > id ; Date à laquelle le médiateur a été saisi > recep ;
Date à laquelle le dossier a été refermé > clot ; Manière dont le médiateur a été contacté > canal ;
Sujet général de la réclamation > domaine ; La médiation a-t-elle abouti ? > issue/accord ;
Administration visée > service ; Personne à recontacter > identite ; Département de domicile > dept

powerapps | iso-heure | guid
cr4f_saisineid > id ; cr4f_datereception > recep ; cr4f_datecloture > clot ; cr4f_canal > canal ;
cr4f_thematique > domaine ; cr4f_statutdossier > statut ; cr4f_issue > issue ; cr4f_nomrequerant > identite ;
modifiedon > maj ; createdby > agent

autosaisine-partenaires | litteral | annee-rang
Cote dossier > id ; Arrivé au secrétariat > recep ; Transmis par > origine/agent ;
Recevable / non recevable > recevabilite ; Pourquoi irrecevable > motif ; Echéance de réponse > echeance ;
Rendu le > prop_d/clot/fin ; Orientation proposée > reorientation_detail/issue/reorientation ; Étape en cours > statut

communaute-agglo | jma | annee-rang
Commune membre > collectivite/commune ; Registre n° > id ; Jour d'entrée > recep ; Jour de sortie > clot ;
Compétence communautaire ? > competence ; Redevance ou service > domaine ; Plaignant (catégorie) > requerant ;
Solution obtenue > issue ; Délai de réponse constaté > delai ; Courriel fourni ? > courriel

enquete-reclamations | iso | rang
row_id > id ; submission_date > recep ; complaint_channel > canal ; complaint_category > domaine ;
resolution_date > clot/fin/prop_d ; resolution_status > statut/issue ; complainant_gender > genre ;
complainant_age_band > age ;
complainant_name > identite ; within_remit > competence
"""
