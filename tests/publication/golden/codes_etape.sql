select cast(row_number() over (order by v.valeur) as integer) as numero, v.valeur as valeur
from (
  select distinct coalesce(s.statut, '(vide)') as valeur
  from saisines s
  union
  select code as valeur from etapes
) v
