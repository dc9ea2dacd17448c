"""An article for machines: its other formats, and what the head of its page says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient
from markdown_it import MarkdownIt

from search.config.environment import Settings
from search.model.articles import Form, Paragraph
from search.result_formats.article_formats import ARTICLE_FORMATS
from tests.support import article, publish, whole_article
from tests.web.archive import HOSTILE_ID, articles
from tests.web.conftest import Page
from web import create_app

ARCHIVE = {each.id: each for each in articles()}
REGULAR = ARCHIVE["2020/article-057"]
ZOTERO_READS = frozenset(
    "citation_title citation_publication_date citation_journal_title citation_abstract citation_language"
    " citation_public_url citation_author citation_keywords z:itemType".split()
)
"""The names in HIGHWIRE_MAPPINGS, addHighwireMetadata and _prefixes of the translator "Embedded Metadata"
of Zotero that an article of a newspaper can have."""


@pytest.mark.parametrize("id", ARCHIVE)
def test_every_article_has_every_format(client: FlaskClient, id: str) -> None:
    for each in ARTICLE_FORMATS:
        response = client.get(f"/articles/{quote(id)}.{each.name}")
        assert response.status_code == 200
        assert response.mimetype == each.media_type
        assert (
            response.headers["Link"] == f'<http://localhost/articles/{quote(id)}>; rel="canonical"'
        )
        assert response.headers["ETag"]
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_json_has_all_fields(page: Page) -> None:
    found = page(f"/articles/{REGULAR.id}.json")
    assert found["id"] == REGULAR.id
    assert found["url"] == f"http://localhost/articles/{REGULAR.id}"
    assert found["summary"] == REGULAR.summary
    assert found["themes"] == list(REGULAR.values("theme"))
    assert [each["text"] for each in found["paragraphs"]] == [
        each.text for each in REGULAR.paragraphs
    ]
    assert found["source_address"] == "https://example.org/story"


def test_citations(client: FlaskClient) -> None:
    (ris,) = rispy.loads(client.get(f"/articles/{REGULAR.id}.ris").text)
    (bib,) = bibtexparser.loads(client.get(f"/articles/{REGULAR.id}.bib").text).entries
    found: Any = client.get(f"/articles/{REGULAR.id}.csl.json").json
    assert ris["title"] == bib["title"] == found[0]["title"]
    assert ris["urls"] == [bib["url"]] == [found[0]["URL"]]
    assert ris["notes"] == ["Original: https://example.org/story"]


def test_an_id_that_ends_as_a_format_does(tmp_path: Path) -> None:
    held = [article(id, f"The text of {id}.") for id in ("a", "a.json", "b.ris", "c.csl")]
    publish(tmp_path / "index", held)
    client = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    assert client.get("/articles/a.json").mimetype == "text/html"
    assert "The text of a.json." in client.get("/articles/a.json").text
    expected = {
        "a.ris": "a", "a.json.json": "a.json", "b.ris.json": "b.ris", "c.csl.json": "c.csl",
    }  # fmt: skip
    for address, id in expected.items():
        response = client.get(f"/articles/{address}")
        assert response.status_code == 200
        assert id in response.text.split('"')[3::4] or f"ID  - {id}\r\n" in response.text
    for address in ("b.json", "c.ris.txt", ".json", "a.pdf"):
        assert client.get(f"/articles/{address}").status_code == 404


def test_text_and_markdown_have_every_paragraph(client: FlaskClient) -> None:
    for id, whole in ARCHIVE.items():
        text = client.get(f"/articles/{quote(id)}.txt").text
        assert all(each.text in text for each in whole.passages)


def test_signs_in_markdown_are_text(tmp_path: Path) -> None:
    texts = [
        "# no heading",
        "- no item",
        "1. no number",
        "*no* _stress_ `code` <b>",
        "1848) was",
        "+ x",
    ]
    paragraphs = [Paragraph(f"p{n}", text) for n, text in enumerate(texts)]
    paragraphs.append(Paragraph("h", "A heading", "heading", Form(level=3)))
    paragraphs.append(Paragraph("i", "one", "item", Form(level=1, number=1, is_ordered=True)))
    paragraphs.append(Paragraph("c", "a ``` b\n  c", "preformatted"))
    publish(tmp_path / "index", [whole_article("a", "T *x*", paragraphs=tuple(paragraphs))])
    client = create_app(settings=Settings(index=tmp_path / "index")).test_client()
    tokens = MarkdownIt().parse(client.get("/articles/a.md").text)
    shown = [each.content for each in tokens if each.type in ("inline", "fence")]
    inline = ["".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"]
    assert inline[0] == "T *x*"
    assert inline[1:7] == texts
    assert shown[-2] == "a ``` b\n  c\n"
    kinds = [each.type for each in tokens]
    assert kinds.count("heading_open") == 2
    assert kinds.count("ordered_list_open") == 1
    assert kinds.count("bullet_list_open") == 0


def tags(soup: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in soup.head.find_all("meta"):
        found.setdefault(each.get("name") or each.get("property"), []).append(each.get("content"))
    return found


def test_the_head_says_what_zotero_reads(page: Page) -> None:
    found = tags(page(f"/articles/{REGULAR.id}"))
    assert {each for each in found if each and "citation" in each} <= ZOTERO_READS
    assert found["z:itemType"] == ["newspaperArticle"]
    assert found["citation_title"] == [REGULAR.title]
    assert len(found["citation_author"]) == len(REGULAR.authors)
    assert isinstance(REGULAR.published, date)
    assert found["citation_publication_date"] == [f"{REGULAR.published:%Y/%m/%d}"]
    assert found["citation_journal_title"] == [REGULAR.publisher]
    assert found["citation_public_url"] == found["og:url"]
    assert found["og:type"] == ["article"]
    assert found["og:site_name"] == ["The Test Review"]


@pytest.mark.parametrize("id", [REGULAR.id, HOSTILE_ID])
def test_json_ld_describes_the_article(page: Page, id: str) -> None:
    (script,) = page(f"/articles/{quote(id)}").head.find_all("script", type="application/ld+json")
    found = json.loads(script.string)
    whole = ARCHIVE[id]
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == whole.title[:110]
    assert isinstance(whole.published, date)
    assert found["datePublished"] == whole.published.isoformat()
    assert [each["name"] for each in found["author"]] == list(whole.authors)
    assert found["publisher"] == {"@type": "Organization", "name": whole.publisher}
    assert found["mainEntityOfPage"] == found["url"] == f"http://localhost/articles/{quote(id)}"


def test_the_page_leads_to_its_other_formats(client: FlaskClient, page: Page) -> None:
    soup = page(f"/articles/{REGULAR.id}")
    listed = [each["href"] for each in soup.select(".forms a")]
    assert listed == [each["href"] for each in soup.head.find_all("link", rel="alternate")]
    assert [client.get(each).status_code for each in listed] == [200] * len(ARTICLE_FORMATS)


def test_lists_of_results_can_be_saved(page: Page) -> None:
    soup = page("/search?q=river&sort=oldest")
    spans = soup.select(".hit span.Z3988")
    titles = [each.text for each in soup.select(".hit h3")]
    found = [parse_qs(each["title"]) for each in spans]
    assert [each["rft.title"][0] for each in found] == titles
    assert {each["rft.type"][0] for each in found} == {"newspaperArticle"}
    assert all(each["rft.identifier"][0].startswith("http://localhost/articles/") for each in found)
