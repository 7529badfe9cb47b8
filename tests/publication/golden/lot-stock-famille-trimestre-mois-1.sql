select
  p.grain as "grain",
  p.periode as "periode",
  k_famille.valeur as "famille",
  cast(sum(a.entrees) - sum(a.sorties) as bigint) as "stock"
from flux_domaine a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, 'trimestre' as grain, p.periode
  from "presence_trimestre" p join offices o on o.office_id = p.office_id
  join bornes_trimestre b on b.periode = p.periode
  union all
  select o.numero as office_no, b.debut_no, b.fin_no, 'mois' as grain, p.periode
  from "presence_mois" p join offices o on o.office_id = p.office_id
  join bornes_mois b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
join codes_famille k_famille on k_famille.numero = a."no_famille"
group by p.grain, p.periode, k_famille.valeur
having sum(a.entrees) - sum(a.sorties) > 0
