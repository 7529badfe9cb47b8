"""The French sentences a manifest carries: what the release leaves out, and why.

Takes counts and days, gives sentences. It formats what publication itself says; pages have their own formatter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipelines.publication.couverture import Couverture
from pipelines.vue import Depot

MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
FINE = "\u202f"


def write_date(day: date) -> str:
    """« 1er juillet 2025 »."""
    return f"{'1er' if day.day == 1 else day.day} {MOIS[day.month - 1]} {day.year}"


def write_count(n: int, singulier: str, pluriel: str) -> str:
    """« 1 office », « 1 204 saisines », thin spaces in the number."""
    return f"{n:,}".replace(",", FINE) + f"\u00a0{singulier if n < 2 else pluriel}"


def left_out_sentences(left_out: Mapping[tuple[str, str], int], couverture: Couverture) -> list[str]:
    """One sentence per year whose cases are not all counted. `left_out`: cases by (year, office)."""
    years: dict[str, dict[str, int]] = {}
    for (year, office), cases in left_out.items():
        years.setdefault(year, {})[office] = cases
    return [_left_out(year, offices, couverture) for year, offices in sorted(years.items())]


def partial_sentences(depots: Sequence[Depot]) -> list[str]:
    """The offices known by periods only: what they received before is unknown, their stock is a minimum."""
    whole = {office for depot in depots if depot.portee == "complet" for office in depot.offices}
    partial = {office for depot in depots for office in depot.offices} - whole
    if not partial:
        return []
    if len(partial) == 1:
        subject, owner, closures = "1\u00a0office n’a livré", "son stock", "ses clôtures"
    else:
        subject, owner, closures = f"{len(partial)}\u00a0offices n’ont livré", "leur stock", "leurs clôtures"
    return [
        f"{subject} que des périodes{FINE}: les saisines reçues avant n’entrent ni dans {owner} ni dans {closures}."
    ]


def overlap_sentences(remplaces: Iterable[tuple[str, str]], receptions: Mapping[str, tuple[date, date]]) -> list[str]:
    """The offices that go on receiving what the one that replaces them received too: a case both deliver counts twice.

    `remplaces`: pairs (replaced, replacing); `receptions`: first and last day of reception by office.
    """
    number = sum(
        receptions[new][0] <= receptions[old][1]
        for old, new in set(remplaces)
        if old in receptions and new in receptions
    )
    if not number:
        return []
    who = (
        "1\u00a0office et celui qui le remplace" if number == 1 else f"{number}\u00a0offices et ceux qui les remplacent"
    )
    return [f"{who} livrent des saisines de la même période{FINE}: un dossier que les deux livrent compte deux fois."]


def left_out_advice(left_out: Mapping[tuple[str, str], int]) -> list[str]:
    """One sentence for the recommendations of offices whose year is not covered. `left_out`: by (year, office)."""
    if not left_out:
        return []
    number, offices = sum(left_out.values()), len({office for _, office in left_out})
    verb = "non comptée" if number == 1 else "non comptées"
    counted = write_count(number, "recommandation", "recommandations")
    return [
        f"{counted} de {write_count(offices, 'office', 'offices')} {verb}{FINE}: aucun dépôt ne couvre leur année entière."
    ]


def _left_out(year: str, offices: Mapping[str, int], couverture: Couverture) -> str:
    cases = sum(offices.values())
    verb = "non comptée" if cases == 1 else "non comptées"
    counted = f"{write_count(cases, 'saisine', 'saisines')} de {write_count(len(offices), 'office', 'offices')} {verb}"
    return f"{year}{FINE}: {counted}, {_reason(year, offices, couverture)}."


def _reason(year: str, offices: Mapping[str, int], couverture: Couverture) -> str:
    end = date(int(year), 12, 31)
    days = sorted({couverture.arretes.get(office, end) for office in offices})
    plural = "s" if len(offices) > 1 else ""
    if days[-1] >= end:
        return f"dépôt{plural} ne couvrant pas toute l’année"
    if len(days) == 1:
        return f"dépôt{plural} arrêté{plural} au {write_date(days[0])}"
    return f"dépôts arrêtés entre le {write_date(days[0])} et le {write_date(days[-1])}"
