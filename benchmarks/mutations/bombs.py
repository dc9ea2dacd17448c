"""Files made to stop a reader: small ones that grow, nest or repeat."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from itertools import pairwise

from benchmarks.mutations.seeds import Seed

_NUMBER = "7" * 4_000


def _page(body: str, head: str = "<title>T</title>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def _text(words: int) -> str:
    return " ".join(f"word{number}" for number in range(words))


def _gzip(data: bytes, times: int) -> bytes:
    """`data` that many times, compressed without ever being there as a whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join((*(packer.compress(data) for _ in range(times)), packer.flush()))


def _aliases() -> str:
    names = "abcdefghi"
    lines = [
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]" for before, name in pairwise(names)
    ]
    return "\n".join(["---", "title: T", 'a: &a ["x", "x"]', *lines, "tags: *i", "---", "Text."])


_PAGES: dict[str, Callable[[], str | bytes]] = {
    "definitions": lambda: "<dl><dd>" * 3_000,
    "unclosed-json-ld": lambda: '<script type="application/ld+json">' * 4_000,
    "unclosed-json-ld-in-a-page": lambda: _page(
        '<script type="application/ld+json">' * 4_000 + "<p>T"
    ),
    "many-json-ld": lambda: _page(
        '<script type="application/ld+json">{"@type":"A"}</script>' * 40_000
    ),
    "deep-json-ld": lambda: _page(
        f'<script type="application/ld+json">{"[" * 400_000}</script><p>Text.</p>'
    ),
    "deep-divs": lambda: _page("<div>" * 100_000 + "Text." + "</div>" * 100_000),
    "deep-divs-just-allowed": lambda: _page(("<div>" * 490 + "Text." + "</div>" * 490) * 200),
    "deep-lists": lambda: _page("<ul><li>" * 50_000 + "Text."),
    "deep-tables": lambda: _page("<table><tr><td>" * 20_000 + "Text."),
    "deep-inline": lambda: _page("<span>" * 100_000 + "Text."),
    "formatting": lambda: _page("<p><b><i><u><font>" * 20_000 + "Text."),
    "formatting-just-allowed": lambda: _page(
        "".join(f"<font size={n}>" for n in range(99)) + "<p>Text." * 20_000
    ),
    "misnested": lambda: _page("<a href=x><p></a><b></p><i></b>" * 20_000),
    "attributes": lambda: _page(f"<div {' '.join(f'a{n}=x' for n in range(200_000))}>Text.</div>"),
    "one-attribute-again": lambda: _page(f"<div {'class=x ' * 200_000}>Text.</div>"),
    "long-class": lambda: _page(f"<div class='{'related-ad ' * 200_000}'>Text.</div>"),
    "classes": lambda: _page("".join(f"<div class='c{n} d{n}'>w{n}</div>" for n in range(30_000))),
    "unclosed-tag": lambda: _page("<div " * 400_000),
    "unclosed-quote": lambda: _page('<a href="' * 200_000),
    "unclosed-comments": lambda: _page("<!--" * 400_000),
    "comments": lambda: _page("<!-- -->" * 400_000 + "<p>Text.</p>"),
    "unclosed-scripts": lambda: _page("<script>" * 300_000),
    "unclosed-styles": lambda: _page("<style>" * 300_000),
    "unclosed-cdata": lambda: _page("<![CDATA[" * 300_000),
    "textareas": lambda: _page("<textarea>" * 200_000),
    "svg": lambda: _page("<svg><g>" * 50_000 + "Text."),
    "unknown": lambda: _page("<x-y>" * 200_000 + "Text."),
    "names": lambda: _page("".join(f"<t{n}>w" for n in range(100_000))),
    "entities": lambda: _page("<p>" + "&amp;&#1114112;&nbsp" * 200_000),
    "less-than": lambda: _page("<" * 1_000_000),
    "line-breaks": lambda: _page("<p>" + "w<br>" * 300_000),
    "paragraphs": lambda: _page("<p>Word, word, word, and word again." * 30_000),
    "links": lambda: _page("<ul>" + "<li><a href=x>Link</a>" * 50_000),
    "headings-of-others": lambda: _page("<h3>Related</h3><ul><li><a href=x>L</a></ul>" * 10_000),
    "headings": lambda: _page("<h1>Title</h1>" * 25_000),
    "table-in-one-paragraph": lambda: _page(
        "<p>" + "<table><tr><td>Cell</td><td>1,5</td></tr></table>" * 9_000 + "</p>"
    ),
    "metas": lambda: _page("<p>T", "<meta name=author content='A B'>" * 30_000),
    "metas-of-tags": lambda: _page("<p>T", "<meta property=article:tag content='A'>" * 30_000),
    "authors": lambda: _page("<p>T", f"<meta name=author content='{'A and ' * 100_000}'>"),
    "commas": lambda: _page("<p>T", f"<meta name=keywords content='{'a, ' * 200_000}'>"),
    "separators": lambda: _page("<p>T", f"<title>{'a | ' * 200_000}</title>"),
    "spaces-in-a-title": lambda: _page("<p>T", f"<title>a{' ' * 500_000}b</title>"),
    "bylines": lambda: _page("<p class=byline>By A B</p>" * 25_000 + "<p>Text."),
    "dates": lambda: _page("<time datetime=x>Sometime</time>" * 50_000 + "<p>Text."),
    "long-date": lambda: _page(f"<time datetime='{'1 ' * 300_000}'>x</time><p>Text."),
    "head-without-end": lambda: "<html><head>" + "<meta name=a content=b>" * 100_000,
    "front-matter-without-end": lambda: "---\ntitle: T\n" + "a: b\n" * 1_000_000,
    "tags-of-templates": lambda: "---\ntitle: T\n---\n" + "{{ {% " * 300_000,
    "one-line": lambda: _page("<p>" + "word " * 1_000_000),
    "one-word": lambda: _page("<p>" + "w" * 5_000_000),
    "large": lambda: _page("<p>A paragraph of an ordinary page, with a comma.</p>\n" * 19_000),
    "spaces": lambda: _page("<p>a" + " " * 10_000_000 + "b"),
    "nulls": lambda: _page("<p>Text.") + "\0" * 5_000_000,
    "escapes": lambda: b"\x1b$B" * 1_000_000,
    "high-bytes": lambda: bytes(range(128, 256)) * 40_000,
    "utf-16": lambda: _page("<p>Text." * 50_000).encode("utf-16"),
}
_MARKDOWN: dict[str, Callable[[], str | bytes]] = {
    "front-matter-without-end": lambda: "---\n" + "title: a\n" * 300_000,
    "front-matter-of-lines": lambda: "---\ntitle: T\n" + "- a\n" * 40_000 + "---\nText.",
    "front-matter-of-braces": lambda: "---\ntitle: T\na: " + "{" * 150_000 + "\n---\nText.",
    "front-matter-of-brackets": lambda: "---\ntitle: T\na: " + "[" * 150_000 + "\n---\nText.",
    "front-matter-of-keys": lambda: (
        "---\n" + "".join(f"k{n}: v\n" for n in range(15_000)) + "---\nT"
    ),
    "front-matter-of-errors": lambda: "---\ntitle: T\n" + "a: [\n" * 30_000 + "---\nText.",
    "front-matter-nested": lambda: (
        "---\n" + "".join(" " * n + "a:\n" for n in range(600)) + "---\nT"
    ),
    "yaml-number": lambda: f"---\ntitle: T\norder: {_NUMBER}\n---\n\nText.\n",
    "yaml-hexadecimal": lambda: f"---\ntitle: T\norder: 0x{_NUMBER}\n---\n\nText.\n",
    "yaml-sexagesimal": lambda: "---\ntitle: T\norder: " + "1:" * 50_000 + "1\n---\n\nText.\n",
    "yaml-aliases": _aliases,
    "yaml-merge": lambda: "---\ntitle: T\na: &a\n  <<: *a\n---\nText.",
    "toml-number": lambda: f"+++\ntitle = 'T'\norder = {_NUMBER}\n+++\n\nText.\n",
    "toml-nested": lambda: "+++\na = " + "[" * 90_000 + "\n+++\n\nText.\n",
    "toml-errors": lambda: "+++\n" + "a = \n" * 30_000 + "+++\n\nText.\n",
    "toml-keys": lambda: "+++\n" + "".join(f"a{n}.b.c = 1\n" for n in range(10_000)) + "+++\nText.",
    "toml-dots": lambda: "+++\n" + "a." * 60_000 + "b = 1\n+++\nText.",
    "json-number": lambda: f'{{"title": "T", "order": {_NUMBER}}}\n\nText.\n',
    "json-nested": lambda: '{"title": "T", "a": ' + "[" * 150_000 + "\n\nText.\n",
    "json-without-end": lambda: '{"title": "T", "a": "' + "a" * 3_000_000,
    "header-lines": lambda: "Title: T\n" + "Tags: a\n" * 20_000 + "\nText.",
    "header-continued": lambda: "Title: T\n" + "  more\n" * 25_000 + "\nText.",
    "quotes": lambda: "> " * 100_000 + "Text.",
    "quotes-by-line": lambda: "".join("> " * (n % 60) + "a\n" for n in range(20_000)),
    "lists": lambda: "".join("  " * n + "- a\n" for n in range(1_500)),
    "items": lambda: "- a\n" * 50_000,
    "lists-in-a-line": lambda: "- " * 100_000 + "a",
    "emphasis": lambda: "*a **b " * 100_000,
    "emphasis-closed": lambda: "*a* **b** " * 50_000,
    "emphasis-nested": lambda: "*" * 100_000 + "a" + "*" * 100_000,
    "underscores": lambda: "_a__b" * 100_000,
    "brackets": lambda: "[" * 300_000,
    "brackets-closed": lambda: "[a]" * 100_000,
    "links": lambda: "[a](b) " * 60_000,
    "links-nested": lambda: "[a](" * 60_000,
    "images": lambda: "![" * 100_000,
    "references": lambda: "".join(f"[a{n}]: b\n" for n in range(50_000)) + "[a1]",
    "references-in-use": lambda: "".join(f"[a{n}]: b\n\n[a{n}]\n\n" for n in range(20_000)),
    "footnotes": lambda: "[^1]: a\n" * 50_000,
    "backticks": lambda: " ".join("`" * n for n in range(1_500)),
    "code": lambda: "`a` " * 100_000,
    "fences": lambda: "```\n" * 200_001,
    "backslashes": lambda: "\\" * 1_000_000,
    "angles": lambda: "<a" * 200_000,
    "comments": lambda: "<!--" * 200_000,
    "html": lambda: "<div>\n\n" * 50_000,
    "entities": lambda: "&amp;" * 200_000,
    "addresses": lambda: "<http://a.b> http://a.b " * 40_000,
    "rules": lambda: "***\n" * 100_000,
    "headings": lambda: "# a\n" * 50_000,
    "underlines": lambda: "a\n===\n" * 60_000,
    "table": lambda: "| a | b |\n|---|---|\n" + "| c | d |\n" * 40_000,
    "table-of-one-row": lambda: "|a" * 15_000 + "\n" + "|-" * 15_000 + "\n" + "|b" * 15_000,
    "table-in-one-paragraph": lambda: "| Cell | 1,5 | [a](b) | *c* |\n" * 14_000,
    "pipes": lambda: "|" * 500_000,
    "pages": lambda: "no end of this paragraph in sight\n\n" * 60_000,
    "spaces": lambda: "a" + " " * 5_000_000 + "b",
    "line-ends": lambda: "a" + "\n" * 2_000_000 + "b",
    "carriage-returns": lambda: "a\r" * 500_000,
    "stars": lambda: "*\n" * 200_000,
    "shortcodes": lambda: "{{<" * 300_000,
    "tags-of-templates": lambda: "{% raw %}" * 100_000,
    "braces": lambda: "{" * 1_000_000,
    "attributes": lambda: "---\ntitle: T\n---\n" + "{: " * 200_000,
    "one-line": lambda: _text(600_000),
    "one-word": lambda: "w" * 5_000_000,
    "by": lambda: "# T\n\nBy " + "A, " * 90 + "\n\n" + "By A and B\n\n" * 30_000,
    "labels": lambda: "# T\n\n" + "Theme: A, B\n\n" * 30_000,
    "large": lambda: "A *paragraph* of an [ordinary](http://a.b) text, with a comma.\n\n" * 10_000,
}
_JSON: dict[str, Callable[[], str | bytes]] = {
    "arrays": lambda: '{"title": "T", "text": ' + "[" * 500_000 + "]" * 500_000 + "}",
    "objects": lambda: '{"text":' * 200_000,
    "number": lambda: f'{{"title": "T", "text": "x", "order": {"7" * 5_000_000}}}',
    "digits": lambda: f'[{{"title": "T", "text": "x", "date": {_NUMBER}}}]',
    "empty-arrays": lambda: '{"title": "T", "text": [' + "[]," * 600_000 + "[]]}",
    "strings": lambda: '{"title": "T", "text": [' + '"",' * 600_000 + '""]}',
    "keys": lambda: "{" + ",".join(f'"k{n}":1' for n in range(200_000)) + ',"text":"T"}',
    "items": lambda: "[" + '{"text":"T"},' * 5_000 + "{}]",
    "items-in-an-object": lambda: '{"items":[' + '{"text":"T"},' * 5_000 + "{}]}",
    "items-that-are-no-articles": lambda: "[" + "{}," * 10_000 + "{}]",
    "backslashes": lambda: '{"text": "' + "\\" * 2_000_000,
    "quotes": lambda: '"' * 1_000_001,
    "escapes": lambda: '{"title": "T", "text": "' + "\\ud800" * 300_000 + '"}',
    "unclosed": lambda: '[{"text": "' + "a" * 5_000_000,
    "braces": lambda: "{" * 1_000_000,
    "commas": lambda: "[" + "," * 1_000_000,
    "authors": lambda: json_list("authors", "A B", 100_000),
    "tags": lambda: json_list("tags", "a", 200_000),
    "one-author": lambda: '{"text": "T", "author": "' + "A and B, " * 100_000 + '"}',
    "lines-of-one-text": lambda: '{"title": "T", "text": "' + "a\\n" * 500_000 + '"}',
    "html": lambda: '{"title": "T", "text": "' + "<div><b>" * 200_000 + '"}',
    "title": lambda: '{"title": "' + "<a " * 300_000 + '", "text": "T"}',
    "large": lambda: '{"title": "T", "text": "' + "A paragraph, of words. " * 40_000 + '"}',
}


def json_list(field: str, value: str, times: int) -> str:
    """An article with a list of equal values in one field."""
    return f'{{"text": "T", "{field}": [{", ".join([f"{value!r}".replace(chr(39), chr(34))] * times)}]}}'


_LINES: dict[str, Callable[[], str | bytes]] = {
    **{
        name: _JSON[name]
        for name in ("arrays", "objects", "number", "strings", "backslashes", "braces")
    },
    "no-lines": lambda: '{"text": "T"} ' * 200_000,
    "empty-lines": lambda: "\n" * 2_000_000 + '{"text": "T"}',
    "errors": lambda: "{\n" * 20_000,
    "texts": lambda: '{"text": "T"}\n' * 5_000,
}
_PLAIN: dict[str, Callable[[], str | bytes]] = {
    "lines": lambda: "Line\n" * 200_000,
    "paragraphs": lambda: "Line\n\n" * 30_000,
    "items": lambda: "- Line\n" * 50_000,
    "rules": lambda: "----\n" * 200_000,
    "one-word": lambda: "w" * 5_000_000,
    "spaces": lambda: " " * 5_000_000 + "a",
    "brackets": lambda: "](" * 1_000_000,
    "markdown": lambda: "# T\n\n" + "[" * 300_000,
    "header": lambda: "Title: T\n" * 30_000,
    "numbers": lambda: "1. \n" * 200_000,
    "high-bytes": lambda: b"\xa4\xe9\xff" * 1_000_000,
    "large": lambda: "A paragraph of an ordinary text, with a comma.\n\n" * 19_000,
}
_PACKED: dict[str, Callable[[], str | bytes]] = {
    ".md.gz": lambda: _gzip(b"a" * 1_000_000, 100),
    ".html.gz": lambda: _gzip(b"<p>" * 1_000_000, 40),
    ".txt.gz": lambda: _gzip(b" \n" * 1_000_000, 50),
    ".json.gz": lambda: _gzip(b'{"items":[' * 100_000, 100),
    ".jsonl.gz": lambda: _gzip(b"\n" * 1_000_000, 40),
    "-line.jsonl.gz": lambda: _gzip(b"[1," * 1_000_000, 40),
    "-twice.md.gz": lambda: gzip.compress(_gzip(b"a" * 1_000_000, 100), mtime=0),
    "-cut.html.gz": lambda: _gzip(b"<p>Text." * 1_000, 10)[:-20],
    "-empty.md.gz": lambda: b"",
    "-many.md.gz": lambda: gzip.compress(b"# T\n\nText.\n", mtime=0) * 12_000,
}
BOMBS: dict[str, Callable[[], str | bytes]] = {
    f"{name}{suffix}": make
    for suffix, makers in (
        (".html", _PAGES),
        (".md", _MARKDOWN),
        (".json", _JSON),
        (".jsonl", _LINES),
        (".txt", _PLAIN),
        ("", {f"packed{suffix}": make for suffix, make in _PACKED.items()}),
    )
    for name, make in makers.items()
}
"""What makes each file, by its name."""


def bomb(name: str) -> Seed:
    data = BOMBS[name]()
    return Seed(name, data if isinstance(data, bytes) else data.encode())
