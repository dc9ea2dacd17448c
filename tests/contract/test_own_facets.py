"""A facet of an archive's own, hidden facets and labels: by `backissue.toml` alone, on both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search import SearchRequest
from search.config.archive_toml import archive_config
from search.engines import Engine, open_engine
from search.engines.targets import open_target
from search.errors import BadParameter
from search.indexing.progress import Silent
from search.indexing.reindex import Options, reindex
from search.indexing.report import Report
from search.model.request import Selection
from tests.contract.places import Place

SETTINGS = """
title = "The Lantern Review"
[facets.section]
fields = ["section", "article:section"]
[facets.section.aliases]
"politics" = "Politics"
[facets.theme]
hidden = true
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An article in each format, with sections Politics, Politics and Sport."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A\nsection: politics\n---\nA river.\n")
    line = {
        "id": "b",
        "title": "B",
        "section": "Politics",
        "themes": ["Water"],
        "content": "River.",
    }
    (folder / "b.jsonl").write_text(json.dumps(line) + "\n")
    head = '<title>C</title><meta property="article:section" content="Sport">'
    (folder / "c.html").write_text(
        f"<html><head>{head}</head><body><p>A river race.</p></body></html>"
    )
    (folder / "backissue.toml").write_text(SETTINGS)
    return folder


def _reindex(archive: Path, place: Place) -> Report:
    options = Options(archive, 1, config=archive_config(archive))
    return reindex(options, open_target(place.index), Silent())


def _total(engine: Engine, text: str = "", **selections: Selection) -> int:
    return engine.search(SearchRequest(text, selections)).total


def test_an_own_facet_needs_no_line_of_code(place: Place, archive: Path) -> None:
    assert _reindex(archive, place).added == 3
    with open_engine(place.index, time_limit=10) as engine:
        config = engine.config()
        assert config.title == "The Lantern Review"
        assert config.facets.names == ("author", "region", "report", "source", "section")
        results = engine.search(SearchRequest("river"))
        counts = {facet.name: facet.values for facet in results.facets}
        assert [(each.value, each.count) for each in counts["section"]] == [
            ("Politics", 2),
            ("Sport", 1),
        ]
        assert "theme" not in counts
        assert _total(engine, section=Selection(("Politics",))) == 2
        assert _total(engine, section=Selection((), ("Politics",))) == 1
        assert _total(engine, "section:sport") == 1
        assert [each.value for each in engine.values("section")] == ["Politics", "Sport"]
        assert [each.text for each in engine.suggest("polit") if each.kind == "section"]
        (hit,) = engine.search(SearchRequest("race")).hits
        assert hit.values("section") == ("Sport",)
        with pytest.raises(BadParameter, match="this archive has the facets author, region"):
            _total(engine, theme=Selection(("Water",)))


def test_looks_change_without_reading_and_facets_with(place: Place, archive: Path) -> None:
    _reindex(archive, place)
    file = archive / "backissue.toml"
    file.write_text(SETTINGS.replace("Lantern", "Harbour"))
    changed = _reindex(archive, place)
    assert (changed.is_published, changed.unchanged, changed.notes) == (True, 3, ())
    assert not _reindex(archive, place).is_published
    file.write_text(SETTINGS.replace('"politics" = "Politics"', '"Sport" = "Games"'))
    reread = _reindex(archive, place)
    assert any("facets.section.aliases" in note for note in reread.notes)
    with open_engine(place.index, time_limit=10) as engine:
        assert engine.config().title == "The Lantern Review"
        assert [each.value for each in engine.values("section")] == [
            "Games",
            "Politics",
            "politics",
        ]
