select
  s.office_id,
  s.date_reception,
  s.date_cloture,
  s."competence",
  s."issue",
  s."recevabilite",
  case when s.annee_declaree is null and c.numero >= r.numero then c.numero - r.numero end as delai,
  r.annee as recue_annee,
  case when s.annee_declaree is null then r.trimestre end as recue_trimestre,
  case when s.annee_declaree is null then r.mois end as recue_mois,
  c.annee as close_annee,
  c.trimestre as close_trimestre,
  c.mois as close_mois,
  coalesce(o.type, '(vide)') as "par_type",
  coalesce(s.office_id, '(vide)') as "par_office",
  coalesce(d.famille, '(vide)') as "par_famille",
  coalesce(s.domaine, '(vide)') as "par_domaine",
  coalesce(s.canal, '(vide)') as "par_canal",
  coalesce(s.issue, '(vide)') as "par_issue"
from saisines s
join offices o on o.office_id = s.office_id
left join domaines d on d.code = s.domaine
join calendrier r on r.jour = s.date_reception
left join calendrier c on c.jour = s.date_cloture
