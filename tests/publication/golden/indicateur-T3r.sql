with agregat as (
select
  s.office_no,
  s.recue_no as mois_no,
  count(*) as "recues",
  count(*) filter (where s.delai is not null) as "recues_delai_n"
from cas s
where s.recue_no is not null
group by s.office_no, s.recue_no
),
effectifs as (
select
  p.periode as "periode",
  cast(sum(a."recues") as bigint) as "recues",
  cast(sum(a."recues_delai_n") as bigint) as "recues_delai_n"
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
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "recues_delai_mediane_x2"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.recue_no
group by p.periode
)
select
  e."periode", e."recues", e."recues_delai_n", q."recues_delai_mediane_x2"
from effectifs e left join quantiles q on q."periode" = e."periode"
