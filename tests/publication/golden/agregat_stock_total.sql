select
  s.office_no,
  s.mois_no,
  count(*) as "stock",
  count(*) filter (where s.age is not null) as "age_n",
  cast(sum(s.age) as bigint) as "age_somme",
  count(*) filter (where s.age > 90) as "age_plus_90",
  count(*) filter (where s.age <= 30) as "age_0_30",
  count(*) filter (where s.age between 31 and 60) as "age_31_60",
  count(*) filter (where s.age between 61 and 90) as "age_61_90",
  count(*) filter (where s.age between 91 and 180) as "age_91_180",
  count(*) filter (where s.age between 181 and 365) as "age_181_365",
  count(*) filter (where s.age > 365) as "age_plus_365"
from ouvertes s
where s.mois_no is not null
group by s.office_no, s.mois_no
