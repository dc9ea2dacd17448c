"""Feeds: RSS, RSS 1.0, Atom and JSON Feed, whole and broken: an entry is an article or has a reason."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading import PASSED_OVER, Unreadable
from search.reading.formats import feed_file
from search.reading.formats.xml_items import xml_parts
from tests.reading.inspected import inspected, texts

RECORDS = Path(__file__).parent / "records"
RSS = (RECORDS / "news.rss").read_text(encoding="utf-8")

RDF = (RECORDS / "news.rdf").read_text(encoding="utf-8")

ATOM = (RECORDS / "news.atom").read_text(encoding="utf-8")


def test_rss(tmp_path: Path) -> None:
    found = inspected(tmp_path, "news.rss", RSS)
    first, second = (reading.article for reading in found.readings)
    assert (first.title, str(first.published)) == ("Ferry “Aurora” sails", "2019-05-04")
    assert (first.authors, first.values("theme")) == (
        ("Ada Quill", "Bo Banks"),
        ("Sea", "Boats & ships"),
    )
    assert (first.publisher, first.language) == ("The Lantern & Review", "en-GB")
    assert (first.summary, first.address) == ("The ferry sails.", "https://lantern.example/ferry/")
    assert [(each.kind, each.text) for each in first.paragraphs] == [
        ("heading", "At dawn"), ("text", "It sails today."), ("item", "One"), ("item", "Two"),
    ]  # fmt: skip
    assert [span.kind for span in first.paragraphs[1].form.spans] == ["link", "emphasis"]
    assert (second.authors, second.summary) == (("Bo Banks",), "")
    assert texts(found, 1) == ["Fish & chips.", "3 < 4"]
    assert second.id == "lantern.example/2"
    assert (found.failures, found.warnings) == ((), ())


def test_rss_1(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.xml", RDF)
    (article,) = (reading.article for reading in found.readings)
    assert (article.id, article.title, article.values("theme")) == (
        "lantern.example/1",
        "One",
        ("Sea",),
    )
    assert str(article.published) == "2004-02-03"


def test_atom(tmp_path: Path) -> None:
    found = inspected(tmp_path, "feed", ATOM)
    first, second = (reading.article for reading in found.readings)
    assert (first.title, first.authors, first.language) == ("Eins", ("House",), "de")
    assert (first.address, str(first.published)) == ("https://lantern.example/1", "2019-05-04")
    assert (first.publisher, first.values("theme"), first.summary) == (
        "Die &",
        ("See", "boats"),
        "Kurz.",
    )
    assert texts(found) == ["Ein Wort."]
    assert (second.authors, texts(found, 1)) == (("Ada Quill",), ["a <b> c"])


def test_the_backup_of_a_blog(tmp_path: Path) -> None:
    kinds = ("post", "comment", "template", "page", "post")
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/b#{}'/>"
    entries = [
        f"<entry><title>T</title>{kind.format(each)}<content>x</content></entry>" for each in kinds
    ]
    entries[-1] = entries[-1].replace(
        "</entry>", "<a:control><a:draft>yes</a:draft></a:control></entry>"
    )
    spaces = "xmlns='http://www.w3.org/2005/Atom' xmlns:a='http://purl.org/atom/app#'"
    found = inspected(tmp_path, "blog.xml", f"<feed {spaces}>{''.join(entries)}</feed>")
    assert ([each.article.values("theme") for each in found.readings], found.failures) == ([()], ())
    assert [PASSED_OVER[each.partition(": ")[2]] for each in found.warnings] == [
        *["pages, attachments and comments of sites"] * 3,
        "drafts",
    ]


def test_a_feed_of_films(tmp_path: Path) -> None:
    media = "<media:group><media:description>What the film shows.</media:description></media:group>"
    feed = f"<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><item><title>T</title>{media}"
    assert texts(inspected(tmp_path, "a.rss", feed + "</item></rss>")) == ["What the film shows."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = RSS.replace("UTF-8", encoding).replace("Ada", "Adä").replace("Ferry &#8220;", "Fähre ")
    found = inspected(tmp_path, "a.xml", text.encode(encoding))
    assert found.readings[0].article.authors[0] == "Adä Quill"
    assert len(found.readings) == 2


def test_a_json_feed(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lantern",
        "language": "en",
        "authors": [{"name": "House"}],
        "items": [
            {"id": "https://lantern.example/1", "content_html": "Fish &amp; <b>chips</b>"},
            {"id": "2", "content_text": "a <b> c", "authors": [{"name": "Ada Quill"}], "tags": ["sea"]},
        ],
    }  # fmt: skip
    found = inspected(tmp_path, "feed.json", json.dumps(feed))
    first, second = (reading.article for reading in found.readings)
    assert (first.id, first.authors, first.publisher) == (
        "lantern.example/1",
        ("House",),
        "Lantern",
    )
    assert (second.id, second.authors, second.language) == ("2", ("Ada Quill",), "en")
    assert (texts(found), texts(found, 1)) == (["Fish & chips"], ["a <b> c"])


def test_a_bad_entry_costs_itself(tmp_path: Path) -> None:
    items = (
        "<item><guid>1</guid><title>AT&T &nbsp;\x0b&#11;&bogus; ok</title><link>https://x.example/?a=1&b=2</link></item>"
        "<item><guid>2</guid><title>Open <b>tag</title><description>Kept.</description></item>"
        "<item><guid>3</guid><title><![CDATA[</item>]]> c</title><!-- <item> --></item><item/>"
    )
    found = inspected(tmp_path, "a.xml", f"<rss version='2.0'><channel>{items}</channel></rss>")
    titles = [reading.article.title for reading in found.readings]
    assert titles[0] == "AT&T &bogus; ok"
    assert found.readings[0].article.address == "https://x.example/?a=1&b=2"
    assert titles[2] == "</item> c"
    assert texts(found, 1) == ["Kept."]
    assert list(found.warnings) == ["record 2: is not well-formed XML: some of it may be missing"]


def test_a_feed_that_is_cut_gives_its_whole_entries(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.rss", RSS[: RSS.index("</item>\n</channel>")])
    assert len(found.readings) == 1
    assert found.failures == ("ends in the middle of an item: the file is cut, copy it again",)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_are_never_expanded(tmp_path: Path, declared: str) -> None:
    item = "<item><title>&b;&x;</title></item>"
    feed = f"<!DOCTYPE rss [{declared}]><rss version='2.0'><channel>{item}</channel></rss>"
    found = inspected(tmp_path, "a.xml", feed)
    assert found.readings == ()
    assert "files with entities of their own are not read" in found.failures[0]


def test_xml_that_is_no_feed_is_passed_over(tmp_path: Path) -> None:
    found = inspected(tmp_path, "pom.xml", "<project><name>x</name></project>")
    assert (found.failures, len(found.warnings)) == ((), 1)
    assert "XML without an article" in found.warnings[0]


_TOKENS = "<item>|</item>|<item/>|<item a='1'>|<![CDATA[|]]>|<!--|-->|<?|?>|x|<itemx>|\n".split("|")


@given(st.integers(1, 40), st.lists(st.sampled_from(_TOKENS), max_size=14))
def test_items_are_cut_alike_wherever_pieces_end(size: int, tokens: list[str]) -> None:
    data = "".join(tokens).encode()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    assert _parts(pieces) == _parts([data])


def _parts(pieces: list[bytes]) -> list[bytes]:
    found = []
    try:
        for part in xml_parts(iter(pieces)):
            found.append(part)
    except Unreadable as reason:
        found.append(str(reason).encode())
    return found


def test_a_long_feed_needs_little_memory() -> None:
    item = b"<item><guid>1</guid><description>" + b"word " * 10_000 + b"</description></item>"
    stream = _Endless(b"<rss version='2.0'>", item, 150)
    tracemalloc.start()
    count = sum(1 for _ in feed_file.split(stream))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, most < 5_000_000) == (150, True)


class _Endless(BytesIO):
    """A file of one item many times, which is not in memory."""

    def __init__(self, head: bytes, item: bytes, count: int) -> None:
        super().__init__()
        self._head, self._item, self._count = head, item, count
        self._pieces: Iterator[bytes] = iter(())
        self.seek(0)

    def read(self, size: int | None = -1) -> bytes:
        return next(self._pieces, b"")

    def seek(self, offset: int, whence: int = 0) -> int:
        self._pieces = chain([self._head], repeat(self._item, self._count))
        return 0


def test_the_line_that_a_blog_adds_is_no_text(tmp_path: Path) -> None:
    note = (
        "<p>The post <a href=https://a.example/x>Fog</a> appeared first on"
        " <a href=https://a.example>A</a>.</p>"
    ).replace("=https://a.example/x", '="https://a.example/x"')
    item = (
        "<item><title>Fog</title><link>https://a.example/{}</link><description>"
        f"<![CDATA[<p>It was wide.</p>{note}]]></description></item>"
    )
    feed = f"<rss><channel>{item.format('x')}{item.format('y')}</channel></rss>"
    found = inspected(tmp_path, "a.rss", feed)
    assert texts(found) == ["It was wide."]
    assert texts(found, 1) == ["It was wide.", "The post Fog appeared first on A."]
