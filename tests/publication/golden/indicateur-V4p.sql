with ouvertes as (
select
  s.office_no,
  p.mois_no,
  case when s.datee = 1 then p.numero - s.jour_recu end as age,
  s."no_famille",
  s."no_domaine",
  s."no_canal",
  s."no_type_requerant",
  s."no_etape"
from cas s
join instants_annee p on p.office_id = s.office_id
  and s.date_reception <= p.jour and (s.date_cloture is null or s.date_cloture > p.jour)
),
agregat as (
select
  s.office_no,
  s.mois_no,
  count(*) as "stock",
  count(*) filter (where s.age is not null) as "age_n",
  count(*) filter (where s.age > 90) as "age_plus_90",
  count(*) filter (where s.age <= 30) as "age_0_30",
  count(*) filter (where s.age between 31 and 60) as "age_31_60",
  count(*) filter (where s.age between 61 and 90) as "age_61_90",
  count(*) filter (where s.age between 91 and 180) as "age_91_180",
  count(*) filter (where s.age between 181 and 365) as "age_181_365",
  count(*) filter (where s.age > 365) as "age_plus_365"
from ouvertes s
where s.mois_no is not null
group by s.office_no, s.mois_no
)
select
  p.periode as "periode",
  cast(sum(a."stock") as bigint) as "stock",
  cast(sum(a."age_n") as bigint) as "age_n",
  cast(sum(a."age_plus_90") as bigint) as "age_plus_90",
  cast(sum(a."age_0_30") as bigint) as "age_0_30",
  cast(sum(a."age_31_60") as bigint) as "age_31_60",
  cast(sum(a."age_61_90") as bigint) as "age_61_90",
  cast(sum(a."age_91_180") as bigint) as "age_91_180",
  cast(sum(a."age_181_365") as bigint) as "age_181_365",
  cast(sum(a."age_plus_365") as bigint) as "age_plus_365"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
