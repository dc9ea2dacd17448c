"""Word documents (.docx)."""

from __future__ import annotations

from collections.abc import Iterator

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.formats.office.document import Document, draft_of_document
from search.reading.formats.office.docx_styles import numbering_of, styles_of
from search.reading.formats.office.docx_text import WordText
from search.reading.formats.office.properties import Properties, of_elements
from search.reading.records import Unreadable
from search.reading.xml_trees import Element, attribute, named, path_of, xml_tree
from search.reading.zipped_parts import ZippedParts

_KIND = "Word document"
_OLD = b"\xd0\xcf\x11\xe0"
_MAIN = "/officeDocument"
_NOTES = ("footnote", "endnote")


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a document; raises `Unreadable` if it is none."""
    if data.startswith(_OLD):
        raise Unreadable(
            "is protected by a password, or is of an older Word: save it as .docx without a password"
        )
    parts = ZippedParts.of(data, _KIND)
    main = _main_part(parts)
    relations = _relations(parts, main)
    text = WordText(
        styles_of(_tree(parts, relations.get("styles", ""))),
        numbering_of(_tree(parts, relations.get("numbering", ""))),
        _links(parts, main),
        dict(_notes(parts, relations)),
    )
    html = text.html(xml_tree(parts.read(main), "text"))
    left_out = tuple(f"{what} ({count})" for what, count in text.left_out.items())
    document = Document(html, text.title, _properties(parts), left_out)
    return draft_of_document(document, config)


def _main_part(parts: ZippedParts) -> str:
    relations = _all_relations(parts, "")
    found = (target for kind, target, _ in relations if kind.endswith(_MAIN))
    return next(found, "word/document.xml")


def _relations(parts: ZippedParts, part: str) -> dict[str, str]:
    """The parts that belong to a part, by the last word of what they are to it."""
    return {kind.rpartition("/")[2]: target for kind, target, _ in _all_relations(parts, part)}


def _links(parts: ZippedParts, part: str) -> dict[str, str]:
    root = _tree(parts, _relations_part(part))
    return {
        attribute(each, "Id"): attribute(each, "Target")
        for each in (() if root is None else named(root, "Relationship"))
        if attribute(each, "TargetMode") == "External"
    }


def _all_relations(parts: ZippedParts, part: str) -> Iterator[tuple[str, str, str]]:
    """The kind, the target and the id of each relation of a part to another one."""
    root = _tree(parts, _relations_part(part))
    for each in () if root is None else named(root, "Relationship"):
        if attribute(each, "TargetMode") != "External":
            target = attribute(each, "Target")
            path = target.lstrip("/") if target.startswith("/") else path_of(target, part)[0]
            yield attribute(each, "Type"), path, attribute(each, "Id")


def _relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _notes(
    parts: ZippedParts, relations: dict[str, str]
) -> Iterator[tuple[tuple[str, str], Element]]:
    for kind in _NOTES:
        root = _tree(parts, relations.get(f"{kind}s", ""))
        for note in () if root is None else named(root, kind):
            if not attribute(note, "type"):  # others are the lines between text and notes
                yield (kind, attribute(note, "id")), note


def _properties(parts: ZippedParts) -> Properties:
    relations = {kind: target for kind, target, _ in _all_relations(parts, "")}
    core = next((name for kind, name in relations.items() if kind.endswith("core-properties")), "")
    own = next((name for kind, name in relations.items() if kind.endswith("custom-properties")), "")
    root, custom = _tree(parts, core), _tree(parts, own)
    return of_elements(
        [] if root is None else list(root),
        {}
        if custom is None
        else {attribute(each, "name"): each for each in named(custom, "property")},
    )


def _tree(parts: ZippedParts, name: str) -> Element | None:
    data = parts.get(name) if name else b""
    return xml_tree(data, name) if data.strip() else None
