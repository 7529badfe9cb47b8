"""When each office was at work: what tells a newcomer from an office that was there all along.

Takes the cases and the register, gives one `Activite` per office that received at least one saisine. A complete
deposit covers the years before the office existed, and an office may be a member long before it uses the tool: the
cases themselves say when it begins, the register only shortens what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.offices import Office
from pipelines.publication.couverture import Couverture
from pipelines.publication.engine import Engine
from pipelines.publication.periodes import Periode

_EPOQUE = date(1970, 1, 1)

_RECEPTIONS = """with jours as (
  select distinct s.office_id as office_id, c.numero as numero
  from cas s join calendrier c on c.jour = s.date_reception
), ecarts as (
  select office_id, numero, numero - lag(numero) over (partition by office_id order by numero) as ecart from jours
)
select office_id, min(numero) as premiere, max(numero) as derniere, max(ecart) as silence
from ecarts group by office_id"""


@dataclass(frozen=True)
class Activite:
    """The days an office was at work. `fin` is None while nothing says that it stopped."""

    debut: date
    fin: date | None = None

    def fills(self, periode: Periode) -> bool:
        """Whether the office was at work from the first to the last day of the period."""
        return self.debut <= periode.debut and (self.fin is None or self.fin >= periode.fin)


def read_activities(engine: Engine, offices: Mapping[str, Office]) -> dict[str, Activite]:
    """The activity of every office that received a saisine."""
    return {
        row["office_id"]: find_activity(
            offices[row["office_id"]], _day(row["premiere"]), _day(row["derniere"]), row["silence"]
        )
        for row in engine.query(_RECEPTIONS).to_pylist()
    }


def find_activity(office: Office, premiere: date, derniere: date, silence: int | None) -> Activite:
    """From the first and last receptions and the longest silence between two of them, in days.

    An office whose first saisine of its first year comes sooner than it has since been seen to stay without one is
    taken to have worked that whole year; otherwise it begins with the month of that saisine. A membership that starts
    in that very year, before the first saisine, is the beginning.
    """
    new_year = date(premiere.year, 1, 1)
    joined = office.membre_du
    if joined is not None and new_year < joined <= premiere:
        debut = joined
    elif silence is None or (premiere - new_year).days <= silence:
        debut = new_year
    else:
        debut = premiere.replace(day=1)
    left = office.membre_au
    return Activite(debut, left if left is not None and derniere <= left else None)


def is_whole(couverture: Couverture, activites: Mapping[str, Activite], office: str, periode: Periode) -> bool:
    """Whether the office delivered the period and was at work from its first day to its last."""
    activite = activites.get(office)
    return activite is not None and activite.fills(periode) and couverture.covers(office, periode)


def _day(number: int) -> date:
    return _EPOQUE + timedelta(days=number)
