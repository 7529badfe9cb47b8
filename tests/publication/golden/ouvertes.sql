select
  s.office_no,
  p.mois_no,
  case when s.datee = 1 then p.numero - s.jour_recu end as age,
  s."no_famille",
  s."no_domaine",
  s."no_canal",
  s."no_type_requerant",
  s."no_etape"
from cas s
join instants_annee p on p.office_id = s.office_id
  and s.date_reception <= p.jour and (s.date_cloture is null or s.date_cloture > p.jour)
