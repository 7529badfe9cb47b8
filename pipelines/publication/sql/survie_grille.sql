-- The curves on the days of the grid, as integers: probabilities in millionths. `depuis` is the first day after the previous
-- one of the grid: what happens between two of its days is summed, then accumulated along the grid.
with tranches as (
  select
    c.groupe, g.jour,
    sum(c.clos_1) as clos_1, sum(c.clos_2) as clos_2, sum(c.clos_3) as clos_3, sum(c.clos_4) as clos_4,
    sum(c.clos_5) as clos_5,
    sum(c.gain_1) as gain_1, sum(c.gain_2) as gain_2, sum(c.gain_3) as gain_3, sum(c.gain_4) as gain_4,
    sum(c.gain_5) as gain_5
  from suivi_courbes c
  join suivi_grille g on c.jour between g.depuis and g.jour
  group by c.groupe, g.jour
),
cumuls as (
  select
    groupe, jour,
    cast(sum(clos_1) over w as bigint) as cumul_1, cast(sum(clos_2) over w as bigint) as cumul_2,
    cast(sum(clos_3) over w as bigint) as cumul_3, cast(sum(clos_4) over w as bigint) as cumul_4,
    cast(sum(clos_5) over w as bigint) as cumul_5,
    1e-15 * sum(gain_1) over w as part_1, 1e-15 * sum(gain_2) over w as part_2, 1e-15 * sum(gain_3) over w as part_3,
    1e-15 * sum(gain_4) over w as part_4, 1e-15 * sum(gain_5) over w as part_5
  from tranches
  window w as (partition by groupe order by jour)
)
select
  c.groupe, c.jour, c.risque, c.cumul, s.cumul_1, s.cumul_2, s.cumul_3, s.cumul_4, s.cumul_5,
  cast(round(1e6 * (1e0 - c.survie)) as bigint) as part,
  cast(round(1e6 * (1e0 - c.survie_haut)) as bigint) as part_bas,
  cast(round(1e6 * (1e0 - c.survie_bas)) as bigint) as part_haut,
  cast(round(1e6 * s.part_1) as bigint) as part_1,
  cast(round(1e6 * s.part_2) as bigint) as part_2,
  cast(round(1e6 * s.part_3) as bigint) as part_3,
  cast(round(1e6 * s.part_4) as bigint) as part_4,
  cast(round(1e6 * s.part_5) as bigint) as part_5
from cumuls s
join suivi_courbes c on c.groupe = s.groupe and c.jour = s.jour
