select
  p.periode as "periode",
  s."par_type" as "valeur1",
  s."par_famille" as "valeur2",
  count(*) as "stock"
from cas s
join "presence_annee" p on p.office_id = s.office_id
  and s.date_reception <= p.jour and (s.date_cloture is null or s.date_cloture > p.jour)
group by p.periode, s."par_type", s."par_famille"
