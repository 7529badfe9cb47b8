-- Closures observed and expected of each office in each year, had it closed at the network's pace: the log-rank test's
-- two numbers, stratified. A case is at risk from its age on the first day of the year, or from its reception, to its
-- closure or the last day. Hazards are whole numbers of 1e-9, so that any engine adds them to the same sum.
with risque as (
  select
    e.office_id, e.annee, coalesce(t.strate, 0) as strate,
    case when r.numero >= e.debut then 0 else e.debut - r.numero end as entree,
    case when c.numero is null or c.numero > e.fin then e.fin - r.numero else c.numero - r.numero end as sortie,
    case when c.numero <= e.fin then 1 else 0 end as clos
  from cas s
  join calendrier r on r.jour = s.date_reception
  left join calendrier c on c.jour = s.date_cloture
  join casemix_expositions e
    on e.office_id = s.office_id and r.numero <= e.fin and (c.numero is null or c.numero >= e.debut)
  left join casemix_strates t on t.annee = e.annee and t.famille = s.par_famille and t.canal = s.par_canal
  where s.recue_mois is not null and (c.numero is null or c.numero >= r.numero)
),
mouvements as (
  select office_id, annee, strate, entree as age, 1 as entrees, 0 as sorties, 0 as clos from risque
  union all
  select office_id, annee, strate, sortie as age, 0 as entrees, 1 as sorties, clos from risque
),
par_office as (
  select office_id, annee, strate, age, sum(entrees) as entrees, sum(sorties) as sorties, sum(clos) as clos
  from mouvements group by office_id, annee, strate, age
),
par_age as (
  select annee, strate, age, sum(entrees) as entrees, sum(sorties) as sorties, sum(clos) as clos
  from par_office group by annee, strate, age
),
effectifs as (
  select
    annee, strate, age, clos,
    sum(entrees) over (partition by annee, strate order by age)
      - sum(sorties) over (partition by annee, strate order by age) + sorties as n
  from par_age
),
hasards as (
  select annee, strate, age, cast(round(1e9 * clos / n) as bigint) as h from effectifs
),
cumuls as (
  select
    annee, strate, age,
    sum(h) over (partition by annee, strate order by age) as apres,
    sum(h) over (partition by annee, strate order by age) - h as avant
  from hasards
)
select
  p.office_id as office_id, p.annee as annee,
  cast(sum(p.clos) as bigint) as observe,
  cast(sum(p.sorties * c.apres - p.entrees * c.avant) as bigint) as attendu
from par_office p
join cumuls c on c.annee = p.annee and c.strate = p.strate and c.age = p.age
group by p.office_id, p.annee
