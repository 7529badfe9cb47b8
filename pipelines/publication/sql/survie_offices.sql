-- The same by office in a period, whatever the family.
select vue, ligne, jour, evenement, cast(sum(n) as bigint) as n
from suivi_jours
group by vue, ligne, jour, evenement
