"""A complete source for a file nobody declared, proposed from titles and contents — and said to be a proposal.

Takes a `RawTable`, gives a `Proposition`: a `Source` marked `proposee`, with the confidence and the reason of each
column, the code of each label, what settles the order of dates. What it does not know it asks; it decides for no office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from pipelines.model import A_QUALIFIER, PAR_NOM
from pipelines.privacy import find_personal
from pipelines.readers.raw import RawTable
from pipelines.report import Constat
from pipelines.sources import Colonne, Ordre, Source
from pipelines.suggest_columns import Choix, choose_fields
from pipelines.suggest_contents import Profil, profile_column
from pipelines.suggest_dates import OrdreTrouve, find_order, find_steps, read_days
from pipelines.suggest_evidence import holds_short_codes
from pipelines.suggest_labels import SECONDS, Libelle, find_label, load_known_labels
from pipelines.suggest_objets import profile_first_lines
from pipelines.suggest_questions import ask_columns, ask_numbers, ask_office, ask_orders, ask_rows, tell_orders
from pipelines.vocabulary import clean, fold, is_missing, load_labels

LONGUEUR_LIBELLE = 80
"""A longer value is a sentence, not a label: it is not listed."""

CONFIRMEE = 0.8
"""Confidence under which an office per row, which would open new offices, must be confirmed."""

LIBELLES_LISTES = 300
"""Distinct values beyond which a column is not a list of labels anybody would classify by hand."""


@dataclass(frozen=True)
class Proposition:
    """A source and why. `libelles` holds every label of the file, known ones too; `questions` what must be asked."""

    source: Source
    choix: tuple[Choix, ...]
    libelles: Mapping[str, Mapping[str, Libelle]]
    ordres: Mapping[str, OrdreTrouve]
    questions: tuple[str, ...]
    constats: tuple[Constat, ...]


def suggest_source(raw: RawTable) -> Source:
    """The proposed source of a file."""
    return propose(raw).source


def propose(raw: RawTable) -> Proposition:
    """The proposition for a file: every column has a field or a reason, every label a code or « à qualifier »."""
    table = raw.table()
    profils = {titre: profile_column(table.column(titre)) for titre in raw.header}
    objets = profile_first_lines(table, profils)
    profils |= objets
    choix = _find_untitled_dates(table, profils, choose_fields(profils))
    choix |= {t: _keep_subject(choix[t]) for t in objets}
    choix = _drop_useless_year(choix)
    kept = {titre: found.champ for titre, found in choix.items() if found.champ}
    ordres = {titre: find_order(table.column(titre)) for titre, champ in kept.items() if PAR_NOM[champ].type == "date"}
    ordre = _main_order(ordres)
    libelles = {
        champ: _find_labels(champ, profils[titre], inverse=choix[titre].inverse)
        for titre, champ in kept.items()
        if PAR_NOM[champ].type == "booleen" or PAR_NOM[champ].vocabulaire
    }
    colonnes = tuple(
        replace(_colonne(choix[titre], profils[titre], ordres.get(titre), ordre), premiere_ligne=titre in objets)
        if choix[titre].champ
        else _colonne(choix[titre], profils[titre], ordres.get(titre), ordre)
        for titre in raw.header
    )
    champs = {colonne.champ for colonne in colonnes}
    source = Source(
        id="proposition",
        titre="Correspondance proposée d’après les titres et les contenus",
        colonnes=colonnes,
        office_par_colonne=any(
            champ == "collectivite" and profils[titre].remplies == profils[titre].lignes
            for titre, champ in kept.items()
        ),
        ordre_dates=ordre,
        sans_reception="annee_declaree" in champs,
        code_postal_numerique=any(
            f == "code_postal_requerant" and holds_short_codes(profils[t]) for t, f in kept.items()
        ),
        libelles={champ: declared for champ, labels in libelles.items() if (declared := _declare(champ, labels))},
        proposee=True,
    )
    questions = (
        *ask_columns(champs),
        *ask_office(
            {champ: titre for titre, champ in kept.items()},
            a_confirmer=any(found.champ == "collectivite" and found.confiance < CONFIRMEE for found in choix.values()),
        ),
        *ask_orders(ordres),
        *ask_numbers([t for t, found in ordres.items() if profils[t].parts["jours_en_nombre"] and not found.compacts]),
        *ask_rows(table, _title_of(kept, "id_dossier_source"), raw.feuilles),
    )
    return Proposition(source, tuple(choix.values()), libelles, ordres, questions, tell_orders(ordres))


def _title_of(kept: Mapping[str, str], champ: str) -> str | None:
    return next((titre for titre, found in kept.items() if found == champ), None)


def _keep_subject(choix: Choix) -> Choix:
    """The choice of a column of objects: its first line is a subject, or nothing of it is kept."""
    if choix.champ == "domaine":
        return replace(choix, raison="première ligne de l’objet, seule lue")
    return Choix(choix.titre, None, 0.9, "texte libre : jamais gardé")


def _find_untitled_dates(table: pa.Table, profils: Mapping[str, Profil], choix: dict[str, Choix]) -> dict[str, Choix]:
    """The choices with a step for each column of days its title does not name."""
    dated = [titre for titre, profil in profils.items() if profil.nature == "date"]
    known = {t: str(c.champ) for t in dated if (c := choix[t]).champ}
    doubtful = 0.7 if "date_reception" in known.values() else 0.4
    free = [t for t in dated if not choix[t].champ and choix[t].confiance <= doubtful]
    if not free:
        return choix
    days = {t: read_days(table.column(t), find_order(table.column(t)).ordre) for t in [*known, *free]}
    for titre, (champ, confiance) in find_steps(days, known, _read_closed(table, choix)).items():
        raison = "place dans l’ordre des dates, ligne à ligne"
        choix[titre] = Choix(titre, champ, confiance, raison)
    return choix


def _read_closed(table: pa.Table, choix: Mapping[str, Choix]) -> list[bool] | None:
    """The rows that say they are closed, by their status or by an outcome; None when no column says it."""
    titles = {found.champ: titre for titre, found in choix.items()}
    for champ in ("statut", "issue"):
        titre = titles.get(champ)
        if titre:
            texts = table.column(titre).slice(0, 5000).to_pylist()
            codes = {text: find_label(champ, text or "").code for text in set(texts)}
            if champ == "issue" or "CLOS" in codes.values():
                return [codes[text] == "CLOS" if champ == "statut" else bool(codes[text]) for text in texts]
    return None


def _drop_useless_year(choix: dict[str, Choix]) -> dict[str, Choix]:
    """A year says nothing beside a date of reception."""
    titles = {found.champ: titre for titre, found in choix.items() if found.champ}
    if "annee_declaree" in titles and "date_reception" in titles:
        titre = titles["annee_declaree"]
        choix[titre] = Choix(titre, None, 0.9, "année déjà dite par la date de réception")
    return choix


def _main_order(ordres: Mapping[str, OrdreTrouve]) -> Ordre:
    """The order most columns are proved to follow; day first where nothing is proved."""
    proofs: dict[Ordre, int] = {"jma": 0, "mja": 0, "amj": 0}
    for found in ordres.values():
        proofs[found.ordre] += found.preuves
    if any(found.numeriques for found in ordres.values()):
        proofs["amj"] = 0
    ranked: list[Ordre] = sorted(proofs, key=lambda ordre: -proofs[ordre])
    return ranked[0]


def _colonne(choix: Choix, profil: Profil, ordre: OrdreTrouve | None, principal: Ordre) -> Colonne:
    if choix.champ is None or PAR_NOM[choix.champ].sort == "interdit":
        return Colonne(choix.titre, None, choix.raison)
    bare = ordre is not None and ordre.ordre == "amj" and not ordre.compacts
    own = ordre.ordre if ordre and ordre.preuves and ordre.ordre != principal and not bare else None
    return Colonne(choix.titre, choix.champ, ordre=own)


def _find_labels(champ: str, profil: Profil, *, inverse: bool) -> dict[str, Libelle]:
    """Each label of the column with its code; nothing for a column that is not a list, nor for a personal value."""
    if profil.distincts > LIBELLES_LISTES:
        return {}
    texts = [clean(text) for text, _ in sorted(profil.valeurs, key=lambda value: (-value[1], value[0]))]
    kept = dict.fromkeys(t for t in texts if len(t) <= LONGUEUR_LIBELLE and not is_missing(t) and not find_personal(t))
    if inverse:
        return {text: _reverse(champ, text) for text in kept}
    return {text: found for text in kept if (found := find_label(champ, text)).code}


def _reverse(champ: str, text: str) -> Libelle:
    """The label of a column whose title says the contrary of the field."""
    said = load_labels("booleen", "booleen").get(fold(text))
    codes = {"OUI": "IRRECEVABLE", "NON": "RECEVABLE"} if champ == "recevabilite" else {"OUI": "NON", "NON": "OUI"}
    return Libelle(codes.get(said or "", A_QUALIFIER), 0.95, "le titre dit le contraire du champ")


def _declare(champ: str, labels: Mapping[str, Libelle]) -> dict[str, str]:
    """The labels a source must declare: those the vocabulary does not already read the same way."""
    known = load_known_labels(champ) if champ not in SECONDS else {}
    found = {text: label.code for text, label in labels.items() if label.code != A_QUALIFIER}
    return {text: code for text, code in found.items() if known.get(fold(text)) != code}
