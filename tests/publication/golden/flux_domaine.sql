select f.office_no, f.mois_no, f."no_famille", f."no_domaine", cast(sum(f.entrees) as bigint) as entrees, cast(sum(f.sorties) as bigint) as sorties
from (
  select s.office_no, s."no_famille", s."no_domaine", j.mois_no, 1 as entrees, 0 as sorties
  from cas s
  join arretes t on t.office_id = s.office_id and s.date_reception <= t.jour
  join calendrier j on j.jour = s.date_reception
  union all
  select s.office_no, s."no_famille", s."no_domaine", j.mois_no, 0 as entrees, 1 as sorties
  from cas s
  join arretes t on t.office_id = s.office_id and s.date_reception <= t.jour and s.date_cloture <= t.jour
  join calendrier j on j.jour = case when s.date_cloture < s.date_reception then s.date_reception else s.date_cloture end
) f
group by f.office_no, f.mois_no, f."no_famille", f."no_domaine"
