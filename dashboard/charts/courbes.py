"""Charts along time: volumes received and closed, delays, open stock.

Takes series of figures and the day the release was made, gives `Graphique`s. A period that is not over is marked and
left out of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import french, periodes, phrases
from dashboard.charts.spec import Graphique
from dashboard.charts.temps import along_time, list_complete, say_step
from dashboard.evolution import compare
from dashboard.figures import Figure


def draw_volumes(recues: Sequence[Figure], closes: Sequence[Figure], arrete_au: date) -> Graphique:
    """Cases received and closed."""
    sentence = _trend(recues, "les saisines reçues", arrete_au)
    return along_time(
        "volumes",
        f"Saisines reçues et dossiers clos, {say_step(recues)}",
        "nombre de saisines",
        f"{sentence} {_balance(recues, closes, arrete_au)}".strip(),
        {"Reçues": recues, "Closes": closes},
        arrete_au,
    )


def draw_delays(medianes: Sequence[Figure], deciles: Sequence[Figure], periode: str, arrete_au: date) -> Graphique:
    """The median delay of closed cases and the delay nine out of ten do not exceed; the sentence is about `periode`."""
    return along_time(
        "delais",
        f"Délai de la réception à la clôture, {say_step(medianes)}",
        "jours",
        _say_delays(list_complete(medianes, arrete_au), deciles, periode),
        {"Neuf sur dix": deciles, "Médiane": medianes},
        arrete_au,
        note="Dossiers clos seulement\u202f: quand le stock grossit, ces délais paraissent plus courts qu’ils ne sont.",
    )


def draw_stock(stock: Sequence[Figure], arrete_au: date) -> Graphique:
    """Open cases on the last day of each period."""
    return along_time(
        "stock",
        f"Saisines en cours en fin de période, {say_step(stock)}",
        "nombre de saisines",
        _trend(stock, "les saisines en cours", arrete_au),
        {"En cours": stock},
        arrete_au,
        genre="colonnes",
    )


def _trend(figures: Sequence[Figure], subject: str, arrete_au: date) -> str:
    done = list_complete(figures, arrete_au)
    if not done:
        return "Aucune valeur n’est publiée pour cette sélection."
    first, last = done[0], done[-1]
    if first is last:
        return f"{periodes.within(last.periode)}, {subject} sont au nombre de {phrases.say_number(last)}."
    top = max(reversed(done), key=lambda figure: figure.valeur or 0)
    maximum = "" if top is last else f" Le maximum est atteint {periodes.at(top.periode)}{_of(top)}."
    change = compare(last, first)
    gap = f" ({change.texte})" if change.ecart is not None else ""
    span = periodes.span(first.periode, last.periode)
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
    if not change.ecart:
        return f" La médiane est la même qu’{periodes.at(first.periode)}."
    verb = "s’est allongée" if change.ecart > 0 else "s’est raccourcie"
    return f" Depuis {periodes.named(first.periode)}, la médiane {verb} de {french.days(abs(change.ecart))}."


def _balance(recues: Sequence[Figure], closes: Sequence[Figure], arrete_au: date) -> str:
    known = {figure.periode: figure.valeur for figure in list_complete(closes, arrete_au)}
    over = [f.periode for f in list_complete(recues, arrete_au) if (known.get(f.periode) or 0) > (f.valeur or 0)]
    total = len(known)
    if not over or not total:
        return ""
    if len(over) > 3:
        return f"Les clôtures dépassent les réceptions {len(over)} fois sur {total}."
    return f"Les clôtures dépassent les réceptions {_during(over)}."


def _during(found: Sequence[str]) -> str:
    """« en 2023 et 2024 », « au 1er trimestre 2023 et au 2e trimestre 2023 »."""
    if periodes.read_period(found[0]).grain == "trimestre":
        return french.enumerate_words([periodes.at(periode) for periode in found])
    return f"en {french.enumerate_words([periodes.label(periode) for periode in found])}"


def _of(figure: Figure) -> str:
    return f" ({phrases.say_number(figure)})"
