with agregat as (
select
  s.office_no,
  s.recue_no as mois_no,
  count(*) filter (where s.refus_possible and (s.recevabilite is null or s.recevabilite <> 'SANS_OBJET')) as "refus_base",
  count(*) filter (where s.refus_possible and s.recevabilite = 'REORIENTEE') as "reorientees",
  count(*) filter (where s.refus_possible and s.recevabilite not in ('A_QUALIFIER', 'SANS_OBJET')) as "recevabilite_renseignee"
from cas s
where s.recue_no is not null
group by s.office_no, s.recue_no
)
select
  p.periode as "periode",
  cast(sum(a."refus_base") as bigint) as "refus_base",
  cast(sum(a."reorientees") as bigint) as "reorientees",
  cast(sum(a."recevabilite_renseignee") as bigint) as "recevabilite_renseignee"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
