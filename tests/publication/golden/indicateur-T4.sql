with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) filter (where s.recevabilite = 'RECEVABLE') as "recevables_clos",
  count(*) filter (where s.recevabilite <> 'A_QUALIFIER') as "closes_recevabilite_renseignee",
  count(*) filter (where s.delai_instruction is not null) as "instruction_n"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
),
effectifs as (
select
  p.periode as "periode",
  cast(sum(a."recevables_clos") as bigint) as "recevables_clos",
  cast(sum(a."closes_recevabilite_renseignee") as bigint) as "closes_recevabilite_renseignee",
  cast(sum(a."instruction_n") as bigint) as "instruction_n"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
),
quantiles as (
select
  p.periode as "periode",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai_instruction)) as bigint) as "instruction_mediane_x2"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.close_no
group by p.periode
)
select
  e."periode", e."recevables_clos", e."closes_recevabilite_renseignee", e."instruction_n", q."instruction_mediane_x2"
from effectifs e left join quantiles q on q."periode" = e."periode"
