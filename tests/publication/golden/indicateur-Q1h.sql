with agregat as (
select
  s.office_no,
  s.recue_no as mois_no,
  count(*) filter (where s.recevabilite in ('IRRECEVABLE', 'REORIENTEE')) as "refusees_toutes",
  count(*) filter (where s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite is not null and s.motif_irrecevabilite <> 'A_QUALIFIER') as "rempli_motif_irrecevabilite"
from cas s
where s.recue_no is not null
group by s.office_no, s.recue_no
)
select
  p.periode as "periode",
  cast(sum(a."refusees_toutes") as bigint) as "refusees_toutes",
  cast(sum(a."rempli_motif_irrecevabilite") as bigint) as "rempli_motif_irrecevabilite"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
