with agregat as (
select
  s.office_no,
  s.recue_no as mois_no,
  count(*) filter (where s.population_connue) as "recues_habitants"
from cas s
where s.recue_no is not null
group by s.office_no, s.recue_no
)
select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  cast(sum(a."recues_habitants") as bigint) as "recues_habitants",
  cast(sum(a."population") as bigint) as "population"
from (
  select office_no, "mois_no", "recues_habitants", 0 as "population" from agregat
  union all
  select o.numero, h.mois_no, 0, h.population from habitants h join offices o on o.office_id = h.office_id
) a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode, p.valeur1
