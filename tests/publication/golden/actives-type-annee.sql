select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  cast(sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) as bigint) as "actives"
from flux_total a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join "bornes_annee" b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
group by p.periode, p.valeur1
having sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) > 0
