"""What a release says where a 0 would mislead: not recorded, no object, not a whole year; and what it carries beside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipelines.publication.millesime import publish
from tests.publication.constructeur import A, B, C, cells, depot, office, read, repeat, vue


def test_what_is_never_recorded_is_not_zero(tmp_path: Path) -> None:
    rows = [*repeat(20, competence=None), *repeat(20, office_id=B, competence=False, recevabilite="RECEVABLE")]
    offices = [office(A), office(B), office(C, perimetre={"refuse_des_saisines": False})]
    publish(vue(tmp_path, [*rows, *repeat(12, office_id=C)], offices=offices), tmp_path / "p")
    membre = read(tmp_path / "p/2026-01", "reseau/membre.parquet")
    competent = cells(membre, "valeur1", croisement="office", periode="2025", mesure="competence_oui")
    assert competent == {A: "n.d.", B: 0, C: "n.d."}
    refused = cells(membre, "valeur1", croisement="office", periode="2025", mesure="refusees")
    assert refused == {A: "n.d.", B: 0, C: "—"}
    base = cells(membre, "periode", croisement="reseau", grain="annee", mesure="refus_base")
    assert base == {"2025": 40}
    private = read(tmp_path / "p/2026-01", f"offices/{C}.parquet")
    assert cells(private, "periode", croisement="office", grain="annee", mesure="refusees") == {"2025": "—"}


def test_a_step_is_known_on_the_extract_date_only(tmp_path: Path) -> None:
    rows = repeat(12, date_cloture=None, issue=None, statut="RECU", date_reception=date(2025, 3, 1))
    publish(vue(tmp_path, rows), tmp_path / "p")
    stock = cells(
        read(tmp_path / "p/2026-01", "reseau/citable.parquet"), "periode", "valeur1", croisement="etape", mesure="stock"
    )
    assert stock["2026", "RECU"] == 12
    assert stock["2026", "ATTENTE_REQUERANT"] == 0
    assert {stock["2025", code] for code in ("RECU", "ATTENTE_REQUERANT", "(vide)")} == {"n.d."}


def test_inhabitants_are_those_of_offices_that_cover_the_whole_year(tmp_path: Path) -> None:
    offices = [
        office(A, population=20_000),
        office("COM-00004", population=5_000),
        office("COM-00005", population=None),
    ]
    late = depot(["COM-00004"], date(2025, 6, 30))
    seen = vue(
        tmp_path,
        [*repeat(15), *repeat(11, office_id="COM-00005"), *repeat(1, date_reception=date(2024, 2, 29))],
        [depot([A, "COM-00005"]), late],
        offices,
    )
    publish(seen, tmp_path / "p")
    rows = read(tmp_path / "p/2026-01", "reseau/citable.parquet")
    people = cells(rows, "periode", "grain", croisement="type", mesure="population")
    assert people == {("2024", "annee"): 25_000, ("2025", "annee"): 20_000}
    named = cells(rows, "periode", croisement="type", grain="annee", mesure="recues_habitants")
    assert named == {"2024": "c", "2025": 15}
    assert not [row for row in rows if row["mesure"] == "population" and row["croisement"] != "type"]


def test_recommendations_are_counted_where_their_office_is_covered(tmp_path: Path) -> None:
    folder = tmp_path / "recommandations"
    folder.mkdir()
    head = "id;office;annee;domaine;texte;destinataire;statut;date_mise_en_oeuvre\n"
    (folder / f"{A}.csv").write_text(
        f"{head}1;{A};2025;RSA;Un texte;Un service;ACCEPTEE;2025-06-01\n", encoding="utf-8"
    )
    (folder / f"{B}.csv").write_text(f"{head}1;{B};2025;;Un texte;Un service;REFUSEE;\n", encoding="utf-8")
    manifeste = publish(vue(tmp_path, repeat(11), [depot([A]), depot([B], date(2025, 6, 30))]), tmp_path / "p")
    rows = read(tmp_path / "p/2026-01", "reseau/citable.parquet")
    found = cells(rows, "mesure", croisement="reseau", cohorte="recommandations", periode="2025")
    assert (found["recommandations"], found["recommandations_acceptees"], found["recommandations_offices"]) == (1, 1, 1)
    assert cells(rows, "valeur1", croisement="famille", cohorte="recommandations", mesure="recommandations") == {
        "SOCIAL_INSERTION": 1
    }
    assert manifeste.reserves[-1].startswith("1\u00a0recommandation de 1\u00a0office non comptée")
    content = (tmp_path / "p/2026-01/reseau/citable.parquet").read_bytes()
    assert b"Un texte" not in content


def test_labels_and_scope_flags_come_with_the_release(tmp_path: Path) -> None:
    declared = office("DEP-17", perimetre={"eau": True, "refuse_des_saisines": False})
    publish(vue(tmp_path, repeat(11, office_id="DEP-17"), [depot(["DEP-17"])], [declared]), tmp_path / "p")
    flags = read(tmp_path / "p/2026-01", "reseau/perimetres.parquet")[0]
    assert (flags["eau"], flags["agents"], flags["refuse_des_saisines"]) == (True, None, False)
    assert (flags["departement"], flags["region"], flags["strate"]) == ("17", "75", "DEPARTEMENT_500000_1000000")
    assert flags["population_source"].startswith("référentiel territorial")
    assert flags["texte"].endswith("le taux de refus est sans objet.")
    labels = read(tmp_path / "p/2026-01", "reseau/libelles.parquet")
    named = {(row["dimension"], row["code"]): row["libelle"] for row in labels}
    assert named["region", "75"] == "Nouvelle-Aquitaine"
    assert named["departement", "17"] == "Charente-Maritime"
    assert named["departement_requerant", "HORS_FRANCE"] == "Hors de France"
    assert named["strate", flags["strate"]].startswith("Départements de 500")
