"""Articles of which nothing may be lost: cut into parts, marked oddly, or shown by scripts."""

from __future__ import annotations

import html
import json

import pytest

from search.reading import Reading, Record, read
from search.reading.formats.html.fuller_text import IN_JSON_LD
from tests.reading.ferry import TEXT, ferry_page, ld

_TEXTS = [each.text for each in ferry_page().paragraphs]
_MORE = tuple(
    f"Part {number}: the crew told the harbour master for an hour what had happened on the dyke."
    for number in range(6)
)
_LEAD = "A ferry, three passengers and a crate of lemons: what happened on the lake that day."


def _read(body: str, head: str = "") -> Reading:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read(Record("a.html", 0, page.encode()))


def _texts(body: str, head: str = "") -> list[str]:
    article = _read(body, head).article
    return [text for text in (article.summary, *(each.text for each in article.paragraphs)) if text]


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_an_article_cut_by_advertisements_has_several_bodies() -> None:
    part = "<div class=part><section itemprop=articleBody>{}</section></div>"
    parts = "<aside>Buy lemons</aside>".join(part.format(_paragraphs(text)) for text in _MORE)
    assert _texts(f"<article><h1>The ferry</h1>{parts}</article>") == [*_MORE]


def test_an_article_that_has_only_the_heading_is_not_the_text() -> None:
    head = f"<article class=head><h1>The ferry</h1><p>{_LEAD}</p></article>"
    assert _texts(f"{head}<div class=body>{TEXT}{_paragraphs(*_MORE)}</div>") == [
        _LEAD,
        *_TEXTS,
        *_MORE,
    ]


def test_a_short_article_comes_before_long_teasers() -> None:
    teaser = f"<article><h2>Another</h2><p>{_MORE[0]}</p></article>"
    assert _texts(f"<article><h1>The ferry</h1>{TEXT}</article>{teaser * 5}") == _TEXTS


@pytest.mark.parametrize("tag", ["aside", "footer", "nav"])
def test_the_body_may_be_in_an_element_for_what_stands_beside_it(tag: str) -> None:
    body = f"<h1>The ferry</h1><div itemprop=articleBody>{TEXT}</div>"
    menu = "<nav><a href=/a>Lake</a></nav><aside><p>Some lemons are left for you.</p></aside>"
    assert _texts(f"{menu}<{tag}>{body}{menu}</{tag}>{menu}") == _TEXTS
    assert _texts(f"{menu}<{tag}><main>{body}{menu}</main></{tag}>{menu}") == _TEXTS


def test_rows_of_a_layout_before_the_longest_are_read() -> None:
    row = "<div class=row><div class=column>{}</div></div>"
    rows = row.format(_paragraphs(*_MORE[:2])) + row.format(TEXT + _paragraphs(*_MORE[2:]) * 3)
    assert _texts(f"<div class=content><h2>The ferry</h2>{rows}</div>")[:2] == [*_MORE[:2]]


@pytest.mark.parametrize(
    "lead",
    [
        f"<p class=article-teaser>{_LEAD}</p>",
        f"<div class='teaser-text news__teaser'><p>{_LEAD}</p></div>",
        f"<p class=date>6 July 2017</p><div class=teaser-text><p>{_LEAD}</p></div>",
        f"<h2>{_LEAD}</h2>",
        f"<p>{_LEAD}</p>" + "<p>Share</p>" * 20,
    ],
)
def test_a_lead_is_kept_whatever_its_name(lead: str) -> None:
    texts = _texts(f"<div><h1>The ferry</h1>{lead}</div><div class=body>{TEXT}</div>")
    assert texts == [_LEAD, *_TEXTS]


def test_a_lead_is_kept_if_the_heading_is_in_a_banner() -> None:
    banner = "<div class=banner><h1>The ferry</h1></div>"
    texts = _texts(f"<div>{banner}<p>{_LEAD}</p></div><div class=body>{TEXT}</div>")
    assert texts == [_LEAD, *_TEXTS]


def test_teasers_of_others_are_no_leads() -> None:
    teaser = f"<div class=teaser-text><p>{_LEAD} <a href=/more>More</a></p></div>"
    assert _texts(f"<h1>The ferry</h1>{teaser}<div class=body>{TEXT}</div>") == _TEXTS
    after = f"<div class=teaser-text><p>{_LEAD}</p></div>"
    assert _texts(f"<h1>The ferry</h1><div class=body>{TEXT}</div>{after}") == _TEXTS


def test_what_browsers_without_scripts_show_is_read_if_the_page_shows_little() -> None:
    body = f"<h1>The ferry</h1><p>Loading the ferry.</p><noscript>{TEXT}</noscript>"
    assert _texts(body) == ["Loading the ferry.", *_TEXTS]
    assert _texts(f"<h1>The ferry</h1>{TEXT}<noscript><p>{_LEAD}</p></noscript>") == _TEXTS
    assert _texts(f"<noscript><p>{_TEXTS[0]}</p><p>{_TEXTS[1]}</p></noscript>") == _TEXTS[:2]


def test_a_shadow_root_is_text_and_another_template_is_none() -> None:
    root = f"<template shadowrootmode=open>{TEXT}<template><p>{_LEAD}</p></template></template>"
    assert _texts(f"<article><h1>The ferry</h1><x-story>{root}</x-story></article>") == _TEXTS


def test_rows_that_alternate_are_one_text() -> None:
    rows = "".join(
        f"<div class='post row{number % 2}'>{_paragraphs(*_MORE[: 1 + number % 2 * 5])}</div>"
        for number in range(2)
    )
    assert _texts(f"<h2>The ferry</h2>{rows}") == [_MORE[0], *_MORE]


def test_a_question_has_answers() -> None:
    question = f"<div class=question><div itemprop=text>{_paragraphs(*_MORE)}</div></div>"
    answer = f"<div class=answer><div itemprop=text>{_paragraphs(_LEAD)}</div></div>"
    assert _texts(f"<h1>The ferry</h1>{question}<div id=answers>{answer}</div>") == [*_MORE, _LEAD]


def test_a_lead_may_stand_below_a_heading_that_is_marked() -> None:
    body = f"<div itemprop=articleBody>{TEXT}</div>"
    page = f"<h3 itemprop=headline>The ferry</h3><div class=teaser-text><p>{_LEAD}</p></div>{body}"
    assert _texts(page, "<title>The ferry: a town</title>") == [_LEAD, *_TEXTS]


@pytest.mark.parametrize(
    "given",
    [
        TEXT,
        html.escape(TEXT),
        "\n\n".join(html.escape(text) for text in _TEXTS),
        " \r\n".join(_TEXTS),
    ],
    ids=["markup", "escaped markup", "lines with references", "lines"],
)
def test_the_text_in_the_json_ld_of_a_page_that_shows_little_of_it(given: str) -> None:
    reading = _read(f"<h1>The ferry</h1><p>{_TEXTS[0]}</p>", ld(headline="x", articleBody=given))
    assert [each.text for each in reading.article.paragraphs] == _TEXTS
    assert IN_JSON_LD in reading.warnings


def test_captions_of_a_page_that_shows_little_are_kept() -> None:
    picture = "<figure><img src=a.jpg><figcaption>The pier at noon.</figcaption></figure>"
    article = _read(
        f"<h1>The ferry</h1>{picture}<p>{_TEXTS[0]}</p>", ld(headline="x", articleBody=TEXT)
    ).article
    assert [each.text for each in article.paragraphs] == _TEXTS
    assert [each.text for each in article.captions] == ["The pier at noon."]


def test_the_text_that_a_page_shows_comes_before_that_of_its_json_ld() -> None:
    reading = _read(f"<h1>The ferry</h1>{TEXT}", ld(articleBody=" ".join((*_TEXTS, *_MORE[:2]))))
    assert [each.text for each in reading.article.paragraphs] == _TEXTS
    assert not reading.warnings


def test_scripts_in_the_json_ld_of_a_page_are_removed() -> None:
    given = f"{TEXT}<script>alert(1)</script><img src=x onerror=alert(1)><p>{_LEAD}</p>"
    block = json.dumps({"@type": "Article", "articleBody": given}).replace("</", "<\\/")
    head = f'<script type="application/ld+json">{block}</script>'
    assert _texts("<h1>The ferry</h1>", head) == [*_TEXTS, _LEAD]


def test_headings_of_links_are_no_text() -> None:
    links = "<ul><li><a href=/a>The dyke again</a><li><a href=/b>Lemons in bad weather</a></ul>"
    more = f"<h2>More from the lake</h2>{links}<h2>And then</h2><p>{_LEAD}</p>"
    assert _texts(f"<article><h1>The ferry</h1>{TEXT}{more}{TEXT}</article>") == [
        *_TEXTS,
        "And then",
        _LEAD,
        *_TEXTS,
    ]
