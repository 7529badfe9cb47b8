with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) as "closes",
  count(*) filter (where s.recevabilite = 'RECEVABLE') as "recevables_clos",
  count(*) filter (where s.recevabilite <> 'A_QUALIFIER') as "closes_recevabilite_renseignee",
  count(*) filter (where s.recevabilite <> 'A_QUALIFIER' and (s.recevabilite <> 'RECEVABLE' or (s.issue is not null and s.issue <> 'A_QUALIFIER'))) as "recevables_issue_connue",
  count(*) filter (where s.recevabilite = 'RECEVABLE' and s.issue in ('DESISTEMENT', 'ABANDON', 'JUSTICE')) as "recevables_interrompus"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
)
select
  p.periode as "periode",
  cast(sum(a."closes") as bigint) as "closes",
  cast(sum(a."recevables_clos") as bigint) as "recevables_clos",
  cast(sum(a."closes_recevabilite_renseignee") as bigint) as "closes_recevabilite_renseignee",
  cast(sum(a."recevables_issue_connue") as bigint) as "recevables_issue_connue",
  cast(sum(a."recevables_interrompus") as bigint) as "recevables_interrompus"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
