"""Which rows are saisines, and what is said of the others: one verdict per row, all faults given at once.

Takes typed columns with the office of each row, gives the accepted positions and the findings. A row that cannot be
trusted is set aside with its line; a duplicate is counted once; nothing else leaves a row out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import columns as col
from pipelines.masking import mask
from pipelines.model import PAR_NOM
from pipelines.privacy import find_personal
from pipelines.report import Constat, Niveau
from pipelines.typed import Typed

Flags = npt.NDArray[np.bool_]

BLOQUANTS = frozenset({"date_reception", "date_cloture"})
"""An unreadable date here would change a volume, a delay or the stock: the row is set aside rather than half taken."""

CONSEILS = {
    "DATE_INVALIDE": "Ce n’est pas une date. Corrigez-la dans l’outil de l’office, puis redéposez.",
    "DATE_HORS_PLAGE": "L’année n’est pas plausible (avant 1990 ou après 2100). Corrigez-la, puis redéposez.",
    "DATE_NUMERO_DE_SERIE": "C’est un numéro de série de tableur, pas une date. Mettez la colonne au format date.",
    "BOOLEEN_INCONNU": "Ni Oui ni Non : compté comme non renseigné.",
}


@dataclass(frozen=True)
class Verdict:
    """Accepted row positions, counts of the others, and every finding."""

    acceptees: col.Positions
    ecartees: int
    doublons: int
    constats: tuple[Constat, ...]


class _Ledger:
    """Rows already set aside and the findings about them."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.bad: Flags = np.zeros(typed.mapped.num_rows, dtype=bool)
        self.constats: list[Constat] = []

    def set_aside(self, code: str, conseil: str, champ: str, rows: Sequence[int], values: Sequence[str] = ()) -> None:
        for rank, row in enumerate(rows):
            self.bad[row] = True
            self.tell(code, "ecartee", conseil, champ, row, values[rank] if values else "")

    def tell(
        self, code: str, niveau: Niveau, conseil: str, champ: str, row: int, value: str = "", nombre: int = 1
    ) -> None:
        mapped = self.typed.mapped
        self.constats.append(
            Constat(
                code,
                niveau,
                conseil,
                ligne=mapped.lignes[row].as_py(),
                feuille=mapped.feuilles[row].as_py(),
                colonne=mapped.titres.get(champ, champ),
                valeur_masquee=value,
                nombre=nombre,
            )
        )


def judge(typed: Typed, offices: pa.Array, limite: date, *, sans_reception: bool = False) -> Verdict:
    """The verdict on every row. `offices` holds keys (null when the row names none), `limite` the extract date."""
    ledger = _Ledger(typed)
    _judge_faults(ledger)
    _judge_required(ledger, sans_reception=sans_reception)
    _judge_dates(ledger, limite)
    _judge_personal(ledger)
    ledger.set_aside(
        "OFFICE_ILLISIBLE",
        "L’office de cette ligne ne peut pas être reconnu : déclarez-le, ou déposez le fichier de cet office seul.",
        "collectivite",
        [row for row in np.flatnonzero(~_valid(offices)).tolist() if not ledger.bad[row]],
    )
    doublons = _judge_duplicates(ledger, offices)
    _tell_coherence(ledger)
    kept = ~ledger.bad
    kept[doublons] = False
    return Verdict(np.flatnonzero(kept), int(ledger.bad.sum()), len(doublons), tuple(typed.constats + ledger.constats))


def _valid(array: pa.Array) -> Flags:
    found: Flags = pc.is_valid(array).to_numpy(zero_copy_only=False)
    return found


def _judge_faults(ledger: _Ledger) -> None:
    for faute in ledger.typed.fautes:
        rows = faute.positions.tolist()
        conseil = CONSEILS[faute.code]
        if faute.champ in BLOQUANTS:
            ledger.set_aside(faute.code, conseil, faute.champ, rows, [faute.valeur_masquee] * len(rows))
        elif rows:
            ledger.tell(faute.code, "avertissement", conseil, faute.champ, rows[0], faute.valeur_masquee, len(rows))


def _judge_required(ledger: _Ledger, *, sans_reception: bool) -> None:
    colonnes = ledger.typed.colonnes
    absent = ~_valid(colonnes["id_dossier_source"])
    message = "La ligne n’a pas de numéro de dossier : elle ne peut pas être suivie d’un dépôt à l’autre."
    ledger.set_aside("NUMERO_ABSENT", message, "id_dossier_source", np.flatnonzero(absent).tolist())
    if not sans_reception:
        missing = np.flatnonzero(~_valid(colonnes["date_reception"]) & ~ledger.bad)
        message = "La ligne n’a pas de date de réception."
        ledger.set_aside("DATE_RECEPTION_ABSENTE", message, "date_reception", missing.tolist())


def _judge_dates(ledger: _Ledger, limite: date) -> None:
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


def _judge_personal(ledger: _Ledger) -> None:
    """A case number may look like a telephone number and is hashed; days and booleans keep no text of theirs."""
    for champ, column in ledger.typed.mapped.colonnes.items():
        if PAR_NOM[champ].type in ("date", "booleen"):
            continue
        for position, text in enumerate(col.distinct(column)):
            kind = find_personal(text)
            if kind is None or (champ == "id_dossier_source" and kind == "TELEPHONE"):
                continue
            rows = [row for row in col.rows_where(column, [position]).tolist() if not ledger.bad[row]]
            message = f"Donnée personnelle ({kind.lower()}) dans une colonne gardée : videz la cellule, puis redéposez."
            ledger.set_aside(f"PERSONNEL_{kind}", message, champ, rows, [mask(text)] * len(rows))


def _judge_duplicates(ledger: _Ledger, offices: pa.Array) -> list[int]:
    """Exact repeats are counted once; rows of one number that disagree are all set aside, none is chosen in silence."""
    numbers = ledger.typed.colonnes["id_dossier_source"]
    keys = pc.binary_join_element_wise(offices.fill_null(""), numbers.fill_null(""), "\x00").to_pylist()
    groups: dict[str, list[int]] = {}
    for row in np.flatnonzero(~ledger.bad).tolist():
        groups.setdefault(keys[row], []).append(row)
    repeats: list[int] = []
    for rows in groups.values():
        if len(rows) == 1:
            continue
        if len({_content(ledger.typed, row) for row in rows}) == 1:
            repeats += rows[1:]
            for row in rows[1:]:
                ledger.tell(
                    "DOUBLON_EXACT",
                    "doublon",
                    "Même dossier, mêmes valeurs : compté une fois.",
                    "id_dossier_source",
                    row,
                )
        else:
            message = (
                "Même numéro, contenus différents : aucune des lignes n’est prise. Gardez la bonne, puis redéposez."
            )
            ledger.set_aside("DOUBLON_CONTRADICTOIRE", message, "id_dossier_source", rows)
    return repeats


def _content(typed: Typed, row: int) -> tuple[object, ...]:
    return tuple(column[row].as_py() for column in typed.mapped.colonnes.values())


def _tell_coherence(ledger: _Ledger) -> None:
    """Facts a reader of the figures should know; no row is touched."""
    colonnes = ledger.typed.colonnes
    rows = ledger.typed.mapped.num_rows
    closed = _valid(colonnes.get("date_cloture", pa.nulls(rows, pa.date32())))
    says_closed = pc.equal(colonnes.get("statut", pa.nulls(rows, pa.string())), "CLOS").fill_null(False)
    is_closed = says_closed.to_numpy(zero_copy_only=False)
    issue = _valid(colonnes.get("issue", pa.nulls(rows, pa.string())))
    checks: tuple[tuple[str, Flags, str, str], ...] = (
        (
            "CLOS_SANS_DATE",
            is_closed & ~closed,
            "date_cloture",
            "Dit clos, sans date de clôture : compté comme ouvert.",
        ),
        (
            "ISSUE_SUR_OUVERT",
            issue & ~closed,
            "issue",
            "Issue sur un dossier ouvert (rouvert ?) : elle n’est pas comptée.",
        ),
        ("CLOS_SANS_ISSUE", closed & ~issue, "issue", "Dossier clos sans issue : absent des taux de résolution."),
    )
    for code, flags, champ, message in checks:
        found = np.flatnonzero(flags & ~ledger.bad)
        if len(found):
            niveau: Niveau = "avertissement" if code == "CLOS_SANS_DATE" else "information"
            ledger.tell(code, niveau, message, champ, int(found[0]), nombre=len(found))
