select
  p.periode as "periode",
  s."par_type" as "valeur1",
  s."par_famille" as "valeur2",
  count(*) as "closes",
  count(*) filter (where s.issue in ('FAVORABLE_USAGER', 'PARTIEL')) as "favorables",
  count(*) filter (where s.issue in ('FAVORABLE_USAGER', 'PARTIEL', 'DECISION_MAINTENUE', 'ECHEC')) as "menees_a_terme",
  count(*) filter (where s.issue is not null and s.issue <> 'A_QUALIFIER') as "issue_renseignee",
  count(*) filter (where s.delai is not null) as "delai_n",
  cast(sum(s.delai) as bigint) as "delai_somme",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "delai_mediane_x2",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "delai_p90_x10",
  count(*) filter (where s.delai <= 30) as "delai_0_30",
  count(*) filter (where s.delai between 31 and 60) as "delai_31_60",
  count(*) filter (where s.delai between 61 and 90) as "delai_61_90",
  count(*) filter (where s.delai between 91 and 120) as "delai_91_120",
  count(*) filter (where s.delai between 121 and 180) as "delai_121_180",
  count(*) filter (where s.delai > 180) as "delai_plus_180"
from cas s
join "presence_annee" p on p.office_id = s.office_id
  and p.periode = s.close_annee
group by p.periode, s."par_type", s."par_famille"
