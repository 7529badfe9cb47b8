-- Days on which cases begin and cease to be followed: `evenement` is -1 when one enters, 0 when it leaves still open,
-- 1 to 5 when it is closed with that outcome; `ligne` is an office in a period. A case followed from day `entree` to day `sortie` is at risk on both.
-- View « recues »: the cases received in the period, followed from reception to their extract date.
-- View « suivies »: the cases open during the period, known from its first day on, watched until its last one.
with dossiers as (
  select
    s.office_id as office_id,
    s.par_famille as famille,
    r.numero as recue,
    case when s.date_cloture is null then f.arrete - r.numero else s.delai end as duree,
    case when s.date_cloture is null then 0 else coalesce(k.cause, 5) end as cause
  from cas s
  join calendrier r on r.jour = s.date_reception
  join suivi_portees f on f.office_id = s.office_id and r.numero between f.debut and f.fin
  left join suivi_causes k on k.issue = s.par_issue
  where s.recue_mois is not null
    and (s.date_cloture is null or s.delai is not null)
    and r.numero + coalesce(s.delai, 0) <= f.arrete
),
observations as (
  select
    v.vue as vue,
    v.bord as bord,
    p.ligne as ligne,
    d.famille as famille,
    case when v.vue = 'suivies' and d.recue < p.debut then p.debut - d.recue else 0 end as entree,
    case when v.vue = 'suivies' and d.recue + d.duree > p.fin then p.fin - d.recue else d.duree end as sortie,
    case when v.vue = 'suivies' and d.recue + d.duree > p.fin then 0 else d.cause end as cause
  from dossiers d
  join suivi_periodes p on p.office_id = d.office_id and d.recue <= p.fin and d.recue + d.duree >= p.debut
  cross join suivi_vues v
  where v.vue = 'suivies' or d.recue >= p.debut
),
bords as (
  select
    vue, ligne, famille,
    case when bord = 0 then entree else sortie end as jour,
    case when bord = 0 then -1 else cause end as evenement
  from observations
)
select vue, ligne, famille, jour, evenement, count(*) as n
from bords
group by vue, ligne, famille, jour, evenement
