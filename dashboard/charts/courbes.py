"""Charts along time: volumes received and closed, delays, open stock.

Takes series of figures and the day the release was made, gives `Graphique`s. A period that is not over is marked and
left out of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import french, periodes, phrases
from dashboard.charts.spec import Genre, Graphique, Point, Serie, Tableau, Ton
from dashboard.evolution import compare
from dashboard.figures import Figure

POINTS_TOUS_ETIQUETES = 8
"""Up to that many points each carries its value; beyond, only the last finished one and the highest do."""

_PAS = {"annee": "par année", "trimestre": "par trimestre", "mois": "par mois"}


def draw_volumes(recues: Sequence[Figure], closes: Sequence[Figure], arrete_au: date) -> Graphique:
    """Cases received and closed."""
    sentence = _trend(recues, "les saisines reçues", arrete_au)
    return _along_time(
        "volumes",
        f"Saisines reçues et dossiers clos, {_step(recues)}",
        "nombre de saisines",
        f"{sentence} {_balance(recues, closes, arrete_au)}".strip(),
        {"Reçues": recues, "Closes": closes},
        arrete_au,
    )


def draw_delays(medianes: Sequence[Figure], deciles: Sequence[Figure], periode: str, arrete_au: date) -> Graphique:
    """The median delay of closed cases and the delay nine out of ten do not exceed; the sentence is about `periode`."""
    return _along_time(
        "delais",
        f"Délai de la réception à la clôture, {_step(medianes)}",
        "jours",
        _say_delays(_complete(medianes, arrete_au), deciles, periode),
        {"Neuf sur dix": deciles, "Médiane": medianes},
        arrete_au,
        note="Dossiers clos seulement\u202f: quand le stock grossit, ces délais paraissent plus courts qu’ils ne sont.",
    )


def draw_stock(stock: Sequence[Figure], arrete_au: date) -> Graphique:
    """Open cases on the last day of each period."""
    return _along_time(
        "stock",
        f"Saisines en cours en fin de période, {_step(stock)}",
        "nombre de saisines",
        _trend(stock, "les saisines en cours", arrete_au),
        {"En cours": stock},
        arrete_au,
        genre="colonnes",
    )


def _along_time(
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
    tons: tuple[Ton, ...] = ("second", "premier") if cle == "delais" else ("premier", "second")
    series = tuple(
        Serie(nom, _points(nom, figures, arrete_au), ton)
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
    found = sorted({figure.periode for figure in figures if _is_open(figure, arrete_au)})
    names = french.enumerate_words([periodes.label(periode) for periode in found])
    return f"En creux\u202f: {names}, période non terminée." if found else ""


def _points(nom: str, figures: Sequence[Figure], arrete_au: date) -> tuple[Point, ...]:
    done = _complete(figures, arrete_au)
    told = {done[-1].periode, max(done, key=lambda figure: figure.valeur or 0).periode} if done else set()
    few = len(figures) <= POINTS_TOUS_ETIQUETES
    return tuple(
        Point(
            categorie=periodes.label(figure.periode, short=True),
            valeur=figure.valeur,
            texte=phrases.say_number(figure),
            survol=f"<b>{periodes.label(figure.periode)}</b><br>{nom}\u202f: {phrases.say_value(figure)}",
            incomplet=_is_open(figure, arrete_au),
            repere=few or figure.periode in told,
        )
        for figure in figures
    )


def _table(groups: dict[str, Sequence[Figure]], arrete_au: date) -> Tableau:
    columns = list(groups.values())
    lines = []
    for row in zip(*columns, strict=True):
        name = periodes.label(row[0].periode)
        suffix = " (en cours)" if _is_open(row[0], arrete_au) else ""
        lines.append((name + suffix, *(phrases.say_number(figure) for figure in row), _offices(row[0])))
    return Tableau(("Période", *groups, "Offices couverts"), tuple(lines))


def _offices(figure: Figure) -> str:
    return f"{french.number(figure.offices_couverts)} sur {french.number(figure.offices_total)}"


def _trend(figures: Sequence[Figure], subject: str, arrete_au: date) -> str:
    done = _complete(figures, arrete_au)
    if not done:
        return "Aucune valeur n’est publiée pour cette sélection."
    first, last = done[0], done[-1]
    if first is last:
        return f"{periodes.within(last.periode)}, {subject} sont au nombre de {phrases.say_number(last)}."
    top = max(reversed(done), key=lambda figure: figure.valeur or 0)
    maximum = "" if top is last else f" Le maximum est atteint en {periodes.label(top.periode)}{_of(top)}."
    change = compare(last, first)
    gap = f" ({change.texte})" if change.ecart is not None else ""
    span = f"De {periodes.label(first.periode)} à {periodes.label(last.periode)}"
    values = f"{phrases.say_number(first)} à {phrases.say_number(last)}"
    return f"{span}, {subject} passent de {values}{gap}.{maximum}{_perimeter(first, last)}"


def _perimeter(first: Figure, last: Figure) -> str:
    if first.offices_couverts == last.offices_couverts:
        return ""
    before, now = french.number(first.offices_couverts), french.number(last.offices_couverts)
    return f" Dans le même temps, les offices couverts passent de {before} à {now}."


def _say_delays(done: Sequence[Figure], deciles: Sequence[Figure], periode: str) -> str:
    if not done:
        return "Aucun délai n’est publié pour cette sélection."
    here = next((figure for figure in done if figure.periode == periode), done[-1])
    nine = next((figure for figure in deciles if figure.periode == here.periode and figure.valeur is not None), None)
    half = f"la moitié des dossiers clos l’ont été en {phrases.say_value(here)} ou moins"
    rest = f", neuf sur dix en {phrases.say_value(nine)} ou moins" if nine else ""
    return f"{periodes.within(here.periode)}, {half}{rest}.{_since(done[0], here)}"


def _since(first: Figure, here: Figure) -> str:
    if first.periode == here.periode:
        return ""
    change = compare(here, first)
    name = periodes.label(first.periode)
    if not change.ecart:
        return f" La médiane est la même qu’en {name}."
    verb = "s’est allongée" if change.ecart > 0 else "s’est raccourcie"
    return f" Depuis {name}, la médiane {verb} de {french.days(abs(change.ecart))}."


def _balance(recues: Sequence[Figure], closes: Sequence[Figure], arrete_au: date) -> str:
    known = {figure.periode: figure.valeur for figure in _complete(closes, arrete_au)}
    over = [f.periode for f in _complete(recues, arrete_au) if (known.get(f.periode) or 0) > (f.valeur or 0)]
    total = len(known)
    if not over or not total:
        return ""
    if len(over) > 3:
        return f"Les clôtures dépassent les réceptions {len(over)} fois sur {total}."
    return f"Les clôtures dépassent les réceptions en {french.enumerate_words([periodes.label(p) for p in over])}."


def _complete(figures: Sequence[Figure], arrete_au: date) -> list[Figure]:
    return [figure for figure in figures if figure.valeur is not None and not _is_open(figure, arrete_au)]


def _is_open(figure: Figure, arrete_au: date) -> bool:
    return periodes.read_period(figure.periode).fin > arrete_au


def _of(figure: Figure) -> str:
    return f" ({phrases.say_number(figure)})"


def _step(figures: Sequence[Figure]) -> str:
    return _PAS[periodes.read_period(figures[0].periode).grain] if figures else "par période"
