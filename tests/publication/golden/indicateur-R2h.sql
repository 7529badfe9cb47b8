with agregat as (
select
  s.office_no,
  s.recue_no as mois_no,
  count(*) filter (where s.refus_possible and (s.recevabilite is null or s.recevabilite <> 'SANS_OBJET')) as "refus_base",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE')) as "refusees",
  count(*) filter (where s.refus_possible and s.recevabilite not in ('A_QUALIFIER', 'SANS_OBJET')) as "recevabilite_renseignee",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite <> 'A_QUALIFIER') as "refus_motives",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'HORS_CHAMP_COMPETENCE') as "refus_hors_champ",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'DEMARCHE_PREALABLE_ABSENTE') as "refus_sans_demarche",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'TARDIVE') as "refus_tardive",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'JUSTICE_SAISIE') as "refus_justice_saisie",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'DECISION_JUSTICE') as "refus_decision_justice",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'INFONDEE') as "refus_infondee",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'DOSSIER_INCOMPLET') as "refus_incomplet",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'AUTRE_MEDIATEUR') as "refus_autre_mediateur",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'LITIGE_ENTRE_PARTICULIERS') as "refus_particuliers",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'LITIGE_AGENT_EMPLOYEUR') as "refus_agent",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'MARCHE_SUBVENTION') as "refus_marche",
  count(*) filter (where s.refus_possible and s.recevabilite in ('IRRECEVABLE', 'REORIENTEE') and s.motif_irrecevabilite = 'AUTRE') as "refus_autre"
from cas s
where s.recue_no is not null
group by s.office_no, s.recue_no
)
select
  p.periode as "periode",
  cast(sum(a."refus_base") as bigint) as "refus_base",
  cast(sum(a."refusees") as bigint) as "refusees",
  cast(sum(a."recevabilite_renseignee") as bigint) as "recevabilite_renseignee",
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
  cast(sum(a."refus_autre") as bigint) as "refus_autre"
from agregat a
join (
  select o.numero as office_no, m.numero as mois_no, p.periode
  from "presence_annee" p join offices o on o.office_id = p.office_id
  join mois m on m.annee = p.periode
) p on p.office_no = a.office_no and p.mois_no = a.mois_no
group by p.periode
