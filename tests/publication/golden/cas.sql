select
  s.office_id,
  o.numero as office_no,
  s.date_reception,
  s.date_cloture,
  s."accord_parties",
  s."canal",
  s."competence",
  s."date_accuse_reception",
  s."date_recevabilite",
  s."demarche_prealable",
  s."departement_requerant",
  s."domaine",
  s."issue",
  s."motif_irrecevabilite",
  s."origine",
  s."proposition_emise",
  s."proposition_suivie",
  s."recevabilite",
  s."reponse_prealable",
  s."statut",
  s."suite_contentieuse",
  s."type_requerant",
  o.refus_possible,
  o.population_connue,
  case when s.annee_declaree is null and c.numero >= r.numero then c.numero - r.numero end as delai,
  case when s.annee_declaree is null and a.numero >= r.numero then a.numero - r.numero end as delai_accuse,
  case when s.annee_declaree is null and v.numero >= r.numero then v.numero - r.numero end as delai_examen,
  case when s.recevabilite = 'RECEVABLE' and c.numero >= v.numero then c.numero - v.numero end as delai_instruction,
  r.numero as jour_recu,
  case when s.annee_declaree is null then 1 else 0 end as datee,
  case when s.annee_declaree is null then r.mois_no else r.annee_no end as recue_no,
  c.mois_no as close_no,
  r.annee as recue_annee,
  case when s.annee_declaree is null then r.trimestre end as recue_trimestre,
  case when s.annee_declaree is null then r.mois end as recue_mois,
  c.annee as close_annee,
  c.trimestre as close_trimestre,
  c.mois as close_mois,
  coalesce(o.type, '(vide)') as "par_type",
  coalesce(o.office_id, '(vide)') as "par_office",
  coalesce(d.famille, '(vide)') as "par_famille",
  coalesce(s.domaine, '(vide)') as "par_domaine",
  coalesce(s.canal, '(vide)') as "par_canal",
  coalesce(s.issue, '(vide)') as "par_issue",
  k_departement_requerant.numero as "no_departement_requerant",
  k_famille.numero as "no_famille",
  k_domaine.numero as "no_domaine",
  k_canal.numero as "no_canal",
  k_type_requerant.numero as "no_type_requerant",
  k_motif_irrecevabilite.numero as "no_motif_irrecevabilite",
  k_issue.numero as "no_issue",
  k_etape.numero as "no_etape"
from saisines s
join offices o on o.office_id = s.office_id
left join domaines d on d.code = s.domaine
join calendrier r on r.jour = s.date_reception
left join calendrier c on c.jour = s.date_cloture
left join calendrier a on a.jour = s.date_accuse_reception and a.jour <= o.arrete
left join calendrier v on v.jour = s.date_recevabilite and v.jour <= o.arrete
join codes_departement_requerant k_departement_requerant on k_departement_requerant.valeur = coalesce(s.departement_requerant, '(vide)')
join codes_famille k_famille on k_famille.valeur = coalesce(d.famille, '(vide)')
join codes_domaine k_domaine on k_domaine.valeur = coalesce(s.domaine, '(vide)')
join codes_canal k_canal on k_canal.valeur = coalesce(s.canal, '(vide)')
join codes_type_requerant k_type_requerant on k_type_requerant.valeur = coalesce(s.type_requerant, '(vide)')
join codes_motif_irrecevabilite k_motif_irrecevabilite on k_motif_irrecevabilite.valeur = coalesce(s.motif_irrecevabilite, '(vide)')
join codes_issue k_issue on k_issue.valeur = coalesce(s.issue, '(vide)')
join codes_etape k_etape on k_etape.valeur = coalesce(s.statut, '(vide)')
