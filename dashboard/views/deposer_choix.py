"""Step 2 of a deposit: the correspondence to read over, column by column, and the labels to classify.

Takes what is seen of a file, draws its choices, gives what its depositor changed. Texts of the file are drawn as escaped HTML, never as a
widget's label: Streamlit reads labels as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from dashboard import depot_phrases, french, libelles, rendu_depot
from dashboard.depot_lu import Colonne, Essai, Ouvert, Vu
from pipelines.model import A_QUALIFIER

SUR = 0.9
"""Confidence from which a proposed field is not put forward for reading over."""

LIBELLES_MAXIMUM = 30
"""Labels classified on the page; the others are in the source file, as comments to fill in."""

PORTEES: Mapping[str, str] = {
    "complet": "Tous les dossiers de l’office",
    "periode": "Les dossiers d’une période seulement",
}
ORDRES: Mapping[str, str] = {"jma": "jour/mois/année", "mja": "mois/jour/année", "amj": "année/mois/jour"}
_LISIBLE = re.compile(r"[^\w '’(),-]+")


def draw_choices(vu: Vu, essai: Essai, cle: str) -> dict[str, object]:
    """What is chosen as the page stands, applied or not; of a declared source only labels are asked."""
    colonnes = {} if vu.source else _draw_columns(vu, cle)
    labels = _draw_labels(vu, essai, cle)
    reading = {} if vu.source else _draw_reading(vu, cle)
    return {"colonnes": colonnes, "libelles": labels, **reading}


def _draw_columns(vu: Vu, cle: str) -> dict[str, str]:
    """The field chosen for each column that changed; the doubtful ones stand first and open."""
    doubtful = [each for each in vu.colonnes if each.confiance < SUR]
    sure = [each for each in vu.colonnes if each.confiance >= SUR]
    chosen: dict[str, str] = {}
    if doubtful:
        phrase = "Le titre ou le contenu ne suffisent pas à en être sûr\u202f: vérifiez chaque champ."
        st.html(rendu_depot.group(f"{french.count(len(doubtful), 'colonne')} à vérifier", phrase))
        chosen |= _draw_fields(vu, doubtful, cle)
    if sure:
        with st.expander(french.count(len(sure), "colonne reconnue", "colonnes reconnues"), expanded=not doubtful):
            chosen |= _draw_fields(vu, sure, cle)
    return chosen


def _draw_fields(vu: Vu, colonnes: Sequence[Colonne], cle: str) -> dict[str, str]:
    names = depot_phrases.name_choices(vu.champs, {colonne.champ for colonne in colonnes})
    changed: dict[str, str] = {}
    for colonne in colonnes:
        rank = vu.colonnes.index(colonne)
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.html(rendu_depot.column(colonne))
        proposed = colonne.champ if colonne.champ in names else ""
        found = right.selectbox(
            f"Champ de la colonne {rank + 1}, {say_plain(colonne.titre)}",
            list(names),
            index=list(names).index(proposed or ""),
            format_func=names.__getitem__,
            label_visibility="collapsed",
            key=f"dep_col_{cle}_{rank}",
        )
        if found != (proposed or ""):
            changed[colonne.titre] = str(found)
    return changed


def _draw_labels(vu: Vu, essai: Essai, cle: str) -> dict[str, dict[str, str]]:
    """The code chosen for each label that got one, field by field."""
    chosen: dict[str, dict[str, str]] = {}
    shown = vu.ouverts[:LIBELLES_MAXIMUM]
    for champ, labels in groupby(shown, key=lambda each: each.champ):
        found = list(labels)
        titre = f"{depot_phrases.name_field(champ)}\u202f: {french.count(len(found), 'libellé')} à classer"
        st.html(rendu_depot.group(titre, depot_phrases.say_effect(champ, essai.etendues)))
        for ouvert in found:
            code = _draw_label(vu, ouvert, f"dep_lib_{cle}_{vu.ouverts.index(ouvert)}")
            if code != A_QUALIFIER:
                chosen.setdefault(champ, {})[ouvert.libelle] = code
    rest = len(vu.ouverts) - len(shown)
    if rest:
        more = f"{french.count(rest, 'autre libellé', 'autres libellés')} à classer dans le fichier de la source."
        st.html(rendu_depot.group("Et encore", more))
    return chosen


def _draw_label(vu: Vu, ouvert: Ouvert, key: str) -> str:
    codes = vu.codes.get(ouvert.champ, {})
    near = [code for code in ouvert.candidats if code in codes]
    names = {A_QUALIFIER: libelles.LIBELLE_A_QUALIFIER} | {code: f"{codes[code]} (proche)" for code in near}
    names |= {code: nom for code, nom in codes.items() if code not in near} | {"": libelles.LIBELLE_VIDE}
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.html(rendu_depot.label(ouvert))
    found = right.selectbox(
        f"Code du libellé {say_plain(ouvert.libelle)}",
        list(names),
        format_func=names.__getitem__,
        label_visibility="collapsed",
        key=key,
    )
    return str(found)


def _draw_reading(vu: Vu, cle: str) -> dict[str, object]:
    """What the whole file holds, and the order of its dates."""
    left, right = st.columns(2)
    portee = left.selectbox(
        "Ce que contient le fichier", list(PORTEES), format_func=PORTEES.__getitem__, key=f"dep_portee_{cle}"
    )
    ordres = list(ORDRES)
    chosen = right.selectbox(
        "Ordre des dates", ordres, index=ordres.index(vu.ordre), format_func=ORDRES.__getitem__, key=f"dep_ordre_{cle}"
    )
    return {"portee": portee, "ordre_dates": chosen}


def say_plain(text: str) -> str:
    """A text of the file as a widget's label may say it: letters, figures and plain punctuation alone."""
    return " ".join(_LISIBLE.sub(" ", text).replace("_", " ").split())[:60]
