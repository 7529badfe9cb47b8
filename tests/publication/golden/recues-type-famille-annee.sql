select
  p.periode as "periode",
  s."par_type" as "valeur1",
  s."par_famille" as "valeur2",
  count(*) as "recues",
  count(*) filter (where s.competence) as "competence_oui",
  count(*) filter (where s.competence is not null) as "competence_renseignee",
  count(*) filter (where s.recevabilite in ('IRRECEVABLE', 'REORIENTEE')) as "refusees",
  count(*) filter (where s.recevabilite is not null and s.recevabilite <> 'A_QUALIFIER') as "recevabilite_renseignee"
from cas s
join "presence_annee" p on p.office_id = s.office_id
  and p.periode = s.recue_annee
group by p.periode, s."par_type", s."par_famille"
