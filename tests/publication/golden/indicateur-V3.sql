with flux as (
select f.office_no, f.mois_no, cast(sum(f.entrees) as bigint) as entrees, cast(sum(f.sorties) as bigint) as sorties
from (
  select s.office_no, j.mois_no, 1 as entrees, 0 as sorties
  from cas s
  join arretes t on t.office_id = s.office_id and s.date_reception <= t.jour
  join calendrier j on j.jour = s.date_reception
  union all
  select s.office_no, j.mois_no, 0 as entrees, 1 as sorties
  from cas s
  join arretes t on t.office_id = s.office_id and s.date_reception <= t.jour and s.date_cloture <= t.jour
  join calendrier j on j.jour = case when s.date_cloture < s.date_reception then s.date_reception else s.date_cloture end
) f
group by f.office_no, f.mois_no
)
select
  p.periode as "periode",
  cast(sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) as bigint) as "actives"
from flux a
join (
  select o.numero as office_no, b.debut_no, b.fin_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join bornes_annee b on b.periode = p.periode
) p on p.office_no = a.office_no and a.mois_no <= p.fin_no
group by p.periode
having sum(a.entrees) - sum(case when a.mois_no < p.debut_no then a.sorties else 0 end) > 0
