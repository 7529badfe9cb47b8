select cast(row_number() over (order by v.valeur) as integer) as numero, v.valeur as valeur
from (
  select distinct coalesce(d.famille, '(vide)') as valeur
  from saisines s left join domaines d on d.code = s.domaine
  union
  select par_famille as valeur from recommandations
) v
