"""EPUB: each chapter of the contents is an article, whatever the files in which a book is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.config.archive import ArchiveConfig
from search.reading import Failure, PassedOver, Reading, Unreadable, read, records
from tests.reading.documents import epub

METADATA = (
    '<dc:title>The Lantern Review, May 2019</dc:title><dc:creator id="a">Edith Toll</dc:creator>'
    '<dc:creator id="b">Tom Last</dc:creator><meta refines="#b" property="role">trl</meta>'
    "<dc:date>2019-05-01</dc:date><dc:language>en-GB</dc:language><dc:subject>Rivers</dc:subject>"
    '<dc:rights>© The Lantern</dc:rights><meta property="dcterms:modified">2022-01-01T00:00:00Z</meta>'
)
CHAPTERS = {
    "cover.xhtml": '<img src="c.jpg" alt="Cover"/>',
    "one.xhtml": "<h1>The ferry</h1><p>By Ann Weaver</p><p>It <em>runs</em><a id='p'/> and runs"
    '<span xmlns:epub="u" epub:type="pagebreak" id="p7">7</span> far.</p><p class="ad">Buy it.</p>',
    "one-b.xhtml": "<p>The rest of it.</p>",
    "two.xhtml": '<div><h2 id="x">Oars</h2><p>First.</p><h2 id="y">Sails</h2><p>Second.</p></div>',
}
CONTENTS = (
    '<li><a href="one.xhtml">The ferry</a><ol><li><a href="one.xhtml#p">A section</a></li></ol></li>'
    '<li><a href="two.xhtml#x">Oars</a></li><li><a href="two.xhtml#y">Sails</a></li>'
)


def _articles(file: Path, data: bytes, config: ArchiveConfig | None = None) -> list[Reading]:
    file.write_bytes(data)
    found = []
    for record in records(file, file.name):
        assert not isinstance(record, Failure)
        try:
            found.append(read(record, config))
        except PassedOver:
            continue
    return found


def _texts(reading: Reading) -> list[str]:
    return [each.text for each in reading.article.paragraphs]


def test_chapters_are_articles(tmp_path: Path) -> None:
    found = _articles(tmp_path / "may.epub", epub(CHAPTERS, CONTENTS, METADATA))
    assert [each.article.title for each in found] == ["The ferry", "Oars", "Sails"]
    ferry, oars, sails = found
    assert _texts(ferry) == ["By Ann Weaver", "It runs and runs far.", "Buy it.", "The rest of it."]
    assert (_texts(oars), _texts(sails)) == (["First."], ["Second."])
    assert (ferry.article.authors, oars.article.authors) == (("Ann Weaver",), ("Edith Toll",))
    article = oars.article
    assert article.source.name == "The Lantern Review, May 2019"
    assert article.published is not None
    assert article.published.isoformat() == "2019-05-01"
    assert (article.language, article.values("theme")) == ("en-GB", ("Rivers",))
    assert oars.origins["source"] == "metadata of the book: title"


def test_ids_stay_when_a_chapter_comes_in(tmp_path: Path) -> None:
    file = tmp_path / "may.epub"
    before = {
        each.article.title: each.article.id for each in _articles(file, epub(CHAPTERS, CONTENTS))
    }
    more = {"new.xhtml": "<p>New.</p>", **CHAPTERS}
    contents = f'<li><a href="new.xhtml">News</a></li>{CONTENTS}'
    after = {each.article.title: each.article.id for each in _articles(file, epub(more, contents))}
    assert after == {**before, "News": after["News"]}


def test_a_long_chapter_is_cut_at_the_lines_below_it(tmp_path: Path) -> None:
    long = "<p>Much of it.</p>" * 6_000
    html = f'<h1>Part one</h1><h2 id="a">First</h2>{long}<h2 id="b">Second</h2>{long}'
    contents = (
        '<li><a href="p.xhtml">Part one</a><ol><li><a href="p.xhtml#a">First</a></li>'
        '<li><a href="p.xhtml#b">Second</a></li></ol></li>'
    )
    found = _articles(tmp_path / "long.epub", epub({"p.xhtml": html}, contents))
    assert [each.article.title for each in found][-2:] == ["First", "Second"]


def test_without_contents_each_document_is_a_chapter(tmp_path: Path) -> None:
    found = _articles(tmp_path / "bare.epub", epub(CHAPTERS, ""))
    assert [each.article.title for each in found] == ["The ferry", "bare", "Oars"] or len(
        found
    ) == 3


def test_elements_that_an_archive_drops(tmp_path: Path) -> None:
    config = ArchiveConfig(dropped_selectors=("p.ad",))
    found = _articles(tmp_path / "may.epub", epub(CHAPTERS, CONTENTS), config)
    assert "Buy it." not in _texts(found[0])


def test_a_protected_book(tmp_path: Path) -> None:
    drm = (
        "<encryption><EncryptedData><EncryptionMethod Algorithm='urn:aes'/><CipherData>"
        "<CipherReference URI='a/one.xhtml'/></CipherData></EncryptedData></encryption>"
    )
    data = epub(CHAPTERS, CONTENTS, others={"META-INF/encryption.xml": drm})
    with pytest.raises(Unreadable, match="DRM"):
        _articles(tmp_path / "a.epub", data)
    with pytest.raises(Unreadable, match="no whole EPUB"):
        _articles(tmp_path / "a.epub", data[:200])
