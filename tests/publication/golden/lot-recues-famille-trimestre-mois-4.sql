select
  p.grain as "grain",
  p.periode as "periode",
  k_famille.valeur as "famille",
  cast(sum(a."recues") as bigint) as "recues",
  cast(sum(a."refus_base") as bigint) as "refus_base",
  cast(sum(a."refusees") as bigint) as "refusees",
  cast(sum(a."recevabilite_renseignee") as bigint) as "recevabilite_renseignee"
from agregat_recues_domaine a
join (
  select o.numero as office_no, m.numero as mois_no, 'trimestre' as grain, p.periode
  from "presence_trimestre" p join offices o on o.office_id = p.office_id
  join mois m on m.trimestre = p.periode
  union all
  select o.numero as office_no, m.numero as mois_no, 'mois' as grain, p.periode
  from "presence_mois" p join offices o on o.office_id = p.office_id
  join mois m on m.mois = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
join codes_famille k_famille on k_famille.numero = a."no_famille"
group by p.grain, p.periode, k_famille.valeur
