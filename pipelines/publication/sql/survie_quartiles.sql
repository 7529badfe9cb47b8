-- By group and quartile: the first day on which the share still open is no more than `seuil`, the days on which its
-- limits are, and the cases at risk on that day. A share equal to `seuil` but for the rounding of logarithms reaches it.
with atteints as (
  select
    c.groupe, q.quartile,
    min(case when c.survie <= q.seuil + 1e-11 then c.jour end) as jour,
    min(case when c.survie_bas <= q.seuil + 1e-11 then c.jour end) as bas,
    min(case when c.survie_haut <= q.seuil + 1e-11 then c.jour end) as haut
  from suivi_courbes c
  cross join suivi_quartiles q
  group by c.groupe, q.quartile
)
select a.groupe, a.quartile, a.jour, a.bas, a.haut, c.risque
from atteints a
left join suivi_courbes c on c.groupe = a.groupe and c.jour = a.jour
