with effectifs as (
select
  p.periode as "periode",
  p.type as "type",
  p.strate as "strate",
  p.office as "office",
  cast(sum(a."closes") as bigint) as "closes",
  cast(sum(a."favorables") as bigint) as "favorables",
  cast(sum(a."menees_a_terme") as bigint) as "menees_a_terme",
  cast(sum(a."issue_renseignee") as bigint) as "issue_renseignee",
  cast(sum(a."recevables_clos") as bigint) as "recevables_clos",
  cast(sum(a."closes_recevabilite_renseignee") as bigint) as "closes_recevabilite_renseignee",
  cast(sum(a."recevables_issue_connue") as bigint) as "recevables_issue_connue",
  cast(sum(a."recevables_favorables") as bigint) as "recevables_favorables",
  cast(sum(a."recevables_interrompus") as bigint) as "recevables_interrompus",
  cast(sum(a."interrompues") as bigint) as "interrompues",
  cast(sum(a."engagees") as bigint) as "engagees",
  cast(sum(a."accord_oui") as bigint) as "accord_oui",
  cast(sum(a."accord_renseigne") as bigint) as "accord_renseigne",
  cast(sum(a."proposition_renseignee") as bigint) as "proposition_renseignee",
  cast(sum(a."propositions") as bigint) as "propositions",
  cast(sum(a."suites_connues") as bigint) as "suites_connues",
  cast(sum(a."suivies") as bigint) as "suivies",
  cast(sum(a."suivies_totale") as bigint) as "suivies_totale",
  cast(sum(a."suivies_partielle") as bigint) as "suivies_partielle",
  cast(sum(a."non_suivies") as bigint) as "non_suivies",
  cast(sum(a."contentieux_oui") as bigint) as "contentieux_oui",
  cast(sum(a."contentieux_renseigne") as bigint) as "contentieux_renseigne",
  cast(sum(a."delai_n") as bigint) as "delai_n",
  cast(sum(a."delai_somme") as bigint) as "delai_somme",
  cast(sum(a."delai_0_90") as bigint) as "delai_0_90",
  cast(sum(a."delai_0_30") as bigint) as "delai_0_30",
  cast(sum(a."delai_31_60") as bigint) as "delai_31_60",
  cast(sum(a."delai_61_90") as bigint) as "delai_61_90",
  cast(sum(a."delai_91_120") as bigint) as "delai_91_120",
  cast(sum(a."delai_121_180") as bigint) as "delai_121_180",
  cast(sum(a."delai_plus_180") as bigint) as "delai_plus_180",
  cast(sum(a."instruction_n") as bigint) as "instruction_n",
  cast(sum(a."instruction_somme") as bigint) as "instruction_somme"
from agregat_closes_total a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by grouping sets ((p.periode), (p.periode, p.type), (p.periode, p.strate), (p.periode, p.office))
),
quantiles as (
select
  p.periode as "periode",
  p.type as "type",
  p.strate as "strate",
  p.office as "office",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "delai_mediane_x2",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "delai_p90_x10",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai_instruction)) as bigint) as "instruction_mediane_x2"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode, coalesce(o.type, '(vide)') as type, coalesce(o.strate, '(vide)') as strate, coalesce(o.office_id, '(vide)') as office
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.close_no
group by grouping sets ((p.periode), (p.periode, p.type), (p.periode, p.strate), (p.periode, p.office))
)
select
  e."periode", e."type", e."strate", e."office", e."closes", e."favorables", e."menees_a_terme", e."issue_renseignee", e."recevables_clos", e."closes_recevabilite_renseignee", e."recevables_issue_connue", e."recevables_favorables", e."recevables_interrompus", e."interrompues", e."engagees", e."accord_oui", e."accord_renseigne", e."proposition_renseignee", e."propositions", e."suites_connues", e."suivies", e."suivies_totale", e."suivies_partielle", e."non_suivies", e."contentieux_oui", e."contentieux_renseigne", e."delai_n", e."delai_somme", q."delai_mediane_x2", q."delai_p90_x10", e."delai_0_90", e."delai_0_30", e."delai_31_60", e."delai_61_90", e."delai_91_120", e."delai_121_180", e."delai_plus_180", e."instruction_n", e."instruction_somme", q."instruction_mediane_x2"
from effectifs e left join quantiles q on q."periode" is not distinct from e."periode" and q."type" is not distinct from e."type" and q."strate" is not distinct from e."strate" and q."office" is not distinct from e."office"
