"""Which rows are saisines, and what is said of the others: one verdict per row, all faults given at once.

Takes typed columns with the office of each row, gives the accepted positions and the findings. A row that cannot be
trusted is set aside with its line; a duplicate is counted once; nothing else leaves a row out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.coherence import tell_coherence
from pipelines.delais import tell_declared_delay
from pipelines.doublons import find_duplicates
from pipelines.formes import SIMPLES, Formes
from pipelines.formules import tell_formulas
from pipelines.ledger import Flags, Ledger, valid
from pipelines.masking import mask
from pipelines.model import PAR_NOM
from pipelines.privacy import SUSPECT, SUSPECT_NUMERO, find_personal
from pipelines.releve import Entree, settle
from pipelines.report import Constat
from pipelines.typed import Typed

BLOQUANTS = frozenset({"date_reception", "date_cloture", "annee_declaree"})
"""An unreadable date or year here would change a volume, a delay or the stock: the row is set aside rather than half taken."""

CONSEILS = {
    "DATE_INVALIDE": "Ce n’est pas une date. Corrigez-la dans l’outil de l’office, puis redéposez.",
    "DATE_HORS_PLAGE": "L’année n’est pas plausible (avant 1990 ou après 2100). Corrigez-la, puis redéposez.",
    "DATE_NUMERO_DE_SERIE": "C’est un numéro de série de tableur, pas une date. Mettez la colonne au format date.",
    "ANNEE_INVALIDE": "Ce n’est pas une année plausible. Corrigez-la, puis redéposez.",
    "BOOLEEN_INCONNU": "Ni Oui ni Non : compté comme non renseigné.",
}


@dataclass(frozen=True)
class Verdict:
    """Accepted row positions, counts of the others, and every finding."""

    acceptees: col.Positions
    ecartees: int
    doublons: int
    releve: tuple[Entree, ...]
    isolees: col.Positions = field(default_factory=lambda: np.zeros(0, np.int64))
    """Positions of the rows set aside: the file holds these cases, and cannot give them."""

    @property
    def constats(self) -> tuple[Constat, ...]:
        """The findings in the order of the rules, then of the rows."""
        return settle(self.releve)


def judge(
    typed: Typed, offices: pa.Array, limite: date, *, sans_reception: bool = False, formes: Formes = SIMPLES
) -> Verdict:
    """The verdict on every row. `offices` holds keys (null when the row names none), `limite` the extract date."""
    ledger = Ledger(typed)
    _judge_faults(ledger)
    _judge_required(ledger, sans_reception=sans_reception)
    _judge_dates(ledger, limite)
    _judge_personal(ledger)
    ledger.set_aside(
        "OFFICE_ILLISIBLE",
        "L’office de cette ligne ne peut pas être reconnu : déclarez-le, ou déposez le fichier de cet office seul.",
        "collectivite",
        [row for row in np.flatnonzero(~valid(offices)).tolist() if not ledger.bad[row]],
    )
    doublons = find_duplicates(ledger, offices, formes)
    tell_coherence(ledger, limite)
    tell_declared_delay(ledger)
    tell_formulas(ledger)
    kept = ~ledger.bad
    kept[doublons] = False
    isolees = np.flatnonzero(ledger.bad)
    return Verdict(np.flatnonzero(kept), len(isolees), len(doublons), tuple(typed.releve.entrees), isolees)


def _judge_faults(ledger: Ledger) -> None:
    for faute in ledger.typed.fautes:
        rows, conseil = faute.positions, CONSEILS[faute.code]
        if faute.champ in BLOQUANTS:
            ledger.set_aside(faute.code, conseil, faute.champ, rows.tolist(), [faute.valeur_masquee] * len(rows))
        else:
            ledger.tell_rows(faute.code, "avertissement", conseil, faute.champ, rows, faute.valeur_masquee)


def _judge_required(ledger: Ledger, *, sans_reception: bool) -> None:
    colonnes = ledger.typed.colonnes
    absent = ~valid(colonnes["id_dossier_source"])
    message = "La ligne n’a pas de numéro de dossier : elle ne peut pas être suivie d’un dépôt à l’autre."
    ledger.set_aside("NUMERO_ABSENT", message, "id_dossier_source", np.flatnonzero(absent).tolist())
    missing = np.flatnonzero(~valid(colonnes["date_reception"]) & ~ledger.bad)
    code, champ = (
        ("ANNEE_ABSENTE", "annee_declaree") if sans_reception else ("DATE_RECEPTION_ABSENTE", "date_reception")
    )
    message = (
        f"La ligne n’a pas {'d’année' if sans_reception else 'de date de réception'} : elle n’entre dans aucun compte."
    )
    ledger.set_aside(code, message, champ, missing.tolist())


def _judge_dates(ledger: Ledger, limite: date) -> None:
    colonnes = ledger.typed.colonnes
    reception, cloture = colonnes.get("date_reception"), colonnes.get("date_cloture")
    if reception is not None and cloture is not None:
        rows = _positions(pc.less(cloture, reception), ledger.bad)
        message = "La clôture précède la réception : le délai serait négatif. Corrigez l’une des deux dates."
        ledger.set_aside("CLOTURE_AVANT_RECEPTION", message, "date_cloture", rows, _quote(cloture, rows))
    for champ, column in (("date_reception", reception), ("date_cloture", cloture)):
        if column is not None:
            rows = _positions(pc.greater(column, pa.scalar(limite, pa.date32())), ledger.bad)
            message = f"La date est postérieure à l’arrêté du fichier ({limite:%d/%m/%Y})."
            ledger.set_aside("DATE_FUTURE", message, champ, rows, _quote(column, rows))


def _positions(condition: pa.Array, bad: Flags) -> list[int]:
    flags = condition.fill_null(False).to_numpy(zero_copy_only=False)
    rows: list[int] = np.flatnonzero(flags & ~bad).tolist()
    return rows


def _quote(column: pa.Array, rows: Sequence[int]) -> list[str]:
    return [f"{column[row].as_py():%d/%m/%Y}" for row in rows]


def _judge_personal(ledger: Ledger) -> None:
    """Set aside, column by column, the rows whose cell carries personal data; days and booleans keep no text of theirs."""
    for champ, column in ledger.typed.mapped.colonnes.items():
        if PAR_NOM[champ].type in ("date", "booleen"):
            continue
        judged = ledger.typed.mapped.numeros if champ == "id_dossier_source" else None
        found = find_carriers(champ, column) if judged is None else judged.personnels
        ledger.releve.step()
        for row in sorted(found):
            kind, masked = found[row]
            message = f"Donnée personnelle ({kind.lower()}) dans une colonne gardée : videz la cellule, puis redéposez."
            if not ledger.bad[row]:
                ledger.leave(f"PERSONNEL_{kind}", message, champ, row, masked)


def find_carriers(champ: str, column: pa.DictionaryArray) -> dict[int, tuple[str, str]]:
    """The rows whose text carries personal data, with its kind and its masked text.

    A case number may look like a telephone number and is hashed.
    """
    pattern = SUSPECT_NUMERO if champ == "id_dossier_source" else SUSPECT
    kinds: dict[int, tuple[str, str]] = {}
    for position in np.flatnonzero(pc.match_substring_regex(column.dictionary, pattern)).tolist():
        text = column.dictionary[position].as_py()
        kind = find_personal(text)
        if kind is not None and not (champ == "id_dossier_source" and kind == "TELEPHONE"):
            kinds[position] = (kind, mask(text))
    if not kinds:
        return {}
    places = col.indices(column)
    return {row: kinds[int(places[row])] for row in col.rows_where(column, sorted(kinds)).tolist()}
