"""The journal is a chain: what is changed or removed is said, what a power cut leaves half written is not an event."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipelines.errors import InternalError
from pipelines.incidents import record_incident
from pipelines.journal import FICHIER, ORIGINE, append_event, read_head, read_journal


@pytest.fixture
def chaine(tmp_path: Path) -> Path:
    for rank in range(4):
        append_event(tmp_path, "depot", {"depot": f"D-{rank}"})
    return tmp_path


def rewrite(folder: Path, lines: list[str]) -> None:
    (folder / FICHIER).write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def lines_of(folder: Path) -> list[str]:
    return (folder / FICHIER).read_text(encoding="utf-8").splitlines()


def test_events_come_back_in_order_under_the_seal_of_the_last(chaine: Path) -> None:
    events = read_journal(chaine)
    assert [event.details["depot"] for event in events] == ["D-0", "D-1", "D-2", "D-3"]
    assert read_head(chaine) == events[-1].sceau
    assert len({event.sceau for event in events}) == 4


def test_an_empty_journal_has_a_head(tmp_path: Path) -> None:
    assert (read_journal(tmp_path), read_head(tmp_path)) == ((), ORIGINE)


@pytest.mark.parametrize("key", ["instant", "action", "auteur", "details", "sceau"])
def test_a_changed_line_breaks_the_chain(chaine: Path, key: str) -> None:
    lines = lines_of(chaine)
    content = json.loads(lines[1])
    content[key] = {"depot": "D-9"} if key == "details" else "x" + content[key]
    rewrite(chaine, [lines[0], json.dumps(content), *lines[2:]])
    with pytest.raises(InternalError) as caught:
        read_journal(chaine)
    assert caught.value.code == "JOURNAL_ROMPU"
    assert "ligne 2" in caught.value.message


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_a_removed_line_breaks_the_chain(chaine: Path, removed: int) -> None:
    lines = lines_of(chaine)
    rewrite(chaine, lines[:removed] + lines[removed + 1 :])
    with pytest.raises(InternalError) as caught:
        read_journal(chaine)
    assert f"ligne {removed + 1}" in caught.value.message


@pytest.mark.parametrize("line", ["", "{}", "pas du JSON", '{"sceau": 1}'])
def test_a_line_that_is_no_event_is_a_break_not_a_crash(chaine: Path, line: str) -> None:
    rewrite(chaine, [*lines_of(chaine), line])
    with pytest.raises(InternalError):
        read_journal(chaine)


def test_half_a_line_is_no_event_and_the_next_one_follows(chaine: Path) -> None:
    with (chaine / FICHIER).open("a", encoding="utf-8") as stream:
        stream.write('{"instant": "2026-')
    assert len(read_journal(chaine)) == 4
    append_event(chaine, "retrait", {"depot": "D-1"})
    assert [event.action for event in read_journal(chaine)] == ["depot"] * 4 + ["retrait"]


def test_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda rank: append_event(tmp_path, "depot", {"rang": rank}), range(20)))
    assert sorted(event.details["rang"] for event in read_journal(tmp_path)) == list(range(20))


def test_a_separator_of_lines_inside_an_event_is_not_one(tmp_path: Path) -> None:
    append_event(tmp_path, "depot", {"texte": "a\u2028b\u0085c\nd"})
    assert read_journal(tmp_path)[0].details == {"texte": "a\u2028b\u0085c\nd"}


def test_an_incident_has_a_number_and_never_its_message(tmp_path: Path) -> None:
    try:
        raise ValueError("Zorglub 0612345678")
    except ValueError as error:
        number = record_incident(tmp_path, error)
    assert number.startswith("INC-")
    assert number in (tmp_path / FICHIER).read_text(encoding="utf-8")
    assert "Zorglub" not in (tmp_path / FICHIER).read_text(encoding="utf-8")
    assert read_journal(tmp_path)[0].details["type"] == "ValueError"
