"""Each bad input gets its verdict, its counts and its words, through the whole check and without a declared source."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pytest

from tests.badinputs.autres import ENREGISTREMENTS, NOMS
from tests.badinputs.cas import Cas
from tests.badinputs.classeurs import ARCHIVES, CLASSEURS
from tests.badinputs.controle import check_case, check_file, verdict_of
from tests.badinputs.textes import ENCODAGES, STRUCTURES
from tests.badinputs.valeurs import CHARGES, VALEURS

TOUS = (*ENCODAGES, *STRUCTURES, *VALEURS, *CHARGES, *CLASSEURS, *ARCHIVES, *ENREGISTREMENTS, *NOMS)
PARTAGES = Path(__file__).resolve().parents[2].parent / "shared" / "badinputs"
MEGAOCTETS = 600


@pytest.mark.parametrize(
    "cas", [pytest.param(c, id=c.nom[:40], marks=[pytest.mark.long] * (c.nom[:3] == "b01")) for c in TOUS]
)
def test_each_bad_input_gets_its_verdict_its_counts_and_its_words(cas: Cas, tmp_path: Path) -> None:
    check_case(cas, tmp_path)


def test_the_table_has_its_ninety_six_cases() -> None:
    assert len({cas.nom for cas in TOUS}) == len(TOUS) == 96


@pytest.mark.long
def test_no_bad_input_of_this_process_took_more_memory_than_allowed(tmp_path: Path) -> None:
    for cas in (CHARGES[0], ARCHIVES[0], ARCHIVES[-1]):
        check_file(cas.build(tmp_path), tmp_path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < MEGAOCTETS * 1.5


@pytest.mark.skipif(not PARTAGES.is_dir(), reason="shared files are not beside the project")
def test_the_shared_third_of_the_files_gets_what_it_expects(tmp_path: Path) -> None:
    wrong: list[Any] = []
    for entry in json.loads((PARTAGES / "expect.json").read_text(encoding="utf-8")):
        rapport = check_file(PARTAGES / "files" / entry["file"], tmp_path)
        rejected = rapport.ecartees + rapport.doublons
        counts = (rapport.acceptees, rejected, rapport.ignorees)
        expected = (entry["acceptees"], entry["rejetees"], entry["ignorees"])
        same = all(want is None or got == want for got, want in zip(counts, expected, strict=True))
        if verdict_of(rapport) != entry["verdict"] or not same or not rapport.closes:
            wrong.append((entry["file"], verdict_of(rapport), counts, entry["verdict"], expected))
    assert wrong == []
