"""What leaves for a reader has the narrow spaces of French typography, and nothing else is touched."""

from __future__ import annotations

import pytest

from pipelines.errors import RefusedInput
from pipelines.typographie import typeset


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Le fichier « a.csv » est vide : rien à lire.", "Le fichier «\u202fa.csv\u202f» est vide\u202f: rien à lire."),
        ("80 % ; 20 % ?", "80\u202f%\u202f; 20\u202f%\u202f?"),
        ("à 10:30, C:\\x, a:b ; fin", "à 10:30, C:\\x, a:b\u202f; fin"),
        ("dossiers, %, jours", "dossiers, %, jours"),
        ("(« vide »)", "(«\u202fvide\u202f»)"),
        ("déjà\u202f: bien", "déjà\u202f: bien"),
        ("--filtre type=COMMUNE", "--filtre type=COMMUNE"),
    ],
)
def test_spaces_are_those_of_french(written: str, read: str) -> None:
    assert typeset(written) == read
    assert typeset(read) == read


def test_an_error_speaks_typeset_french() -> None:
    error = RefusedInput("X", "Quoi ?", "Essayer « autre chose ».")
    assert (error.message, error.conseil) == ("Quoi\u202f?", "Essayer «\u202fautre chose\u202f».")
