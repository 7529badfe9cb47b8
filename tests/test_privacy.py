"""Personal data left in a cell is found; case ids are stable, keyed by office, and cannot be turned back."""

from __future__ import annotations

import hmac
import os
import stat
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import WrongCall
from pipelines.privacy import (
    LONGUEUR_CLE,
    SUSPECT,
    SUSPECT_NUMERO,
    find_personal,
    has_office_key,
    hash_ids,
    read_office_key,
)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("écrire à jean.dupont@exemple.fr", "COURRIEL"),
        ("06 12 34 56 78", "TELEPHONE"),
        ("06\u00a012\u202f34\u00a056\u00a078", "TELEPHONE"),
        ("0612345678", "TELEPHONE"),
        ("06.12.34.56.78", "TELEPHONE"),
        ("06/12/34/56/78", "TELEPHONE"),
        ("06 123 456 78", "TELEPHONE"),
        ("+33 6 12 34 56 78", "TELEPHONE"),
        ("+33 (0)6 12 34 56 78", "TELEPHONE"),
        ("0033612345678", "TELEPHONE"),
        ("1 85 05 78 006 084 91", "NIR"),
        ("185057800608491", "NIR"),
        ("1-85-05-78-006-084-91", "NIR"),
        ("185057800608492", None),
        ("FR76 3000 6000 0112 3456 7890 189", "IBAN"),
        ("fr7630006000011234567890189 de Paul", "IBAN"),
        ("FR76 3000 6000 0112 3456 7890 188", None),
        ("2024-000123", None),
        ("Médiation 2024", None),
        ("2024-01-15 10:00:00", None),
        ("03/04/2022 09:30", None),
        ("03/04/2022 09:30:15", None),
        ("le 03/04/2022 à 09h30", None),
        ("2022-04-03T09:30:00", None),
        ("03.04.2022 09:30", None),
        ("03/04/2022 09:30 puis 06 12 34 56 78", "TELEPHONE"),
        ("0612345678 le 03/04/2022 09:30", "TELEPHONE"),
        ("06/12/2034 56 78", "TELEPHONE"),
        ("@mairie", None),
        ("", None),
    ],
)
def test_personal_data_is_found_however_written(cell: str, kind: str | None) -> None:
    assert find_personal(cell) == kind


def test_ids_are_stable_for_an_office_and_differ_between_offices(tmp_path: Path) -> None:
    keys = {cle: read_office_key(tmp_path, cle) for cle in ("COM-1", "COM-2")}
    first = hash_ids(keys["COM-1"], "COM-1", ["12", "13"])
    assert first == hash_ids(read_office_key(tmp_path, "COM-1"), "COM-1", ["12", "13"])
    assert len(set(first) | set(hash_ids(keys["COM-2"], "COM-2", ["12", "13"]))) == 4
    assert hash_ids(keys["COM-1"], "COM-2", ["12"]) != first[:1]


@given(st.lists(st.text(min_size=1), min_size=1, max_size=20, unique=True))
def test_two_numbers_never_share_an_id_and_none_shows_in_it(numbers: list[str]) -> None:
    ids = hash_ids(b"k" * LONGUEUR_CLE, "COM-1", numbers)
    assert len(set(ids)) == len(numbers)
    assert all(len(found) == 32 for found in ids)


@given(st.binary(min_size=LONGUEUR_CLE, max_size=LONGUEUR_CLE), st.text(max_size=80))
def test_an_id_is_the_hmac_of_the_office_and_the_number(key: bytes, number: str) -> None:
    expected = hmac.new(key, b"COM-1\x00" + number.encode(), "sha256").hexdigest()[:32]
    assert hash_ids(key, "COM-1", [number]) == [expected]


@settings(deadline=None)
@given(st.text())
def test_what_carries_personal_data_is_always_looked_at(text: str) -> None:
    kind = find_personal(text)
    seen = pc.match_substring_regex(pa.array([text]), SUSPECT)[0].as_py()
    number = pc.match_substring_regex(pa.array([text]), SUSPECT_NUMERO)[0].as_py()
    assert kind is None or seen
    assert kind in (None, "TELEPHONE") or number


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cles"
    assert not has_office_key(folder, "COM-1")
    key = read_office_key(folder, "COM-1")
    assert read_office_key(folder, "COM-1") == key
    assert has_office_key(folder, "COM-1")
    assert stat.S_IMODE((folder / "COM-1.cle").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "content", ["", "ab", "zz" * LONGUEUR_CLE, "ab" * (LONGUEUR_CLE - 1), "ab" * (LONGUEUR_CLE + 1)]
)
def test_a_key_cut_short_is_never_used(tmp_path: Path, content: str) -> None:
    (tmp_path / "COM-1.cle").write_text(content, encoding="ascii")
    with pytest.raises(WrongCall) as caught:
        read_office_key(tmp_path, "COM-1")
    assert caught.value.code == "CLE_ILLISIBLE"


@pytest.mark.skipif(os.geteuid() != 0 and not os.access("/proc", os.R_OK), reason="dossier spécial absent")
def test_a_folder_that_cannot_hold_keys_is_said() -> None:
    with pytest.raises(WrongCall):
        read_office_key(Path("/proc/cles"), "COM-1")
