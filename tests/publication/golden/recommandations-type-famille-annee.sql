select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  k.valeur as "valeur2",
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
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.mois_no
join codes_famille k on k.numero = s."no_famille"
group by p.periode, p.valeur1, k.valeur
