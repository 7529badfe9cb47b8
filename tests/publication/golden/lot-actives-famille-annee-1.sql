select
  p.periode as "periode",
  k_famille.valeur as "famille",
  k_domaine.valeur as "domaine",
  p.type as "type",
  p.strate as "strate",
  p.region as "region",
  p.office as "office",
  cast(sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) as bigint) as "actives"
from flux_domaine a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate, coalesce(o.region, '(vide)') as region, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join bornes_annee b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
join codes_famille k_famille on k_famille.numero = a."no_famille"
join codes_domaine k_domaine on k_domaine.numero = a."no_domaine"
group by grouping sets ((p.periode, k_famille.valeur), (p.periode, k_domaine.valeur), (p.periode, p.type, k_famille.valeur), (p.periode, p.type, k_domaine.valeur), (p.periode, p.strate, k_famille.valeur), (p.periode, p.region, k_famille.valeur), (p.periode, p.office, k_famille.valeur))
having sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) > 0
