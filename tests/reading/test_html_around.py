"""What stands in and around articles and is none of their text, and what only looks like that."""

from __future__ import annotations

import json

import pytest

from search.reading import Reading, Record, read
from search.reading.formats.html.fuller_text import IN_SCRIPTS
from tests.reading.ferry import TEXT, ferry_page, ld

_TEXTS = [each.text for each in ferry_page().paragraphs]
_MORE = (
    "The crew told the harbour master for an hour, and in the rain, what had happened on the dyke."
)
_OTHER = "In a village far from the lake, a baker found a goose in her oven, and let it go at once."
_IMAGE = "<img src=ferry.jpg alt='The ferry at the quay'>"


def _read(body: str, head: str = "") -> Reading:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read(Record("a.html", 0, page.encode()))


def _texts(body: str, head: str = "") -> list[str]:
    article = _read(f"<h1>The ferry</h1>{body}", head).article
    return [text for text in (article.summary, *(each.text for each in article.paragraphs)) if text]


def _captions(body: str) -> list[str]:
    return [each.text for each in _read(f"<h1>The ferry</h1>{body}").article.captions]


def test_of_several_articles_the_title_tells_which_is_meant() -> None:
    own = f"<article><h1>The ferry</h1>{TEXT}</article>"
    other = f"<article><h1>The goose</h1>{f'<p>{_OTHER}</p>' * 20}</article>"
    reading = _read(f"<main>{own}{other}</main>", "<meta property=og:title content='The ferry'>")
    assert [each.text for each in reading.article.paragraphs] == _TEXTS


@pytest.mark.parametrize(
    "hidden",
    [
        "<span class=sr-only>, opens new tab</span>",
        "<span class=visually-hidden>, opens new tab</span>",
        "<span class='screen-reader-text'>, opens new tab</span>",
        "<span style='border:0;clip:rect(0 0 0 0);height:1px;position:absolute'>, opens new tab</span>",
        "<span style='position: absolute; clip-path: inset(50%)'>, opens new tab</span>",
    ],
)
def test_words_for_screen_readers_are_no_text(hidden: str) -> None:
    link = f"<p>The <a href=/crew>crew{hidden}</a> told the harbour master what had happened.</p>"
    assert "The crew told the harbour master what had happened." in _texts(f"{TEXT}{link}")


def test_a_layout_that_is_named_after_the_screen_is_text() -> None:
    assert _texts(f"<div class='screen reader full-screen'>{TEXT}</div>") == _TEXTS


def test_a_paragraph_that_a_paywall_fades_out_is_text() -> None:
    faded = f"<p class=paywall aria-hidden=true>{_MORE}</p><span aria-hidden=true>Icon</span>"
    assert _texts(f"{TEXT}{faded}") == [*_TEXTS, _MORE]


@pytest.mark.parametrize(
    "words",
    [
        "<div class=figure-caption>Lemons on the quay.</div><div class=by>(Ben Field)</div>",
        "<span>Lemons on the quay.</span> <span>(Ben Field)</span>",
        "<p>Lemons on the quay.</p><p>(Ben Field)</p>",
    ],
)
def test_what_a_figure_says_of_its_picture_is_a_caption(words: str) -> None:
    body = f"{TEXT}<figure>{_IMAGE}{words}</figure><p>{_MORE}</p>"
    assert _texts(body) == [*_TEXTS, _MORE]
    assert "Lemons on the quay. (Ben Field)" in _captions(body)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<blockquote><p>We saw the ferry leave without us.</p></blockquote>", "We saw the ferry"),
        ("<pre>quay = 7</pre>", "quay = 7"),
        ("<table><tr><td>Monday<td>7<tr><td>Tuesday<td>9</table>", "Monday"),
    ],
)
def test_a_figure_may_hold_a_part_of_the_text(content: str, shown: str) -> None:
    texts = _texts(f"{TEXT}<figure>{_IMAGE}{content}</figure><p>{_MORE}</p>")
    assert any(text.startswith(shown) for text in texts)


def test_figures_that_are_most_of_a_page_are_its_text() -> None:
    assert _texts(f"<figure>{_IMAGE}{TEXT}</figure>") == _TEXTS


@pytest.mark.parametrize(
    "credit",
    [
        "Photo: AFP",
        "Image: Ada van der Quill",
        "Bildrechte: MDR/David Feld",
        "Foto: Michal Quill, Listy",
        "© Action Press/Bernd Feld",
        "Noel Quill/Getty Images",
        "Ada Quill | Moment | Getty Images",
        "写真：共同通信",
    ],
)
def test_whose_a_picture_is_belongs_to_its_caption(credit: str) -> None:
    body = f"{TEXT}<div>{_IMAGE}</div><p>{credit}</p><p>{_MORE}</p>"
    assert _texts(body) == [*_TEXTS, _MORE]
    assert credit in _captions(body)


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo: the ferry at noon, said the crew, was empty. It never came back to the quay.",
        "Copyright is what the crew asked about.",
        "The agencies AFP and Reuters wrote of the ferry.",
        "Images of the ferry were everywhere",
    ],
)
def test_a_sentence_about_pictures_is_text(sentence: str) -> None:
    assert _texts(f"{TEXT}<p>{sentence}</p><p>{_MORE}</p>") == [*_TEXTS, sentence, _MORE]


def test_lines_named_as_captions_are_none_of_the_text_between_line_breaks() -> None:
    info = (
        "<div class=info><span class=caption>Lemons on the quay.</span>\n\n"
        "<span class=credit>Ben Field</span></div>"
    )
    assert _texts(f"{TEXT}{info}<p>{_MORE}</p>") == [*_TEXTS, _MORE]


def test_a_list_of_links_between_line_breaks_is_kept() -> None:
    links = "<br><br>".join(f"<a href=/{n}>The log of day {n}</a>" for n in range(3))
    assert "The log of day 1" in _texts(f"{TEXT}<div>{links}</div><p>{_MORE}</p>")


@pytest.mark.parametrize("heading", ["Read more", "Lire aussi :", "Related stories"])
def test_an_article_goes_on_after_a_list_of_others(heading: str) -> None:
    others = f"<div><h3>{heading}</h3><p><a href=/goose>A goose in an oven</a></p></div>"
    long = TEXT * 8
    assert _texts(f"<div>{long}{others}<p>{_MORE}</p></div>")[-1] == _MORE
    assert _texts(f"<div>{long}</div>{others}<div>{_OTHER}</div>")[-1] == _TEXTS[-1]


def test_a_box_without_links_in_an_article_is_text() -> None:
    box = f"<aside class=box><h4>The lake</h4><p>{_OTHER} {_OTHER}</p><p>{_OTHER}</p></aside>"
    assert _texts(f"<article>{TEXT}{box}<p>{_MORE}</p></article>") == [
        *_TEXTS,
        "The lake",
        f"{_OTHER} {_OTHER}",
        _OTHER,
        _MORE,
    ]


@pytest.mark.parametrize(
    "box",
    [
        f"<aside><p>{_OTHER}</p><p><a href=/goose>{_MORE}</a></p></aside>",
        f"<aside class=newsletter><p>{_OTHER}</p><p>{_OTHER}</p><p>{_MORE}</p></aside>",
        f"<aside><p>{_OTHER}</p><p>{_OTHER}</p><p>{_MORE}</p><button>Sign up</button></aside>",
    ],
)
def test_other_boxes_in_an_article_are_none(box: str) -> None:
    assert _texts(f"<article>{TEXT * 4}{box}</article>") == _TEXTS * 4


@pytest.mark.parametrize(
    "line",
    [
        "We apologize, but this video has failed to load.",
        "Empfohlener redaktioneller Inhalt",
        "An dieser Stelle finden Sie einen externen Inhalt von Quill, der den Artikel ergänzt.",
        "Ich bin damit einverstanden, dass mir Inhalte von Quill angezeigt werden. Damit können"
        " personenbezogene Daten an Drittplattformen übermittelt werden.",
        "Um eingebettete Inhalte anzuzeigen, ist deine widerrufliche Einwilligung in die Übermittlung"
        f" von Daten notwendig. {'Sie gilt, bis du sie widerrufst. ' * 9}",
        "Ein Klick für den Datenschutz",
        "To view this video please enable JavaScript",
        "Pour afficher ce contenu, vous devez accepter les cookies.",
        "シェアする",
        "ご利用には会員登録が必要です",
        "分享",
        "공유하기",
    ],
)
def test_what_a_page_says_instead_of_an_embedded_content_is_no_text(line: str) -> None:
    assert _texts(f"{TEXT}<div><p>{line}</p></div><p>{_MORE}</p>") == [*_TEXTS, _MORE]


def test_teasers_with_dates_after_the_article_are_none_of_it() -> None:
    teasers = "".join(
        f"<div><h3>A goose in oven {n}</h3><p>{n} hours ago</p></div>" for n in range(2, 30)
    )
    assert _texts(f"<article>{TEXT}{teasers}</article>") == _TEXTS


def test_headings_with_days_are_text_if_sentences_follow() -> None:
    days = "".join(f"<h3>Day {n}</h3><p>1.{n}.2017</p><p>{_MORE}</p>" for n in range(2, 5))
    assert _texts(f"<article>{TEXT}{days}</article>")[-1] == _MORE


def _state(content: str) -> str:
    state = json.dumps({"data": {"title": "The ferry", "html": content}}).replace("<", "\\u003c")
    return f"<script>window.STATE = {state}</script>"


def test_an_article_in_a_script_is_read_if_the_page_shows_little() -> None:
    reading = _read(f"<div id=root></div>{_state(f'<div class=body>{TEXT}</div>' * 2)}")
    assert [each.text for each in reading.article.paragraphs] == _TEXTS * 2
    assert IN_SCRIPTS in reading.warnings


@pytest.mark.parametrize("script", [_state(f"<p>{_OTHER}</p>" * 40), ld(articleBody=_OTHER)])
def test_scripts_of_a_page_that_shows_its_text_are_not_read(script: str) -> None:
    assert _texts(f"{TEXT * 3}{script}") == _TEXTS * 3


@pytest.mark.parametrize(
    "content", ["<div>" * 3_000 + "<p>", '<p>\\"<script>alert(1)</script>', "<p"]
)
def test_a_script_that_is_no_article_does_no_harm(content: str) -> None:
    shown = _texts(f"<p>Little.</p>{_state(content + _OTHER * 9)}<script>x = '\"' + \"<p></script>")
    assert "Little." in shown or _OTHER in shown[0]
    assert "alert" not in " ".join(shown)


def test_a_review_of_products_is_text_and_a_few_offers_are_none() -> None:
    products = "".join(
        f"<div class='product-box product-{n}'><h2>Ferry {n}</h2><p>{_MORE}</p></div>"
        for n in range(6)
    )
    assert _texts(f"<article>{TEXT}{products}</article>").count(_MORE) == 6
    offer = f"<div class=product-box><p>{_MORE}</p></div>"
    assert _texts(f"<article>{TEXT * 8}{offer}</article>") == _TEXTS * 8


def test_parts_that_are_sent_late_are_text() -> None:
    late = "".join(f"<div hidden id=S:{n}>{TEXT}{TEXT}</div>" for n in range(3))
    assert _texts(f"<p>{_MORE}</p>{late}<div hidden>{_OTHER}</div>") == [_MORE, *_TEXTS * 6]


def test_sections_stay_that_each_end_with_read_more() -> None:
    section = "<h3><a href=/{0}>Quay {0}</a></h3><p>{1}</p><p><a href=/{0}>Read more</a></p>"
    sections = "".join(section.format(n, _MORE) for n in range(6))
    texts = _texts(f"<article>{TEXT * 3}{sections}</article>")
    assert texts[-12:] == [each for n in range(6) for each in (f"Quay {n}", _MORE)]


def test_a_list_of_others_within_a_list_does_not_take_the_rest() -> None:
    others = "<h3>You might like</h3><ul><li><a href=/g>A goose in an oven</a></ul>"
    link = "<p><a href=/review>Read the review of the ferry</a></p>"
    texts = _texts(f"<ul><li><h2>One</h2>{TEXT}{others}<h2>Two</h2>{TEXT * 4}{link}</li></ul>")
    assert texts == ["One", *_TEXTS, "Two", *_TEXTS * 4]


def test_posts_named_comments_are_the_text_of_a_forum() -> None:
    post = f"<div class=comment id=comment-1><p>{_MORE}</p><p>{_OTHER}</p></div>"
    sign_in = "<p>Create an account or sign in to comment</p><p>Sign in</p>"
    assert _texts(f"<div id=comments>{post * 2}</div>{sign_in}") == [_MORE, _OTHER] * 2
    assert _texts(f"<article>{TEXT}</article><div id=comments>{post * 2}</div>") == _TEXTS


def test_an_article_with_the_heading_alone_is_followed_by_its_text() -> None:
    head = f"<article><h1>The ferry</h1><p>{_MORE}</p></article>"
    body = f"<article class=instructions>{TEXT}</article>"
    assert [each.text for each in _read(f"<main>{head}{body}</main>").article.paragraphs] == [
        _MORE,
        *_TEXTS,
    ]


@pytest.mark.parametrize(
    "panel",
    [
        "<div role=tabpanel hidden>{}</div>",
        "<div class=accordion-inner role=region aria-hidden=true>{}</div>",
        "<div class='faq-answer' style='display: none'>{}</div>",
        "<div class=x7ad-jXK9ad>{}</div>",
    ],
)
def test_what_one_click_shows_and_names_without_sense_are_text(panel: str) -> None:
    assert _texts(f"{TEXT}{panel.format(f'<p>{_MORE}</p>')}") == [*_TEXTS, _MORE]


def test_an_item_about_more_is_no_heading_of_others() -> None:
    links = "".join(f"<li><a href=/{n}>The log of day {n}</a></li>" for n in range(3))
    items = f"<ul><li>More on quays, by Ada Quill of the lake</li>{links}</ul>"
    assert "More on quays, by Ada Quill of the lake" in _texts(f"{TEXT}{items}<p>{_MORE}</p>")
