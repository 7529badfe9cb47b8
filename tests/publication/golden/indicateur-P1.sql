select
  p.periode as "periode",
  count(*) as "recommandations",
  cast(count(distinct s.office_id) as bigint) as "recommandations_offices"
from (
  select r.*, o.numero as office_no, f.numero as no_famille, d.numero as no_domaine
  from recommandations r join offices o on o.office_id = r.office_id
  join codes_famille f on f.valeur = r.par_famille
  join codes_domaine d on d.valeur = r.par_domaine
) s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.mois_no
group by p.periode
