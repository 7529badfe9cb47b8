"""Sentences around the figures: the release, its coverage, the filters in words, and what a page says first.

Takes figures and a millésime, gives French sentences. It computes nothing: numbers come formatted from `french`.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import french, libelles, perimetres, periodes
from dashboard.couverture import Couverture
from dashboard.evolution import Evolution
from dashboard.figures import Figure
from dashboard.intervalles import share
from dashboard.millesime import Millesime
from dashboard.territoires import TERRITOIRES, list_places
from pipelines.indicateurs.registry import load_registry

STATUTS: Mapping[str, str] = {"provisoire": "provisoire", "consolide": "consolidé"}

SANS_VALEUR: Mapping[str, str] = {
    french.NON_RENSEIGNE: "non disponible",
    french.SANS_OBJET: "sans objet",
    french.TROP_PEU: "trop peu de cas",
    french.CONFIDENTIEL: "confidentiel",
}


def say_value(figure: Figure) -> str:
    """The value with its unit, or its mark."""
    if figure.valeur is None:
        return figure.marque or french.NON_RENSEIGNE
    return french.measure(figure.valeur, figure.unite, figure.declaration.decimales)


def say_number(figure: Figure) -> str:
    """The value without its noun: « 1 204 », « 43,2 % », « 25,5 », or its mark."""
    if figure.valeur is None:
        return figure.marque or french.NON_RENSEIGNE
    if figure.unite == "%":
        return french.percent(figure.valeur, figure.declaration.decimales)
    if figure.unite == "jours":
        return french.short_number(figure.valeur)
    return french.number(figure.valeur, figure.declaration.decimales)


def say_base(figure: Figure) -> str:
    """The count and its base: « 576 sur 1 008 menées à terme », or what the value is counted on."""
    forme = figure.declaration.forme
    if figure.base_n is None:
        return "effectif masqué" if figure.marque == french.CONFIDENTIEL else ""
    if forme == "compte":
        return ""
    if forme in ("taux", "pour_10000"):
        counted = "—" if figure.n is None else french.number(figure.n)
        return f"{counted} sur {french.number(figure.base_n)}"
    return f"sur {french.count(figure.base_n, 'dossier clos', 'dossiers clos')}"


def say_release(millesime: Millesime) -> str:
    """« Millésime 2026-01, provisoire, arrêté au 15 janvier 2026 »."""
    manifeste = millesime.manifeste
    statut = STATUTS.get(manifeste.statut, manifeste.statut)
    return f"Millésime {millesime.id}, {statut}, arrêté au {french.long_date(manifeste.arrete_au)}"


def say_coverage(millesime: Millesime, periode: str, type_: str | None) -> str:
    """« 42 offices sur 57 ont livré 2025 : 9 départements sur 14 (61 % de la population …), … »."""
    found = millesime.coverage(periode, type_ or "")
    name = periodes.label(periode)
    if found is None:
        return f"Aucun office ne couvre {name}."
    if not found.couverts:
        day = french.long_date(millesime.manifeste.arrete_au)
        return (
            f"Période en cours\u202f: {name} n’est couvert en entier par aucun office, les données s’arrêtent au {day}."
        )
    if type_:
        return french.capitalize(_one_type(found, type_)) + f" ont livré {name}."
    verb = "a livré" if found.couverts == 1 else "ont livré"
    parts = [
        _one_type(each, code) for code in libelles.list_codes("type") if (each := millesime.coverage(periode, code))
    ]
    detail = f"\u202f: {french.enumerate_words(parts)}" if parts else ""
    return f"{french.count(found.couverts, 'office')} sur {french.number(found.total)} {verb} {name}{detail}."


def say_filters(millesime: Millesime, periode: str, filtres: Mapping[str, str], perimetre: str) -> str:
    """The active filters in words."""
    parts = [french.capitalize(periodes.label(periode))]
    for name, code in filtres.items():
        titre = load_registry().dimensions[name].titre.lower()
        noms = list_places(millesime, name) if name in TERRITOIRES else millesime.noms if name == "office" else None
        parts.append(f"{titre}\u202f: {libelles.find_label(name, code, noms)}")
    name = perimetres.label(perimetre, perimetres.list_perimeters(millesime))
    parts.append(f"{name[:1].lower()}{name[1:]}")
    return " · ".join(parts)


def say_headline(figure: Figure, change: Evolution | None) -> str:
    """What the page says first: how many cases, by how many offices, and how it moves."""
    if figure.valeur is None:
        why = SANS_VALEUR.get(figure.marque or "", "non disponible")
        return f"{periodes.within(figure.periode)}, le nombre de saisines reçues est {why} pour cette sélection."
    received = french.count(figure.valeur, "saisine")
    if not figure.offices_couverts and figure.perimetre == perimetres.REEL:
        return f"{periodes.within(figure.periode)}, {received} à ce jour\u202f: la période n’est pas terminée."
    sentence = f"{periodes.within(figure.periode)}, {_say_who(figure)} reçu {received}"
    if change is None or change.ecart is None:
        return f"{sentence}."
    if not change.ecart:
        return f"{sentence}, autant qu’{periodes.at(change.reference.periode)}."
    gap = change.texte.lstrip(f"+{french.MOINS}")
    return f"{sentence}, soit {gap} de {'plus' if change.ecart > 0 else 'moins'} qu’{periodes.at(change.reference.periode)}."


def say_perimeter(figure: Figure, change: Evolution | None) -> str:
    """Why a change in count must be read with the number of offices, when that number moved."""
    if change is None or not change.reserve or change.ecart is None:
        return ""
    now, before = figure.offices_couverts, change.reference.offices_couverts
    return (
        f"À périmètre réel\u202f: {french.number(now)} offices couverts {periodes.at(figure.periode)}, "
        f"{french.number(before)} {periodes.at(change.reference.periode)}. Une partie de l’écart vient de là."
    )


def _say_who(figure: Figure) -> str:
    """The offices that count, with their auxiliary: « les 42 offices couverts ont »."""
    if figure.perimetre != perimetres.REEL:
        return f"{perimetres.say_offices(figure.offices_couverts)} ont"
    if figure.offices_couverts == 1:
        return "l’office couvert a"
    return f"les {french.count(figure.offices_couverts, 'office')} couverts ont"


def _one_type(found: Couverture, code: str) -> str:
    noun = libelles.plural_type(code)
    text = f"{french.number(found.couverts)} {noun} sur {french.number(found.total)}"
    if not found.population_membres or found.population_couverte is None:
        return text
    part = french.percent(share(found.population_couverte, found.population_membres, 0), 0)
    return f"{text} ({part} de la population des {noun} membres)"
