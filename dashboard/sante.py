"""Whether what is served is sound: the current millésime verified against its manifest, the journal's chain.

Takes the server's configuration, gives one JSON-ready dict. Files of a millésime never change, so each is verified
once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dashboard.configuration import read_configuration
from dashboard.millesime import Millesime, open_release
from pipelines.errors import ObservatoireError
from pipelines.journal import read_journal
from pipelines.settings import read_dossiers


def describe_health() -> dict[str, Any]:
    """`etat` is « bon », « abime » or « vide » (nothing published yet), with what was looked at."""
    settings = read_configuration()
    try:
        millesime = open_release(settings.publications, exemple=settings.exemple)
    except ObservatoireError as refusal:
        return {"etat": "vide", "millesime": None, "message": refusal.message, "conseil": refusal.conseil}
    wrong = _verify(millesime)
    journal = _journal()
    manifeste = millesime.manifeste
    return {
        "etat": "abime" if wrong or journal else "bon",
        "millesime": millesime.id,
        "statut": manifeste.statut,
        "exemple": manifeste.exemple,
        "arrete_au": manifeste.arrete_au.isoformat(),
        "empreinte": manifeste.empreinte,
        "empreinte_verifiee": not wrong,
        "fichiers_abimes": list(wrong),
        "journal": journal or "intact",
        "logiciel": manifeste.logiciel,
    }


@lru_cache(maxsize=4)
def _verify(millesime: Millesime) -> tuple[str, ...]:
    return millesime.verify()


def _journal() -> str:
    try:
        read_journal(read_dossiers().journal)
    except (ObservatoireError, ValueError, KeyError) as fault:
        return fault.message if isinstance(fault, ObservatoireError) else "Le journal ne peut pas être lu."
    return ""
