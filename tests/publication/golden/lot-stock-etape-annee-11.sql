with effectifs as (
select
  p.periode as "periode",
  k_etape.valeur as "etape",
  p.type as "type",
  cast(sum(a."stock") as bigint) as "stock",
  cast(sum(a."age_n") as bigint) as "age_n",
  cast(sum(a."age_somme") as bigint) as "age_somme",
  cast(sum(a."age_plus_90") as bigint) as "age_plus_90",
  cast(sum(a."age_0_30") as bigint) as "age_0_30",
  cast(sum(a."age_31_60") as bigint) as "age_31_60",
  cast(sum(a."age_61_90") as bigint) as "age_61_90",
  cast(sum(a."age_91_180") as bigint) as "age_91_180",
  cast(sum(a."age_181_365") as bigint) as "age_181_365",
  cast(sum(a."age_plus_365") as bigint) as "age_plus_365",
  min(p.connue) as connue
from (
  select office_no, "mois_no", "no_etape", "stock", "age_n", "age_somme", "age_plus_90", "age_0_30", "age_31_60", "age_61_90", "age_91_180", "age_181_365", "age_plus_365" from agregat_stock_etape
  union all
  select o.numero, h.mois_no, e.numero, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 from instants_annee h join offices o on o.office_id = h.office_id cross join codes_etape e
) a
join (
  select o.numero as office_no, m.numero as mois_no, case when p.jour = t.jour then 1 else 0 end as connue, p.periode, coalesce(o.type, '(vide)') as type
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
  join arretes t on t.office_id = p.office_id
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
join codes_etape k_etape on k_etape.numero = a."no_etape"
group by grouping sets ((p.periode, k_etape.valeur), (p.periode, p.type, k_etape.valeur))
),
quantiles as (
select
  p.periode as "periode",
  k_etape.valeur as "etape",
  p.type as "type",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.age)) as bigint) as "age_mediane_x2"
from ouvertes s
join (
  select o.numero as office_no, m.numero as mois_no, case when p.jour = t.jour then 1 else 0 end as connue, p.periode, coalesce(o.type, '(vide)') as type
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
  join arretes t on t.office_id = p.office_id
) p on p.office_no = s.office_no and p.mois_no = s.mois_no
join codes_etape k_etape on k_etape.numero = s."no_etape"
group by grouping sets ((p.periode, k_etape.valeur), (p.periode, p.type, k_etape.valeur))
)
select
  e."periode", e."etape", e."type", e."stock", e."age_n", e."age_somme", q."age_mediane_x2", e."age_plus_90", e."age_0_30", e."age_31_60", e."age_61_90", e."age_91_180", e."age_181_365", e."age_plus_365", e.connue
from effectifs e left join quantiles q on q."periode" is not distinct from e."periode" and q."etape" is not distinct from e."etape" and q."type" is not distinct from e."type"
