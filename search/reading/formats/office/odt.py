"""Texts of LibreOffice and others (OpenDocument): .odt, and .fodt, which is the same in one XML file."""

from __future__ import annotations

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.formats.office.document import Document, draft_of_document
from search.reading.formats.office.odt_styles import styles_of
from search.reading.formats.office.odt_text import OpenText
from search.reading.formats.office.properties import Properties, of_elements
from search.reading.records import Unreadable
from search.reading.xml_trees import Element, attribute, named, xml_tree
from search.reading.zipped_parts import ZippedParts

_KIND = "OpenDocument text"


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a document; raises `Unreadable` if it is none."""
    if data.lstrip()[:1] == b"<":
        root = xml_tree(data, "text")
        trees = [root]
        meta: Element | None = root
    else:
        parts = ZippedParts.of(data, _KIND)
        if b"encryption-data" in parts.get("META-INF/manifest.xml"):
            raise Unreadable("is protected by a password: save it without one")
        root = xml_tree(parts.read("content.xml"), "text")
        trees = [_tree(parts, "styles.xml"), root]
        meta = _tree(parts, "meta.xml")
    bodies = [text for body in named(root, "body") for text in body]
    if not bodies:
        raise Unreadable(f"is no {_KIND}: there is no text in it")
    text = OpenText(styles_of(tree for tree in trees if tree is not None))
    html = text.html(bodies[0])
    left_out = tuple(f"{what} ({count})" for what, count in text.left_out.items())
    return draft_of_document(Document(html, text.title, _properties(meta), left_out), config)


def _properties(root: Element | None) -> Properties:
    """The properties; whoever began a document is its author, not whoever changed it last, and the day
    of the last change is no date."""
    found = [] if root is None else named(root, "meta")[:1]
    elements = [each for meta in found for each in meta]
    first = [each for each in elements if each.tag.endswith("}initial-creator")]
    core = [each for each in elements if not each.tag.endswith(("}date", "}user-defined"))]
    if first:
        core = [each for each in core if not each.tag.endswith("}creator")]
        first[0].tag = "creator"
    own = [each for each in elements if each.tag.endswith("}user-defined")]
    return of_elements(core, {attribute(each, "name"): each for each in own})


def _tree(parts: ZippedParts, name: str) -> Element | None:
    data = parts.get(name)
    return xml_tree(data, name) if data.strip() else None
