"""A source for a file nobody declared, proposed from the names of its columns — and said to be a proposal.

Takes the titles of a `RawTable`, gives a `Source` marked `proposee`. A title it does not know is dropped and listed; a
field two titles claim goes to the best attested one. It never decides for an office: depositing asks for it.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow.compute as pc

from pipelines.dates import read_date
from pipelines.model import PAR_NOM
from pipelines.readers.raw import RawTable
from pipelines.sources import Colonne, Ordre, Source
from pipelines.vocabulary import fold, is_missing, load_titles

ECHANTILLON = 5000
"""Distinct dates looked at to find the day order: enough to meet a day after the 12th in any real column."""


def suggest_source(raw: RawTable) -> Source:
    """The proposed source: each title with the first free field its name is known for."""
    titles = load_titles()
    taken: dict[str, str] = {}
    for rank in range(max((len(fields) for fields in titles.values()), default=0)):
        for titre in raw.header:
            fields = titles.get(fold(titre), ())
            if rank < len(fields) and titre not in taken.values() and fields[rank] not in taken:
                taken[fields[rank]] = titre
    by_title = {titre: champ for champ, titre in taken.items()}
    colonnes = tuple(_colonne(titre, by_title.get(titre)) for titre in raw.header)
    source = Source(
        id="proposition", titre="Correspondance proposée d’après les titres", colonnes=colonnes, proposee=True
    )
    return replace(source, ordre_dates=_find_order(raw, source))


def _colonne(titre: str, champ: str | None) -> Colonne:
    if champ is None or PAR_NOM[champ].sort == "interdit":
        reason = (
            PAR_NOM[champ].definition.rstrip(".").lower()
            if champ
            else "titre inconnu, ou contenu qui ne peut pas être gardé"
        )
        return Colonne(titre, None, reason)
    return Colonne(titre, champ)


def _find_order(raw: RawTable, source: Source) -> Ordre:
    """Day order of the whole file: month first only when days after the 12th say so and none says otherwise."""
    votes = {"jma": 0, "mja": 0}
    table = raw.table()
    for colonne in source.colonnes:
        if colonne.champ is None or PAR_NOM[colonne.champ].type != "date":
            continue
        for text in pc.unique(table.column(colonne.titre)).to_pylist()[:ECHANTILLON]:
            order = None if is_missing(text) else read_date(text).ordre
            if order:
                votes[order] += 1
    return "mja" if votes["mja"] and not votes["jma"] else "jma"
