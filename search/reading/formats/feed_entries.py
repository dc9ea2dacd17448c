"""Entries of feeds (RSS 0.9 to 2.0, RSS 1.0, Atom 0.3 and 1.0) as objects with the usual names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from search.reading.editions import EDITION
from search.reading.field_names import NAMES
from search.reading.formats.record_ids import id_of
from search.reading.formats.xml_elements import (
    Element,
    children_of,
    language_of,
    markup_of,
    name_of,
    text_of,
)
from search.reading.plain_values import plain_value

Children = Mapping[str, list[Element]]

_DATES = (
    "pubDate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "updated",
    "dcterms:modified",
    "modified",
)
_SHORTS = ("description", "summary", "itunes:summary", "media:description")
_NEVER = "-"
_IS_GLOBAL = re.compile(r"(?:https?://|tag:|urn:)", re.IGNORECASE)
"""Identifiers that no other site uses. The entries 1 of two sites are not one."""
_IN_BRACKETS = re.compile(r"\S+@\S+\s+\((.+)\)")
_NOTE = re.compile(
    r"<p\b[^<>]*>[^<>]{1,60}<a\b[^<>]*\bhref=[\"']([^\"']+)[\"'][^<>]*>[^<>]*</a>[^<>]{1,60}"
    r"<a\b[^<>]*>[^<>]*</a>[^<>]{0,20}</p>\s*\Z"
)
_USED = (
    frozenset(
        (
            *_DATES,
            "title",
            "link",
            "guid",
            "id",
            "author",
            "dc:creator",
            "itunes:author",
            "category",
        )
    )
    | frozenset(
        (
            "content",
            "content:encoded",
            "xhtml:body",
            "description",
            "summary",
            "dc:subject",
            "source",
        )
    )
    | frozenset(("dc:language", "dc:rights", "rights", "feedburner:origLink"))
)
_STATES = {"draft": "draft", "scheduled": "future", "soft_trashed": "trash"}
_MAX_OTHER = 1_000
"""Characters of an element that is the value of a facet of an archive's own."""


class Feed(NamedTuple):
    """What a feed says of all its entries."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    rights: str = ""


def feed_of(root: Element | None) -> Feed:
    """The fields of a feed, by its root up to the first entry."""
    if root is None:
        return Feed()
    within = children_of(root)
    channel = next(iter(within.get("channel", ())), root)
    children = within if channel is root else children_of(channel)
    return Feed(
        plain_value(_first(children, "title", "dc:title")),
        tuple(_persons(children.get("author", ()), children.get("dc:creator", ()))),
        _first(children, "language", "dc:language") or language_of(channel) or language_of(root),
        plain_value(_first(children, "copyright", "rights", "dc:rights")),
    )


def record_of(item: Element, feed: Feed) -> dict[str, Any]:
    """An entry as an object with the names of `search.reading.field_aliases`. Elements that mean nothing
    here are in it under their own names, for the facets of an archive."""
    children = children_of(item)
    address = _address(children)
    identifier = _first(children, "guid", "id") or _about(item) or address
    authors = _persons(children.get("author", ()), children.get("dc:creator", ()))
    record = {
        **_others(children),
        "id": id_of(identifier),
        "url": address,
        "title": _first(children, "title", "dc:title"),
        "published": next(filter(None, (_first(children, name) for name in _DATES)), ""),
        "authors": list(authors) or _texts(children, "itunes:author") or list(feed.authors),
        "categories": list(_categories(children)),
        "source": _source(children),
        "publisher": feed.title,
        "language": _first(children, "dc:language") or language_of(item) or feed.language,
        "rights": _first(children, "dc:rights", "rights") or feed.rights,
        **_without_note(_texts_of(children), address),
        **_publication(children),
        EDITION: _changed(children) if _IS_GLOBAL.match(identifier) else "",
    }
    return {name: value for name, value in record.items() if value}


def _changed(children: Children) -> str:
    return _first(children, *reversed(_DATES)) or _NEVER


def _first(children: Children, *names: str) -> str:
    """The first text that is not empty, under the first of the names that has any."""
    return next((text for name in names for text in _texts(children, name)), "")


def _texts(children: Children, name: str) -> list[str]:
    return list(filter(None, map(text_of, children.get(name, ()))))


def _about(item: Element) -> str:
    """The address of an item of RSS 1.0."""
    return next((value for name, value in item.attrib.items() if name.endswith("}about")), "")


def _address(children: Children) -> str:
    """The address of the page: of several links the one to the entry itself."""
    if original := _first(children, "feedburner:origLink"):
        return original
    for link in children.get("link", ()):
        if text := text_of(link):
            return text
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    for guid in children.get("guid", ()):
        if guid.get("isPermaLink", "true") != "false":
            return text_of(guid)
    return ""


def _persons(authors: Any, creators: Any) -> Iterator[str]:
    """The names of authors: of Atom's objects, of `dc:creator`, of RSS's "mail@example.org (Name)"."""
    for each in creators:
        yield text_of(each)
    for each in authors:
        name = _first(children_of(each), "name")
        if name or not len(each):
            text = name or text_of(each)
            bracketed = _IN_BRACKETS.fullmatch(text)
            yield bracketed[1] if bracketed else "" if "@" in text else text


def _categories(children: Children) -> Iterator[str]:
    for each in children.get("category", ()):
        if _is_kind(each):
            continue
        yield each.get("label") or text_of(each) or each.get("term") or ""
    yield from _texts(children, "dc:subject")


def _is_kind(category: Element) -> bool:
    """Whether a category says what an entry is: a post, a comment, a template."""
    return str(category.get("scheme", "")).endswith("#kind")


def _publication(children: Children) -> dict[str, str]:
    """The kind and the state of an entry in the backup of a blog, which has drafts and comments, too."""
    kinds = [each.get("term", "") for each in children.get("category", ()) if _is_kind(each)]
    kind = kinds[0].rpartition("#")[2] if kinds else _first(children, "blogger:type").lower()
    if not kind:
        return {}
    state = _STATES.get(_first(children, "blogger:status").lower(), "publish")
    controls = map(children_of, children.get("app:control", ()))
    is_draft = any(_first(control, "app:draft") == "yes" for control in controls)
    return {"post_type": kind, "post_status": "draft" if is_draft else state}


def _source(children: Children) -> dict[str, str]:
    """The feed or paper that an entry was taken from."""
    for each in children.get("source", ()):
        inner = children_of(each)
        name = _first(inner, "title") or ("" if len(each) else text_of(each))
        if name:
            return {"name": name, "url": each.get("url") or _address(inner)}
    return {}


def _texts_of(children: Children) -> dict[str, Any]:
    """The text and the summary. What is called a summary is the text of an entry that has no other."""
    full = next(
        filter(None, (_html(children, name) for name in ("content:encoded", "content"))), ""
    )
    full = full or _html(children, "xhtml:body")
    shorts = (_html(children, name) for name in _SHORTS)
    short = next(filter(None, shorts), "") or _of_media(children)
    return {"content_html": full, "summary": short} if full else {"content_html": short}


def _without_note(texts: dict[str, Any], address: str) -> dict[str, Any]:
    """Texts without the line that programs of blogs add to entries: "The post Fog appeared first on The
    Lantern", with a link to the entry and one to the site."""
    return {name: _without_last_line(text, address) for name, text in texts.items()}


def _without_last_line(text: str, address: str) -> str:
    found = _NOTE.search(text, max(0, text.rfind("<p")))
    is_of_entry = found and plain_value(found[1]).rstrip("/") == address.rstrip("/")
    return text[: found.start()] if found and is_of_entry else text


def _of_media(children: Children) -> str:
    """What a feed of films says of one."""
    groups = (children_of(each) for each in children.get("media:group", ()))
    return next(filter(None, (_html(group, "media:description") for group in groups)), "")


def _html(children: Children, name: str) -> str:
    """The text of an element as HTML. Content that is not here, or is no text, is none."""
    for each in children.get(name, ()):
        kind = each.get("type", "html" if name_of(each) != "summary" else "text").lower()
        if kind in ("xhtml", "application/xhtml+xml") or len(each):
            return markup_of(each)
        text = text_of(each)
        if kind in ("text", "text/plain") and text:
            return "<p>" + escape(text, quote=False).replace("\n\n", "</p><p>") + "</p>"
        if kind in ("html", "text/html") and text:
            return text
    return ""


def _others(children: Children) -> dict[str, Any]:
    """The texts of all other elements, if they are short or may be the text of the entry."""
    found = {name: _texts(children, name) for name in children if name and name not in _USED}
    return {
        name: texts if len(texts) > 1 else texts[0]
        for name, texts in found.items()
        if texts and (name in NAMES["paragraphs"] or sum(map(len, texts)) <= _MAX_OTHER)
    }
