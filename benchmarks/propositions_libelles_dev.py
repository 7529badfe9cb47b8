"""Labels whose failures may be looked at one by one, with the code an expert gives them.

Each paragraph is `field:` then `label = code` separated by « ; ». `?` is the answer of an expert who refuses to choose:
the label says too little, or two things; only « à qualifier » is right for it.
"""

from __future__ import annotations

LIBELLES = """
canal: Guichet d’accueil = PERMANENCE ; LRAR = COURRIER ; Pli recommandé = COURRIER ;
boîte mail du médiateur = COURRIEL ;
Appel entrant = TELEPHONE ; Standard tél. = TELEPHONE ; Téléformulaire = FORMULAIRE ; Saisine web = FORMULAIRE ;
Site de la ville = FORMULAIRE ; RDV en mairie = PERMANENCE ; Venu sur place = PERMANENCE ; Visio = ? ;
Fax = COURRIER ;
Messenger = AUTRE ; Réseaux sociaux = AUTRE ; Voie postale = COURRIER ; E-mail perso = COURRIEL ;
Formulaire papier = ? ;
Plusieurs canaux = ? ; Transmis = ? ; Déplacement à l’accueil = PERMANENCE ; Lettre simple = COURRIER ;
Entretien physique = PERMANENCE ;
Mail + courrier = ? ; Portail usagers = FORMULAIRE ; Coup de fil = TELEPHONE ; Messagerie électronique = COURRIEL ;
En direct = ?
issue: Satisfaction totale = FAVORABLE_USAGER ; Gain de cause = FAVORABLE_USAGER ;
Demande acceptée par le service = FAVORABLE_USAGER ;
Satisfaction partielle = PARTIEL ; Compromis = PARTIEL ; Refus confirmé = DECISION_MAINTENUE ;
Administration dans son droit = DECISION_MAINTENUE ;
Position du service confirmée = DECISION_MAINTENUE ; Médiation non aboutie = ECHEC ; Pas d’accord = ECHEC ;
Échec de la médiation = ECHEC ;
Simple renseignement = INFORMATION ; Explications données = INFORMATION ;
Transmis au service concerné = REORIENTATION_INTERNE ;
Renvoi vers un autre organisme = REORIENTATION_EXTERNE ;
Orienté vers le Défenseur des droits = REORIENTATION_EXTERNE ;
Retrait de la demande = DESISTEMENT ; A renoncé = DESISTEMENT ; Sans nouvelles du requérant = ABANDON ;
Ne répond plus = ABANDON ;
Non recevable = IRRECEVABLE ; Rejet pour irrecevabilité = IRRECEVABLE ; Recours TA déposé = JUSTICE ;
Procédure judiciaire engagée = JUSTICE ;
Classé = ? ; Traité = ? ; Autre = ? ; Réponse envoyée = ? ; Orienté = ? ; Favorable = FAVORABLE_USAGER ;
Défavorable = DECISION_MAINTENUE ;
Défavorable à l’usager = DECISION_MAINTENUE ; Non satisfait = ? ; Accord total = FAVORABLE_USAGER
recevabilite: Admissible = RECEVABLE ; Non admissible = IRRECEVABLE ; Accepté = RECEVABLE ; Rejeté = IRRECEVABLE ;
Refusée = IRRECEVABLE ;
Jugée recevable = RECEVABLE ; N’est pas recevable = IRRECEVABLE ; Instruction recevabilité = EN_EXAMEN ;
À étudier = EN_EXAMEN ;
À l’étude = EN_EXAMEN ; Redirigée = REORIENTEE ; Transférée à un autre organisme = REORIENTEE ;
Irrecev. = IRRECEVABLE ;
Recevable sous réserve = ? ; Recevable partiellement = ? ; KO = IRRECEVABLE ; Pas encore tranché = EN_EXAMEN ;
Hors recevabilité = IRRECEVABLE
motif_irrecevabilite: Hors périmètre = HORS_CHAMP_COMPETENCE ; Ne relève pas du médiateur = HORS_CHAMP_COMPETENCE ;
Hors attributions de la ville = HORS_CHAMP_COMPETENCE ; Pas de recours préalable = DEMARCHE_PREALABLE_ABSENTE ;
Service non saisi au préalable = DEMARCHE_PREALABLE_ABSENTE ;
Absence de réclamation antérieure = DEMARCHE_PREALABLE_ABSENTE ;
Plus d’un an = TARDIVE ; Hors délai = TARDIVE ; Forclusion = TARDIVE ; Délai dépassé = TARDIVE ;
Instance en cours au TA = JUSTICE_SAISIE ;
Procédure contentieuse en cours = JUSTICE_SAISIE ; Jugement rendu = DECISION_JUSTICE ;
Chose jugée = DECISION_JUSTICE ;
Demande abusive = INFONDEE ; Manifestement infondé = INFONDEE ; Pièces manquantes = DOSSIER_INCOMPLET ;
Incomplet = DOSSIER_INCOMPLET ;
Relève du médiateur de l’énergie = AUTRE_MEDIATEUR ; Autre médiateur déjà saisi = AUTRE_MEDIATEUR ;
Conflit de voisinage = LITIGE_ENTRE_PARTICULIERS ;
Litige privé = LITIGE_ENTRE_PARTICULIERS ; Litige d’ordre privé = LITIGE_ENTRE_PARTICULIERS ;
Agent contre son employeur = LITIGE_AGENT_EMPLOYEUR ;
Conflit du travail = LITIGE_AGENT_EMPLOYEUR ; Subvention = MARCHE_SUBVENTION ;
Commande publique = MARCHE_SUBVENTION ; Justice = ? ;
Tribunal = ? ; Délai = ? ; Divers = AUTRE
statut: Ouvert = ? ; Nouveau = RECU ; Nouvelle demande = RECU ; Enregistré = RECU ; À prendre en charge = RECU ;
En cours = ? ; En traitement = ? ;
Attente réponse service = ATTENTE_ADMINISTRATION ; Attente retour direction = ATTENTE_ADMINISTRATION ;
En attente de pièces = ATTENTE_REQUERANT ;
Attente réponse usager = ATTENTE_REQUERANT ; À rappeler (usager) = CONTACT_REQUERANT ;
Saisir le service = CONTACT_ADMINISTRATION ;
Rédaction de la réponse = FINALISATION ; Réponse en préparation = FINALISATION ; À la signature = FINALISATION ;
Fermé = CLOS ; Archivé = CLOS ;
Résolu = ? ; Terminé = CLOS ; Dossier classé = CLOS ; Clôture faite = CLOS ; En attente = ? ; Suspendu = ? ;
Non clos = ? ;
Usager à contacter = CONTACT_REQUERANT ; Réouvert = ? ; À clôturer = FINALISATION ; Sans suite - clos = CLOS
type_requerant: Personne physique = PARTICULIER ; Usager individuel = PARTICULIER ; Habitant = PARTICULIER ;
Locataire = PARTICULIER ;
Administré = PARTICULIER ; Famille = PARTICULIER ; Parent d’élève = PARTICULIER ; Association loi 1901 = ASSOCIATION ;
Collectif de riverains = ASSOCIATION ; Asso = ASSOCIATION ; Commerçant = ENTREPRISE ; SARL = ENTREPRISE ;
Société = ENTREPRISE ;
Artisan = ENTREPRISE ; Profession libérale = ENTREPRISE ; Auto-entrepreneur = ENTREPRISE ; Mairie = COLLECTIVITE ;
Autre collectivité = COLLECTIVITE ;
Hôpital public = ETABLISSEMENT_PUBLIC ; EPA = ETABLISSEMENT_PUBLIC ; Agent municipal = AGENT ;
Fonctionnaire territorial = AGENT ;
Conseiller municipal = ELU ; Maire = ELU ; Personne morale = ? ; Mandataire = ? ; Avocat = ? ;
Syndic de copropriété = ? ; Particulier ou pro = ? ;
Agriculteur = ENTREPRISE
domaine: Cantine scolaire = EDUCATION ; Périscolaire = EDUCATION ; Inscription à l’école = EDUCATION ;
Crèche = ENFANCE ; Assistante maternelle = ENFANCE ;
ASE = ENFANCE ; APA = PERSONNE_AGEE ; EHPAD = PERSONNE_AGEE ; PCH = HANDICAP ; MDPH = HANDICAP ; Indu de RSA = RSA ;
Attribution HLM = HABITAT_LOGEMENT ;
Logements sociaux = HABITAT_LOGEMENT ; Hygiène de l’habitat = HABITAT_LOGEMENT ; PLU = URBANISME_FONCIER ;
Permis de construire = URBANISME_FONCIER ;
Déclaration préalable de travaux = URBANISME_FONCIER ; Voirie communale = DEPLACEMENT ;
Stationnement résidentiel = DEPLACEMENT ; FPS = DEPLACEMENT ;
Bus et tram = DEPLACEMENT ; Facture d’eau = EAU_ET_ASSAINISSEMENT ; Fuite d’eau = EAU_ET_ASSAINISSEMENT ;
SPANC = EAU_ET_ASSAINISSEMENT ; Ordures ménagères = PROPRETE ;
Collecte des déchets = PROPRETE ; Bruit de voisinage = SECURITE_TRANQUILLITE ;
Police municipale = SECURITE_TRANQUILLITE ; Piscine = SPORT_ET_LOISIR ;
Médiathèque = CULTURE_PATRIMOINE ; Conservatoire de musique = CULTURE_PATRIMOINE ;
Espaces verts municipaux = ENVIRONNEMENT ; Élagage = ENVIRONNEMENT ;
Cimetière = AUTRE_SERVICE_A_LA_POPULATION ; Passeports = AUTRE_SERVICE_A_LA_POPULATION ;
État-civil = AUTRE_SERVICE_A_LA_POPULATION ;
Taxe foncière = FISCALITE ; Taxe de séjour = TOURISME ; Aides sociales facultatives = ACTION_SOCIALE ;
CCAS = ACTION_SOCIALE ; Sinistre voirie = ? ;
Aide à l’entreprise = EMPLOI_ENTREPRISE_INSERTION ; Formation pro = EMPLOI_ENTREPRISE_INSERTION ;
Wifi public = NUMERIQUE_TELEPHONIE ;
Subvention association = VIE_ASSOCIATIVE ; Centre de loisirs = ? ; Vie quotidienne = ? ;
Retraite d’un ancien agent = RH
nature_demande: Refus d’aide = REFUS ; Refus de dérogation = REFUS ; Contestation d’un rejet = REFUS ;
Courrier resté sans réponse = SILENCE ;
Aucune réponse = SILENCE ; Non-réponse = SILENCE ; Trop-perçu = INDU_REMBOURSEMENT ;
Demande de remboursement = INDU_REMBOURSEMENT ;
Lenteur = DELAI ; Retard de traitement = DELAI ; Temps d’attente = DELAI ; Facture trop élevée = MONTANT_TARIF ;
Contestation de facture = MONTANT_TARIF ;
Tarif appliqué = MONTANT_TARIF ; Mauvais accueil = QUALITE_SERVICE ;
Dysfonctionnement du service = QUALITE_SERVICE ; Dégât matériel = DOMMAGE ;
Indemnisation d’un préjudice = DOMMAGE ; Demande de renseignement = INFORMATION ; Contestation = ? ;
Réclamation = ? ; Paiement = ?
proposition_suivie: Suivie intégralement = TOTALE ; Acceptée = TOTALE ; En totalité = TOTALE ;
Partiellement suivie = PARTIELLE ; En partie = PARTIELLE ;
Rejetée = NON ; Non retenue = NON ; Pas suivie = NON ; En cours = ?
origine: Demande de l’intéressé = USAGER ; Usager lui-même = USAGER ; TA de Lyon = JUGE ;
Juge administratif = JUGE ; Service des sports = SERVICE_INTERNE ;
Direction des affaires scolaires = SERVICE_INTERNE ; Cabinet du maire = ? ; Conseiller départemental = ELU ;
Délégué du DDD = DEFENSEUR_DES_DROITS ;
Saisine d’office = AUTOSAISINE ; Conciliateur de justice = AUTRE_PARTENAIRE ; CAF = AUTRE_PARTENAIRE ; Tiers = ?
genre: Mme = FEMME ; M. = HOMME ; Monsieur = HOMME ; Féminin = FEMME ; Masculin = HOMME ; Couple = ? ; M. et Mme = ?
cadre: Médiation judiciaire à l’initiative du juge = MIJ ; Préalable obligatoire = MPO ;
Litige de consommation = CONSOMMATION ; Conventionnel = CONVENTIONNELLE ;
Institutionnelle = ?
booleen: Vrai = OUI ; Faux = NON ; Yes = OUI ; N = NON ; X = OUI ; Effectuée = OUI ; Non effectuée = NON ;
Peut-être = ? ; Partiellement = ?
"""
