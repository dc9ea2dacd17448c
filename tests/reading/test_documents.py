"""Word and OpenDocument: texts with their form, and only properties that can be believed."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest

from search.config.archive import ArchiveConfig
from search.model.facets import FacetField, FacetTable
from search.reading import Reading, Record, Unreadable, read
from search.reading.formats import FORMATS, HEAD
from tests.reading.documents import Put, docx, epub, odt, pdf, zipped

STYLES = (
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="My heading"/><w:basedOn w:val="berschrift2"/>'
    "</w:style>"
    '<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
)
NOTES = (
    '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
)


def _p(text: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def _item(text: str) -> str:
    return _p(text, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>')


WORD = (
    _p("Contents 1", "C")
    + _p("The ferry comes back", "T")
    + _p("By Ann Weaver")
    + _p("Section: Rivers")
    + _p(
        '<w:r><w:t xml:space="preserve">It </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ne</w:t>'
        "</w:r>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>ver</w:t></w:r><w:del><w:r><w:delText>gone</w:delText>"
        "</w:r></w:del>"
        '<w:r><w:t xml:space="preserve"> stops &lt;here&gt;</w:t></w:r><w:r>'
        '<w:footnoteReference w:id="7"/></w:r>'
        '<w:r><w:t xml:space="preserve">, </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>see</w:t>'
        "</w:r></w:hyperlink>"
    )
    + _p("Oars", "Own")
    + _item("one")
    + _item("two")
    + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b"
    "</w:t></w:r></w:p>"
    "</w:tc></w:tr></w:tbl>"
)
TEXT = (
    '<text:h text:outline-level="1">The ferry comes back</text:h><text:p>12 May 2019</text:p>'
    '<text:p>It <text:span text:style-name="B">never</text:span><text:s/>stops<text:note>'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
    "</text:note-body></text:note>"
    ', <text:a xlink:href="https://example.org/a">see</text:a><office:annotation><text:p>no'
    "</text:p>"
    '</office:annotation></text:p><text:list text:style-name="L"><text:list-item><text:p>one'
    "</text:p></text:list-item>"
    "<text:list-item><text:p>two</text:p></text:list-item></text:list><table:table>"
    "<table:table-row><table:table-cell>"
    "<text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>"
    "</table:table-cell></table:table-row>"
    "</table:table>"
)
OPEN_STYLES = (
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1"/>'
    "</text:list-style>"
)
CORE = (
    "<dc:title>Document1</dc:title><dc:creator>{}</dc:creator><d:created>{}</d:created>"
    "<d:keywords>boats; oars</d:keywords>"
)


def _read(data: bytes, path: str = "a.docx", config: ArchiveConfig | None = None) -> Reading:
    return read(Record(path, 0, data), config)


def _forms(reading: Reading) -> list[tuple[str, str, int, int]]:
    return [
        (each.kind, each.text, each.form.level, each.form.number)
        for each in reading.article.paragraphs
    ]


def test_a_word_document() -> None:
    others = {"styles": STYLES, "numbering": NUMBERING, "footnotes": NOTES}
    section = FacetField("section", "Section", "Sections", ("section",))
    config = ArchiveConfig(facets=FacetTable((*ArchiveConfig().facets, section)))
    reading = _read(
        docx(WORD, CORE.format("Windows User", "2011-03-04T10:00:00Z"), others), config=config
    )
    article = reading.article
    assert article.title == "The ferry comes back"
    assert article.authors == ("Ann Weaver",)
    assert article.values("section") == ("Rivers",)
    assert article.values("theme") == ("boats", "oars")
    assert _forms(reading) == [
        ("text", "It never stops <here>1, see", 0, 0),
        ("heading", "Oars", 2, 0),
        ("item", "one", 1, 1),
        ("item", "two", 1, 2),
        ("table", "a | b", 0, 0),
        ("text", "1 A note.", 0, 0),
    ]
    spans = [
        (each.start, each.end, each.kind, each.target) for each in article.paragraphs[0].form.spans
    ]
    assert spans == [
        (3, 8, "strong", ""),
        (21, 22, "superscript", ""),
        (24, 27, "link", "https://example.org/a"),
    ]
    assert {"table of contents (1)", "deleted texts (1)"} <= {*reading.left_out}


def test_an_open_document() -> None:
    meta = (
        "<dc:title>untitled</dc:title><meta:initial-creator>Ben Stone</meta:initial-creator>"
        "<dc:creator>Al Last</dc:creator>"
    )
    reading = _read(odt(TEXT, meta, OPEN_STYLES), "a.odt")
    article = reading.article
    assert (article.title, article.authors) == ("The ferry comes back", ("Ben Stone",))
    assert article.published is not None
    assert article.published.isoformat() == "2019-05-12"
    assert _forms(reading) == [
        ("text", "It never stops1, see", 0, 0),
        ("item", "one", 1, 1),
        ("item", "two", 1, 2),
        ("table", "a | b", 0, 0),
        ("text", "1 A note.", 0, 0),
    ]
    assert "comments (1)" in reading.left_out


@pytest.mark.parametrize(
    ("path", "day"), [("a.docx", "2011-03-04"), ("2009-01-02-a.docx", "2009-01-02")]
)
def test_when_a_document_was_made_is_its_date_if_nothing_else_is(path: str, day: str) -> None:
    data = docx(_p("A line") + _p("And a text."), CORE.format("Ann Weaver", "2011-03-04T10:00:00Z"))
    article = _read(data, path).article
    assert article.published is not None
    assert article.published.isoformat() == day
    assert (article.title, article.authors) == ("A line", ("Ann Weaver",))


def test_settings_change_what_documents_give() -> None:
    theme = FacetField(
        "theme", "Theme", "Themes", ("keywords",), aliases=(("boats", "Boats"), ("oars", ""))
    )
    config = ArchiveConfig(facets=FacetTable((theme,)), dropped_texts=("Subscribe",))
    reading = _read(
        docx(_p("A line") + _p("A text.") + _p("Subscribe now!"), CORE.format("", "")),
        config=config,
    )
    assert reading.article.values("theme") == ("Boats",)
    assert [each.text for each in reading.article.paragraphs] == ["A text."]
    assert "alias of boats" in reading.origins["theme"]
    assert "theme “oars” (alias)" in reading.left_out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Word", docx(WORD)),
        ("OpenDocument", odt(TEXT)),
        ("EPUB", epub({"a.xhtml": "<p>A</p>"}, "")),
        ("PDF", pdf([[Put(60, 700, "A")]])),
    ],
)
def test_documents_are_known_by_their_content(name: str, data: bytes) -> None:
    assert [each.name for each in FORMATS if each.recognises(data[:HEAD])] == [name]


def _bomb() -> bytes:
    return zipped({"word/document.xml": b"<a>" + b" " * 300_000_000})


def _many() -> bytes:
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    data[-10:-6] = struct.pack("<I", 1_000_000_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0rest", "password"),
        ("a.docx", b"nothing", "no whole Word document"),
        ("a.docx", zipped({"x": "y"}), "has no word/document.xml"),
        ("a.docx", docx(""), "holds no text"),
        ("a.docx", docx(WORD)[:-300], "no whole Word document"),
        ("a.docx", _many(), "more parts"),
        ("a.odt", zipped({"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        ("a.odt", zipped({"content.xml": "<a/>"}), "no OpenDocument text"),
    ],
)
def test_reasons(path: str, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        _read(data, path)


def test_a_bomb_is_refused_at_once() -> None:
    data, began = _bomb(), time.monotonic()
    with pytest.raises(Unreadable, match="unpacks to more than 20 MB"):
        _read(data)
    assert time.monotonic() - began < 2


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    start = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{tmp_path}/secret"><!ENTITY y "word">]>'
    body = f"{start}<document><body><p><r><t>A text &x; &y; here.</t></r></p></body></document>"
    texts = [each.text for each in _read(zipped({"word/document.xml": body})).article.paragraphs]
    assert len(texts) == 1
    assert texts[0].startswith("A text")
    assert "secret" not in texts[0]
