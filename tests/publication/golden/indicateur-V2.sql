with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) as "closes"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
)
select
  p.periode as "periode",
  cast(sum(a."closes") as bigint) as "closes"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
