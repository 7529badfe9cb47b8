with effectifs as (
select
  p.periode as "periode",
  cast(sum(a."recues") as bigint) as "recues",
  cast(sum(a."competence_oui") as bigint) as "competence_oui",
  cast(sum(a."competence_renseignee") as bigint) as "competence_renseignee",
  cast(sum(a."refus_base") as bigint) as "refus_base",
  cast(sum(a."refusees") as bigint) as "refusees",
  cast(sum(a."reorientees") as bigint) as "reorientees",
  cast(sum(a."recevabilite_renseignee") as bigint) as "recevabilite_renseignee",
  cast(sum(a."refusees_toutes") as bigint) as "refusees_toutes",
  cast(sum(a."prematurees") as bigint) as "prematurees",
  cast(sum(a."motif_connu") as bigint) as "motif_connu",
  cast(sum(a."refus_motives") as bigint) as "refus_motives",
  cast(sum(a."refus_hors_champ") as bigint) as "refus_hors_champ",
  cast(sum(a."refus_sans_demarche") as bigint) as "refus_sans_demarche",
  cast(sum(a."refus_tardive") as bigint) as "refus_tardive",
  cast(sum(a."refus_justice_saisie") as bigint) as "refus_justice_saisie",
  cast(sum(a."refus_decision_justice") as bigint) as "refus_decision_justice",
  cast(sum(a."refus_infondee") as bigint) as "refus_infondee",
  cast(sum(a."refus_incomplet") as bigint) as "refus_incomplet",
  cast(sum(a."refus_autre_mediateur") as bigint) as "refus_autre_mediateur",
  cast(sum(a."refus_particuliers") as bigint) as "refus_particuliers",
  cast(sum(a."refus_agent") as bigint) as "refus_agent",
  cast(sum(a."refus_marche") as bigint) as "refus_marche",
  cast(sum(a."refus_autre") as bigint) as "refus_autre",
  cast(sum(a."prealables") as bigint) as "prealables",
  cast(sum(a."silence_oui") as bigint) as "silence_oui",
  cast(sum(a."silence_renseigne") as bigint) as "silence_renseigne",
  cast(sum(a."accuse_n") as bigint) as "accuse_n",
  cast(sum(a."accuse_somme") as bigint) as "accuse_somme",
  cast(sum(a."examen_n") as bigint) as "examen_n",
  cast(sum(a."examen_somme") as bigint) as "examen_somme",
  cast(sum(a."examen_21j") as bigint) as "examen_21j",
  cast(sum(a."recues_closes") as bigint) as "recues_closes",
  cast(sum(a."recues_delai_n") as bigint) as "recues_delai_n",
  cast(sum(a."recues_delai_somme") as bigint) as "recues_delai_somme",
  cast(sum(a."recues_favorables") as bigint) as "recues_favorables",
  cast(sum(a."recues_menees_a_terme") as bigint) as "recues_menees_a_terme",
  cast(sum(a."recues_issue_renseignee") as bigint) as "recues_issue_renseignee",
  cast(sum(a."rempli_canal") as bigint) as "rempli_canal",
  cast(sum(a."rempli_origine") as bigint) as "rempli_origine",
  cast(sum(a."rempli_type_requerant") as bigint) as "rempli_type_requerant",
  cast(sum(a."rempli_departement_requerant") as bigint) as "rempli_departement_requerant",
  cast(sum(a."rempli_domaine") as bigint) as "rempli_domaine",
  cast(sum(a."rempli_competence") as bigint) as "rempli_competence",
  cast(sum(a."rempli_recevabilite") as bigint) as "rempli_recevabilite",
  cast(sum(a."rempli_motif_irrecevabilite") as bigint) as "rempli_motif_irrecevabilite",
  cast(sum(a."rempli_demarche_prealable") as bigint) as "rempli_demarche_prealable",
  cast(sum(a."rempli_reponse_prealable") as bigint) as "rempli_reponse_prealable",
  cast(sum(a."rempli_date_accuse_reception") as bigint) as "rempli_date_accuse_reception",
  cast(sum(a."rempli_date_recevabilite") as bigint) as "rempli_date_recevabilite",
  cast(sum(a."rempli_statut") as bigint) as "rempli_statut",
  cast(sum(a."rempli_issue") as bigint) as "rempli_issue",
  cast(sum(a."rempli_accord_parties") as bigint) as "rempli_accord_parties",
  cast(sum(a."rempli_suite_contentieuse") as bigint) as "rempli_suite_contentieuse"
from agregat_recues_total a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
),
quantiles as (
select
  p.periode as "periode",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai_accuse)) as bigint) as "accuse_mediane_x2",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai_examen)) as bigint) as "examen_mediane_x2",
  cast(round(2 * percentile_cont(0.5e0) within group (order by s.delai)) as bigint) as "recues_delai_mediane_x2",
  cast(round(10 * percentile_cont(0.9e0) within group (order by s.delai)) as bigint) as "recues_delai_p90_x10"
from cas s
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = s.office_no and p.mois_no = s.recue_no
group by p.periode
)
select
  e."periode", e."recues", e."competence_oui", e."competence_renseignee", e."refus_base", e."refusees", e."reorientees", e."recevabilite_renseignee", e."refusees_toutes", e."prematurees", e."motif_connu", e."refus_motives", e."refus_hors_champ", e."refus_sans_demarche", e."refus_tardive", e."refus_justice_saisie", e."refus_decision_justice", e."refus_infondee", e."refus_incomplet", e."refus_autre_mediateur", e."refus_particuliers", e."refus_agent", e."refus_marche", e."refus_autre", e."prealables", e."silence_oui", e."silence_renseigne", e."accuse_n", e."accuse_somme", q."accuse_mediane_x2", e."examen_n", e."examen_somme", q."examen_mediane_x2", e."examen_21j", e."recues_closes", e."recues_delai_n", e."recues_delai_somme", q."recues_delai_mediane_x2", q."recues_delai_p90_x10", e."recues_favorables", e."recues_menees_a_terme", e."recues_issue_renseignee", e."rempli_canal", e."rempli_origine", e."rempli_type_requerant", e."rempli_departement_requerant", e."rempli_domaine", e."rempli_competence", e."rempli_recevabilite", e."rempli_motif_irrecevabilite", e."rempli_demarche_prealable", e."rempli_reponse_prealable", e."rempli_date_accuse_reception", e."rempli_date_recevabilite", e."rempli_statut", e."rempli_issue", e."rempli_accord_parties", e."rempli_suite_contentieuse"
from effectifs e left join quantiles q on q."periode" = e."periode"
