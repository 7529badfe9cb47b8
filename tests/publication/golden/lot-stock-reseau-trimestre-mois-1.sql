select
  p.grain as "grain",
  p.periode as "periode",
  p.type as "type",
  p.strate as "strate",
  cast(sum(a.entrees) - sum(a.sorties) as bigint) as "stock"
from flux_total a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, 'trimestre' as grain, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate
  from "presence_trimestre" p join offices o on o.office_id = p.office_id
  join bornes_trimestre b on b.periode = p.periode
  union all
  select o.numero as office_no, b.debut_no, b.fin_no, 'mois' as grain, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate
  from "presence_mois" p join offices o on o.office_id = p.office_id
  join bornes_mois b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
group by grouping sets ((p.grain, p.periode), (p.grain, p.periode, p.type), (p.grain, p.periode, p.strate))
having sum(a.entrees) - sum(a.sorties) > 0
