select
  p.periode as "periode",
  cast(sum(a.entrees) - sum(a.sorties) as bigint) as "stock"
from flux_total a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, p.periode
  from "presence_mois" p join offices o on o.office_id = p.office_id
  join "bornes_mois" b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
group by p.periode
having sum(a.entrees) - sum(a.sorties) > 0
