-- The same by crossing: the network, each type, each family, each office. `compte` is 1 where network tables may show it.
select 'reseau' as croisement, compte, vue, periode, '' as valeur1, jour, evenement, sum(n) as n
from suivi_jours where compte = 1
group by compte, vue, periode, jour, evenement
union all
select 'type', j.compte, j.vue, j.periode, o.type, j.jour, j.evenement, sum(j.n)
from suivi_jours j join offices o on o.office_id = j.office_id where j.compte = 1
group by j.compte, j.vue, j.periode, o.type, j.jour, j.evenement
union all
select 'famille', compte, vue, periode, famille, jour, evenement, sum(n)
from suivi_jours where compte = 1
group by compte, vue, periode, famille, jour, evenement
union all
select 'office', compte, vue, periode, office_id, jour, evenement, sum(n)
from suivi_jours
group by compte, vue, periode, office_id, jour, evenement
