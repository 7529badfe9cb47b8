"""A proposition written down: as the TOML of a source, reasons in comments, or as one JSON object.

Takes a `Proposition` and the table it was made from, gives text. The TOML loads as it is; what is unknown stands in it
as a comment to fill in, never as a value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from pipelines.model import A_QUALIFIER, PAR_NOM
from pipelines.offices import Office
from pipelines.readers.raw import RawTable
from pipelines.sources import Colonne
from pipelines.suggest import Proposition
from pipelines.suggest_columns import Choix
from pipelines.vocabulary import fold


def write_json(proposition: Proposition, raw: RawTable) -> dict[str, Any]:
    """The object `proposer --json` prints."""
    kept = {colonne.titre: colonne.champ for colonne in proposition.source.colonnes}
    colonnes = {
        choix.titre: {"champ": kept[choix.titre], "confiance": choix.confiance, "raison": choix.raison}
        for choix in proposition.choix
    }
    return {
        "entete_ligne": raw.entete_ligne,
        "encodage": raw.encoding,
        "separateur": raw.dialect.separateur if raw.dialect else None,
        "feuilles": _sheets(raw),
        "ordre_dates": proposition.source.ordre_dates,
        "colonnes": colonnes,
        "libelles": {
            champ: {text: label.code for text, label in labels.items()}
            for champ, labels in proposition.libelles.items()
        },
        "questions": list(proposition.questions),
    }


def write_toml(proposition: Proposition, raw: RawTable, offices: Sequence[Office] = ()) -> str:
    """The TOML of the source. `offices` are those the file's name may be of: one is written, several are asked."""
    parts = [
        *_write_head(proposition, raw),
        *_write_reading(raw),
        *_write_office(proposition, offices),
        "[depot]",
        'portee = "complet"           # ou "periode"',
        '# date_arrete = ["nom_fichier"]  # sinon --arrete-au au dépôt',
        "",
        *_write_dates(proposition),
        *_write_corrections(proposition),
        "[colonnes]",
        *_write_columns(proposition),
        *_write_labels(proposition),
    ]
    return "\n".join(parts) + "\n"


def find_offices(nom: str, offices: Sequence[Office]) -> tuple[Office, ...]:
    """The offices whose name or alias stands whole in the file's name, the longest name first."""
    words = f" {_words(PurePath(nom).stem)} "
    found = [
        (len(name), office)
        for office in offices
        for name in {_words(text) for text in (office.nom, *office.alias)}
        if len(name) >= 3 and f" {name} " in words
    ]
    longest = max((length for length, _ in found), default=0)
    return tuple({office.cle: office for length, office in found if length == longest}.values())


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _write_head(proposition: Proposition, raw: RawTable) -> Iterator[str]:
    yield "# Source proposée d’après les titres et les contenus : à relire avant de la déclarer."
    for question in proposition.questions:
        yield f"# À PRÉCISER — {question}"
    slug = _words(PurePath(raw.nom).stem).replace(" ", "-")[:60] or "fichier"
    yield f"id = {_quote(slug)}"
    yield f"titre = {_quote('Export à nommer')}"
    yield ""


def _write_reading(raw: RawTable) -> Iterator[str]:
    if raw.format == "json":
        return
    yield "[fichier]"
    if raw.encoding and raw.format == "delimite":
        yield f"encodage = {_quote(raw.encoding)}"
    if raw.dialect:
        yield f"separateur = {_quote(raw.dialect.separateur)}"
    sheets = _sheets(raw)
    if sheets:
        yield f"feuilles = [{', '.join(_quote(name) for name in sheets)}]"
    if len(sheets) <= 1:
        yield f"entete_ligne = {raw.entete_ligne}"
    yield ""


def _sheets(raw: RawTable) -> list[str]:
    return [name for name in raw.feuilles.unique().to_pylist() if name] if raw.num_rows else []


def _write_office(proposition: Proposition, offices: Sequence[Office]) -> Iterator[str]:
    yield "[office]"
    if proposition.source.office_par_colonne:
        yield "colonne = true               # chaque ligne nomme son office"
    elif len(offices) == 1:
        yield f"cle = {_quote(offices[0].cle)}   # « {_comment(offices[0].nom)} », reconnu dans le nom du fichier"
    else:
        near = ", ".join(office.cle for office in offices)
        yield f'# cle = "COM-…"              # à déclarer, ou --office au dépôt{" ; proches : " + near if near else ""}'
    yield ""


def _write_dates(proposition: Proposition) -> Iterator[str]:
    yield "[dates]"
    proofs = [
        f"« {titre} » : {found.preuves} dates ne se lisent qu’ainsi"
        for titre, found in proposition.ordres.items()
        if found.preuves and found.ordre == proposition.source.ordre_dates
    ]
    reason = " ; ".join(proofs) or "supposé : rien ne le prouve"
    yield f"ordre = {_quote(proposition.source.ordre_dates)}  # {_comment(reason)}"
    if proposition.source.sans_reception:
        yield "sans_reception = true        # les délais sont alors non disponibles"
    yield 'qualite = "RECEPTION"        # CREATION_OUTIL si la date est celle de la saisie dans l’outil'
    yield ""


def _write_corrections(proposition: Proposition) -> Iterator[str]:
    if proposition.source.code_postal_numerique:
        yield "[corrections]"
        yield "code_postal_numerique = true  # des codes de quatre chiffres ont perdu leur zéro de tête"
        yield ""


def _write_columns(proposition: Proposition) -> Iterator[str]:
    reasons = {choix.titre: choix for choix in proposition.choix}
    for colonne in proposition.source.colonnes:
        yield f"{_quote(colonne.titre)} = {_value(colonne)}  # {_reason(reasons[colonne.titre], colonne)}"


def _value(colonne: Colonne) -> str:
    if colonne.champ is None:
        return f"{{ ecartee = {_quote(colonne.ecartee)} }}"
    if colonne.premiere_ligne:
        return f"{{ champ = {_quote(colonne.champ)}, premiere_ligne = true }}"
    if colonne.ordre:
        return f"{{ champ = {_quote(colonne.champ)}, ordre = {_quote(colonne.ordre)} }}"
    return _quote(colonne.champ)


def _reason(choix: Choix, colonne: Colonne) -> str:
    said = "" if colonne.champ is None else f", {_comment(choix.raison)}"
    return f"confiance {choix.confiance:.2f}".replace(".", ",") + said


def _write_labels(proposition: Proposition) -> Iterator[str]:
    for champ, labels in proposition.libelles.items():
        declared = proposition.source.libelles.get(champ, {})
        unknown = {text: label for text, label in labels.items() if label.code == A_QUALIFIER}
        if not declared and not unknown:
            continue
        yield ""
        yield f"[libelles.{champ}]  # {PAR_NOM[champ].libelle}"
        for text, code in declared.items():
            yield f"{_quote(text)} = {_quote(code)}  # {_comment(labels[text].raison)}"
        for text, label in unknown.items():
            near = ", ".join(label.candidats) or "aucun code proche"
            yield f'# {_quote(text)} = "À QUALIFIER"  # {near}'


def _comment(text: str) -> str:
    """A text that fits on the line of a comment."""
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+", " ", text)


def _quote(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
