with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) as "closes",
  count(*) filter (where s.issue is not null and s.issue <> 'A_QUALIFIER') as "issue_renseignee",
  count(*) filter (where s.issue in ('DESISTEMENT', 'ABANDON', 'JUSTICE')) as "interrompues",
  count(*) filter (where s.issue in ('FAVORABLE_USAGER', 'PARTIEL', 'DECISION_MAINTENUE', 'ECHEC', 'DESISTEMENT', 'ABANDON', 'JUSTICE')) as "engagees"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
)
select
  p.periode as "periode",
  cast(sum(a."closes") as bigint) as "closes",
  cast(sum(a."issue_renseignee") as bigint) as "issue_renseignee",
  cast(sum(a."interrompues") as bigint) as "interrompues",
  cast(sum(a."engagees") as bigint) as "engagees"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
