select
  p.periode as "periode",
  p.type as "type",
  p.strate as "strate",
  p.region as "region",
  p.departement as "departement",
  p.office as "office",
  cast(sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) as bigint) as "actives"
from flux_total a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate, coalesce(o.region, '(vide)') as region, coalesce(o.departement, '(vide)') as departement, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join bornes_annee b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
group by grouping sets ((p.periode), (p.periode, p.type), (p.periode, p.strate), (p.periode, p.region), (p.periode, p.departement), (p.periode, p.office))
having sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) > 0
