"""The cases of one office, from nothing to the day of its extract.

Takes an office, a last day and a density, gives `Dossiers` in order of reception. The same call gives the same cases.
"""

from __future__ import annotations

from datetime import date

from fabrique.arrete import stop
from fabrique.demande import describe
from fabrique.dossiers import Dossiers
from fabrique.hasard import build_generator
from fabrique.instruction import process
from fabrique.outil import age_in_tool
from fabrique.reception import receive
from fabrique.reseau import OfficeFictif


def produce(office: OfficeFictif, dernier_jour: date, *, n: int | None = None, facteur: float = 1.0) -> Dossiers:
    """Cases received up to `dernier_jour` and known at its end: `n`, or about `facteur` times the office's own volume."""
    rng = build_generator("dossiers", office.cle)
    recues = receive(office, dernier_jour, n, facteur, rng)
    vies = process(describe(recues, office, rng), office, rng)
    connus = stop(vies, dernier_jour, rng)
    return age_in_tool(connus, office, rng) if office.fichier == "plateforme" else connus
