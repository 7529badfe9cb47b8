"""Labels kept aside until their figure was known (72.4 % resolved, 3.4 % wrong), looked at since then.

Same notation as `propositions_libelles_dev`.
"""

from __future__ import annotations

LIBELLES = """
canal: Borne d’accueil = PERMANENCE ; Recommandé avec accusé = COURRIER ; Envoi postal = COURRIER ;
Boîte générique = COURRIEL ; Messagerie = ? ;
Numéro vert = TELEPHONE ; Appel au secrétariat = TELEPHONE ; Formulaire de contact du site = FORMULAIRE ;
Démarche dématérialisée = FORMULAIRE ;
Espace citoyen = FORMULAIRE ; Entretien au bureau = PERMANENCE ; Passage en permanence = PERMANENCE ;
Rencontre à la maison de quartier = PERMANENCE ;
Courrier électronique = COURRIEL ; Courriel direct = COURRIEL ; Adresse mail de l’office = COURRIEL ;
Pli simple = COURRIER ; Lettre remise à l’accueil = ? ;
Facebook = AUTRE ; Application mobile = ? ; SMS = ? ; Tous = ? ; Télécopieur = COURRIER ;
Conversation téléphonique = TELEPHONE ; Web = FORMULAIRE ;
Courrier ou mail = ? ; Physique = PERMANENCE
issue: Demande satisfaite = FAVORABLE_USAGER ; Totalement satisfait = FAVORABLE_USAGER ;
Usager rétabli dans ses droits = FAVORABLE_USAGER ;
Résolution amiable complète = FAVORABLE_USAGER ; Accord partiel = PARTIEL ; En partie satisfait = PARTIEL ;
Solution intermédiaire = PARTIEL ;
Maintien de la décision = DECISION_MAINTENUE ; Décision initiale confirmée = DECISION_MAINTENUE ;
Demande non fondée = DECISION_MAINTENUE ;
Refus maintenu = DECISION_MAINTENUE ; Désaccord persistant = ECHEC ; Médiation infructueuse = ECHEC ;
Pas de solution trouvée = ECHEC ;
Conseils apportés = INFORMATION ; Renseigné = INFORMATION ; Aiguillage vers le bon service = REORIENTATION_INTERNE ;
Service compétent saisi = REORIENTATION_INTERNE ;
Dirigé vers la CAF = REORIENTATION_EXTERNE ; Relève d’une autre administration = REORIENTATION_EXTERNE ;
Demande retirée par l’usager = DESISTEMENT ;
Usager désisté = DESISTEMENT ; Requérant injoignable = ABANDON ; Sans réponse de l’usager = ABANDON ;
Hors champ = IRRECEVABLE ;
Déclarée irrecevable = IRRECEVABLE ; Saisine du tribunal = JUSTICE ; Contentieux engagé = JUSTICE ; Clôturé = ? ;
Répondu = ? ; Fait = ? ;
Satisfait ou réorienté = ? ; Non favorable = DECISION_MAINTENUE ; Ni satisfait ni réorienté = ?
recevabilite: Acceptée = RECEVABLE ; Validée = RECEVABLE ; Saisine recevable = RECEVABLE ;
Ne remplit pas les conditions = IRRECEVABLE ; Écartée = IRRECEVABLE ;
Rejet = IRRECEVABLE ; Irrecevabilité prononcée = IRRECEVABLE ; En cours d’analyse = EN_EXAMEN ;
À déterminer = EN_EXAMEN ; Décision à venir = EN_EXAMEN ;
Orientée ailleurs = REORIENTEE ; Renvoyée vers l’organisme compétent = REORIENTEE ; Oui mais = ? ;
Recevable puis irrecevable = ? ; Pas recevable = IRRECEVABLE ; NR = ?
motif_irrecevabilite: Objet étranger aux compétences du département = HORS_CHAMP_COMPETENCE ;
Incompétence de la collectivité = HORS_CHAMP_COMPETENCE ;
Hors champ d’intervention = HORS_CHAMP_COMPETENCE ; Réclamation préalable non faite = DEMARCHE_PREALABLE_ABSENTE ;
N’a pas écrit au service avant = DEMARCHE_PREALABLE_ABSENTE ;
Défaut de démarche préalable = DEMARCHE_PREALABLE_ABSENTE ; Faits trop anciens = TARDIVE ;
Délai d’un an expiré = TARDIVE ; Saisine hors délais = TARDIVE ;
Tribunal administratif déjà saisi = JUSTICE_SAISIE ; Recours contentieux pendant = JUSTICE_SAISIE ;
Affaire définitivement jugée = DECISION_JUSTICE ; Décision du juge = DECISION_JUSTICE ;
Requête manifestement infondée = INFONDEE ; Caractère abusif = INFONDEE ;
Documents non fournis = DOSSIER_INCOMPLET ; Manque de pièces = DOSSIER_INCOMPLET ;
Médiateur de l’eau compétent = AUTRE_MEDIATEUR ;
Dossier chez un autre médiateur = AUTRE_MEDIATEUR ; Différend entre voisins = LITIGE_ENTRE_PARTICULIERS ;
Conflit entre personnes privées = LITIGE_ENTRE_PARTICULIERS ;
Litige avec l’employeur = LITIGE_AGENT_EMPLOYEUR ; Situation d’un agent territorial = LITIGE_AGENT_EMPLOYEUR ;
Octroi de subvention = MARCHE_SUBVENTION ;
Passation d’un marché = MARCHE_SUBVENTION ; Autre raison = AUTRE ; Contentieux = ? ; Médiateur = ?
statut: Réceptionné = RECU ; Pas commencé = RECU ; Non traité = RECU ; Demande reçue = RECU ; Instruction = ? ;
Actif = ? ; Service relancé = ATTENTE_ADMINISTRATION ;
Attente de l’avis du service = ATTENTE_ADMINISTRATION ; Documents demandés à l’usager = ATTENTE_REQUERANT ;
Attente complément requérant = ATTENTE_REQUERANT ;
Appeler l’usager = CONTACT_REQUERANT ; Interroger la direction = CONTACT_ADMINISTRATION ;
Projet de réponse en cours = FINALISATION ; Courrier à signer = FINALISATION ;
Clôturé - sans suite = CLOS ; Dossier fini = CLOS ; Closed = CLOS ; Achevé = CLOS ; Clos (archivé) = CLOS ;
Pas clos = ? ; Bloqué = ? ; Stand-by = ? ; Rouvert = ? ; Presque terminé = ?
type_requerant: Citoyen = PARTICULIER ; Riverain = PARTICULIER ; Individu = PARTICULIER ;
Propriétaire occupant = PARTICULIER ; Allocataire = PARTICULIER ; Retraité = PARTICULIER ;
Étudiant = PARTICULIER ; Club sportif associatif = ASSOCIATION ; Comité de quartier = ASSOCIATION ;
Comité des fêtes = ASSOCIATION ; SAS = ENTREPRISE ; Restaurateur = ENTREPRISE ;
PME = ENTREPRISE ; Exploitant agricole = ENTREPRISE ; Travailleur indépendant = ENTREPRISE ;
Commune voisine = COLLECTIVITE ; Conseil départemental = COLLECTIVITE ;
Établissement public local = ETABLISSEMENT_PUBLIC ; Centre hospitalier = ETABLISSEMENT_PUBLIC ;
Agent de la ville = AGENT ; Salarié de la collectivité = AGENT ;
Élue municipale = ELU ; Conseillère régionale = ELU ; Personne morale de droit privé = ? ; Représentant légal = ? ;
Tiers = ? ; Bailleur = ?
domaine: Restauration scolaire = EDUCATION ; Transport scolaire = ? ; Carte scolaire = EDUCATION ;
Place en crèche = ENFANCE ; Garde d’enfants = ENFANCE ; Agrément assistant familial = ENFANCE ;
Allocation personnalisée d’autonomie = PERSONNE_AGEE ; Maintien à domicile des seniors = PERSONNE_AGEE ;
Carte mobilité inclusion = HANDICAP ; AAH = HANDICAP ; Radiation du RSA = RSA ;
Demande de HLM = HABITAT_LOGEMENT ; Insalubrité = HABITAT_LOGEMENT ; FSL = ? ;
Certificat d’urbanisme = URBANISME_FONCIER ; Droit de préemption = URBANISME_FONCIER ;
Nids-de-poule = DEPLACEMENT ; Zone bleue = DEPLACEMENT ; Abonnement de train régional = DEPLACEMENT ;
Pistes cyclables = DEPLACEMENT ; Raccordement au tout-à-l’égout = EAU_ET_ASSAINISSEMENT ;
Compteur d’eau = EAU_ET_ASSAINISSEMENT ; Bacs et poubelles = PROPRETE ; Dépôts sauvages = PROPRETE ;
Déchetteries = PROPRETE ; Tapage nocturne = SECURITE_TRANQUILLITE ; Nuisances sonores = SECURITE_TRANQUILLITE ;
Gymnase = SPORT_ET_LOISIR ; Patinoire = SPORT_ET_LOISIR ; Musée = CULTURE_PATRIMOINE ;
Bibliothèque = CULTURE_PATRIMOINE ; Abattage d’arbres = ENVIRONNEMENT ; Parcs et jardins = ENVIRONNEMENT ;
Concession funéraire = AUTRE_SERVICE_A_LA_POPULATION ; Carte d’identité = AUTRE_SERVICE_A_LA_POPULATION ;
Taxe d’habitation = FISCALITE ; Impôts locaux = FISCALITE ;
Secours financier = ACTION_SOCIALE ; Chute sur trottoir = ? ; Aide à l’embauche = EMPLOI_ENTREPRISE_INSERTION ;
Fibre optique = NUMERIQUE_TELEPHONIE ; Prêt de salle à une association = VIE_ASSOCIATIVE ;
Bourses d’études = ? ; Sans catégorie = ? ; Appel d’offres = MARCHE_PUBLIC ;
Consultation d’archives = ACCES_AUX_ARCHIVES ; Inondation = PREVENTION_ET_GESTION_DES_RISQUES
nature_demande: Décision de refus = REFUS ; Rejet de la demande = REFUS ; Demande restée lettre morte = SILENCE ;
Absence de retour = SILENCE ; Indu = INDU_REMBOURSEMENT ; Remboursement de frais = INDU_REMBOURSEMENT ;
Délais d’instruction = DELAI ; Dossier qui traîne = DELAI ; Montant réclamé = MONTANT_TARIF ;
Désaccord sur le prix = MONTANT_TARIF ; Qualité de l’accueil = QUALITE_SERVICE ;
Défaut d’entretien = QUALITE_SERVICE ; Réparation de préjudice = DOMMAGE ; Dégradation = DOMMAGE ;
Demande d’explications = INFORMATION ; Litige = ? ; Plainte = ?
proposition_suivie: Suivie en totalité = TOTALE ; Appliquée = TOTALE ; Suivie pour partie = PARTIELLE ;
Refusée = NON ; Non appliquée = NON ; À suivre = ?
origine: Usager directement = USAGER ; Habitant = USAGER ; Tribunal administratif de Nantes = JUGE ;
Transmission par la direction = SERVICE_INTERNE ; Adjointe au maire = ELU ;
Déléguée du Défenseur des droits = DEFENSEUR_DES_DROITS ; Initiative du médiateur = AUTOSAISINE ;
Mission locale = AUTRE_PARTENAIRE ; Conseil municipal = ? ; Autre = ?
genre: Madame = FEMME ; Mr = HOMME ; Mlle = FEMME ; Masc. = HOMME ; Mme et M. = ? ; Famille = ?
cadre: Médiation ordonnée par le tribunal = MIJ ; Médiation préalable = ? ;
Médiation obligatoire avant recours = MPO ; Consommateur = CONSOMMATION ; Amiable conventionnelle = CONVENTIONNELLE
booleen: True = OUI ; False = NON ; 1 = OUI ; Faite = OUI ; Non faite = NON ; En partie = ? ; À vérifier = ?
"""
