"""JSON in its usual forms gives the same rows; what is cut, too deep or ambiguous is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import RefusedInput
from pipelines.readers import RawTable, ReadOptions, read_table
from tests.readers.constructeur import LIGNES, TITRES, codes, count, make_json_lines, make_records, reasons, write


def read(folder: Path, content: Any, **options: Any) -> RawTable:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    return read_table(write(folder, text, "export.json"), ReadOptions(**options))


def refuse(folder: Path, content: Any, **options: Any) -> str:
    with pytest.raises(RefusedInput) as caught:
        read(folder, content, **options)
    assert caught.value.message.endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    "content",
    [
        make_records(),
        json.dumps(make_records(), indent=2),
        {"data": make_records()},
        {"meta": {"page": 1, "tags": ["a"]}, "resultats": {"saisines": make_records()}},
        make_json_lines(),
        make_json_lines().replace("\n", "\r\n"),
        "\ufeff" + json.dumps(make_records()),
        json.dumps(make_records()).encode("utf-16"),
    ],
)
def test_every_form_gives_the_same_rows(tmp_path: Path, content: Any) -> None:
    table = read(tmp_path, content)
    assert (table.header, tuple(table.rows), table.format) == (TITRES, LIGNES, "json")
    assert (table.set_aside, table.lignes.to_pylist()) == ((), list(range(1, 41)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "VRAI"),
        (False, "FAUX"),
        (12, "12"),
        (1000.0, "1000"),
        (1348.47, "1348.47"),
        (10**40, str(10**40)),
        ("2026-01-15T23:30:00+02:00", "2026-01-15T23:30:00+02:00"),
        (["a", 1], '["a", 1]'),
        ([], ""),
        ("\ud800", "?"),
    ],
)
def test_each_value_has_one_text(tmp_path: Path, value: Any, text: str) -> None:
    assert read(tmp_path, [{"id": 1, "v": value}]).rows[0] == ("1", text)


def test_nested_keys_are_joined_by_dots_and_missing_keys_are_blank(tmp_path: Path) -> None:
    table = read(tmp_path, [{"id": 1, "lieu": {"ville": {"nom": "Sète"}}}, {"id": 2, "canal": "Web"}])
    assert table.header == ("id", "lieu.ville.nom", "canal")
    assert tuple(table.rows) == (("1", "Sète", ""), ("2", "", "Web"))


def test_nan_is_blank_and_said(tmp_path: Path) -> None:
    table = read(tmp_path, [{"id": 1, "v": float("nan")}, {"id": 2, "v": float("-inf")}])
    assert (table.rows[0], table.rows[1], codes(table)) == (("1", ""), ("2", ""), {"JSON_NON_FINI"})


@pytest.mark.parametrize(
    "record",
    ['{"id": 1, "v": "a", "v": "b"}', '{"id": 1, "v": {"x": 1, "x": 2}}', '{"id": 1, "a": {"b": 1}, "a.b": 2}'],
)
def test_repeated_keys_are_said(tmp_path: Path, record: str) -> None:
    table = read(tmp_path, f"[{record}]")
    assert (table.num_rows, codes(table)) == (1, {"JSON_CLES_DOUBLES"})


def test_a_wrong_line_of_json_lines_costs_itself(tmp_path: Path) -> None:
    lines = make_json_lines().splitlines()
    lines[6], lines[9], lines[12] = lines[6][:-5], "", "[1, 2]"
    table = read(tmp_path, "\n".join(lines))
    assert (count(table), reasons(table)) == ((37, 2, 1), {7: "JSON_ILLISIBLE", 10: "VIDE", 13: "FORME"})


def test_an_element_that_is_no_record_is_set_aside(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, [{"a": 1}, 2, {"a": 3}])) == {2: "FORME"}


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (json.dumps(make_records())[:-200], "JSON_COUPE"),
        (json.dumps(make_records()) + "]", "JSON_COUPE"),
        (json.dumps({"data": make_records()})[:-1], "JSON_COUPE"),
        ("[" + json.dumps(make_records()[0]) + ",]", "JSON_COUPE"),
        (DEEP, "JSON_TROP_PROFOND"),
        ('[{"a":' * 50_000, "JSON_TROP_PROFOND"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "JSON_TROP_PROFOND"),
        ('[{"a":' + '{"b":' * 100 + "1" + "}" * 100 + "}]", "JSON_TROP_PROFOND"),
        ({"a": [{"x": 1}], "b": [{"x": 2}]}, "JSON_AMBIGU"),
        ([], "JSON_SANS_ENREGISTREMENT"),
        ([1, 2, 3], "JSON_SANS_ENREGISTREMENT"),
        ([{f"c{rank}": 1 for rank in range(5000)}], "TROP_DE_COLONNES"),
    ],
)
def test_what_cannot_be_trusted_is_refused_in_one_sentence(tmp_path: Path, content: Any, code: str) -> None:
    assert refuse(tmp_path, content) == code


def test_a_declared_path_says_which_array(tmp_path: Path) -> None:
    document = {"a": [{"x": 1}], "b": {"c": [{"x": 2}, {"x": 3}]}}
    assert tuple(read(tmp_path, document, chemin_json="b.c").rows) == (("2",), ("3",))
    assert refuse(tmp_path, document, chemin_json="b.d") == "JSON_CHEMIN"


def test_many_records_of_changing_shape_keep_their_cells(tmp_path: Path) -> None:
    records = [{"id": rank, f"c{rank // 10_000}": "x"} for rank in range(40_000)]
    table = read(tmp_path, records)
    assert table.header == ("id", "c0", "c1", "c2", "c3")
    assert (table.num_rows, table.rows[0], table.rows[39_999]) == (
        40_000,
        ("0", "x", "", "", ""),
        ("39999", "", "", "", "x"),
    )
