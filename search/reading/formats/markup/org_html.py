"""Org as HTML of the few elements that paragraphs are made of, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

_HEADING = re.compile(
    r"(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-Z]\]\s+)?(.*?)(?:\s+:[\w@:]+:)?"
)
_ITEM = re.compile(r"(\s*)(?:([-+])|(\d+)[.)])\s+(?:\[[ X-]\]\s+)?(.*)")
_BEGIN = re.compile(r"\s*#\+begin_(\w+)\b.*", re.IGNORECASE)
_CAPTION = re.compile(r"\s*#\+caption:\s*(.*)", re.IGNORECASE)
_SKIPPED = re.compile(
    r"\s*(?:#(?:\s.*|\+[\w-]+:?.*)?|(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):.*|-{5,}|:[\w-]+:.*)"
)
_FIXED = re.compile(r"\s*: ?(.*)")
_ROW = re.compile(r"\s*\|(.*?)\|?\s*")
_LINK = re.compile(r"\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]")
_PICTURE = re.compile(
    r"(?:file:|https?:|\.{0,2}/)\S+\.(?:png|jpe?g|gif|svg|webp)|\S+\.(?:png|jpe?g|gif|webp)", re.I
)
_MARK = re.compile(r"(?<![\w\\])([*/_=~+])(?=\S)([^\n]{0,400}?[^\s])\1(?![\w])")
_MARKS = {"*": "strong", "/": "em", "_": "em", "=": "code", "~": "code", "+": "s"}
_HIDDEN = ("export", "comment")
_CODE = ("src", "example")


def html_of(lines: Sequence[str]) -> str:
    """The HTML of the lines of a text."""
    return "".join(_blocks(lines))


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if begin := _BEGIN.fullmatch(line):
            end = _end(lines, at + 1, begin[1])
            yield _block(begin[1].lower(), lines[at + 1 : end])
            at = end + 1
        elif heading := _HEADING.fullmatch(line.rstrip()):
            level = min(len(heading[1]) + 1, 6)
            yield f"<h{level}>{_inline(heading[2])}</h{level}>"
            at += 1
        elif caption := _CAPTION.fullmatch(line):
            yield f"<figcaption>{_inline(caption[1])}</figcaption>"
            at += 1
        elif _FIXED.fullmatch(line) and not _SKIPPED.fullmatch(line):
            end = _while(lines, at, _FIXED)
            code = "\n".join(re.sub(r"^\s*: ?", "", each) for each in lines[at:end])
            yield f"<pre>{escape(code, quote=False)}</pre>"
            at = end
        elif _ROW.fullmatch(line):
            end = _while(lines, at, _ROW)
            yield _table(lines[at:end])
            at = end
        elif not line.strip() or _SKIPPED.fullmatch(line):
            at += 1
        elif _ITEM.fullmatch(line):
            end = _end_of_list(lines, at)
            yield _list(lines[at:end])
            at = end
        else:
            end = at + 1
            while end < len(lines) and not _begins_block(lines[end]):
                end += 1
            yield f"<p>{_inline(' '.join(each.strip() for each in lines[at:end]))}</p>"
            at = end


def _begins_block(line: str) -> bool:
    return not line.strip() or any(
        form.fullmatch(line.rstrip())
        for form in (_BEGIN, _HEADING, _CAPTION, _SKIPPED, _FIXED, _ROW, _ITEM)
    )


def _end(lines: Sequence[str], start: int, name: str) -> int:
    """The line that ends a block, or that after the last one."""
    wanted = f"#+end_{name}".lower()
    found = (at for at in range(start, len(lines)) if lines[at].strip().lower() == wanted)
    return next(found, len(lines))


def _block(name: str, lines: Sequence[str]) -> str:
    if name in _HIDDEN:
        return ""
    if name in _CODE:
        return f"<pre>{escape(chr(10).join(lines), quote=False)}</pre>"
    if name == "verse":
        return f"<p>{'<br>'.join(map(_inline, lines))}</p>"
    inner = "".join(_blocks(lines))
    return f"<blockquote>{inner}</blockquote>" if name == "quote" else inner


def _while(lines: Sequence[str], start: int, form: re.Pattern[str]) -> int:
    end = start
    while end < len(lines) and form.fullmatch(lines[end]):
        end += 1
    return end


def _table(lines: Sequence[str]) -> str:
    rows = [_cells(line) for line in lines if not re.match(r"\s*\|-", line)]
    is_ruled = len(lines) > 1 and bool(re.match(r"\s*\|-", lines[1]))
    html = ""
    for number, row in enumerate(rows):
        name = "th" if is_ruled and number == 0 else "td"
        html += "<tr>" + "".join(f"<{name}>{_inline(cell)}</{name}>" for cell in row) + "</tr>"
    return f"<table>{html}</table>"


def _cells(line: str) -> list[str]:
    found = _ROW.fullmatch(line)
    return [cell.strip() for cell in found[1].split("|")] if found else []


def _end_of_list(lines: Sequence[str], start: int) -> int:
    """The line after a list: its items, and what is indented below them."""
    end = start + 1
    while end < len(lines) and (
        _ITEM.fullmatch(lines[end]) or (lines[end].strip() and lines[end][:1] in " \t")
    ):
        if _HEADING.fullmatch(lines[end].rstrip()):
            break
        end += 1
    return end


def _list(lines: Sequence[str]) -> str:
    """A list with the lists in it, by the indentation of their items."""
    html = ""
    opened: list[tuple[int, str]] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        if not item:
            html += " " + _inline(line.strip())
            continue
        indent = len(item[1].expandtabs())
        while opened and opened[-1][0] > indent:
            html += f"</li></{opened.pop()[1]}>"
        if not opened or opened[-1][0] < indent:
            name = "ol" if item[3] else "ul"
            html += f'<ol start="{int(item[3][:6])}">' if item[3] else "<ul>"
            opened.append((indent, name))
        else:
            html += "</li>"
        html += f"<li>{_inline(item[4])}"
    return html + "".join(f"</li></{name}>" for _, name in reversed(opened))


def _inline(text: str) -> str:
    """The links and the marks of a text."""
    parts: list[str] = []
    start = 0
    for link in _LINK.finditer(text):
        parts += (_marked(text[start : link.start()]), _link(link[1], link[2] or ""))
        start = link.end()
    return "".join((*parts, _marked(text[start:])))


def _link(target: str, words: str) -> str:
    if _PICTURE.fullmatch(target) and (not words or _PICTURE.fullmatch(words)):
        return ""
    return f'<a href="{escape(target)}">{_marked(words or target)}</a>'


def _marked(text: str) -> str:
    parts: list[str] = []
    start = 0
    for mark in _MARK.finditer(text):
        name = _MARKS[mark[1]]
        inner = escape(mark[2], quote=False) if name == "code" else _marked(mark[2])
        parts += (escape(text[start : mark.start()], quote=False), f"<{name}>{inner}</{name}>")
        start = mark.end()
    return "".join((*parts, escape(text[start:], quote=False)))
