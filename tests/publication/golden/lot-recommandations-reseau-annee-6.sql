select
  p.periode as "periode",
  p.type as "type",
  p.office as "office",
  count(*) as "recommandations",
  count(*) filter (where s.statut in ('ACCEPTEE', 'PARTIELLE')) as "recommandations_acceptees",
  count(*) filter (where s.statut = 'REFUSEE') as "recommandations_refusees",
  count(*) filter (where s.statut in ('EN_ATTENTE', 'SANS_REPONSE')) as "recommandations_sans_reponse",
  count(*) filter (where s.date_mise_en_oeuvre is not null) as "recommandations_mises_en_oeuvre",
  cast(count(distinct s.office_id) as bigint) as "recommandations_offices"
from (
  select r.*, o.numero as office_no, f.numero as no_famille, d.numero as no_domaine
  from recommandations r join offices o on o.office_id = r.office_id
  join codes_famille f on f.valeur = r.par_famille
  join codes_domaine d on d.valeur = r.par_domaine
) s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.mois_no
group by grouping sets ((p.periode), (p.periode, p.type), (p.periode, p.office))
