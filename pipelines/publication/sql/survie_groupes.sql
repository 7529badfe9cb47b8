-- The groups, numbered in the order of their names: a curve is computed along a number, not along four texts.
select
  croisement, compte, vue, periode, valeur1,
  row_number() over (order by croisement, vue, periode, valeur1) as groupe
from (select distinct croisement, compte, vue, periode, valeur1 from suivi_cellules) g
