with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) as "closes",
  count(*) filter (where s.delai is not null) as "delai_n"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
),
effectifs as (
select
  p.periode as "periode",
  cast(sum(a."closes") as bigint) as "closes",
  cast(sum(a."delai_n") as bigint) as "delai_n"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
),
quantiles as (
select
  p.periode as "periode",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "delai_p90_x10"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.close_no
group by p.periode
)
select
  e."periode", e."closes", e."delai_n", q."delai_p90_x10"
from effectifs e left join quantiles q on q."periode" = e."periode"
