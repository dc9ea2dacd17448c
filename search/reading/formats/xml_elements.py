"""Pieces of XML as elements, under the usual names of what feeds and exports have.

An element is named `prefix:name` with the prefix that everybody uses for its namespace, whatever the file
calls it, and `name` alone in the namespaces of feeds themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape, unescape
from itertools import chain
from typing import Any

from lxml import etree

from search.reading.character_references import is_known_entity
from search.reading.clean_text import CONTROL
from search.reading.decoding import decode

_NAMESPACES = (
    (r"https?://wordpress\.org/export/[\d.]+/excerpt/?", "excerpt"),
    (r"https?://wordpress\.org/export/[\d.]+/?", "wp"),
    (r"https?://purl\.org/rss/1\.0/modules/content/?", "content"),
    (r"https?://purl\.org/dc/elements/1\.[01]/?", "dc"),
    (r"https?://purl\.org/dc/terms/?", "dcterms"),
    (r"https?://search\.yahoo\.com/mrss/?", "media"),
    (r"https?://schemas\.google\.com/blogger/20\d\d", "blogger"),
    (r"https?://(?:www\.w3\.org/2007/app|purl\.org/atom/app#)", "app"),
    (r"https?://www\.itunes\.com/dtds/podcast-1\.0\.dtd", "itunes"),
    (r"https?://rssnamespace\.org/feedburner/ext/1\.0", "feedburner"),
    (r"https?://www\.w3\.org/1999/xhtml", "xhtml"),
    (r"https?://www\.w3\.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    (r"https?://(?:www\.w3\.org/2005/Atom|purl\.org/atom/ns#?)", ""),
    (r"https?://(?:purl\.org/rss/1\.0/?|my\.netscape\.com/.*|backend\.userland\.com/.*)", ""),
)
_USUAL = tuple((name, re.compile(form, re.IGNORECASE)) for form, name in _NAMESPACES)
_DECLARED = re.compile(r"\bxmlns:([\w.-]+)\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_REFERENCE = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]*);|(#\w{1,9};))?")
_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)))
_CDATA = "<![CDATA["
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_ELEMENT = re.compile(r"<([\w:.-]+)(?:\s[^<>]*)?(?<!/)>")
_MOST_MENDED = 200
"""Elements of an item that is not well-formed."""
_ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]{1,40})")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}"

Element = Any
"""An element of lxml."""


def declared_encoding(head: bytes) -> str:
    """What the declaration of a document says of its encoding, "" without any."""
    found = _ENCODING.search(head[:200])
    return found[1].decode("ascii") if found else ""


def namespaces_of(head: bytes) -> dict[str, str]:
    """The prefixes that the beginning of a document declares, with their namespaces."""
    text = head.decode("utf-8", errors="replace")
    return {prefix: unescape(uri[1:-1]) for prefix, uri in _DECLARED.findall(text)}


def head_element(head: bytes) -> Element | None:
    """The root of a document of which only the beginning is there; None if there is none."""
    text = _readable(head)[0] if head.strip() else ""
    if doctype := _DOCTYPE.match(text, max(text.find("<!DOCTYPE"), 0)):
        text = text[: doctype.start()] + text[doctype.end() :]
    markup = re.sub(r"\A\s*<\?xml\b[^>]*>", "", text).strip()
    return etree.fromstring(markup.encode(), _parser(recover=True)) if markup else None


def item_element(part: bytes, namespaces: Mapping[str, str]) -> tuple[Element | None, str]:
    """The element of one item, and a warning ("" if all is well); None if there is no element."""
    text, odd = _readable(part)
    declared = "".join(f' xmlns:{name}="{_escaped(uri)}"' for name, uri in namespaces.items())
    for number, markup in enumerate(chain([text], _mended(text))):
        document = f"<x{declared}>{markup}</x>".encode()
        try:
            root = etree.fromstring(document, _parser(recover=number == 2))
        except etree.XMLSyntaxError:
            continue
        if number:
            odd = odd or "is not well-formed XML: some of it may be missing"
        return (root[0] if root is not None and len(root) else None), odd
    return None, odd


def _mended(text: str) -> Iterator[str]:
    """An item that is not well-formed with all that is in its elements as characters, and as it is."""
    start, end = text.find(">") + 1, text.rfind("</")
    parts, at = [text[:start]], start
    for _ in range(_MOST_MENDED):
        tag = _ELEMENT.search(text, at, end)
        last = text.find(f"</{tag[1]}", tag.end(), end) if tag else -1
        if not tag or last < 0:
            break
        inner = text[tag.end() : last]
        parts += (tag[0], inner if _CDATA in inner else _escaped(unescape(inner)))
        at = text.find(">", last) + 1
        parts.append(text[last:at])
    yield "".join((*parts, text[end:]))
    yield text


def name_of(element: Element) -> str:
    """The usual name of an element; "" for a comment or the like."""
    return _usual(element.tag, element.prefix) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _usual(tag: str, own: str | None) -> str:
    space, _, name = tag.rpartition("}")
    for prefix, form in _USUAL:
        if form.fullmatch(space[1:]):
            return f"{prefix}:{name}" if prefix else name
    return f"{own}:{name}" if space and own else name


def children_of(element: Element) -> dict[str, list[Element]]:
    """The elements in an element, by name."""
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(name_of(child), []).append(child)
    return found


def text_of(element: Element | None) -> str:
    """All text in an element."""
    return "" if element is None else "".join(element.itertext()).strip()


def markup_of(element: Element) -> str:
    """What is in an element as HTML; the names of XHTML lose their prefixes."""
    for each in element.iter():
        if name_of(each).startswith("xhtml:"):
            each.tag = name_of(each).removeprefix("xhtml:")
    etree.cleanup_namespaces(element)
    inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return escape(element.text or "") + "".join(inner)


def language_of(element: Element) -> str:
    return element.get(f"{_XML_SPACE}lang") or ""


def _parser(*, recover: bool) -> Any:
    """A parser that opens no file, asks no network and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _readable(part: bytes) -> tuple[str, str]:
    """Text in which the entities of HTML are characters, signs that XML cannot have are left out, and
    a lone ampersand is one; and a warning about its encoding."""
    text, odd = decode(part.translate(None, _CONTROLS))
    first, *others = text.split(_CDATA)
    return _CDATA.join((_REFERENCE.sub(_reference, first), *map(_after_cdata, others))), odd


def _after_cdata(part: str) -> str:
    """What begins with characters that are no markup: only after these there are references."""
    inner, end, rest = part.partition("]]>")
    return inner + end + _REFERENCE.sub(_reference, rest)


def _reference(found: re.Match[str]) -> str:
    if found[1] in _OF_XML:
        return found[0]
    if found[2] or (found[1] and is_known_entity(found[1])):
        return _escaped(CONTROL.sub("", unescape(found[0])))
    return "&amp;" + found[0][1:]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
