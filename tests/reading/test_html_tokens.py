"""Tags and texts of sanitized markup: whatever a page holds, nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.reading import Record, read
from search.reading.formats.html.elements import VOID
from search.reading.formats.html.sanitizer import sanitized
from search.reading.formats.html.tokens import tokens_of

_PARTS = (
    "<p>|</p>|<div class='a>b'>|<div id=\"a'b\">|</div>|<xmp>|</xmp>|<plaintext>|<noembed>|<noframes>"
    "|<br/>|</br>|<basefont>|<bgsound>|<frame>|<x-y a=1>|</x-y>|a < b & c|&lt;p&gt;|&nbsp;|<!-- c -->|<!"
    "|<?pi?>|<a href='?a&b'>|</a>|<table>|<tr><td>|</table>|<svg><p>|</svg>|<ul><li>|<b><i>|</b>|<nav>"
    "|</nav>|<aside>|<button>|<font size=3>|<form>|</head>|<body class=q>|<template>|<iframe>|<keygen>"
    "|\r\n|\x0c"
).split("|")


@given(st.lists(st.sampled_from(_PARTS), max_size=25).map("".join))
def test_tokens_are_the_whole_markup_and_every_element_is_closed(page: str) -> None:
    markup = f"<body>{sanitized(page)}</body>"
    tokens = tokens_of(markup)
    assert "".join(f"<{tag}{end}{text}" for tag, end, text in tokens) == markup
    assert all(end == ">" and ">" not in text for _, end, text in tokens)
    opened: list[str] = []
    for tag, _, _ in tokens:
        name = tag.partition(" ")[0]
        if name.startswith("/"):
            assert opened.pop() == name[1:]
        elif name not in VOID:
            opened.append(name)
    assert not opened


@pytest.mark.parametrize("name", ["xmp", "plaintext", "noembed", "noframes"])
def test_nothing_is_markup_in_an_element_of_plain_text(name: str) -> None:
    page = f"<p>The first paragraph of the page.</p><{name}>if a <b and c</{name}>"
    article = read(Record("a.html", 0, page.encode())).article
    assert "if a <b and c" in article.paragraphs[-1].text
