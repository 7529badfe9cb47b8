"""What charts along time share: their marks, their table, the periods that are not over.

Takes series of figures over the same periods, gives `Graphique`s. It says no sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import french, periodes, phrases
from dashboard.charts.spec import Genre, Graphique, Point, Serie, Tableau, Ton
from dashboard.figures import Figure

POINTS_TOUS_ETIQUETES = 8
"""Up to that many points each carries its value; beyond, only the last finished one and the highest do."""

_PAS = {"annee": "par année", "trimestre": "par trimestre", "mois": "par mois"}


def along_time(
    cle: str,
    titre: str,
    unite: str,
    phrase: str,
    groups: dict[str, Sequence[Figure]],
    arrete_au: date,
    *,
    genre: Genre = "courbes",
    note: str = "",
) -> Graphique:
    """The chart of one or two series over the same periods."""
    tons: tuple[Ton, ...] = ("second", "premier") if cle == "delais" else ("premier", "second")
    series = tuple(
        Serie(nom, draw_points(nom, figures, arrete_au), ton)
        for (nom, figures), ton in zip(groups.items(), tons, strict=False)
    )
    every = [figure for figures in groups.values() for figure in figures]
    return Graphique(
        cle=cle,
        genre=genre,
        titre=titre,
        unite=unite,
        phrase=phrase,
        series=series,
        tableau=_table(groups, arrete_au),
        figures=tuple(every),
        note=f"{note} {_open_note(every, arrete_au)}".strip(),
    )


def _open_note(figures: Sequence[Figure], arrete_au: date) -> str:
    found = sorted({figure.periode for figure in figures if is_open(figure, arrete_au)})
    names = french.enumerate_words([periodes.label(periode) for periode in found])
    return f"En creux\u202f: {names}, période non terminée." if found else ""


def draw_points(nom: str, figures: Sequence[Figure], arrete_au: date) -> tuple[Point, ...]:
    """The marks of a series; the last finished one and the highest carry their value, all of them when they are few."""
    done = list_complete(figures, arrete_au)
    told = {done[-1].periode, max(done, key=lambda figure: figure.valeur or 0).periode} if done else set()
    few = len(figures) <= POINTS_TOUS_ETIQUETES
    return tuple(
        Point(
            categorie=periodes.label(figure.periode, short=True),
            valeur=figure.valeur,
            texte=phrases.say_number(figure),
            survol=f"<b>{periodes.label(figure.periode)}</b><br>{nom}\u202f: {phrases.say_value(figure)}",
            incomplet=is_open(figure, arrete_au),
            repere=few or figure.periode in told,
        )
        for figure in figures
    )


def _table(groups: dict[str, Sequence[Figure]], arrete_au: date) -> Tableau:
    columns = list(groups.values())
    lines = []
    for row in zip(*columns, strict=True):
        name = periodes.label(row[0].periode)
        suffix = " (en cours)" if is_open(row[0], arrete_au) else ""
        lines.append((name + suffix, *(phrases.say_number(figure) for figure in row), _offices(row[0])))
    return Tableau(("Période", *groups, "Offices couverts"), tuple(lines))


def _offices(figure: Figure) -> str:
    if not figure.offices_total:
        return french.NON_RENSEIGNE
    return f"{french.number(figure.offices_couverts)} sur {french.number(figure.offices_total)}"


def list_complete(figures: Sequence[Figure], arrete_au: date) -> list[Figure]:
    """The figures that have a value and whose period is over."""
    return [figure for figure in figures if figure.valeur is not None and not is_open(figure, arrete_au)]


def is_open(figure: Figure, arrete_au: date) -> bool:
    """Whether the release was made before the period ended."""
    return periodes.read_period(figure.periode).fin > arrete_au


def say_step(figures: Sequence[Figure]) -> str:
    """« par trimestre »."""
    return _PAS[periodes.read_period(figures[0].periode).grain] if figures else "par période"
