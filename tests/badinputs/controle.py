"""How the report of one bad input is judged."""

from __future__ import annotations

import json
import time
from pathlib import Path

from pipelines.report import Rapport
from pipelines.run import Options, verify_file
from pipelines.settings import Dossiers
from tests.badinputs.cas import Cas

SECONDES = 20
"""Processor seconds, so that a busy machine fails no test."""


def check_file(path: Path, folder: Path) -> Rapport:
    return verify_file(path, Dossiers(folder / "donnees", folder / "cles"), Options())


def verdict_of(rapport: Rapport) -> str:
    """The verdict a report amounts to."""
    if rapport.refus:
        return "REFUSE"
    if rapport.ecartees:
        return "PARTIAL"
    said = {constat.niveau for constat in rapport.constats} & {"avertissement", "doublon"}
    return "WARN" if said else "ACCEPT"


def check_counts(rapport: Rapport, counts: tuple[int | None, int | None, int | None]) -> None:
    """Duplicates count with the lines set aside or with the ignored ones."""
    accepted, rejected, ignored = counts
    assert rapport.closes
    assert accepted is None or rapport.acceptees == accepted
    assert rejected is None or rejected in (rapport.ecartees, rapport.ecartees + rapport.doublons)
    assert ignored is None or ignored in (rapport.ignorees, rapport.ignorees + rapport.doublons)


def check_words(rapport: Rapport, text: str) -> None:
    """One French sentence for a refusal; a line, a column or a reason and an advice for each line set aside."""
    assert "Traceback" not in text
    assert 'File "' not in text
    if rapport.refus:
        assert rapport.refus.endswith((".", "»"))
        assert rapport.refus_code
    for constat in rapport.constats:
        assert constat.conseil
        assert constat.niveau != "ecartee" or constat.ligne


def check_case(cas: Cas, folder: Path) -> None:
    """The file gets its verdict, its counts and its words; nothing is written, nothing personal is said."""
    path = cas.build(folder)
    started = time.process_time()
    rapport = check_file(path, folder)
    assert time.process_time() - started < SECONDES
    text = json.dumps(rapport.as_dict(), ensure_ascii=False)
    found = verdict_of(rapport)
    assert found in (cas.verdict, cas.autre), text
    if not (found == "REFUSE" and cas.verdict != "REFUSE") and not (found == "ACCEPT" and cas.verdict == "REFUSE"):
        check_counts(rapport, cas.comptes)
        assert set(cas.codes) <= {constat.code for constat in rapport.constats} | {rapport.refus_code}, text
    check_words(rapport, text)
    if cas.lignes:
        assert tuple(sorted(c.ligne or 0 for c in rapport.constats if c.niveau == "ecartee")) == cas.lignes
    assert not [secret for secret in cas.tus if secret in text]
    assert not (folder / "donnees").exists()
