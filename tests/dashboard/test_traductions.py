"""The English of the bundle is still where we look for it: an upgrade of Streamlit that moves it is noticed here."""

from __future__ import annotations

from dashboard.statiques import BUNDLE, read_asset, read_index
from dashboard.traductions import REMPLACEMENTS, missing, translate


def test_every_english_string_is_still_in_the_bundle() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in (BUNDLE / "static/js").glob("*.js")}
    assert missing(files) == []


def test_a_string_that_moved_is_named() -> None:
    assert len(missing({"index.x.js": ""})) == sum(len(table) for table in REMPLACEMENTS.values())


def test_replacements_do_not_break_the_scripts_quotes() -> None:
    for table in REMPLACEMENTS.values():
        for english, french in table.items():
            assert english.count("`") == french.count("`")
            assert "\u202f" not in english


def test_another_file_is_served_as_it_is() -> None:
    assert translate("PlotlyChart.x.js", b"`Connection error`") == b"`Connection error`"


def test_the_page_is_french_and_has_no_inline_script() -> None:
    html = read_index().brut.decode()
    assert '<html lang="fr">' in html
    assert "<title>Observatoire de la médiation territoriale</title>" in html
    assert "<script>" not in html
    assert "service-desc" not in html
    assert "enable JavaScript" not in html


def test_nothing_outside_the_bundle_is_served() -> None:
    for chemin in ("static/../../__init__.py", "../config.py", "/etc/passwd", "static/js"):
        assert read_asset(chemin) is None
