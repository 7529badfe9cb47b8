with effectifs as (
select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  k.valeur as "valeur2",
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
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
join codes_famille k on k.numero = a."no_famille"
group by p.periode, p.valeur1, k.valeur
),
quantiles as (
select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  k.valeur as "valeur2",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.age)) as bigint) as "age_mediane_x2"
from ouvertes s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.mois_no
join codes_famille k on k.numero = s."no_famille"
group by p.periode, p.valeur1, k.valeur
)
select
  e."periode", e."valeur1", e."valeur2", e."stock", e."age_n", e."age_somme", q."age_mediane_x2", e."age_plus_90", e."age_0_30", e."age_31_60", e."age_61_90", e."age_91_180", e."age_181_365", e."age_plus_365"
from effectifs e left join quantiles q on q."periode" = e."periode" and q."valeur1" = e."valeur1" and q."valeur2" = e."valeur2"
