"""Web archives: the pages in them as they were captured last, and what else is in them counted."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from search.reading import Record, read, records
from tests.reading.packing import Answer, contents, page, web_archive, zipped

ANSWERS = (
    Answer("https://x.example/a.html", page("Old"), date="2019-01-01T00:00:00Z"),
    Answer("https://x.example/a.html", page("New"), date="2021-01-01T00:00:00Z"),
    Answer("http://x.example/a.html", page("Between"), date="2020-01-01T00:00:00Z"),
    Answer("https://x.example/old", status="301 Moved", headers=(("Location", "/a.html"),)),
    Answer("https://x.example/gone", page("Gone"), status="404 Not Found"),
    Answer("https://x.example/p.png", b"\x89PNG", type="image/png"),
    Answer("https://x.example/a.html", kind="revisit", date="2022-01-01T00:00:00Z"),
    Answer("dns:x.example", b"x.example 1.2.3.4", kind="resource", type="text/dns"),
    Answer("https://x.example/b/?page=2", page("Two")),
    Answer("https://x.example/b/?page=3", page("Three")),
    Answer("https://x.example/caf%C3%A9/2019-05-04-ferry", page("Dated")),
)
OTHERS = {
    "answers with an error": 1,
    "captures of unchanged pages": 1,
    "image/png": 1,
    "older captures": 2,
    "records that no server sent": 1,
    "redirects": 1,
}


def _read(file: Path) -> list[Record]:
    return [each for each in records(file, file.name) if isinstance(each, Record)]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl", "crawl.wacz"])
def test_the_last_captures_of_pages_are_articles(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    data = web_archive(ANSWERS, is_packed=name.endswith("z"))
    pages = b'{"format": "json-pages-1.0"}\n{"url": "https://x.example/a.html", "title": "A"}\n'
    members = {"archive/data.warc.gz": data, "datapackage.json": b"{}", "pages/pages.jsonl": pages}
    file.write_bytes(zipped(members) if name.endswith("wacz") else data)
    found = contents(file)
    assert (found.others, found.failures, found.end) == (OTHERS, {}, "")
    ids = list(found.articles.values())
    assert ids[0] == "x.example/a.html"
    assert {each.rpartition("-")[0] for each in ids[1:3]} == {"x.example/b"}
    assert ids[3] == "x.example/café/2019-05-04-ferry"
    articles = [read(each).article for each in _read(file)]
    assert [each.title for each in articles] == ["New", "Two", "Three", "Dated"]
    assert articles[0].address == "https://x.example/a.html"
    assert [each.published for each in articles] == [None, None, None, date(2019, 5, 4)]


def test_how_pages_are_encoded(tmp_path: Path) -> None:
    text = page("Café")
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (text[:40], text[40:], b""))
    answers = (
        Answer("http://x.example/1", text.decode().encode("cp1251", "replace")),
        Answer(
            "http://x.example/1",
            page("Кафе").decode().encode("koi8-r"),
            type="text/html; charset=koi8-r",
        ),
        Answer("http://x.example/2", gzip.compress(text), headers=(("Content-Encoding", "gzip"),)),
        Answer("http://x.example/3", text, headers=(("Content-Encoding", "gzip"),)),
        Answer("http://x.example/4", chunked, headers=(("Transfer-Encoding", "chunked"),)),
        Answer("http://x.example/5", b"\x0b\x02", headers=(("Content-Encoding", "br"),)),
    )
    file = tmp_path / "crawl.warc"
    file.write_bytes(web_archive(answers))
    found = contents(file)
    assert "the encoding br, which is not read" in found.failures["x.example/5"]
    titles = [read(each).article.title for each in _read(file)[:4]]
    assert titles == ["Кафе", "Café", "Café", "Café"]


def test_records_before_a_cut_are_kept(tmp_path: Path) -> None:
    answers = [Answer(f"http://x.example/{n}", page(f"Page {n}")) for n in range(50)]
    for name in ("crawl.warc", "crawl.warc.gz"):
        data = web_archive(answers, is_packed=name.endswith("gz"))
        file = tmp_path / name
        for cut in (len(data) * 3 // 4, len(data) * 3 // 4 + 40, len(data) - 60):
            file.write_bytes(data[:cut])
            found = contents(file)
            assert 5 < len(found.articles) < 50
            assert not found.failures
            assert "cut" in found.end or "not a whole gzip file" in found.end


def test_a_capture_keeps_its_id_and_its_hash_in_another_crawl(tmp_path: Path) -> None:
    for name, day in (("a.warc", "2019"), ("b.warc", "2020")):
        answer = Answer("http://x.example/1", page("T"), date=f"{day}-01-01T00:00:00Z")
        (tmp_path / name).write_bytes(web_archive([answer]))
    (first,), (second,) = _read(tmp_path / "a.warc"), _read(tmp_path / "b.warc")
    assert first.content_hash() == second.content_hash()
    assert read(first).article == read(second).article


def test_what_is_no_web_archive(tmp_path: Path) -> None:
    for data in (
        b"nothing",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        b"filedesc://",
    ):
        (tmp_path / "a.warc").write_bytes(data)
        assert "no web archive" in contents(tmp_path / "a.warc").end
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n" + (b"a: " + b"b" * 60_000 + b"\n") * 20)
    assert "no web archive" in contents(tmp_path / "a.warc").end
