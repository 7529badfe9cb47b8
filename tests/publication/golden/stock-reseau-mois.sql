select
  p.periode as "periode",
  count(*) as "stock"
from cas s
join "presence_mois" p on p.office_id = s.office_id
  and s.date_reception <= p.jour and (s.date_cloture is null or s.date_cloture > p.jour)
group by p.periode
