-- By group: the cases followed, those seen closed, the sum of their delays and twice their median, which need no curve.
with totaux as (
  select
    croisement, vue, periode, valeur1, jour, clos, cumul, cumul_entrees,
    max(cumul) over (partition by croisement, vue, periode, valeur1) as total
  from suivi_courbes
)
select
  croisement, vue, periode, valeur1,
  max(cumul_entrees) as suivis,
  max(total) as clos,
  cast(sum(jour * clos) as bigint) as somme,
  coalesce(min(case when total > 0 and 2 * cumul >= total then jour end), 0)
    + coalesce(min(case when total > 0 and 2 * cumul > total then jour end), 0) as mediane_x2
from totaux
group by croisement, vue, periode, valeur1
