"""Is a figure still what was published? From a reference or a quoted sentence: identique, révisé, modifié or inconnu.

Takes a text and the folder of releases, gives a `Bilan` of `Constat`s in French. It reads quotable tables only, looks
into every millésime present, and never guesses a figure from a text that holds no reference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dashboard import french, phrases
from dashboard.citation import MARQUE_SOURCE, say_statement
from dashboard.constats import Bilan, Constat, Depot
from dashboard.figures import Figure, find_figure
from dashboard.identifiant import parse_identifier
from dashboard.millesime import Millesime
from dashboard.profils import LIAISON
from pipelines.errors import ObservatoireError, WrongCall

_REFERENCE = re.compile(r"OMT-[0-9A-Z._-]*-\d{2}(?![0-9A-Z])", re.IGNORECASE)
_NOMBRE = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_SUR = re.compile(rf"({_NOMBRE.pattern}) sur ({_NOMBRE.pattern})")
_ANNEE = re.compile(r"(?:19|20)\d{2}")
_ESPACES = dict.fromkeys(map(ord, "\u202f\u00a0\u2009\t\n\r"), " ")
_TIRETS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")


def verify_text(text: str, depot: Depot, lieu: str = "") -> Bilan:
    """The state of every reference of a text, and of the numbers written beside each."""
    plain = normalise(text)
    matches = list(_REFERENCE.finditer(plain)) or list(_REFERENCE.finditer(plain.replace(" ", "")))
    if not matches:
        return Bilan((Constat("inconnu", "", "Aucune référence OMT ne figure dans ce texte.", lieu),))
    if len(matches) == 1:
        whole = _REFERENCE.sub(" ", plain)
        return Bilan((_verify_segment(matches[0][0], whole, depot, lieu),))
    starts = [0, *(match.end() for match in matches)]
    pairs = zip(matches, starts, strict=False)
    return Bilan(tuple(_verify_segment(m[0], plain[start : m.start()], depot, lieu) for m, start in pairs))


def read_reference(reference: str, depot: Depot) -> tuple[Millesime, Figure]:
    """The figure a reference names, as its own millésime published it; a refusal when there is none."""
    named = parse_identifier(reference)
    millesime = depot.open(named.millesime)
    figure = find_figure(
        millesime,
        named.indicateur,
        named.periode,
        dict(named.filtres),
        perimetre=named.perimetre,
        profil=LIAISON,
    )
    if figure.identifiant is None:
        raise WrongCall("NON_CITABLE", "Cette référence nomme un chiffre qui n’est pas citable.")
    return millesime, figure


def follow(millesime: Millesime, figure: Figure, depot: Depot, lieu: str = "") -> Constat:
    """Whether later releases still say the same."""
    changed, last = None, (millesime, figure)
    for later in depot.later(millesime.id):
        try:
            now = read_same(later, figure)
        except WrongCall:
            continue
        changed = changed or (later if _content(now) != _content(figure) else None)
        last = later, now
    reference, exact = figure.identifiant or "", _exact(millesime, figure)
    if changed is None or _content(last[1]) == _content(figure):
        where = "" if last[0] is millesime else f", et le millésime {last[0].id} dit encore la même chose"
        sentence = f"Le millésime {millesime.id} publie bien {_say(figure)}{where}."
        return Constat("identique", reference, sentence, lieu, exact)
    return Constat("revise", reference, _say_revision(figure, last[1], changed.id, last[0].id), lieu, exact)


def read_same(millesime: Millesime, figure: Figure) -> Figure:
    """The same question asked to another release."""
    filters = dict(figure.filtres)
    return find_figure(
        millesime, figure.indicateur, figure.periode, filters, perimetre=figure.perimetre, profil=LIAISON
    )


def normalise(text: str) -> str:
    """The text with plain spaces, hyphens and apostrophes: word processors change them."""
    plain = text.translate(_ESPACES).translate(_TIRETS).replace("’", "'")
    return re.sub(r" {2,}", " ", plain)


def _verify_segment(reference: str, segment: str, depot: Depot, lieu: str) -> Constat:
    try:
        millesime, figure = read_reference(reference, depot)
    except ObservatoireError as refusal:
        return Constat("inconnu", reference.upper(), refusal.message, lieu)
    if fault := _altered(segment, millesime, figure):
        return Constat("modifie", figure.identifiant or "", fault, lieu, _exact(millesime, figure))
    return follow(millesime, figure, depot, lieu)


def _altered(segment: str, millesime: Millesime, figure: Figure) -> str:
    """What the text says that the release does not; empty when its numbers are the published ones.

    A whole quoted sentence must hold every number of the published one; a free text only the value, and its count
    over its base when it gives them.
    """
    statement, source, _ = segment.partition(normalise(MARQUE_SOURCE))
    numbers = _numbers(statement)
    if not numbers:
        return ""
    expected = _numbers(normalise(say_statement(millesime, figure)))
    wanted = expected if source and figure.valeur is not None else _numbers(normalise(_say(figure)))[:1]
    missing = list((Counter(wanted) - Counter(numbers)).elements())
    if missing:
        read = list((Counter(numbers) - Counter(expected)).elements())
        return _say_altered(missing, read, millesime)
    base, published = (_SUR.search(said) for said in (statement, normalise(phrases.say_base(figure))))
    if base and published and _numbers(base[0]) != _numbers(published[0]):
        return _say_altered(_numbers(published[0]), _numbers(base[0]), millesime)
    return ""


def _numbers(text: str) -> list[str]:
    """The numbers of a text, without the spaces people put inside or leave out."""
    return [found.replace(" ", "") for found in _NOMBRE.findall(text)]


def _show(numbers: Sequence[str]) -> str:
    """The numbers grouped by thousands, years left as they are written."""
    grouped = [
        re.sub(r"(?<=\d)(?=(?:\d{3})+(?:,|$))", french.FINE, number) if not _ANNEE.fullmatch(number) else number
        for number in numbers
    ]
    return french.enumerate_words(grouped)


def _say_altered(published: Sequence[str], read: Sequence[str], millesime: Millesime) -> str:
    found = f"Le texte porte {_show(read)}." if read else "Le texte ne le porte pas."
    start = "Le nombre publié" if len(published) == 1 else "Les nombres publiés"
    verb = "est" if len(published) == 1 else "sont"
    return f"{start} par le millésime {millesime.id} {verb} {_show(published)}. {found}"


def _say_revision(before: Figure, now: Figure, since: str, last: str) -> str:
    covered = ""
    if before.offices_couverts != now.offices_couverts:
        then, today = french.number(before.offices_couverts), french.number(now.offices_couverts)
        covered = f" Les offices couverts passent de {then} à {today}."
    first = f"Révisé par le millésime {since}" + (f", lu dans le {last}" if last != since else "")
    return f"{first}\u202f: de {_say(before)} à {_say(now)}.{covered}"


def _say(figure: Figure) -> str:
    base = phrases.say_base(figure)
    return f"{phrases.say_value(figure)}{f' ({base})' if base and figure.valeur is not None else ''}"


def _exact(millesime: Millesime, figure: Figure) -> str:
    return f"{say_statement(millesime, figure)}." if figure.valeur is not None else ""


def _content(figure: Figure) -> tuple[object, ...]:
    return figure.valeur, figure.marque, figure.n, figure.base_n
