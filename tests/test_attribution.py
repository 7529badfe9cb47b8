"""Whose case is it: said by the person, the column or the file's name — never guessed, never merged."""

from __future__ import annotations

import pytest

from pipelines.attribution import Attribution, Register, attribute, known_offices
from pipelines.errors import RefusedInput, WrongCall
from pipelines.offices import Office
from pipelines.sources import Source
from tests.fabrique import A, B, ligne, mapper, mediature, office, source

LYON = office("COM-3", nom="Lyon 3")
REGISTRE = known_offices([office(A), office(B, alias=("CD d’Essai", "Essai")), LYON], [])


def attribuer(
    noms: list[tuple[str, str]],
    fichier: str = "Statistiques de la plateforme.csv",
    cle: str | None = None,
    registre: Register = REGISTRE,
    declared: Source | None = None,
) -> Attribution:
    rows = [ligne(Numéro=str(rank), Collectivité=nom, Type=kind) for rank, (nom, kind) in enumerate(noms)]
    found = declared or mediature(
        office={"colonne": True, "nom_fichier": r"Statistiques de la collectivité (?P<nom>.+)"}
    )
    return attribute(mapper(rows, found), found, registre, fichier, cle)


@pytest.mark.parametrize(
    ("nom", "kind", "cle"),
    [
        ("Ville d’Essai-les-Bains", "Mairie", A),
        ("ville d'essai-les-bains ", "Mairie", A),
        ("CD d’Essai", "Département", B),
        ("Essai", "Département", B),
        ("2001-03-01", "Mairie", "COM-3"),
        ("2001-02-28T23:00:00", "Mairie", "COM-3"),
        ("Ville inconnue", "Mairie", "PROV-ville-inconnue"),
        ("1976-01-01", "Intercommunalité", "PROV-1976-01-01-epci"),
        ("", "Mairie", None),
        ("NC", "Mairie", None),
        ("« »", "Mairie", None),
    ],
)
def test_the_column_names_the_office(nom: str, kind: str, cle: str | None) -> None:
    assert attribuer([(nom, kind)]).offices.to_pylist() == [cle]


def test_a_provisional_office_is_said_with_its_key_and_rows() -> None:
    found = attribuer([("Ville inconnue", "Mairie"), ("Ville inconnue", "Mairie"), ("Essai", "Département")])
    (told,) = found.constats
    assert (told.code, told.nombre) == ("OFFICE_PROVISOIRE", 2)
    assert "PROV-ville-inconnue" in told.conseil
    assert {o.cle for o in found.connus} == {"PROV-ville-inconnue", B}


def test_two_declared_offices_of_one_name_leave_the_rows_aside() -> None:
    twins = known_offices([office("COM-1", nom="Val"), office("COM-2", nom="Val")], [])
    assert attribuer([("Val", "Mairie")], registre=twins).offices.to_pylist() == [None]
    two = known_offices([office("COM-1", nom="Lyon 3"), office("COM-2", nom="Paris 3")], [])
    assert attribuer([("2001-03-01", "Mairie")], registre=two).offices.to_pylist() == [None]


def test_the_type_tells_two_offices_of_one_name_apart() -> None:
    both = known_offices([office("COM-1", nom="Essonne"), office("DEP-91", nom="Essonne")], [])
    found = attribuer([("Essonne", "Mairie"), ("Essonne", "Département")], registre=both)
    assert found.offices.to_pylist() == ["COM-1", "DEP-91"]


@pytest.mark.parametrize(
    ("fichier", "nom"),
    [
        ("Statistiques de la collectivité Plaine 3.xlsx", "Plaine 3"),
        ("Statistiques de la collectivite\u0301 Plaine 3 (1).xlsx", "Plaine 3"),
        ("Statistiques de la collectivité Plaine 3 - Copie.xlsx", "Plaine 3"),
    ],
)
def test_the_file_name_gives_back_a_name_the_export_altered(fichier: str, nom: str) -> None:
    found = attribuer([("2001-03-01", "Mairie")], fichier, registre=known_offices([], []))
    assert [o.nom for o in found.connus] == [nom]
    platform = attribuer([("2001-03-01", "Mairie")], registre=known_offices([], found.connus))
    assert platform.offices.to_pylist() == found.offices.to_pylist()


@pytest.mark.parametrize(
    ("fichier", "cle"),
    [
        ("Statistiques de la collectivité Ville d’Essai-les-Bains.xlsx", A),
        ("Statistiques de la collectivité Ville d’Essai-les-Bains (2).xlsx", A),
        ("Statistiques de la collectivité Lyon 3.xlsx", "COM-3"),
        ("Statistiques de la collectivité Saint-Denis (93).xlsx", "PROV-saint-denis-93"),
    ],
)
def test_a_file_without_rows_speaks_for_the_office_of_its_name(fichier: str, cle: str) -> None:
    declared = mediature(office={"colonne": True, "nom_fichier": r"Statistiques de la collectivité (?P<nom>.+)"})
    found = attribute(mapper([], declared), declared, REGISTRE, fichier, None)
    assert [o.cle for o in found.connus] == [cle]


def test_a_file_that_says_nothing_belongs_to_nobody() -> None:
    found = attribuer([("", "")], "export.csv", declared=source())
    assert (found.connus, found.offices.to_pylist()) == ((), [None])


def test_the_name_of_two_offices_is_refused_for_a_file_without_rows() -> None:
    twins = known_offices([office("COM-1", nom="Val"), office("COM-2", nom="Val")], [])
    declared = mediature(office={"nom_fichier": r"Statistiques de la collectivité (?P<nom>.+)"})
    with pytest.raises(RefusedInput) as caught:
        attribute(mapper([], declared), declared, twins, "Statistiques de la collectivité Val.csv", None)
    assert caught.value.code == "OFFICE_AMBIGU"


@pytest.mark.parametrize(
    ("noms", "fichier", "code"),
    [
        ([("Ville d’Essai-les-Bains", ""), ("Essai", "")], "x.csv", "PLUSIEURS_OFFICES"),
        ([("Essai", "")], "x.csv", "AUTRE_OFFICE"),
        ([("2001-03-01", "")], "x.csv", "AUTRE_OFFICE"),
        ([("", "")], "Statistiques de la collectivité Essai.csv", "AUTRE_OFFICE"),
    ],
)
def test_a_declared_office_the_file_contradicts_is_refused(
    noms: list[tuple[str, str]], fichier: str, code: str
) -> None:
    with pytest.raises(RefusedInput) as caught:
        attribuer(noms, fichier, cle=A)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("nom", "told"), [("Ville d’Essai-les-Bains", []), ("", []), ("Essai sur Mer", ["OFFICE_NON_VERIFIE"])]
)
def test_a_declared_office_takes_every_row_and_an_unknown_name_is_said(nom: str, told: list[str]) -> None:
    found = attribuer([(nom, ""), (nom, "")], cle=A)
    assert found.offices.to_pylist() == [A, A]
    assert [c.code for c in found.constats] == told


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(WrongCall) as caught:
        attribuer([("", "")], cle="COM-00000")
    assert A in caught.value.conseil


@pytest.mark.parametrize(
    ("known", "then", "cle"),
    [
        (("Lyon 3", "COMMUNE"), ("Lyon 3", "Mairie"), "PROV-2001-03-01-commune"),
        (("Lyon 3", "COMMUNE"), ("Paris 3", "Mairie"), None),
        (("Nice", "COMMUNE"), ("Nice", "Mairie"), "PROV-nice"),
        (("Nice", "AUTRE"), ("Nice", "Mairie"), "PROV-nice"),
        (("Nice", "COMMUNE"), ("Nice", "Intercommunalité"), None),
        (("Saint-Étienne", "COMMUNE"), ("Saint Étienne", "Mairie"), None),
    ],
)
def test_two_undeclared_offices_are_never_merged_from_one_deposit_to_the_next(
    known: tuple[str, str], then: tuple[str, str], cle: str | None
) -> None:
    first = attribuer([(known[0], {"COMMUNE": "Mairie"}.get(known[1], ""))], registre=known_offices([], []))
    assert first.offices.to_pylist() != [None]
    second = attribuer([then], registre=known_offices([], first.connus))
    assert second.offices.to_pylist() == [cle]


@pytest.mark.parametrize(
    ("noms", "keys"),
    [
        ([("Nice", "Mairie"), ("Nice", "Intercommunalité")], [None, None]),
        ([("Nice", "Mairie"), ("Nice", "")], ["PROV-nice", "PROV-nice"]),
        ([("Saint-Pol", "Mairie"), ("Saint Pol", "Mairie")], [None, None]),
    ],
)
def test_two_undeclared_offices_are_never_merged_in_one_file(
    noms: list[tuple[str, str]], keys: list[str | None]
) -> None:
    assert attribuer(noms, registre=known_offices([], [])).offices.to_pylist() == keys


def test_an_altered_name_may_be_a_declared_office_or_another_undeclared_one() -> None:
    paris = Office("PROV-paris-3", "Paris 3", "COMMUNE", provisoire=True)
    lyon = Office("PROV-lyon-3", "Lyon 3", "COMMUNE", provisoire=True)
    assert attribuer([("2001-03-01", "Mairie")], registre=known_offices([LYON], [paris])).offices.to_pylist() == [None]
    assert attribuer([("2001-03-01", "Mairie")], registre=known_offices([LYON], [lyon])).offices.to_pylist() == [
        "COM-3"
    ]


def test_a_declared_office_takes_the_place_of_a_provisional_one_of_its_key() -> None:
    register = known_offices([office(A)], [Office(A, "provisoire", "AUTRE", provisoire=True)])
    assert not register.offices[A].provisoire
