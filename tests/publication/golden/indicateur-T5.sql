with agregat as (
select
  s.office_no,
  s.close_no as mois_no,
  count(*) as "closes",
  count(*) filter (where s.delai is not null) as "delai_n",
  count(*) filter (where s.delai <= 90) as "delai_0_90",
  count(*) filter (where s.delai <= 30) as "delai_0_30",
  count(*) filter (where s.delai between 31 and 60) as "delai_31_60",
  count(*) filter (where s.delai between 61 and 90) as "delai_61_90",
  count(*) filter (where s.delai between 91 and 120) as "delai_91_120",
  count(*) filter (where s.delai between 121 and 180) as "delai_121_180",
  count(*) filter (where s.delai > 180) as "delai_plus_180"
from cas s
where s.close_no is not null
group by s.office_no, s.close_no
)
select
  p.periode as "periode",
  cast(sum(a."closes") as bigint) as "closes",
  cast(sum(a."delai_n") as bigint) as "delai_n",
  cast(sum(a."delai_0_90") as bigint) as "delai_0_90",
  cast(sum(a."delai_0_30") as bigint) as "delai_0_30",
  cast(sum(a."delai_31_60") as bigint) as "delai_31_60",
  cast(sum(a."delai_61_90") as bigint) as "delai_61_90",
  cast(sum(a."delai_91_120") as bigint) as "delai_91_120",
  cast(sum(a."delai_121_180") as bigint) as "delai_121_180",
  cast(sum(a."delai_plus_180") as bigint) as "delai_plus_180"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
