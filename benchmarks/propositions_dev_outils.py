"""Further layouts whose failures may be looked at: other tools, English words, titles in whole clauses."""

from __future__ import annotations

DISPOSITIONS = """
freshdesk | iso-heure | rang
Ticket ID > id ; Created time > recep ; Closed time > clot ; Last update time > maj ; Due by Time > echeance ;
Status > statut ; Source > canal/origine ; Agent > agent ; Full name > identite ; Subject > libre/domaine ; Survey results > aucun

redmine | iso | rang
Ticket n° > id ; Ouverture du ticket > recep ; Fermeture du ticket > clot ; Mis à jour le > maj ; Échéancier > echeance/aucun ;
Assigné à > agent ; Auteur du ticket > identite/agent ; Catégorie du ticket > domaine ; Avancement (étape) > statut

kobotoolbox | datetime | uuid
_uuid > id ; _submission_time > recep ; canal_de_la_saisine > canal ; theme_de_la_demande > domaine ; resultat_obtenu > issue ;
profil_demandeur > requerant ; _submitted_by > agent/identite ; commune_de_residence > commune

clauses | litteral | annee-rang
Numéro sous lequel le dossier est classé > id ; Jour où la demande nous est parvenue > recep ; Jour où le dossier a été clos > clot ;
Façon dont l’usager a pris contact > canal ; Thème dont relève la demande > domaine ; Service visé par la plainte > service ;
Comment l’affaire s’est-elle conclue > issue ; Nom de la personne qui suit le dossier > agent ; Autres éléments utiles > libre

hubspot | iso-heure | long
Record ID > id ; Create date > recep ; Close date > clot ; Ticket status > statut ; Last modified date > maj ; Ticket owner > agent ;
Ticket description > libre ; First name > identite ; Postal code > cp ; Ticket category > domaine ; Preferred channel > canal

airtable | jma | prefixe
Clé > id ; Reçue par l’équipe le > recep ; Rendue à l’usager le > prop_d/clot/fin ; Point de contact > canal/identite ;
Grande famille de sujet > domaine ; Bénéficiaire final > identite/requerant ; Suite et fin > issue ; Photo > aucun

mots-colles | jma | annee-rang
numsaisine > id ; datesaisine > recep ; datedecloture > clot ; modesaisine > canal ; typerequerant > requerant ; motifrejet > motif ;
codepostal > cp ; nomrequerant > identite ; libelledomaine > domaine ; observationslibres > libre

oracle | compact | long
ID_SAIS > id ; DT_RECEP_SAIS > recep ; DT_ENV_AR > ar ; DT_AVIS_MED > prop_d ; DT_CLO > clot ; LB_CANAL > canal ; LB_DOM > domaine ;
LB_RESULTAT > issue ; TX_COMMENT > libre ; TP_REQ > requerant ; IND_RECEV > recevabilite ; IND_CONTX > contentieux

tableau-anglais | iso | prefixe
request_no > id ; intake_date > recep ; completion_date > clot ; intake_mode > canal ; subject_area > domaine ; final_result > issue ;
requester_category > requerant ; handler > agent ; notes > libre ; eligibility > recevabilite ; rejection_reason > motif ; town > commune

mediateur-intercommunal | points | annee-rang
Commune d’origine de la saisine > collectivite/commune ; N° séquentiel > id ; Date d’ouverture de la fiche > recep ;
Date de la lettre de conclusion > prop_d/clot/fin ; Date de relance du service > aucun/echeance ; Vecteur utilisé > canal ;
Cas recevable > recevabilite ; Raison de la non-recevabilité > motif ; Litige porté devant le TA > contentieux ; Nuisance ou tarif > domaine/nature
"""

LIBELLES = """
canal: Courriel ou téléphone = ? ; Tél. puis mail = ? ; Formulaire PDF envoyé par mail = ? ; Adresse postale = COURRIER ;
Mail du maire = COURRIEL ; Rendez-vous téléphonique = TELEPHONE ; Formulaire en ligne (site) = FORMULAIRE ; Accueil mairie = PERMANENCE ;
Via un élu = ? ; Contact direct = ? ; Retour de courrier = ?
issue: Accord des parties = ? ; Proposition acceptée = ? ; Refus de l’usager = ? ; Refus de médiation = ? ; Demande rejetée = ? ;
Pas de réponse = ? ; Sans réponse = ? ; Informé du refus = ? ; Réponse donnée à l’usager = ? ; Remise gracieuse partielle = PARTIEL ;
Favorable en partie = PARTIEL ; Service d’accord = ? ; Erreur de saisie = ? ; Doublon = ? ; Irrecevable et réorienté = ? ;
Conseil départemental = ? ; Satisfaction de l’administration = ? ; Abandon des poursuites = ? ; Dégrèvement total = FAVORABLE_USAGER ;
Retrait de la décision = ? ; Annulation du titre de recettes = ? ; Suite favorable = FAVORABLE_USAGER ; Conclu sans accord = ECHEC
recevabilite: Oui sous condition = ? ; Demande de pièces = ? ; Recevable mais hors délai = ? ; Non étudiée = ? ; Non examinée = ? ;
Sans suite = ? ; Déclarée recevable = RECEVABLE ; Jugée irrecevable = IRRECEVABLE ; En attente d’examen = EN_EXAMEN ; Examen terminé = ?
motif_irrecevabilite: Délai de réponse non écoulé = ? ; Réclamation en cours auprès du service = ? ; Usager décédé = ? ;
Marché de Noël = ? ; Service compétent déjà saisi = ? ; Agent recenseur = ? ; Hors département = HORS_CHAMP_COMPETENCE ;
Décision de justice = DECISION_JUSTICE ; Demande hors délai = TARDIVE ; Simple demande d’information = ? ; Médiateur non saisi = ? ;
Voisinage = LITIGE_ENTRE_PARTICULIERS ; Pas de litige = ? ; Pièces reçues hors délai = ? ; Recours gracieux absent = DEMARCHE_PREALABLE_ABSENTE
statut: Attente = ? ; Attente clôture = FINALISATION ; Clos en attente d’archivage = ? ; Réponse du service reçue = ? ;
En cours de clôture = FINALISATION ; Clos puis rouvert = ? ; Ouverture prévue = ? ; Traité par le service = ? ; Classé par thème = ? ;
Conclusion envoyée = ? ; Reçu réponse service = ? ; À traiter en priorité = RECU ; Rappel usager fait = ? ; Relance service faite = ATTENTE_ADMINISTRATION
type_requerant: Agent immobilier = ? ; Agent retraité = ? ; Association de commerçants = ASSOCIATION ; Maire honoraire = ? ;
Conjoint d’agent = ? ; Parent d’agent = ? ; Élu local sortant = ? ; Entreprise publique locale = ? ; Famille d’accueil = ? ;
Société HLM = ? ; Collectif = ASSOCIATION ; Union des commerçants = ASSOCIATION ; Usager professionnel = ? ; Assistant maternel = ? ; École privée = ? ;
Régie municipale = ? ; Assistante sociale pour un usager = ? ; Groupe de voisins = ?
domaine: Eau et déchets = ? ; Sport scolaire = ? ; Logement étudiant = HABITAT_LOGEMENT ; Personnel de crèche = ? ; Marché de plein air = ? ;
Commerce ambulant = ? ; Parking de la piscine = ? ; Transport des personnes handicapées = ? ; Aide au logement étudiant = HABITAT_LOGEMENT ;
Éclairage du stade = ? ; Bruit du gymnase = ? ; Formation des élus = ? ; Retraite = ? ; Taxe d’aménagement = ? ;
Taxe ordures ménagères = ? ; Assurance scolaire = ? ; École de musique = CULTURE_PATRIMOINE ; Accueil du public = ? ; Aide aux vacances = ? ;
Fermeture de la médiathèque = CULTURE_PATRIMOINE ; Tarifs de cantine = ? ; Travaux de voirie = DEPLACEMENT ; Jardins familiaux = ?
nature_demande: Refus de remboursement = REFUS ; Retard de remboursement = ? ; Absence de réponse à une demande d’information = SILENCE ;
Délai de réponse = DELAI ; Montant de l’indemnisation = ? ; Accueil téléphonique = QUALITE_SERVICE ; Refus d’indemnisation = REFUS ; Tarif non appliqué = ? ;
Contestation d’un indu = INDU_REMBOURSEMENT ; Absence d’information = ? ; Coût des réparations = ?
proposition_suivie: Non suivie en partie = ? ; À moitié = ? ; Acceptée puis refusée = ? ; Suivie avec réserve = ? ; Sans suite = ?
origine: Association d’usagers = AUTRE_PARTENAIRE ; Agent du service = ? ; Maire d’une commune voisine = ? ; Service social de secteur = ? ;
Direction de l’hôpital = AUTRE_PARTENAIRE ; Usager via le maire = ? ; Habitant élu = ? ; Médiateur de la ville = ? ; Président d’association = ? ;
Juge de paix = ? ; Ordonnance de référé = ? ; Délégué de quartier = ?
"""
