"""The package of an EPUB: what it says of itself, and its documents in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from search.reading.formats.office.properties import persons, usable_title
from search.reading.records import Unreadable
from search.reading.xml_trees import (
    Element,
    attribute,
    child,
    local,
    named,
    path_of,
    text_of,
    xml_tree,
)
from search.reading.zipped_parts import ZippedParts

KIND = "EPUB book"
_CONTAINER = "META-INF/container.xml"
_TEXTS = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml")
_WRITERS = ("", "aut", "cre")
_FONTS = "http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"


@dataclass(frozen=True, slots=True)
class Package:
    """`fields` are the metadata, named as in `search.reading.field_aliases` and under their own names.
    `documents` are the parts with text in order; `contents` is the part with the table of contents, ""
    without any; `kinds` says of some parts what they are: cover, toc, titlepage."""

    fields: dict[str, Any]
    documents: tuple[str, ...]
    contents: str
    kinds: dict[str, str] = field(default_factory=dict)


def package_of(parts: ZippedParts) -> Package:
    """The package; raises `Unreadable` if there is none, or if its texts are encrypted."""
    container = xml_tree(parts.read(_CONTAINER), _CONTAINER)
    files = [attribute(each, "full-path") for each in named(container, "rootfile")]
    if not files:
        raise Unreadable(f"is no whole {KIND}, as it names no package: save it again")
    path = files[0]
    root = xml_tree(parts.read(path), "package")
    items = {attribute(each, "id"): each for each in named(root, "item")}
    places = {id: path_of(attribute(each, "href"), path)[0] for id, each in items.items()}
    documents = tuple(
        dict.fromkeys(
            places[id]
            for each in named(root, "itemref")
            if (id := attribute(each, "idref")) in items
            and attribute(items[id], "media-type") in _TEXTS
            and places[id] in parts
        )
    )
    _refuse_encrypted(parts, documents)
    return Package(
        _fields(root), documents, _contents(root, items, places), _kinds(root, path, items, places)
    )


def _contents(root: Element, items: dict[str, Element], places: dict[str, str]) -> str:
    """The part with the contents: that of EPUB 3, else that of EPUB 2."""
    for id, item in items.items():
        if "nav" in attribute(item, "properties").split():
            return places[id]
    spine = next(iter(named(root, "spine")), None)
    named_by_spine = places.get(attribute(spine, "toc"), "") if spine is not None else ""
    others = (
        places[id]
        for id, item in items.items()
        if attribute(item, "media-type").endswith("ncx+xml")
    )
    return named_by_spine or next(others, "")


def _kinds(
    root: Element, path: str, items: dict[str, Element], places: dict[str, str]
) -> dict[str, str]:
    guide = {
        path_of(attribute(each, "href"), path)[0]: attribute(each, "type")
        for each in named(root, "reference")
    }
    nav = {
        places[id]: "toc"
        for id, item in items.items()
        if "nav" in attribute(item, "properties").split()
    }
    return guide | nav


def _fields(root: Element) -> dict[str, Any]:
    """The metadata of Dublin Core, and the other properties by their names."""
    metadata = next(iter(named(root, "metadata")), None)
    given = [] if metadata is None else list(metadata.iter("*"))
    values: dict[str, list[str]] = {}
    for name, text in _pairs(given):
        values.setdefault(name, []).append(text)
    fields: dict[str, Any] = {
        name: each if len(each) > 1 else each[0] for name, each in values.items() if name != "id"
    }
    creators = [text_of(each) for each in _creators(given)]
    return fields | {
        "title": usable_title(values.get("title", [""])[0]),
        "authors": persons(creators),
        "tags": values.get("subject", []),
        "date": _date(given),
        "language": values.get("language", [""])[0],
        "rights": values.get("rights", [""])[0],
    }


def _pairs(given: list[Element]) -> Iterator[tuple[str, str]]:
    for each in given:
        name = local(each.tag).lower()
        if name == "meta":
            name = (
                (attribute(each, "property") or attribute(each, "name")).rpartition(":")[2].lower()
            )
        text = text_of(each) or attribute(each, "content")
        if name and text and not attribute(each, "refines"):
            yield name, text


def _creators(given: list[Element]) -> Iterator[Element]:
    """The authors among the creators; editors and translators are none."""
    roles = {
        attribute(each, "refines").lstrip("#"): text_of(each)
        for each in given
        if attribute(each, "property") == "role"
    }
    for each in given:
        if local(each.tag) == "creator":
            role = attribute(each, "role") or roles.get(attribute(each, "id"), "")
            if role in _WRITERS:
                yield each


def _date(given: list[Element]) -> str:
    """The date of publication; those of changes and conversions are others."""
    dates = [each for each in given if local(each.tag) == "date"]
    events = {attribute(each, "event"): text_of(each) for each in reversed(dates)}
    return next(
        (
            events[event]
            for event in ("original-publication", "publication", "")
            if events.get(event)
        ),
        "",
    )


def _refuse_encrypted(parts: ZippedParts, documents: tuple[str, ...]) -> None:
    data = parts.get("META-INF/encryption.xml")
    if not data.strip():
        return
    for each in named(xml_tree(data, "encryption.xml"), "EncryptedData"):
        method, reference = (
            child(each, "EncryptionMethod"),
            next(iter(named(each, "CipherReference")), None),
        )
        is_font = method is not None and attribute(method, "Algorithm") in _FONTS
        if (
            not is_font
            and reference is not None
            and path_of(attribute(reference, "URI"), "")[0] in documents
        ):
            raise Unreadable("is protected against copying (DRM): get one that is not")
