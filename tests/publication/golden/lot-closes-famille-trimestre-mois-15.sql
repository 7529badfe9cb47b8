with effectifs as (
select
  p.grain as "grain",
  p.periode as "periode",
  k_famille.valeur as "famille",
  cast(sum(a."closes") as bigint) as "closes",
  cast(sum(a."favorables") as bigint) as "favorables",
  cast(sum(a."menees_a_terme") as bigint) as "menees_a_terme",
  cast(sum(a."issue_renseignee") as bigint) as "issue_renseignee",
  cast(sum(a."delai_n") as bigint) as "delai_n",
  cast(sum(a."delai_somme") as bigint) as "delai_somme",
  cast(sum(a."delai_0_90") as bigint) as "delai_0_90",
  cast(sum(a."delai_0_30") as bigint) as "delai_0_30",
  cast(sum(a."delai_31_60") as bigint) as "delai_31_60",
  cast(sum(a."delai_61_90") as bigint) as "delai_61_90",
  cast(sum(a."delai_91_120") as bigint) as "delai_91_120",
  cast(sum(a."delai_121_180") as bigint) as "delai_121_180",
  cast(sum(a."delai_plus_180") as bigint) as "delai_plus_180"
from agregat_closes_domaine a
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
),
quantiles as (
select
  p.grain as "grain",
  p.periode as "periode",
  k_famille.valeur as "famille",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "delai_mediane_x2",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "delai_p90_x10"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, 'trimestre' as grain, p.periode
  from "presence_trimestre" p join offices o on o.office_id = p.office_id
  join mois m on m.trimestre = p.periode
  union all
  select o.numero as office_no, m.numero as mois_no, 'mois' as grain, p.periode
  from "presence_mois" p join offices o on o.office_id = p.office_id
  join mois m on m.mois = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.close_no
join codes_famille k_famille on k_famille.numero = s."no_famille"
group by p.grain, p.periode, k_famille.valeur
)
select
  e."grain", e."periode", e."famille", e."closes", e."favorables", e."menees_a_terme", e."issue_renseignee", e."delai_n", e."delai_somme", q."delai_mediane_x2", q."delai_p90_x10", e."delai_0_90", e."delai_0_30", e."delai_31_60", e."delai_61_90", e."delai_91_120", e."delai_121_180", e."delai_plus_180"
from effectifs e left join quantiles q on q."grain" = e."grain" and q."periode" = e."periode" and q."famille" = e."famille"
