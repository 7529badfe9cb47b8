"""Labels written blind, before any list, rule or other half was opened; same notation as `propositions_libelles_dev`.

Only the totals are looked at: a rule set by one failure here would make the figure worthless. A label that an earlier
half holds is not counted.
"""

from __future__ import annotations

LIBELLES = """
canal: Lettre simple = COURRIER ; LRAR = COURRIER ; Envoi postal = COURRIER ;
Pli recommandé avec AR = COURRIER ; Fax = COURRIER ; Boîte mail du médiateur = COURRIEL ; E-mail = COURRIEL ;
Messagerie électronique = COURRIEL ; mél = COURRIEL ; Site web de la ville = FORMULAIRE ;
Saisine en ligne = FORMULAIRE ; Téléservice = FORMULAIRE ; Portail citoyen = FORMULAIRE ;
Appel entrant = TELEPHONE ; Tél. = TELEPHONE ; Par téléphone au standard = TELEPHONE ;
Entretien au bureau = PERMANENCE ; Rdv physique = PERMANENCE ; Visite spontanée = PERMANENCE ;
Accueil mairie de quartier = PERMANENCE ; Bouche à oreille = ? ; Courrier ou mail = ? ; Mail + RDV = ? ;
Écrit = ? ; Internet = ? ; NC = ? ; Réseaux sociaux = AUTRE ; Dépôt en mairie = ?
issue: Satisfaction totale = FAVORABLE_USAGER ; L’usager a obtenu gain de cause = FAVORABLE_USAGER ;
Accord total des parties = FAVORABLE_USAGER ; Demande acceptée par le service = FAVORABLE_USAGER ;
Remise gracieuse totale accordée = FAVORABLE_USAGER ; Remise partielle = PARTIEL ;
Satisfaction partielle = PARTIEL ; Accord partiel = PARTIEL ; Compromis = PARTIEL ;
Confirmation de la décision initiale = DECISION_MAINTENUE ; Refus confirmé = DECISION_MAINTENUE ;
Administration maintient sa position = DECISION_MAINTENUE ; Défavorable à l’usager = DECISION_MAINTENUE ;
Pas d’accord trouvé = ECHEC ; Médiation non aboutie = ECHEC ; Constat d’échec = ECHEC ;
Désaccord persistant = ECHEC ; Simple renseignement = INFORMATION ;
Explications données au requérant = INFORMATION ; Conseils juridiques = INFORMATION ;
Transmis au service des sports = REORIENTATION_INTERNE ;
Renvoi vers la direction compétente = REORIENTATION_INTERNE ;
Orienté vers le Défenseur des droits = REORIENTATION_EXTERNE ;
Renvoyé vers le conciliateur de justice = REORIENTATION_EXTERNE ;
Transmis au médiateur de l’énergie = REORIENTATION_EXTERNE ; Le requérant se désiste = DESISTEMENT ;
Demande retirée = DESISTEMENT ; Renonciation = DESISTEMENT ; Usager injoignable = ABANDON ;
Sans nouvelles du demandeur = ABANDON ; Non réponse aux relances = ABANDON ;
Dossier irrecevable = IRRECEVABLE ; Saisine non recevable = IRRECEVABLE ;
Recours contentieux engagé = JUSTICE ; Saisine du TA par l’usager = JUSTICE ; Terminé = ? ; Positif = ? ;
Réponse apportée = ? ; Accord = ? ; Médiation = ? ; Refus = ? ; Classement = ? ; Pas défavorable = ? ;
Non satisfait = ? ; Désistement ou abandon = ? ; Transmis = ?
recevabilite: Oui, recevable = RECEVABLE ; Admissible = RECEVABLE ; Acceptée = RECEVABLE ;
Non recevable = IRRECEVABLE ; Rejetée = IRRECEVABLE ; Inrecevable = IRRECEVABLE ; À réorienter = REORIENTEE ;
Redirigée vers un autre organisme = REORIENTEE ; À l’étude = EN_EXAMEN ; Analyse en cours = EN_EXAMEN ;
Décision à venir = EN_EXAMEN ; Partiellement recevable = ? ; Recevable sous réserve de pièces = ? ; ? = ?
statut: Nouveau = RECU ; Enregistré = RECU ; Pas commencé = RECU ; Usager à rappeler = CONTACT_REQUERANT ;
Attente pièces usager = ATTENTE_REQUERANT ; En attente retour du demandeur = ATTENTE_REQUERANT ;
Service à saisir = CONTACT_ADMINISTRATION ; Attente réponse mairie = ATTENTE_ADMINISTRATION ;
En attente du retour de la direction = ATTENTE_ADMINISTRATION ; Avis en cours de rédaction = FINALISATION ;
Courrier de réponse à signer = FINALISATION ; Dossier fermé = CLOS ; Archivé = CLOS ; Soldé = CLOS ;
En attente = ? ; En cours = ? ; Non clos = ? ; Suspendu = ? ; À relancer = ?
domaine: Cantine scolaire = EDUCATION ; Inscription périscolaire = EDUCATION ;
Carte scolaire / dérogation = EDUCATION ; Place en crèche = ENFANCE ; Assistante maternelle = ENFANCE ;
PV de stationnement = DEPLACEMENT ; FPS = DEPLACEMENT ; Nids de poule = DEPLACEMENT ;
Tramway et bus = DEPLACEMENT ; Permis de construire = URBANISME_FONCIER ; PLU = URBANISME_FONCIER ;
Droit de préemption = URBANISME_FONCIER ; Attribution HLM = HABITAT_LOGEMENT ;
Logement insalubre = HABITAT_LOGEMENT ; Encombrants = PROPRETE ; Ramassage des ordures = PROPRETE ;
Dépôts sauvages = PROPRETE ; Taxe foncière = FISCALITE ; Fuite d’eau après compteur = EAU_ET_ASSAINISSEMENT ;
SPANC = EAU_ET_ASSAINISSEMENT ; Abattage d’arbre = ENVIRONNEMENT ; APA = PERSONNE_AGEE ;
EHPAD = PERSONNE_AGEE ; PCH = HANDICAP ; Carte mobilité inclusion = HANDICAP ; Indu de RSA = RSA ;
Bruit de voisinage = SECURITE_TRANQUILLITE ; Vidéoprotection = SECURITE_TRANQUILLITE ;
Concession de cimetière = AUTRE_SERVICE_A_LA_POPULATION ;
Carte d’identité et passeport = AUTRE_SERVICE_A_LA_POPULATION ; Piscine municipale = SPORT_ET_LOISIR ;
Conservatoire de musique = CULTURE_PATRIMOINE ; Bibliothèque = CULTURE_PATRIMOINE ;
Fibre optique = NUMERIQUE_TELEPHONIE ; Taxe de séjour = TOURISME ; Appel d’offres = MARCHE_PUBLIC ;
Chute sur trottoir, indemnisation = ASSURANCE_RESPONSABILITE_CIVILE ; Facture de cantine = ? ; Subvention = ? ;
Travaux = ? ; Carte = ? ; Remboursement = ? ; Logement étudiant handicapé = ? ; Divers = AUTRE ;
Prêt d’une salle à une association = VIE_ASSOCIATIVE ; Secours d’urgence CCAS = ACTION_SOCIALE
type_requerant: Personne privée = PARTICULIER ; Citoyen = PARTICULIER ; Couple = PARTICULIER ;
Commerçant = ENTREPRISE ; SARL = ENTREPRISE ; Auto-entrepreneur = ENTREPRISE ; Assoc. loi 1901 = ASSOCIATION ;
Collectif d’habitants = ASSOCIATION ; Commune = COLLECTIVITE ; Communauté de communes = COLLECTIVITE ;
Hôpital public = ETABLISSEMENT_PUBLIC ; Fonctionnaire territorial = AGENT ; Conseillère municipale = ELU ;
Personne morale = ? ; Ancien agent = ? ; Syndicat = ? ; Avocat = ? ; Syndic de copropriété = ?
motif_irrecevabilite: Incompétence du médiateur = HORS_CHAMP_COMPETENCE ;
Ne relève pas de la ville = HORS_CHAMP_COMPETENCE ; Absence de recours préalable = DEMARCHE_PREALABLE_ABSENTE ;
Pas de démarche auprès du service = DEMARCHE_PREALABLE_ABSENTE ; Plus d’un an = TARDIVE ;
Forclusion = TARDIVE ; Procédure judiciaire en cours = JUSTICE_SAISIE ; Tribunal déjà saisi = JUSTICE_SAISIE ;
Jugement rendu = DECISION_JUSTICE ; Chose jugée = DECISION_JUSTICE ; Demande fantaisiste = INFONDEE ;
Pièces manquantes = DOSSIER_INCOMPLET ; Déjà examiné par un autre médiateur = AUTRE_MEDIATEUR ;
Conflit de voisinage privé = LITIGE_ENTRE_PARTICULIERS ;
Conflit avec l’employeur (agent) = LITIGE_AGENT_EMPLOYEUR ; Contestation d’un marché = MARCHE_SUBVENTION ;
Doublon = AUTRE ; Justice = ? ; Hors délai et hors compétence = ? ; Non = ?
origine: Le requérant lui-même = USAGER ; Citoyen directement = USAGER ; Renvoi par le tribunal = JUGE ;
Juge administratif = JUGE ; Direction de l’urbanisme = SERVICE_INTERNE ; Cabinet du maire = ? ;
Adjoint au maire = ELU ; Délégué DDD = DEFENSEUR_DES_DROITS ; Initiative du médiateur = AUTOSAISINE ;
CAF = AUTRE_PARTENAIRE ; France Services = AUTRE_PARTENAIRE ; Médiateur = ?
genre: Une femme = FEMME ; Un homme = HOMME ; Mme Mr = ?
cadre: Médiation à l’initiative du juge = MIJ ; Médiation conventionnelle = CONVENTIONNELLE ;
Préalable obligatoire = MPO
nature_demande: Contestation d’un refus = REFUS ; Absence de réponse du service = SILENCE ;
Lenteur de traitement = DELAI ; Erreur de facturation = MONTANT_TARIF ;
Comportement d’un agent = QUALITE_SERVICE ; Demande d’indemnisation = DOMMAGE ; Problème = ?
proposition_suivie: Acceptée intégralement = TOTALE ; En partie = PARTIELLE ; Rejetée = NON ; En discussion = ?
"""
