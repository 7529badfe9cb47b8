-- The curves on the days of the grid, as integers: probabilities in millionths.
select
  c.croisement, c.compte, c.vue, c.periode, c.valeur1, c.jour, c.risque,
  c.cumul, c.cumul_1, c.cumul_2, c.cumul_3, c.cumul_4, c.cumul_5,
  cast(round(1e6 * (1e0 - c.survie)) as bigint) as part,
  cast(round(1e6 * (1e0 - c.survie_haut)) as bigint) as part_bas,
  cast(round(1e6 * (1e0 - c.survie_bas)) as bigint) as part_haut,
  cast(round(1e6 * c.part_1) as bigint) as part_1,
  cast(round(1e6 * c.part_2) as bigint) as part_2,
  cast(round(1e6 * c.part_3) as bigint) as part_3,
  cast(round(1e6 * c.part_4) as bigint) as part_4,
  cast(round(1e6 * c.part_5) as bigint) as part_5
from suivi_courbes c
join suivi_grille g on g.jour = c.jour
