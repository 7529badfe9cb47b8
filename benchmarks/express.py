"""The page Réseau as one would first write it: pandas, st.metric, plotly.express. For comparison only."""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

publications = Path(os.environ["OBSERVATOIRE_DONNEES"]) / "publications"
release = json.loads((publications / "courant.json").read_text())["millesime"]
cells = pd.read_parquet(publications / release / "reseau" / "citable.parquet")
reseau = cells[(cells.croisement == "reseau") & (cells.grain == "annee")]
st.title("Réseau")
periode = st.selectbox("Période", sorted(reseau.periode.unique(), reverse=True))
st.selectbox("Type", ["Tous", "Communes"])
st.selectbox("Famille", ["Toutes", "Logement"])
columns = st.columns(8)
names = ["recues", "closes", "stock", "delai_mediane_x2", "favorables", "delai_somme", "delai_p90_x10", "delai_0_30"]
for column, name in zip(columns, names, strict=True):
    value = reseau[(reseau.mesure == name) & (reseau.periode == periode)].valeur
    column.metric(name, int(value.iloc[0]) if len(value) else 0)
for name in ("recues", "closes"):
    st.plotly_chart(px.line(reseau[reseau.mesure == name], x="periode", y="valeur", markers=True), key=name)
st.plotly_chart(px.bar(reseau[reseau.mesure == "stock"], x="periode", y="valeur"), key="stock")
for criterion, name in (("famille", "recues"), ("canal", "recues"), ("issue", "closes")):
    found = cells[(cells.croisement == criterion) & (cells.periode == periode) & (cells.mesure == name)]
    st.plotly_chart(px.bar(found.sort_values("valeur"), x="valeur", y="valeur1", orientation="h"), key=criterion)
