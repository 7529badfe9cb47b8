with effectifs as (
select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  k.valeur as "valeur2",
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
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
join codes_famille k on k.numero = a."no_famille"
group by p.periode, p.valeur1, k.valeur
),
quantiles as (
select
  p.periode as "periode",
  p.valeur1 as "valeur1",
  k.valeur as "valeur2",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai_examen)) as bigint) as "examen_mediane_x2",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "recues_delai_mediane_x2",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "recues_delai_p90_x10"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as valeur1
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.recue_no
join codes_famille k on k.numero = s."no_famille"
group by p.periode, p.valeur1, k.valeur
)
select
  e."periode", e."valeur1", e."valeur2", e."recues", e."refus_base", e."refusees", e."reorientees", e."recevabilite_renseignee", e."prematurees", e."motif_connu", e."silence_oui", e."silence_renseigne", e."examen_n", e."examen_somme", q."examen_mediane_x2", e."examen_21j", e."recues_delai_n", e."recues_delai_somme", q."recues_delai_mediane_x2", q."recues_delai_p90_x10", e."recues_favorables", e."recues_menees_a_terme", e."recues_issue_renseignee"
from effectifs e left join quantiles q on q."periode" = e."periode" and q."valeur1" = e."valeur1" and q."valeur2" = e."valeur2"
