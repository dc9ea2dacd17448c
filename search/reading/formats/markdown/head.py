"""The head of a Markdown article: the lines before its text with author, date, source and themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetName, FacetTable
from search.reading.bylines import split_byline
from search.reading.date_parsing import is_dated, parse_date, parse_day
from search.reading.formats.markdown.blocks import Block
from search.reading.formats.markdown.head_lines import (
    DATE_AT_END,
    MAX_NAME,
    are_names,
    dated_byline,
    day_named,
    end_of_label,
    is_byline,
    is_dateline,
    is_name,
)

_BY = re.compile(r"\bby\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+$")
_LABEL = re.compile(r"([^:]{1,40}?)\s*:\s*(.*)", re.DOTALL)
_ADDRESS_LABELS = frozenset(
    ("url of this article", "link of this article", "url", "link", "source url", "address")
)
_AUTHOR_LABELS = frozenset(("author", "authors", "written by"))
_SOURCE_LABELS = frozenset(("source", "publication", "newspaper", "quelle"))
_DATE_LABELS = frozenset(
    (
        "date",
        "published",
        "published on",
        "publication date",
        "posted",
        "created",
        "date published",
        "release date",
    )
)
_METADATA = frozenset(("metadata", "properties"))
"""Headings over fields, as programs for notes write them."""
_FEWEST_FIELDS = 2
_FIRST = re.compile(r"first published\b\s*(?:(?:on|in|by)\b)?\s*(.*)", re.IGNORECASE | re.DOTALL)
_OPENER = re.compile(
    r"(all\b.{0,60}\barticles can be read in \d+ languages|to receive\b.{0,80}\bnewsletter"
    r"|(?:visit and )?follow us on\b|click the share buttons?\b|share this article\b"
    r"|\W*\b(?:big )?thank you to our readers\b)",
    re.IGNORECASE | re.DOTALL,
)
_FIELDS = (
    "publisher",
    "published",
    "source",
    "source_published",
    "source_address",
    "summary",
    "address",
)
_MAX_LINE = 300


_Labels = Mapping[str, tuple[FacetName, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """The fields in the head of an article, as they are written."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    source: str = ""
    source_published: str = ""
    source_address: str = ""
    facets: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    summary: str = ""
    address: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def authors(self) -> tuple[str, ...]:
        return self.facets.get(AUTHOR, ())

    def with_values(self, facets: Iterable[FacetName], values: Sequence[str]) -> Head:
        return replace(self, facets={**self.facets, **dict.fromkeys(facets, tuple(values))})


def labels_of(facets: FacetTable) -> dict[str, tuple[FacetName, ...]]:
    """The facets of lines such as "Region: Asia", by the words before the colon, in lower case.

    Labels are not among these words: an archive changes them without having its articles read again.
    """
    found: dict[str, tuple[FacetName, ...]] = {}
    for facet in facets:
        if facet.name not in (AUTHOR, SOURCE, LANGUAGE):
            for label in {_words(each) for each in (facet.name, facet.plural, *facet.fields)}:
                found[label] = (*found.get(label, ()), facet.name)
    return found


def _words(label: str) -> str:
    return " ".join(label.replace("_", " ").casefold().split())


def take_head(blocks: Sequence[Block], labels: _Labels) -> tuple[Head, list[Block]]:
    """The head, and the blocks of the text after it."""
    head = Head()
    rest = list(blocks)
    if rest and rest[0].kind == "heading":
        title = rest.pop(0)
        head = replace(head, title=title.text, origins={"title": f"line {title.line}: heading"})
    count = 0
    is_list = False
    for block in rest:
        if block.kind == "heading" and _words(block.text) in _METADATA:
            is_list, count = True, count + 1
            continue
        is_property = is_list and block.kind == "item"
        more = (_with_property if is_property else _with_block)(head, block, labels)
        if more is None:
            break
        head = more
        count += 1
    return head, rest[count:]


def _with_property(head: Head, item: Block, labels: _Labels) -> Head | None:
    """The head with the field of an item below a heading such as "Metadata"."""
    found = _noted(head, replace(item, kind="text"), labels)
    return found or (head if _is_labelled(item) else None)


def _with_block(head: Head, block: Block, labels: _Labels) -> Head | None:
    """The head with the fields of one more block, or of each of its lines; None if it is text. Where all
    lines have labels and several of them are fields, the others are properties that mean nothing here."""
    more = head
    fields = others = 0
    for row in block.rows:
        found = _noted(more, row, labels)
        fields, others = fields + (found is not None), others + (found is None)
        more = found or more
    is_head = not others or (fields >= _FEWEST_FIELDS and all(map(_is_labelled, block.rows)))
    return more if block.rows and is_head else _noted(head, block, labels)


def _is_labelled(row: Block) -> bool:
    return _LABEL.fullmatch(row.text.strip()) is not None


def _noted(head: Head, block: Block, labels: _Labels) -> Head | None:
    """The head with the fields of one more line, and with their origins."""
    more = _with_line(head, block, labels)
    if more is None or more is head:
        return more
    label = _LABEL.fullmatch(block.text.strip())
    where = f"line {block.line}: {label[1]}" if label else f"line {block.line}"
    fields = [name for name in _FIELDS if getattr(more, name) != getattr(head, name)]
    fields += [name for name in more.facets if more.facets[name] != head.facets.get(name)]
    return replace(more, origins={**head.origins, **dict.fromkeys(fields, where)})


def _with_line(head: Head, block: Block, labels: _Labels) -> Head | None:
    """The head with the fields of one more block; None if the block is text of the article."""
    text = block.text.strip()
    if _OPENER.match(text):
        return head
    if block.kind != "text":
        return _with_item(head, block)
    if (label := _LABEL.fullmatch(text)) and (name := _words(label[1])):
        if name in labels:
            return head.with_values(labels[name], _values(label[2], block))
        if (more := _labelled(head, name, label[2].strip(), block)) is not None:
            return more
    if block.is_emphasised and is_dateline(text) and not (head.published or is_byline(text)):
        return replace(head, published=text)
    if (
        block.is_emphasised
        and not head.summary
        and head != Head(title=head.title, origins=head.origins)
    ):
        return replace(head, summary=text)
    if len(text) > _MAX_LINE or head.summary:
        return _authored(head, block) if len(text) <= _MAX_LINE else None
    return _authored(head, block) or _dated(head, block) or _addressed(head, text)


def _addressed(head: Head, text: str) -> Head | None:
    """The head with the address that a line is; None for any other line."""
    return replace(head, address=text) if _ADDRESS.fullmatch(text) and not head.address else None


def _with_item(head: Head, block: Block) -> Head | None:
    """The head with a date that Markdown takes for an item of a list: "14. Mai 2021"; None for any other
    block."""
    text = f"{block.form.number}. {block.text}" if block.form.is_ordered else ""
    is_day = block.kind == "item" and not head.published and parse_day(text) is not None
    return replace(head, published=text) if is_day else None


def _labelled(head: Head, label: str, value: str, block: Block) -> Head | None:
    """The head with the address, the author or the date behind a label; None for another label."""
    if label in _ADDRESS_LABELS and (block.links or _ADDRESS.match(value)):
        return replace(head, address=block.links[0].address if block.links else value)
    if label == "title" and value and value in head.title:
        return replace(head, title=value)
    if label in _AUTHOR_LABELS and value and not head.authors:
        names = tuple(link.text for link in block.links) or split_byline(value)
        return head.with_values([AUTHOR], names) if are_names(names, value) else None
    if label in _SOURCE_LABELS and not head.source and is_name(value):
        address = block.links[0].address if block.links else ""
        return replace(head, source=value, source_address=address)
    if label in _DATE_LABELS and (day := day_named(value)):
        return replace(head, published=head.published or day)
    return None


def _values(rest: str, block: Block) -> tuple[str, ...]:
    """The values after a label: the texts of its links, which delimit them, or words between commas."""
    linked = tuple(link.text for link in block.links)
    return linked or tuple(re.split(r"\s*[,;]\s*", rest.strip()))


def _authored(head: Head, block: Block) -> Head | None:
    """The head with a byline. A second byline counts if the first names the publisher."""
    text, day = dated_byline(block.text.strip())
    end = end_of_label(text)
    if not end or (head.authors and not _names_publisher(head)):
        return None
    links = tuple(link.text for link in block.links)
    between = text[end:]
    for link in links:
        between = between.replace(link, "", 1)
    is_linked = bool(links) and not re.sub(r"\band\b|[\s,;&.]", "", between)
    names = links if is_linked else split_byline(text)
    if not (is_linked or are_names(names, text)):
        return None
    return replace(head.with_values([AUTHOR], names), published=head.published or day)


def _names_publisher(head: Head) -> bool:
    publisher = head.publisher.casefold()
    return bool(publisher) and all(name.casefold().startswith(publisher) for name in head.authors)


def _dated(head: Head, block: Block) -> Head | None:
    """The head with a line of publisher and date, of source and date, or of "First published …"."""
    text = block.text.strip()
    if first := _FIRST.fullmatch(text):
        found = DATE_AT_END.fullmatch(" " + first[1])
        day = found["date"] if found else first[1] if parse_date(first[1]) else ""
        return replace(head, published=head.published or day)
    if is_dateline(text) and not head.published:
        return replace(head, published=text)
    found = DATE_AT_END.fullmatch(text)
    if block.links and text.startswith(block.links[0].text):
        after = text[len(block.links[0].text) :].strip(" ,\n")
        if not head.source and (not after or is_dateline(after)):
            source, address = block.links[0].text, block.links[0].address
            return replace(head, source=source, source_address=address, source_published=after)
    is_line = found and len(found["name"]) <= MAX_NAME and not _BY.search(found["name"])
    if not found or not is_line or not is_dated(found["date"]):
        return None
    if not head.published:
        return replace(head, publisher=found["name"].strip(" ,"), published=found["date"])
    if not head.source:
        return replace(head, source=found["name"].strip(" ,"), source_published=found["date"])
    return None
