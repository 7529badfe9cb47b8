-- Kaplan-Meier (`survie`, the share still open after each day) with log-log 95 % limits from Greenwood's variance, group by
-- group, along whole days. Those at risk on a day have entered by it and not left before it. `avant` is the share still
-- open before the day. Limits are null where the share is 0 or 1.
-- `gain_1` to `gain_5`: what the day adds to the share closed with each outcome (Aalen-Johansen), in units of 1e-15: sums of
-- integers are the same in any order, so that two engines, or two threads, publish the same rows.
with risques as (
  select
    groupe, jour, clos, clos_1, clos_2, clos_3, clos_4, clos_5,
    cast(sum(entrees - sorties) over w + sorties as bigint) as risque,
    cast(sum(clos) over w as bigint) as cumul
  from suivi_points
  window w as (partition by groupe order by jour)
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
    case when sum(epuise) over w > epuise then 0e0 else exp(-logarithme + sum(logarithme) over w) end as avant,
    sum(terme) over w as variance
  from facteurs f
  window w as (partition by groupe order by jour)
)
select
  groupe, jour, risque, clos, cumul, clos_1, clos_2, clos_3, clos_4, clos_5, survie,
  case when survie > 0e0 and survie < 1e0
    then exp(ln(survie) * exp(-1.959963984540054e0 * sqrt(variance) / ln(survie))) end as survie_bas,
  case when survie > 0e0 and survie < 1e0
    then exp(ln(survie) * exp(1.959963984540054e0 * sqrt(variance) / ln(survie))) end as survie_haut,
  case when clos_1 > 0 then cast(round(1e15 * avant * clos_1 / risque) as bigint) else 0 end as gain_1,
  case when clos_2 > 0 then cast(round(1e15 * avant * clos_2 / risque) as bigint) else 0 end as gain_2,
  case when clos_3 > 0 then cast(round(1e15 * avant * clos_3 / risque) as bigint) else 0 end as gain_3,
  case when clos_4 > 0 then cast(round(1e15 * avant * clos_4 / risque) as bigint) else 0 end as gain_4,
  case when clos_5 > 0 then cast(round(1e15 * avant * clos_5 / risque) as bigint) else 0 end as gain_5
from survies
