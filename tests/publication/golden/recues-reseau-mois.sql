select
  p.periode as "periode",
  count(*) as "recues",
  count(*) filter (where s.competence) as "competence_oui",
  count(*) filter (where s.competence is not null) as "competence_renseignee",
  count(*) filter (where s.recevabilite in ('IRRECEVABLE', 'REORIENTEE')) as "refusees",
  count(*) filter (where s.recevabilite is not null and s.recevabilite <> 'A_QUALIFIER') as "recevabilite_renseignee"
from cas s
join "presence_mois" p on p.office_id = s.office_id
  and p.periode = s.recue_mois
group by p.periode
