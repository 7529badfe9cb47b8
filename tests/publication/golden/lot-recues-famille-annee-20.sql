with effectifs as (
select
  p.periode as "periode",
  k_famille.valeur as "famille",
  p.type as "type",
  p.office as "office",
  cast(sum(a."recues") as bigint) as "recues",
  cast(sum(a."refus_base") as bigint) as "refus_base",
  cast(sum(a."refusees") as bigint) as "refusees",
  cast(sum(a."reorientees") as bigint) as "reorientees",
  cast(sum(a."recevabilite_renseignee") as bigint) as "recevabilite_renseignee",
  cast(sum(a."prematurees") as bigint) as "prematurees",
  cast(sum(a."motif_connu") as bigint) as "motif_connu",
  cast(sum(a."silence_oui") as bigint) as "silence_oui",
  cast(sum(a."silence_renseigne") as bigint) as "silence_renseigne",
  cast(sum(a."examen_n") as bigint) as "examen_n",
  cast(sum(a."examen_somme") as bigint) as "examen_somme",
  cast(sum(a."examen_21j") as bigint) as "examen_21j",
  cast(sum(a."recues_delai_n") as bigint) as "recues_delai_n",
  cast(sum(a."recues_delai_somme") as bigint) as "recues_delai_somme",
  cast(sum(a."recues_favorables") as bigint) as "recues_favorables",
  cast(sum(a."recues_menees_a_terme") as bigint) as "recues_menees_a_terme",
  cast(sum(a."recues_issue_renseignee") as bigint) as "recues_issue_renseignee"
from agregat_recues_domaine a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
join codes_famille k_famille on k_famille.numero = a."no_famille"
group by grouping sets ((p.periode, k_famille.valeur), (p.periode, p.type, k_famille.valeur), (p.periode, p.office, k_famille.valeur))
),
quantiles as (
select
  p.periode as "periode",
  k_famille.valeur as "famille",
  p.type as "type",
  p.office as "office",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai_examen)) as bigint) as "examen_mediane_x2",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "recues_delai_mediane_x2",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "recues_delai_p90_x10"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.recue_no
join codes_famille k_famille on k_famille.numero = s."no_famille"
group by grouping sets ((p.periode, k_famille.valeur), (p.periode, p.type, k_famille.valeur), (p.periode, p.office, k_famille.valeur))
)
select
  e."periode", e."famille", e."type", e."office", e."recues", e."refus_base", e."refusees", e."reorientees", e."recevabilite_renseignee", e."prematurees", e."motif_connu", e."silence_oui", e."silence_renseigne", e."examen_n", e."examen_somme", q."examen_mediane_x2", e."examen_21j", e."recues_delai_n", e."recues_delai_somme", q."recues_delai_mediane_x2", q."recues_delai_p90_x10", e."recues_favorables", e."recues_menees_a_terme", e."recues_issue_renseignee"
from effectifs e left join quantiles q on q."periode" is not distinct from e."periode" and q."famille" is not distinct from e."famille" and q."type" is not distinct from e."type" and q."office" is not distinct from e."office"
