-- By group: the cases followed, those seen closed, the sum of their delays and twice their median, which need no curve.
with totaux as (
  select groupe, cast(sum(entrees) as bigint) as suivis, cast(sum(clos) as bigint) as clos,
    cast(sum(jour * clos) as bigint) as somme
  from suivi_points
  group by groupe
),
medianes as (
  select t.groupe,
    min(case when 2 * c.cumul >= t.clos then c.jour end) + min(case when 2 * c.cumul > t.clos then c.jour end) as deux_fois
  from totaux t
  join suivi_courbes c on c.groupe = t.groupe
  where t.clos > 0
  group by t.groupe
)
select g.groupe, g.croisement, g.compte, g.vue, g.periode, g.valeur1, t.suivis, t.clos, t.somme,
  coalesce(m.deux_fois, 0) as mediane_x2
from suivi_groupes g
join totaux t on t.groupe = g.groupe
left join medianes m on m.groupe = g.groupe
