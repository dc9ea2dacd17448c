"""Exports of WordPress (WXR, "WordPress eXtended RSS"): the published posts of a site.

Authors have the names that readers see, categories, tags and other taxonomies are apart, and comments are
no text. Attachments, drafts, what only some may see and, unless an archive wants them, pages are passed
over and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.editions import EDITION
from search.reading.formats.feed_entries import Feed, feed_of
from search.reading.formats.feed_file import ToRecord, draft_of_item, object_of, split_items
from search.reading.formats.record_ids import id_of
from search.reading.formats.xml_elements import Element, children_of, text_of
from search.reading.shortcodes import without_shortcodes

_TAXONOMIES = {"category": "categories", "post_tag": "tags", "tag": "tags"}
_AUTHORS = "author"
"""The taxonomy of a post's authors, if there are several (Co-Authors Plus and the like)."""
_NEVER = "0000-00-00"


def split(stream: BinaryIO) -> Iterator[bytes]:
    """All items of an export, also those that are passed over."""
    return split_items(stream, _reader)


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a post; raises `PassedOver` for any other item."""
    record = object_of(data)
    if record.get("post_type") in config.post_types:
        del record["post_type"]
    return draft_of_item(record, config, "WordPress")


def _reader(root: Element | None) -> ToRecord:
    channel = next(iter(children_of(root).get("channel", ())), root) if root is not None else None
    names = {} if channel is None else dict(_authors(channel))
    site = "" if channel is None else _text(children_of(channel), "wp:base_blog_url", "link")
    return partial(_record, feed=feed_of(root), names=names, site=site)


def _authors(channel: Element) -> Iterator[tuple[str, str]]:
    """The logins of authors, with the names that readers see."""
    for author in children_of(channel).get("wp:author", ()):
        children = children_of(author)
        name = _text(children, "wp:author_display_name")
        full = " ".join(
            filter(None, (_text(children, f"wp:author_{part}_name") for part in ("first", "last")))
        )
        login = _text(children, "wp:author_login")
        yield login, (name if name and name != login else full or name)


def _record(item: Element, feed: Feed, names: Mapping[str, str], site: str) -> dict[str, Any]:
    """An item as an object with the usual names."""
    children = children_of(item)
    login = _text(children, "dc:creator")
    terms = _terms(children)
    several = [names[each] for each in terms.pop(_AUTHORS, ()) if each in names]
    record = {
        **_meta(children),
        **terms,
        "post_type": _text(children, "wp:post_type"),
        "post_status": _text(children, "wp:status"),
        "post_password": _text(children, "wp:post_password"),
        "id": _id(children, site),
        "url": _text(children, "link"),
        "title": _text(children, "title"),
        "published": _date(children),
        "authors": several or list(filter(None, [names.get(login) or login])),
        "summary": without_shortcodes(_text(children, "excerpt:encoded")),
        "content_html": without_shortcodes(_text(children, "content:encoded")),
        "publisher": feed.title,
        "language": feed.language,
        "rights": feed.rights,
        EDITION: _changed(children) if site else "",
    }
    return {name: value for name, value in record.items() if value}


def _text(children: Mapping[str, list[Element]], *names: str) -> str:
    texts = (text_of(each) for name in names for each in children.get(name, ()))
    return next(filter(None, texts), "")


def _id(children: Mapping[str, list[Element]], site: str) -> str:
    """The number of the post at its site, which stays when its title and its address change."""
    number = _text(children, "wp:post_id")
    address = _text(children, "link", "guid")
    parts = urlsplit(site or address)
    home = f"{parts.netloc}{parts.path}".strip("/")
    return id_of(f"{home}/{number}" if number and home else number or address)


def _date(children: Mapping[str, list[Element]]) -> str:
    """The day on which a post was published where its site is; `pubDate` is the day in Greenwich."""
    dates = (_text(children, name) for name in ("wp:post_date", "wp:post_date_gmt", "pubDate"))
    return next((date for date in dates if date and not date.startswith(_NEVER)), "")


def _changed(children: Mapping[str, list[Element]]) -> str:
    names = ("wp:post_modified_gmt", "wp:post_modified", "wp:post_date_gmt", "pubDate")
    return _text(children, *names) or _NEVER


def _terms(children: Mapping[str, list[Element]]) -> dict[str, list[str]]:
    """The terms of each taxonomy: categories, tags, and those of a site's own under their names."""
    found: dict[str, list[str]] = {}
    for each in children.get("category", ()):
        taxonomy = each.get("domain") or "category"
        found.setdefault(_TAXONOMIES.get(taxonomy, taxonomy), []).append(text_of(each))
    return {name: list(dict.fromkeys(terms)) for name, terms in found.items()}


def _meta(children: Mapping[str, list[Element]]) -> dict[str, str]:
    """The fields of a site's own, for the facets of an archive; what begins with a bar is internal."""
    found = {}
    for each in children.get("wp:postmeta", ()):
        fields = children_of(each)
        name, value = _text(fields, "wp:meta_key"), _text(fields, "wp:meta_value")
        if name and not name.startswith("_") and len(value) <= 300:
            found[name] = value
    return found
