-- By group and day: how many cases enter, leave, are closed, and with which outcome. The days of the grid are there even
-- when nothing happens.
with lignes as (
  select g.groupe, c.jour, c.evenement, c.n
  from suivi_cellules c
  join suivi_groupes g
    on g.croisement = c.croisement and g.vue = c.vue and g.periode = c.periode and g.valeur1 = c.valeur1
  union all
  select g.groupe, d.jour, 0 as evenement, 0 as n
  from suivi_groupes g cross join suivi_grille d
)
select
  groupe, jour,
  cast(sum(case when evenement < 0 then n else 0 end) as bigint) as entrees,
  cast(sum(case when evenement >= 0 then n else 0 end) as bigint) as sorties,
  cast(sum(case when evenement > 0 then n else 0 end) as bigint) as clos,
  cast(sum(case when evenement = 1 then n else 0 end) as bigint) as clos_1,
  cast(sum(case when evenement = 2 then n else 0 end) as bigint) as clos_2,
  cast(sum(case when evenement = 3 then n else 0 end) as bigint) as clos_3,
  cast(sum(case when evenement = 4 then n else 0 end) as bigint) as clos_4,
  cast(sum(case when evenement = 5 then n else 0 end) as bigint) as clos_5
from lignes
group by groupe, jour
