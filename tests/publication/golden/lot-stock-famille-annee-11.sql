with effectifs as (
select
  p.periode as "periode",
  k_famille.valeur as "famille",
  p.type as "type",
  p.strate as "strate",
  p.office as "office",
  cast(sum(a."stock") as bigint) as "stock",
  cast(sum(a."age_n") as bigint) as "age_n",
  cast(sum(a."age_somme") as bigint) as "age_somme",
  cast(sum(a."age_plus_90") as bigint) as "age_plus_90",
  cast(sum(a."age_0_30") as bigint) as "age_0_30",
  cast(sum(a."age_31_60") as bigint) as "age_31_60",
  cast(sum(a."age_61_90") as bigint) as "age_61_90",
  cast(sum(a."age_91_180") as bigint) as "age_91_180",
  cast(sum(a."age_181_365") as bigint) as "age_181_365",
  cast(sum(a."age_plus_365") as bigint) as "age_plus_365"
from agregat_stock_domaine a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
join codes_famille k_famille on k_famille.numero = a."no_famille"
group by grouping sets ((p.periode, k_famille.valeur), (p.periode, p.type, k_famille.valeur), (p.periode, p.strate, k_famille.valeur), (p.periode, p.office, k_famille.valeur))
),
quantiles as (
select
  p.periode as "periode",
  k_famille.valeur as "famille",
  p.type as "type",
  p.strate as "strate",
  p.office as "office",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.age)) as bigint) as "age_mediane_x2"
from ouvertes s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.mois_no
join codes_famille k_famille on k_famille.numero = s."no_famille"
group by grouping sets ((p.periode, k_famille.valeur), (p.periode, p.type, k_famille.valeur), (p.periode, p.strate, k_famille.valeur), (p.periode, p.office, k_famille.valeur))
)
select
  e."periode", e."famille", e."type", e."strate", e."office", e."stock", e."age_n", e."age_somme", q."age_mediane_x2", e."age_plus_90", e."age_0_30", e."age_31_60", e."age_61_90", e."age_91_180", e."age_181_365", e."age_plus_365"
from effectifs e left join quantiles q on q."periode" is not distinct from e."periode" and q."famille" is not distinct from e."famille" and q."type" is not distinct from e."type" and q."strate" is not distinct from e."strate" and q."office" is not distinct from e."office"
