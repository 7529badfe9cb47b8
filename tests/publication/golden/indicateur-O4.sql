with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) filter (where s.proposition_emise is not null or s.proposition_suivie is not null) as "proposition_renseignee",
  count(*) filter (where s.proposition_emise or s.proposition_suivie is not null) as "propositions",
  count(*) filter (where s.proposition_suivie <> 'A_QUALIFIER') as "suites_connues",
  count(*) filter (where s.proposition_suivie in ('TOTALE', 'PARTIELLE')) as "suivies",
  count(*) filter (where s.proposition_suivie = 'TOTALE') as "suivies_totale",
  count(*) filter (where s.proposition_suivie = 'PARTIELLE') as "suivies_partielle",
  count(*) filter (where s.proposition_suivie = 'NON') as "non_suivies"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
)
select
  p.periode as "periode",
  cast(sum(a."proposition_renseignee") as bigint) as "proposition_renseignee",
  cast(sum(a."propositions") as bigint) as "propositions",
  cast(sum(a."suites_connues") as bigint) as "suites_connues",
  cast(sum(a."suivies") as bigint) as "suivies",
  cast(sum(a."suivies_totale") as bigint) as "suivies_totale",
  cast(sum(a."suivies_partielle") as bigint) as "suivies_partielle",
  cast(sum(a."non_suivies") as bigint) as "non_suivies"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
