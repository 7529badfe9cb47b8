-- The same by crossing: the network, each type, each family, each office. `compte` is 1 where network tables may show it.
select 'reseau' as croisement, 1 as compte, j.vue, p.periode, '' as valeur1, j.jour, j.evenement,
  cast(sum(j.n) as bigint) as n
from suivi_offices j join suivi_periodes p on p.ligne = j.ligne where p.compte = 1
group by j.vue, p.periode, j.jour, j.evenement
union all
select 'type', 1, j.vue, p.periode, o.type, j.jour, j.evenement, cast(sum(j.n) as bigint)
from suivi_offices j
join suivi_periodes p on p.ligne = j.ligne
join offices o on o.office_id = p.office_id
where p.compte = 1
group by j.vue, p.periode, o.type, j.jour, j.evenement
union all
select 'famille', 1, j.vue, p.periode, j.famille, j.jour, j.evenement, cast(sum(j.n) as bigint)
from suivi_jours j join suivi_periodes p on p.ligne = j.ligne where p.compte = 1
group by j.vue, p.periode, j.famille, j.jour, j.evenement
union all
select 'office', p.compte, j.vue, p.periode, p.office_id, j.jour, j.evenement, j.n
from suivi_offices j join suivi_periodes p on p.ligne = j.ligne
