"""The charts of Mon office: its own series, bands, outcomes, families and channels, with the part of its type beside.

Takes a `Regard` and its group, gives `Graphique`s whose table holds both. Pages and downloads both call it, so a file
holds what the screen shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dashboard import french, libelles, periodes
from dashboard.charts.classements import draw_ranking
from dashboard.charts.courbes import draw_delays, draw_stock, draw_volumes
from dashboard.charts.jalons import add_events
from dashboard.charts.parts import draw_bands
from dashboard.charts.spec import Graphique, Serie, Tableau
from dashboard.evenements import list_own
from dashboard.figures import Figure, find_breakdown
from dashboard.intervalles import share
from dashboard.mon_office import Regard, list_caveats, say_type
from dashboard.mon_office_dessins import build_charts, build_pyramid
from dashboard.mon_office_pairs import BASE_MINIMUM, Groupe, find_pairs, find_peers
from dashboard.mon_office_stock import read_stock
from dashboard.mon_office_verdicts import build_verdicts
from dashboard.tranches import Tranche, find_bands
from pipelines.errors import WrongCall

SECTIONS: Mapping[str, str] = {
    "comparaison": "Parmi les autres",
    "activite": "Activité",
    "delais": "Délais",
    "issues": "Issues",
    "domaines": "Domaines",
    "canaux": "Canaux",
    "stock": "Dossiers en cours",
    "qualite": "Qualité de vos données",
}


def build_section(regard: Regard, groupe: Groupe, section: str) -> tuple[Graphique, ...]:
    """The charts of a section; `WrongCall` when the release does not hold it at this grain."""
    return _SECTIONS[section](regard, groupe)


def compare_bands(regard: Regard, groupe: Groupe) -> Tableau | None:
    """The bands of delay of the year, the office's beside its type's; None when it closed nothing."""
    own = find_bands(regard.millesime, (regard.annee,), {"office": regard.office}, regard.profil)[0]
    if not own or not own[0].base_n:
        return None
    peers = {band.mesure: band for band in _peer_bands(regard, groupe)}
    lines = []
    for band in own:
        beside = peers.get(band.mesure)
        shown = french.SANS_OBJET if beside is None else _part(beside.part, beside.marque)
        lines.append((french.capitalize(band.libelle), _number(band.n), _part(band.part, band.marque), shown))
    headers = ("Délai", "Dossiers clos", "Votre part", f"Part, {say_type(regard)}")
    return Tableau(headers, tuple(lines))


def find_chart(regard: Regard, groupe: Groupe, cle: str) -> Graphique | None:
    """One chart of the page by its key; None when no section has it."""
    for section in SECTIONS:
        try:
            found = next((chart for chart in build_section(regard, groupe, section) if chart.cle == cle), None)
        except WrongCall:
            continue
        if found:
            return found
    return None


def _beside_others(regard: Regard, _: Groupe) -> tuple[Graphique, ...]:
    pairs = find_pairs(regard)
    return build_charts(regard, pairs, build_verdicts(regard, pairs))


def _backlog(regard: Regard, _: Groupe) -> tuple[Graphique, ...]:
    chart = build_pyramid(read_stock(regard))
    return (chart,) if chart else ()


def _activity(regard: Regard, _: Groupe) -> tuple[Graphique, ...]:
    day = regard.millesime.manifeste.arrete_au
    received, closed, stock = (regard.serie(name) for name in ("saisines-recues", "dossiers-clos", "stock"))
    volumes = add_events(
        draw_volumes(received, closed, day),
        [figure.periode for figure in received],
        list_own(regard.millesime, regard.office),
    )
    charts = (volumes, draw_stock(stock, day))
    return tuple(_own(regard, chart) for chart in charts if any(figure.valeur for figure in chart.figures))


def _delays(regard: Regard, _: Groupe) -> tuple[Graphique, ...]:
    day = regard.millesime.manifeste.arrete_au
    here = regard.annee if regard.grain == "annee" else _last_within(regard)
    curves = draw_delays(regard.serie("delai-median"), regard.serie("delai-p90"), here, day)
    years = tuple(str(row.annee) for row in regard.millesime.offices if row.office_id == regard.office and row.couvert)
    bands = find_bands(regard.millesime, years, {"office": regard.office}, regard.profil)
    return _own(regard, curves), draw_bands(bands, regard.mien("clos-90-jours"))


def _outcomes(regard: Regard, groupe: Groupe) -> tuple[Graphique, ...]:
    return (_ranking(regard, groupe, "issues", "Issues de vos dossiers clos", "issue", "dossiers-clos"),)


def _families(regard: Regard, groupe: Groupe) -> tuple[Graphique, ...]:
    return (_ranking(regard, groupe, "familles", "Domaines de vos saisines reçues", "famille", "saisines-recues"),)


def _channels(regard: Regard, groupe: Groupe) -> tuple[Graphique, ...]:
    return (_ranking(regard, groupe, "canaux", "Canaux de vos saisines reçues", "canal", "saisines-recues"),)


_SECTIONS: Mapping[str, Callable[[Regard, Groupe], tuple[Graphique, ...]]] = {
    "comparaison": _beside_others,
    "activite": _activity,
    "delais": _delays,
    "issues": _outcomes,
    "domaines": _families,
    "canaux": _channels,
    "stock": _backlog,
    "qualite": lambda _regard, _groupe: (),
}


def _own(regard: Regard, chart: Graphique) -> Graphique:
    """One's own series: the column of covered offices goes, the breaks of series come."""
    table = Tableau(chart.tableau.titres[:-1], tuple(line[:-1] for line in chart.tableau.lignes))
    drawn = bool(chart.jalons)
    breaks = "" if drawn else " ".join(text for text in list_caveats(regard) if text.startswith("Rupture"))
    return replace(chart, tableau=table, note=f"{chart.note} {breaks}".strip())


def _last_within(regard: Regard) -> str:
    known = [p for p in regard.millesime.periods(regard.grain) if periodes.contains(regard.annee, p)]
    return known[-1] if known else regard.annee


def _ranking(regard: Regard, groupe: Groupe, cle: str, titre: str, par: str, indicateur: str) -> Graphique:
    before = periodes.previous_year(regard.annee)
    figures = _split(regard, indicateur, par, {"office": regard.office}, regard.annee)
    known = before in regard.millesime.periods("annee")
    past = _split(regard, indicateur, par, {"office": regard.office}, before) if known else ()
    chart = draw_ranking(cle, titre, par, figures, regard.mien(indicateur), past)
    return _beside(chart, regard, _peer_parts(regard, groupe, par, indicateur))


def _split(regard: Regard, indicateur: str, par: str, filtres: Mapping[str, str], periode: str) -> tuple[Figure, ...]:
    return find_breakdown(regard.millesime, indicateur, par, periode, filtres, profil=regard.profil)


def _peer_parts(regard: Regard, groupe: Groupe, par: str, indicateur: str) -> dict[str, str]:
    """The part of each value in the group, by label; empty when the group may not be shown."""
    whole = find_peers(regard, groupe, indicateur)
    if whole is None or (whole.valeur or 0) < BASE_MINIMUM:
        return {}
    try:
        figures = _split(regard, indicateur, par, {"type": groupe.type}, regard.annee)
    except WrongCall:
        return {}
    total = int(whole.valeur or 0)
    return {
        libelles.find_label(par, figure.filtre(par)): _part(
            None if figure.valeur is None else share(int(figure.valeur), total, 1), figure.marque
        )
        for figure in figures
    }


def _beside(chart: Graphique, regard: Regard, parts: Mapping[str, str]) -> Graphique:
    """The chart with the part of the group on each bar and in the table."""
    if not parts:
        return chart
    name = say_type(regard)
    lines = {line[0]: line for line in chart.tableau.lignes}
    points = tuple(
        replace(point, texte=_label(lines[point.categorie], parts.get(point.categorie), name))
        for point in chart.series[0].points
    )
    table = Tableau(
        (*chart.tableau.titres, f"Part, {name}"),
        tuple((*line, parts.get(line[0], french.SANS_OBJET)) for line in chart.tableau.lignes),
    )
    note = f"{french.capitalize(name)}\u202f: ceux qui ont livré {regard.annee}, votre office compris."
    return replace(
        chart,
        unite=f"nombre, votre part, part des {name}",
        series=(Serie(chart.series[0].nom, points),),
        tableau=table,
        note=f"{chart.note} {note}".strip(),
    )


def _label(line: tuple[str, ...], part: str | None, name: str) -> str:
    """« 124 · 43,4 % · communes : 38,1 % »; the change over a year stays in the table."""
    return " · ".join((*line[1:3], f"{name}\u202f: {part}") if part else line[1:3])


def _peer_bands(regard: Regard, groupe: Groupe) -> Sequence[Tranche]:
    """The bands of the group; none when it may not be shown."""
    if groupe.refus:
        return ()
    return find_bands(regard.millesime, (regard.annee,), {"type": groupe.type}, regard.profil)[0]


def _part(value: float | None, marque: str | None) -> str:
    return marque or french.NON_RENSEIGNE if value is None else french.percent(value)


def _number(value: int | None) -> str:
    return french.CONFIDENTIEL if value is None else french.number(value)
