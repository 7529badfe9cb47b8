"""From text to typed columns: null is never Non, an unknown label is never « Autre », a lost value is said."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.declarations_colonnes import CHAMPS_FOURNIS
from pipelines.errors import RefusedInput
from pipelines.model import A_QUALIFIER, CHAMPS_BASE, ILLISIBLE, Champ
from pipelines.normalise_codes import LONGUEUR_LOCALE
from pipelines.normalise_dates import FAUTES_DE_FRAPPE
from pipelines.releve import EFFECTIF_CITE
from pipelines.typographie import typeset
from pipelines.vocabulary import load_labels
from tests.fabrique import COLONNES, ligne, mediature, source, typees


def codes(typed: object) -> set[str]:
    return {constat.code for constat in typed.constats}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("Oui", True), ("OUI ", True), ("x", True), ("1", True), ("Non", False), ("0", False), ("", None), ("NC", None)],
)
def test_an_empty_answer_is_not_a_no(cell: str, value: bool | None) -> None:
    typed = typees([ligne(Compétent=cell)])
    assert typed.colonnes["competence"].to_pylist() == [value]
    assert typed.fautes == []


def test_an_answer_that_is_neither_is_null_and_a_fault() -> None:
    typed = typees([ligne(Compétent="Oui"), ligne(Compétent="Peut-être"), ligne(Compétent="")])
    assert typed.colonnes["competence"].to_pylist() == [True, None, None]
    assert [(f.code, f.valeur_masquee, f.positions.tolist()) for f in typed.fautes] == [
        ("BOOLEEN_INCONNU", "xxxx-xxxx", [1])
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Courriel", "COURRIEL"),
        ("  courriel ", "COURRIEL"),
        ("COURRIEL", "COURRIEL"),
        ("Autre", "AUTRE"),
        ("", None),
        ("n.c.", None),
        ("Pigeon voyageur", A_QUALIFIER),
        ("Autres moyens divers", A_QUALIFIER),
    ],
)
def test_an_unknown_label_is_counted_apart(cell: str, code: str | None) -> None:
    typed = typees([ligne(Canal=cell)])
    assert typed.colonnes["canal"].to_pylist() == [code]
    assert ("LIBELLE_A_QUALIFIER" in codes(typed)) is (code == A_QUALIFIER)


def test_a_declared_label_wins_and_may_say_nothing() -> None:
    declared = source(libelles={"canal": {"Pigeon": "COURRIER", "Autre": ""}})
    typed = typees([ligne(Canal="PIGEON"), ligne(Canal="Autre")], declared)
    assert typed.colonnes["canal"].to_pylist() == ["COURRIER", None]


@pytest.mark.parametrize(("plus", "quoted"), [(-1, False), (0, True), (1, True)])
def test_a_label_of_a_closed_list_is_quoted_and_kept_from_three_lines_on(plus: int, quoted: bool) -> None:
    rows = [ligne(Domaine="Affaires de Mme Zorglub")] * (EFFECTIF_CITE + plus) + [ligne(Domaine="Fiscalité")]
    typed = typees(rows)
    (told,) = [c for c in typed.constats if c.code == "LIBELLE_A_QUALIFIER"]
    assert (told.valeur_masquee == "Affaires de Mme Zorglub") is quoted
    assert (typed.colonnes["domaine_local"][0].as_py() is not None) is quoted
    assert typed.colonnes["domaine_local"].to_pylist()[-1] is None
    assert told.nombre == EFFECTIF_CITE + plus


@pytest.mark.parametrize(("plus", "kept"), [(0, True), (1, False)])
def test_a_sentence_is_not_the_name_of_a_category(plus: int, kept: bool) -> None:
    label = "z" * (LONGUEUR_LOCALE + plus)
    typed = typees([ligne(Domaine=label)] * EFFECTIF_CITE)
    assert (typed.colonnes["domaine_local"][0].as_py() == label) is kept


def test_a_label_outside_a_closed_list_is_never_quoted_nor_kept() -> None:
    typed = typees([ligne(Canal="Zorglub")] * 10)
    (told,) = [c for c in typed.constats if c.code == "LIBELLE_A_QUALIFIER"]
    assert told.valeur_masquee == "xxxxxxx"
    assert "canal_local" not in typed.colonnes


def test_a_second_level_is_read_under_its_parent() -> None:
    rows = [
        ligne(Domaine="Enfance", **{"Sous-domaine": "Mode de garde"}),
        ligne(Domaine="Fiscalité", **{"Sous-domaine": "Mode de garde"}),
        ligne(Domaine="Enfance", **{"Sous-domaine": ""}),
    ]
    assert typees(rows).colonnes["sous_domaine"].to_pylist() == ["ENFANCE.MODE_DE_GARDE", A_QUALIFIER, None]


def test_a_second_level_given_in_the_first_column_is_not_lost() -> None:
    rows = [ligne(Domaine="Mode de garde", **{"Sous-domaine": ""}), ligne(Domaine="Enfance", **{"Sous-domaine": ""})]
    typed = typees(rows)
    assert typed.colonnes["domaine"].to_pylist() == ["ENFANCE", "ENFANCE"]
    assert typed.colonnes["sous_domaine"].to_pylist() == ["ENFANCE.MODE_DE_GARDE", None]


@pytest.mark.parametrize("cell", ["2024-01-01", "26703611"])
def test_a_corrupted_label_is_said_to_be_so_and_marked(cell: str) -> None:
    typed = typees([ligne(Domaine=cell), ligne(Domaine="Fiscalité")], mediature())
    assert "VALEUR_CORROMPUE" in codes(typed)
    assert typed.colonnes["domaine"].to_pylist() == [A_QUALIFIER, "FISCALITE"]
    assert typed.colonnes["alterations"].to_pylist() == ["domaine", None]
    assert typees([ligne(Domaine=cell)]).colonnes["alterations"].to_pylist() == [None]


def test_a_lost_postal_code_is_counted_and_one_the_export_destroyed_is_marked() -> None:
    rows = [ligne(CP="1000", Pays="FR"), ligne(CP="2001-03-01", Pays="FR"), ligne(CP="XYZ", Pays="FR"), ligne(CP="")]
    typed = typees(rows, mediature())
    assert typed.colonnes["departement_requerant"].to_pylist() == ["01", ILLISIBLE, ILLISIBLE, None]
    assert typed.colonnes["alterations"].to_pylist() == [None, "departement_requerant", None, None]
    (told,) = [c for c in typed.constats if c.code == "CODE_POSTAL_ILLISIBLE"]
    assert (told.ligne, told.nombre) == (3, 2)


@pytest.mark.parametrize("cell", ["", " ", "-", "?", "NC", "N/A"])
def test_a_dash_is_no_case_number(cell: str) -> None:
    assert typees([ligne(Numéro=cell)]).colonnes["id_dossier_source"].to_pylist() == [None]


@pytest.mark.parametrize("cell", ["00123", "1E10", "2024/0012", "0"])
def test_a_case_number_stays_the_text_it_is(cell: str) -> None:
    assert typees([ligne(Numéro=cell)]).colonnes["id_dossier_source"].to_pylist() == [cell]


@pytest.mark.parametrize(
    ("jma", "mja", "refusal"),
    [
        (20, 0, None),
        (20, FAUTES_DE_FRAPPE, None),
        (20, FAUTES_DE_FRAPPE + 1, "DATES_MELANGEES"),
        (1, 2, "ORDRE_DES_DATES"),
        (0, 1, "ORDRE_DES_DATES"),
        (3, 3, "DATES_MELANGEES"),
    ],
)
def test_a_column_in_the_other_order_or_in_both_is_refused(jma: int, mja: int, refusal: str | None) -> None:
    rows = [ligne(**{"Reçu le": f"{13 + r % 15}/0{1 + r // 15}/2025", "Clos le": ""}) for r in range(jma)]
    rows += [ligne(**{"Reçu le": f"0{1 + r // 15}/{13 + r % 15}/2025", "Clos le": ""}) for r in range(mja)]
    if refusal is None:
        typed = typees(rows)
        assert typed.colonnes["date_reception"].null_count == mja
    else:
        with pytest.raises(RefusedInput) as caught:
            typees(rows)
        assert caught.value.code == refusal
        assert typeset("« Reçu le »") in caught.value.message


@pytest.mark.parametrize(
    ("echeances", "utc", "told"),
    [
        (["2025-04-01", "2025-05-01"], False, None),
        (["2025-03-31T22:00:00", "2024-12-31T23:00:00"], True, "FUSEAU_UTC"),
        (["2025-03-31T22:00:00", "2025-04-01"], False, "FUSEAU_INCERTAIN"),
        (["2025-03-31T22:30:00", "2025-03-31T22:30:00"], False, "FUSEAU_INCERTAIN"),
        (["", ""], False, None),
    ],
)
def test_due_dates_say_in_which_zone_the_file_was_written(echeances: list[str], utc: bool, told: str | None) -> None:
    rows = [ligne(**{"Reçu le": "2025-02-28T23:30:00", "Clos le": "", "Échéance": cell}) for cell in echeances]
    typed = typees(rows, source(dates={"ordre": "amj", "fuseau": "echeance"}))
    assert typed.colonnes["date_reception"][0].as_py() == (date(2025, 3, 1) if utc else date(2025, 2, 28))
    assert codes(typed) == ({told} if told else set())


def test_a_source_without_zone_never_moves_a_day() -> None:
    rows = [ligne(**{"Reçu le": "2025-02-28T23:30:00", "Clos le": "", "Échéance": "2025-03-31T22:00:00"})]
    assert typees(rows).colonnes["date_reception"][0].as_py() == date(2025, 2, 28)


def test_a_case_known_by_its_year_enters_on_its_first_day() -> None:
    declared = source(
        dates={"sans_reception": True}, colonnes={"Numéro": "id_dossier_source", "Année": "annee_declaree"}
    )
    rows = [{"Numéro": "1", "Année": "2024"}, {"Numéro": "2", "Année": "24"}, {"Numéro": "3", "Année": ""}]
    typed = typees(rows, declared)
    assert typed.colonnes["annee_declaree"].to_pylist() == [2024, None, None]
    assert typed.colonnes["date_reception"].to_pylist() == [date(2024, 1, 1), None, None]
    assert [(f.code, f.positions.tolist()) for f in typed.fautes] == [("ANNEE_INVALIDE", [1])]


def test_a_dated_case_keeps_no_declared_year() -> None:
    columns = {"Numéro": "id_dossier_source", "Reçu le": "date_reception", "Année": "annee_declaree"}
    rows = [{"Numéro": "1", "Reçu le": "2024-05-01", "Année": "2024"}, {"Numéro": "2", "Reçu le": "", "Année": "2023"}]
    undated = typees(rows, source(dates={"sans_reception": True}, colonnes=columns))
    assert undated.colonnes["annee_declaree"].to_pylist() == [None, 2023]
    assert undated.colonnes["date_reception"].to_pylist() == [date(2024, 5, 1), date(2023, 1, 1)]
    assert "annee_declaree" not in typees(rows, source(colonnes=columns)).colonnes


EXEMPLES = {"date": "2025-03-01", "booleen": "Oui", "entier": "2025", "departement_requerant": "17"}


@pytest.mark.parametrize("champ", [c for c in CHAMPS_BASE if c.nom not in CHAMPS_FOURNIS], ids=lambda c: c.nom)
def test_every_field_a_source_may_name_reaches_the_base(champ: Champ) -> None:
    """A field that is mapped and then forgotten would be « non renseigné » for everybody, in silence."""
    labels = load_labels(champ.nom, champ.vocabulaire) if champ.vocabulaire else {}
    known = next((label for label, code in labels.items() if code), "")
    cell = EXEMPLES.get(champ.nom) or EXEMPLES.get(champ.type) or known
    columns = {"Numéro": "id_dossier_source", "Valeur": champ.nom}
    undated = champ.nom in ("annee_declaree", "date_reception")
    dates = {"sans_reception": True} if champ.nom == "annee_declaree" else {"ordre": "jma"}
    declared = source(dates=dates, colonnes=columns if undated else columns | {"Reçu le": "date_reception"})
    typed = typees([{"Numéro": "1", "Valeur": cell} | ({} if undated else {"Reçu le": "2025-01-01"})], declared)
    assert typed.colonnes[champ.nom].null_count == 0


def test_a_departement_the_office_gives_completes_an_unreadable_postal_code() -> None:
    columns = COLONNES | {"Dépt": {"champ": "departement_requerant", "facultative": True}}
    cells = [("75012", "13"), ("XXX", "13"), ("", "13"), ("XXX", ""), ("", "")]
    typed = typees([ligne(CP=code, Dépt=given) for code, given in cells], source(colonnes=columns))
    assert typed.colonnes["departement_requerant"].to_pylist() == ["75", "13", "13", ILLISIBLE, None]


def test_a_zero_date_of_a_database_is_an_open_case() -> None:
    typed = typees([ligne(**{"Clos le": "0000-00-00"})])
    assert typed.colonnes["date_cloture"].to_pylist() == [None]
    assert typed.fautes == []
