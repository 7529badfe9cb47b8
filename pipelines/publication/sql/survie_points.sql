-- By group and day: how many cases enter, leave, are closed, and with which outcome. The days of the grid are there even
-- when nothing happens. `compte` is 1 for the groups that network tables may show.
with cellules as (
  select 'reseau' as croisement, compte, vue, periode, '' as valeur1, jour, evenement, n
  from suivi_jours where compte = 1
  union all
  select 'type', j.compte, j.vue, j.periode, o.type, j.jour, j.evenement, j.n
  from suivi_jours j join offices o on o.office_id = j.office_id where j.compte = 1
  union all
  select 'famille', compte, vue, periode, famille, jour, evenement, n
  from suivi_jours where compte = 1
  union all
  select 'office', compte, vue, periode, office_id, jour, evenement, n
  from suivi_jours
),
groupes as (
  select distinct croisement, compte, vue, periode, valeur1 from cellules
),
completes as (
  select croisement, compte, vue, periode, valeur1, jour, evenement, n from cellules
  union all
  select g.croisement, g.compte, g.vue, g.periode, g.valeur1, d.jour, 0 as evenement, 0 as n
  from groupes g cross join suivi_grille d
)
select
  croisement, compte, vue, periode, valeur1, jour,
  cast(sum(case when evenement < 0 then n else 0 end) as bigint) as entrees,
  cast(sum(case when evenement >= 0 then n else 0 end) as bigint) as sorties,
  cast(sum(case when evenement > 0 then n else 0 end) as bigint) as clos,
  cast(sum(case when evenement = 1 then n else 0 end) as bigint) as clos_1,
  cast(sum(case when evenement = 2 then n else 0 end) as bigint) as clos_2,
  cast(sum(case when evenement = 3 then n else 0 end) as bigint) as clos_3,
  cast(sum(case when evenement = 4 then n else 0 end) as bigint) as clos_4,
  cast(sum(case when evenement = 5 then n else 0 end) as bigint) as clos_5
from completes
group by croisement, compte, vue, periode, valeur1, jour
