"""Readers of other packages: found by their entry points, and never trusted to be without fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.reading import formats
from tests.conftest import Reindex
from tests.corpora import REUTERS_READER
from tests.indexing.files import age
from tests.reading.own_reader import own_reader

HEAD = "from search.reading import Draft, Format, draft_of\n"
STORY = (
    '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS NEWID="{}"><DATE>26-FEB-1987 15:01:01.79</DATE>'
    "<PLACES><D>usa</D></PLACES><TEXT><TITLE>{}</TITLE><BODY>    A text &lt;X>.</BODY></TEXT></REUTERS>\n"
)


def test_the_reader_in_the_documentation(
    archive: Path, tmp_path: Path, run_reindex: Reindex
) -> None:
    file = archive / "a.sgm"
    file.write_text(STORY.format(1, "Cocoa") + STORY.format(2, "Rice") + "<REUTERS>")
    age(file)
    module = REUTERS_READER.read_text(encoding="utf-8")
    points = {"reuters": "reuters_sgml:READER"}
    with own_reader(tmp_path / "site", points, reuters_sgml=module):
        report = run_reindex()
        assert (report.added, [each.path for each in report.failures]) == (2, ["a.sgm"])
        assert "ends within a story" in report.failures[0].reason
        assert run_reindex().is_published is False
    with own_reader(tmp_path / "site", points, "1.1", reuters_sgml=module):
        report = run_reindex()
        assert report.notes == (
            "Settings of the archive have changed (readers.reuters): all articles are read again.",
        )
        assert (report.articles, report.is_published) == (2, True)


BAD = f"""{HEAD}
RAISES = Format("raises", (".raises",), "bad:fails")
EXITS = Format("exits", (".exits",), "bad:ends")
NOTHING = Format("nothing", (".nothing",), "bad:gives_nothing")
TEXTS = Format("texts", (".texts",), "bad:fails", "bad:texts")
ENDS = Format("ends", (".ends",), "bad:fails", "bad:ends_split")
SNIFFS = Format("sniffs", (), "bad:fails", "", "bad:fails")
MINE = Format("mine", (".md",), "bad:mine")

def fails(*given): raise KeyError("the field")
def ends(*given): raise SystemExit(3)
def ends_split(stream):
    yield b"x"
    raise SystemExit(3)
def gives_nothing(data, config): return None
def texts(stream): yield "text"
def mine(data, config): return draft_of({{"title": "Mine", "text": data.decode()}}, config.facets, "mine")
"""


def test_what_readers_do_costs_only_their_files(
    archive: Path, tmp_path: Path, run_reindex: Reindex
) -> None:
    for suffix in ("raises", "exits", "nothing", "texts", "ends", "md", "txt"):
        (archive / f"a.{suffix}").write_text("A text.")
    points = {
        name.lower(): f"bad:{name}"
        for name in "RAISES EXITS NOTHING TEXTS ENDS SNIFFS MINE".split()
    }
    with own_reader(tmp_path / "site", {**points, "no": "bad:NO"}, bad=BAD):
        report = run_reindex()
    assert [note.partition(" (")[0] for note in report.notes] == [
        "The reader no: own-reader 1.0 was left out"
    ]
    reasons = {each.path: each.reason for each in report.failures}
    assert "its reader, raises, fails (KeyError: 'the field')" in reasons["a.raises"]
    assert "its reader, exits, fails (SystemExit: 3)" in reasons["a.exits"]
    assert "gave NoneType and no Draft" in reasons["a.nothing"]
    assert "gave str and no bytes" in reasons["a.texts"]
    assert "its reader, ends, fails" in reasons["a.ends"]
    assert report.articles == 1
    assert "a.txt" in {*reasons}  # it has the id of a.md, which the reader of the package took


@pytest.mark.parametrize(
    ("value", "module", "reason"),
    [
        ("no_such_module:X", "", "ModuleNotFoundError"),
        ("own:X", "raise SystemExit", "SystemExit"),
        ("own:X", "X = 1", "it is no Format"),
        ("own:X", f"{HEAD}X = Format('PDF', ('.x',), 'own:X')", "another format is called PDF"),
        ("own:X", f"{HEAD}X = Format('x', '.x', 'own:X')", "its suffixes are no tuple"),
        ("own:X", f"{HEAD}X = Format('x', ('.x',), 'own:parse')", "AttributeError"),
        ("own:X", f"{HEAD}X = Format('x', ('.x',), 'own:X', patience='y')", "no whole numbers"),
    ],
)
def test_a_reader_that_cannot_be_used_is_named(
    tmp_path: Path, value: str, module: str, reason: str
) -> None:
    with own_reader(tmp_path, {"x": value}, own=module):
        (fault,) = formats.installed_readers().faults
    assert fault.startswith("The reader x: own-reader 1.0 was left out (")
    assert reason in fault


def test_nobody_has_readers_by_accident() -> None:
    assert formats.installed_readers().faults == ()
