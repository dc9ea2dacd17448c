"""What `backissue.toml` says is what a reindex reads: facets, aliases, folders, texts to leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from search import SearchRequest, open_engine
from tests.indexing.files import (
    Configure,
    facet_counts,
    offered,
    stored,
    texts,
    write_article,
    write_lines,
    write_texts,
)

SECTION = "[facets.section]\nfields = ['section', 'article:section', 'articleSection']\n"
SUBSCRIBE = "Subscribe to our newsletter and never miss a thing."
PARAGRAPH = "The river rose three times in that year, and each time the bridge held."


def page(head: str = "", body: str = f"<p>{PARAGRAPH}</p>") -> str:
    return (
        f"<html><head><title>Page</title>{head}</head><body><article>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\nsection: Politics\n---\n\n# Title\n\nText.\n"),
        ("a.md", "---\nSection: [Politics]\n---\n\n# Title\n\nText.\n"),
        ("a.md", "---\narticleSection: Politics\n---\n\n# Title\n\nText.\n"),
        ("a.md", "# Title\n\nSection: Politics\n\nText.\n"),
        ("a.md", "# Title\n\nBy Ann Bo\n\nSections: Politics\n\nText.\n"),
        ("a.jsonl", '{"id": "a", "title": "T", "content": "Text.", "section": "Politics"}\n'),
        ("a.jsonl", '{"id": "a", "title": "T", "content": "x", "articleSection": ["Politics"]}\n'),
        ("a.html", page('<meta property="article:section" content="Politics">')),
        ("a.html", page('<meta name="Section" content="Politics">')),
        (
            "a.html",
            page(
                '<script type="application/ld+json">'
                '{"@type": "NewsArticle", "articleSection": "Politics"}</script>'
            ),
        ),
    ],
)
def test_every_format_feeds_an_own_facet(
    archive: Path, index: Path, configure: Configure, name: str, text: str
) -> None:
    write_texts(archive, {name: text, "b.md": "# Other\n\nText.\n"})
    configure(SECTION)
    assert facet_counts(index, "section") == {"Politics": 1}
    with open_engine(index) as engine:
        by_keyword = engine.search(SearchRequest(sections=["Politics"])).hits
        by_query = engine.search(SearchRequest("section:politics")).hits
    assert [hit.id for hit in by_keyword] == [hit.id for hit in by_query] == ["a"]


def test_fields_count_in_the_order_of_the_settings(
    archive: Path, index: Path, configure: Configure
) -> None:
    ld = '<script type="application/ld+json">{"@type": "Article", "articleSection": "B"}</script>'
    write_texts(archive, {"a.html": page(f'<meta name="category" content="A">{ld}')})
    configure("[facets.section]\nfields = ['articleSection', 'category']")
    assert facet_counts(index, "section") == {"B": 1}
    configure("[facets.section]\nfields = ['category', 'articleSection']")
    assert facet_counts(index, "section") == {"A": 1}


def test_one_line_may_feed_two_facets(archive: Path, index: Path, configure: Configure) -> None:
    write_texts(archive, {"a.md": "# Title\n\nCategory: Water\n\nText.\n"})
    configure("[facets.section]\nfields = ['category']")
    assert facet_counts(index, "section") == facet_counts(index, "theme") == {"Water": 1}


def test_a_folder_gives_a_value(archive: Path, index: Path, configure: Configure) -> None:
    for name in ("politics/a", "politics/europe/b", "politics-old/c", "d"):
        write_article(archive, f"{name}.md", name)
    write_texts(archive, {"politics/e.md": "---\nsection: Courts\n---\n\n# E\n\nText.\n"})
    write_texts(archive, {"politik/über/f.md": "# F\n\nText.\n"})
    configure(
        "[facets.section]\nfields = ['section']\n[facets.section.folders]\n'/politics/' = 'Politics'\n"
        "'politics/europe' = 'Europe'\n'politik/u\u0308ber' = 'Essay'"
    )
    assert facet_counts(index, "section") == {"Politics": 3, "Europe": 1, "Courts": 1, "Essay": 1}
    with open_engine(index) as engine:
        hits = engine.search(SearchRequest(sections=["Politics"])).hits
    assert {hit.id for hit in hits} == {"politics/a", "politics/europe/b", "politics/e"}


def test_aliases_replace_values_of_every_facet(
    archive: Path, index: Path, configure: Configure
) -> None:
    record = {"id": "a", "title": "T", "content": "Text.", "source": "NYT", "language": "en"}
    lists = {"authors": ["A. Bo", "Ann Bo"], "themes": ["white_house", "Uncategorized"]}
    write_lines(archive, "a.jsonl", {**record, **lists, "section": "pol"})
    configure(
        f"{SECTION}aliases.pol = 'Politics'\n[facets.author.aliases]\n'A. Bo' = 'Ann Bo'\n"
        "[facets.theme.aliases]\nwhite_house = 'White House'\nUncategorized = ''\n"
        "[facets.source.aliases]\nNYT = 'The New York Times'\n"
        "[facets.language]\nhidden = false\naliases.en = 'English'\n"
    )
    values = {name: tuple(facet_counts(index, name)) for name in offered(index)}
    assert values == {
        "author": ("Ann Bo",),
        "region": (),
        "theme": ("White House",),
        "report": (),
        "source": ("The New York Times",),
        "language": ("English",),
        "section": ("Politics",),
    }
    article = stored(index, "a")
    assert (article.source.name, article.authors) == ("The New York Times", ("Ann Bo",))
    assert article.language == "en"


def test_own_names_of_fields_that_have_a_meaning(
    archive: Path, index: Path, configure: Configure
) -> None:
    head = (
        '<meta name="paper" content="The Gazette"><meta name="tongue" content="de">'
        '<meta name="writer" content="Ann Bo and Cy Du">'
    )
    write_texts(archive, {"a.html": page(head), "b/b.html": page()})
    configure(
        "[facets.source]\nfields = ['paper']\nfolders.b = 'The Crier'\n"
        "[facets.author]\nfields = ['writer']\n"
        "[facets.language]\nfields = ['tongue']\nhidden = false\nfolders.b = 'fr'\n"
    )
    assert facet_counts(index, "source") == {"The Gazette": 1, "The Crier": 1}
    assert facet_counts(index, "author") == {"Ann Bo": 1, "Cy Du": 1}
    assert facet_counts(index, "language") == {"de": 1, "fr": 1}
    article = stored(index, "b/b")
    assert (article.source.name, article.language) == ("The Crier", "fr")


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("a.md", f"# Title\n\n{SUBSCRIBE}\n\nText.\n", ["", "Text."]),
        ("a.md", f"# Title\n\nBy Ann Bo\n\n*{SUBSCRIBE}*\n\nText.\n", ["", "Text."]),
        ("a.md", f"# T\n\nBy Ann Bo\n\n*{SUBSCRIBE}*\n\n*Sum.*\n\nText.\n", ["Sum.", "Text."]),
        ("a.md", f"---\nsummary: {SUBSCRIBE}\n---\n\n# Title\n\nText.\n", ["", "Text."]),
        (
            "a.md",
            f"# Title\n\n{PARAGRAPH[:-1]}\n\n{SUBSCRIBE}\n\nand then it fell.\n",
            ["", f"{PARAGRAPH[:-1]} and then it fell."],
        ),
        (
            "a.jsonl",
            f'{{"id": "a", "title": "T", "summary": "{SUBSCRIBE}", "content": "Text.\\n{SUBSCRIBE}"}}\n',
            ["", "Text."],
        ),
        (
            "a.html",
            page(
                f'<meta name="description" content="{SUBSCRIBE}">',
                f"<p>{PARAGRAPH}</p><p>{SUBSCRIBE}</p>",
            ),
            ["", PARAGRAPH],
        ),
        (
            "a.html",
            page(
                '<meta name="description" content="What it is about.">',
                f'<p class="standfirst">{SUBSCRIBE}</p><p>{PARAGRAPH}</p>',
            ),
            ["What it is about.", PARAGRAPH],
        ),
    ],
)
def test_dropped_texts_are_in_no_article(
    archive: Path, index: Path, configure: Configure, name: str, text: str, left: list[str]
) -> None:
    write_texts(archive, {name: text})
    configure("[drop]\ntexts = ['Subscribe to our  newsletter']")
    assert texts(index, "a") == left


def test_an_invisible_text_drops_nothing(archive: Path, index: Path, configure: Configure) -> None:
    write_article(archive, "a.md", "Title", "Text.")
    configure("[drop]\ntexts = ['\u00ad']")
    assert texts(index, "a") == ["", "Text."]


def test_dropped_elements_are_in_no_article(
    archive: Path, index: Path, configure: Configure
) -> None:
    body = (
        f'<p>{PARAGRAPH}</p><div class="box"><div class="box"><p>{PARAGRAPH[:-1]}!</p></div></div>'
        f'<p id="x">{PARAGRAPH.upper()}</p>'
    )
    write_texts(archive, {"a.html": page(body=body)})
    configure("")
    assert len(texts(index, "a")) == 4
    report = configure("[drop]\nselectors = ['.box', '#x']")
    assert texts(index, "a") == ["", PARAGRAPH]
    assert report.notes == (
        "Settings of the archive have changed (drop.selectors): all articles are read again.",
    )
