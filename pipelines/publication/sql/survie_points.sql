-- By group and day: how many cases enter, leave, are closed, and with which outcome. The days of the grid are there even
-- when nothing happens. `groupe` numbers the groups; `compte` is 1 for those that network tables may show.
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
  select
    croisement, compte, vue, periode, valeur1,
    row_number() over (order by croisement, vue, periode, valeur1) as groupe
  from (select distinct croisement, compte, vue, periode, valeur1 from cellules) g
),
completes as (
  select g.groupe, c.jour, c.evenement, c.n
  from cellules c
  join groupes g
    on g.croisement = c.croisement and g.vue = c.vue and g.periode = c.periode and g.valeur1 = c.valeur1
  union all
  select g.groupe, d.jour, 0 as evenement, 0 as n
  from groupes g cross join suivi_grille d
)
