with agregat as (
select
  s.office_no,
  s.recue_no as mois_no,
  count(*) as "recues",
  count(*) filter (where s.competence) as "competence_oui",
  count(*) filter (where s.competence is not null) as "competence_renseignee"
from cas s
where s.recue_no is not null
group by s.office_no, s.recue_no
)
select
  p.periode as "periode",
  cast(sum(a."recues") as bigint) as "recues",
  cast(sum(a."competence_oui") as bigint) as "competence_oui",
  cast(sum(a."competence_renseignee") as bigint) as "competence_renseignee"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
