"""A figure ready to be quoted: its identifier, its exact French sentence, its base, its coverage and its permanent link.

Takes a quotable `Figure` and its millésime, gives a `Citation` that copies as text or as HTML. It refuses a figure
that has no identifier or no value, computes nothing, and never writes a number that the figure does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote as quote_url

from dashboard import french, libelles, perimetres, periodes, phrases
from dashboard.figures import Figure
from dashboard.millesime import Millesime
from dashboard.reserves import is_incomplete
from dashboard.territoires import TERRITOIRES, name_place
from pipelines.errors import WrongCall

PAGE = "verifier"
"""The page a permanent link opens: it checks the reference it receives."""

MARQUE_SOURCE = " (AMCT, Observatoire,"
"""What separates, in a quoted sentence, the statement from its source."""

_PREDICATS: Mapping[str, str] = {
    "saisines-recues": "{a} reçu {valeur}{criteres}",
    "dossiers-clos": "{a} clos {valeur}{criteres}",
    "file-active": "{a} eu {valeur}{criteres} dans {leur} file active",
    "refus-par-motif": "{a} refusé {valeur}{criteres}",
    "recommandations-emises": "{a} émis {valeur}{criteres}",
    "delai-median": "{a} clos la moitié de {leurs} dossiers{criteres} en {valeur} au plus depuis la réception, {base}",
    "delai-moyen": "{a} clos {leurs} dossiers{criteres} en {valeur} en moyenne depuis la réception, {base}",
    "delai-p90": "{a} clos neuf dossiers{criteres} sur dix en {valeur} au plus depuis la réception, {base}",
    "clos-90-jours": "{a} clos {valeur} de {leurs} dossiers{criteres} en 90\u00a0jours au plus, soit {base}",
    "taux-refus": "{a} refusé ou réorienté {valeur} des saisines reçues{criteres}, soit {base}",
    "taux-resolution": "{a} résolu {valeur} des médiations menées à terme{criteres}, soit {base}",
}
"""What the offices did, for the indicators that have a plain sentence; the others are named by their title."""

_COMPLEMENTS: Mapping[str, str] = {
    "famille": "de la famille",
    "domaine": "du domaine",
    "canal": "du canal",
    "issue": "d’issue",
    "motif_irrecevabilite": "pour le motif",
    "departement_requerant": "de requérants du département",
}

_SIEGES: Mapping[str, str] = {
    "region": "dont le siège est dans la région",
    "departement": "dont le siège est dans le département",
}
"""The criteria that choose offices by where they sit."""


@dataclass(frozen=True)
class Citation:
    """`affirmation` is the statement alone, `phrase` the whole sentence with its source and reference."""

    identifiant: str
    affirmation: str
    phrase: str
    precision: str
    lien: str

    @property
    def texte(self) -> str:
        """The citation as plain text, one line per part."""
        return f"{self.phrase}\n{self.precision}\n{self.lien}"

    @property
    def html(self) -> str:
        """The citation as HTML, its reference linked to its check."""
        linked = f'<a href="{escape(self.lien, quote=True)}">{escape(self.identifiant)}</a>'
        sentence = escape(self.phrase).replace(escape(self.identifiant), linked)
        return f"<p>{sentence}</p><p><small>{escape(self.precision)}</small></p>"


def is_quotable(figure: Figure) -> bool:
    """Whether the figure has an identifier and a value."""
    return figure.identifiant is not None and figure.valeur is not None


def cite(millesime: Millesime, figure: Figure, consulte_le: date, adresse: str = "") -> Citation:
    """The citation of a figure; `WrongCall` when it may not be quoted. `adresse` is that of the pages, « / » included."""
    if figure.identifiant is None or figure.valeur is None:
        raise WrongCall(
            "NON_CITABLE",
            "Ce chiffre ne se cite pas\u202f: il est masqué, non disponible ou réservé à l’usage interne.",
            "Choisissez un chiffre du réseau ou d’un type de collectivité qui porte une référence OMT.",
        )
    statement = say_statement(millesime, figure)
    example = " données d’exemple," if millesime.manifeste.exemple else ""
    day = french.long_date(consulte_le)
    source = f"{MARQUE_SOURCE}{example} millésime {millesime.id}, consulté le {day}, réf. {figure.identifiant})"
    return Citation(
        identifiant=figure.identifiant,
        affirmation=statement,
        phrase=f"{statement}{source}.",
        precision=say_precision(figure),
        lien=f"{adresse}{PAGE}?reference={quote_url(figure.identifiant)}",
    )


def say_statement(millesime: Millesime, figure: Figure) -> str:
    """What the figure says, without its source: « En 2025, les 42 médiateurs territoriaux … ont reçu … »."""
    alone = figure.offices_couverts == 1 and not _seat(millesime, figure)
    template = _PREDICATS.get(figure.indicateur)
    words = {
        "a": "a" if alone else "ont",
        "leur": "sa" if alone else "leur",
        "leurs": "ses" if alone else "leurs",
        "valeur": phrases.say_value(figure),
        "criteres": _criteria(millesime, figure),
        "base": phrases.say_base(figure),
    }
    when = _when(millesime, figure)
    if figure.indicateur == "stock":
        return f"{when}, {_who(millesime, figure)} {'avait' if alone else 'avaient'} {words['valeur']}{words['criteres']} en cours"
    if template is None:
        base = words["base"] and f", {'soit ' if figure.unite == '%' else ''}{words['base']}"
        title = french.quote(figure.declaration.titre)
        return f"{when}, pour {_who(millesime, figure)}, {title}{words['criteres']} vaut {words['valeur']}{base}"
    return f"{when}, {_who(millesime, figure)} {template.format(**words)}"


def say_precision(figure: Figure) -> str:
    """Count over base, coverage and reserves, in one line."""
    covered, total = french.number(figure.offices_couverts), french.number(figure.offices_total)
    parts = [phrases.say_base(figure), f"{covered} offices couverts sur {total}" if figure.offices_total else ""]
    if figure.intervalle:
        low, high = (french.number(bound, 1) for bound in figure.intervalle)
        parts.append(f"intervalle à 95\u202f%\u202f: {low} à {high}")
    said = "\u202f; ".join(part for part in parts if part)
    return " ".join(filter(None, (said and f"{french.capitalize(said)}.", *figure.reserves)))


def _when(millesime: Millesime, figure: Figure) -> str:
    periode = periodes.read_period(figure.periode)
    incomplete = is_incomplete(millesime, figure.periode)
    stop = french.long_date(millesime.manifeste.arrete_au)
    if figure.cohorte == "stock":
        return f"Au {stop if incomplete else french.long_date(periode.fin)}"
    when = periodes.within(figure.periode)
    return f"{when} (période incomplète, données arrêtées au {stop})" if incomplete else when


def _who(millesime: Millesime, figure: Figure) -> str:
    kind = f" {french.elide('de', libelles.plural_type(type_))}" if (type_ := figure.filtre("type")) else ""
    if figure.perimetre != perimetres.REEL:
        number = f"{french.number(figure.offices_couverts)}\u00a0" if figure.offices_couverts else ""
        return f"les {number}médiateurs territoriaux{kind} du {perimetres.label(figure.perimetre).lower()}"
    if seat := _seat(millesime, figure):
        among = f", parmi les {french.number(figure.offices_couverts)} ayant transmis leurs données,"
        return f"les médiateurs territoriaux {seat}{among if figure.offices_couverts else ''}"
    if not figure.offices_couverts:
        return f"les médiateurs territoriaux{kind}"
    if figure.offices_couverts == 1:
        return f"le médiateur territorial{kind} ayant transmis ses données"
    number = french.number(figure.offices_couverts)
    return f"les {number}\u00a0médiateurs territoriaux{kind} ayant transmis leurs données"


def _seat(millesime: Millesime, figure: Figure) -> str:
    """Where the offices sit, when the figure is that of a place of theirs: the count of all those that delivered is not theirs."""
    for name, words in _SIEGES.items():
        if code := figure.filtre(name):
            return f"{words} {french.quote(name_place(millesime, name, code))}"
    return ""


def _criteria(millesime: Millesime, figure: Figure) -> str:
    said = []
    for name, code in figure.filtres:
        if name != "type" and name not in _SIEGES:
            known = name in TERRITOIRES
            label = french.quote(name_place(millesime, name, code) if known else libelles.find_label(name, code))
            said.append(f" {_COMPLEMENTS[name]} {label}" if name in _COMPLEMENTS else f" ({label})")
    return "".join(said)
