-- Kaplan-Meier (`survie`, the share still open after each day) with log-log 95 % limits from Greenwood's variance, and
-- Aalen-Johansen (`part_1` to `part_5`, the share closed with each outcome), group by group, along whole days.
-- Those at risk on a day have entered by it and not left before it. Limits are null where the share is 0 or 1.
with risques as (
  select
    croisement, compte, vue, periode, valeur1, jour, clos, clos_1, clos_2, clos_3, clos_4, clos_5,
    cast(sum(entrees) over w - sum(sorties) over w + sorties as bigint) as risque,
    cast(sum(entrees) over w as bigint) as cumul_entrees,
    cast(sum(clos) over w as bigint) as cumul,
    cast(sum(clos_1) over w as bigint) as cumul_1,
    cast(sum(clos_2) over w as bigint) as cumul_2,
    cast(sum(clos_3) over w as bigint) as cumul_3,
    cast(sum(clos_4) over w as bigint) as cumul_4,
    cast(sum(clos_5) over w as bigint) as cumul_5
  from suivi_points
  window w as (partition by croisement, vue, periode, valeur1 order by jour)
),
facteurs as (
  select
    r.*,
    case when clos < risque then ln(1e0 * (risque - clos) / risque) else 0e0 end as logarithme,
    case when clos > 0 and clos = risque then 1 else 0 end as epuise,
    case when clos > 0 and clos < risque then 1e0 * clos / (1e0 * risque * (risque - clos)) else 0e0 end as terme
  from risques r
),
survies as (
  select
    f.*,
    case when sum(epuise) over w > 0 then 0e0 else exp(sum(logarithme) over w) end as survie,
    sum(terme) over w as variance
  from facteurs f
  window w as (partition by croisement, vue, periode, valeur1 order by jour)
),
suites as (
  select s.*, coalesce(lag(survie) over (partition by croisement, vue, periode, valeur1 order by jour), 1e0) as avant
  from survies s
)
select
  croisement, compte, vue, periode, valeur1, jour, risque, clos, cumul_entrees, cumul,
  cumul_1, cumul_2, cumul_3, cumul_4, cumul_5, survie,
  case when survie > 0e0 and survie < 1e0
    then exp(ln(survie) * exp(-1.959963984540054e0 * sqrt(variance) / ln(survie))) end as survie_bas,
  case when survie > 0e0 and survie < 1e0
    then exp(ln(survie) * exp(1.959963984540054e0 * sqrt(variance) / ln(survie))) end as survie_haut,
  sum(case when clos_1 > 0 then avant * clos_1 / risque else 0e0 end) over w as part_1,
  sum(case when clos_2 > 0 then avant * clos_2 / risque else 0e0 end) over w as part_2,
  sum(case when clos_3 > 0 then avant * clos_3 / risque else 0e0 end) over w as part_3,
  sum(case when clos_4 > 0 then avant * clos_4 / risque else 0e0 end) over w as part_4,
  sum(case when clos_5 > 0 then avant * clos_5 / risque else 0e0 end) over w as part_5
from suites
window w as (partition by croisement, vue, periode, valeur1 order by jour)
