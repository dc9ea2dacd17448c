"""Bylines of more languages and kinds of pages."""

from __future__ import annotations

import pytest

from tests.reading.ferry import ferry_page

_HEADING = "<h1>The ferry</h1>"


def _authors(line: str) -> tuple[str, ...]:
    return ferry_page(before=_HEADING + line).authors


@pytest.mark.parametrize(
    "line",
    [
        "<p>Words and photographs by Ada Quill</p>",
        "<p>Opinion by <a href=/q>Ada Quill</a></p>",
        "<p>Guest post by Ada Quill</p>",
        "<p>Von unserem Redakteur Ada Quill</p>",
        "<p>Door onze verslaggever Ada Quill</p>",
        "<p>Propos recueillis par Ada Quill</p>",
        "<p>A cura di Ada Quill</p>",
        "<p>Texto de Ada Quill</p>",
        "<p>de Ada Quill</p>",
        "<p>Redacción: Ada Quill | Puerto Sal</p>",
        "<p>Teksti: Ada Quill</p>",
        "<p>Tekst: Ada Quill</p>",
        "<dl><dt>Author</dt><dd>Ada Quill</dd><dt>Date</dt><dd>6 July 2017</dd></dl>",
        "<p>Haber: Ada Quill</p>",
        "<p>Penulis: Ada Quill</p>",
        "<p>Tác giả: Ada Quill</p>",
        "<p>Veröffentlicht am 06.07.17 um 9:30 Uhr von Ada Quill</p>",
        "<p class=byline>Ada Quill/Reuters</p>",
        "<p class=byline>By Ada Quill ada@lantern.example</p>",
        "<p class=byline>By Ada Quill #ferries #sea</p>",
        "<p class=byline>By Ada Quill. Translated from French by Bo Other</p>",
        "<p class=auteur>Ada Quill (avec AFP)</p>",
        "<div class='credits reader-credits'>Ada Quill</div>",
        "<p>Written by <a>Ada Quill</a> — Medically reviewed by <a>Bo Other, M.D.</a></p>",
        "<div class=author><meta itemprop=name content='Ada Quill'></div>"
        "<span itemprop=author><meta itemprop=name content='Ada Quill'></span>",
    ],
)
def test_the_byline_below_the_heading(line: str) -> None:
    assert _authors(line) == ("Ada Quill",)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p>كتب: أحمد حسن</p>", "أحمد حسن"),
        ("<p>מאת: דנה כהן</p>", "דנה כהן"),
        ("<p>نویسنده: رضا احمدی</p>", "رضا احمدی"),
        ("<p>लेखक: राम शर्मा</p>", "राम शर्मा"),
        ("<p class=byline>김철수 기자</p>", "김철수"),
        ("<p class=byline>김철수 기자 kim@lantern.example</p>", "김철수"),
        ("<p class=byline>By Ada Fox. Translated from French by Bo Other</p>", "Ada Fox"),
        ("<p>Του Γιώργου Παππά</p>", "Γιώργου Παππά"),
        ("<p>记者 张伟 | 2021年05月14日09:30</p>", "张伟"),
        ("<p><b>2021-05-14</b> 来源：海岸日报 作者：王小明 责任编辑：李雷</p>", "王小明"),
        ("<p>2017/07/06</p><p>記者王小明／台北報導</p>", "王小明"),
        ("<p>Par Jeanne Le Gall</p>", "Jeanne Le Gall"),
        ("<p>por João da Costa e Silva</p>", "João da Costa e Silva"),
        ("<p>By J. R. R. O’Neill-Smith III</p>", "J. R. R. O’Neill-Smith III"),
    ],
)
def test_names_as_they_are_written(line: str, author: str) -> None:
    assert _authors(line) == (author,)


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Ada Quill with Bo Other</p>",
        "<div class=authors><span><a>Ada Quill</a><sup>1</sup></span>, "
        "<span><a>Bo Other</a></span></div>",
    ],
)
def test_two_authors(line: str) -> None:
    assert _authors(line) == ("Ada Quill", "Bo Other")


@pytest.mark.parametrize(
    "line",
    [
        "<p>July 6th, 2017 by quill | Filed under <a href=/c rel=category>Sea</a></p>",
        "<p class=author>Reviewed by readers of the paper</p>",
    ],
)
def test_what_is_no_author(line: str) -> None:
    assert _authors(line) == ()
