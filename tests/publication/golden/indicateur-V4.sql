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
  count(*) as "stock"
from ouvertes s
where s.mois_no is not null
group by s.office_no, s.mois_no
)
select
  p.periode as "periode",
  cast(sum(a."stock") as bigint) as "stock"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
