"""Messages as articles: the subject is the title, who sent it the author, and the text is all of it.

Quoted lines (`> …`) stay, as quotations: in archives of mailing lists they are often all that is left of
what is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from hashlib import blake2b
from itertools import groupby

from search.config.archive import ArchiveConfig
from search.model.facets import AUTHOR
from search.reading.draft import Draft, DraftParagraph
from search.reading.formats.mail.headers import day, header, sender, text_of
from search.reading.formats.plain_text import blocks_of
from search.reading.html_fragment import fragment
from search.reading.records import Unreadable

_QUOTED = re.compile(r"(?:>[ \t]?)+")
_ORIGINS = {"title": "subject", "published": "date", AUTHOR: "from"}


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of a message; raises `Unreadable` if it is none."""
    message = BytesParser(policy=compat32).parsebytes(data.lstrip(b"\r\n"))
    if not message.keys():
        raise Unreadable("is no message: there are no headers in it")
    texts, attachments = _parts(message)
    paragraphs = [each for part in texts for each in _paragraphs(part)]
    author = sender(message)
    title = header(message, "subject")
    left_out = (
        (f"attachments ({len(attachments)}): {', '.join(attachments)}",) if attachments else ()
    )
    return Draft(
        key=_key(message, data),
        title=title,
        published=day(message),
        facets={AUTHOR: (author,) if author else ()},
        paragraphs=tuple(paragraphs),
        language=header(message, "content-language").partition(",")[0],
        address=header(message, "archived-at").strip("<>"),
        origins=_ORIGINS,
        left_out=left_out,
    )


def _key(message: Message, data: bytes) -> str:
    """What identifies a message in a mailbox."""
    return header(message, "message-id") or blake2b(data, digest_size=8).hexdigest()


def _parts(part: Message) -> tuple[list[Message], list[str]]:
    """The parts that are text, in order, and the names or types of the others."""
    if part.is_multipart():
        below = [_parts(each) for each in part.get_payload() if isinstance(each, Message)]
        if part.get_content_subtype() == "alternative":
            return _best(below)
        return [each for texts, _ in below for each in texts], [
            each for _, others in below for each in others
        ]
    name = part.get_filename() or ""
    is_text = part.get_content_maintype() == "text" and part.get_content_subtype() != "calendar"
    if is_text and not name and part.get_content_disposition() != "attachment":
        return [part], []
    return [], [name or part.get_content_type()]


def _best(alternatives: list[tuple[list[Message], list[str]]]) -> tuple[list[Message], list[str]]:
    """The last of several versions of the same text that has any: the richest comes last."""
    for texts, others in reversed(alternatives):
        if any(_paragraphs(each) for each in texts):
            return texts, others
    return [], []


def _paragraphs(part: Message) -> list[DraftParagraph]:
    text = text_of(part)
    if part.get_content_subtype() == "html":
        return fragment(text)[0]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unwrapped(text)
    return list(_of_lines(text.split("\n")))


def _of_lines(lines: Iterable[str]) -> Iterator[DraftParagraph]:
    """The paragraphs of plain text, those of each quotation apart."""
    for mark, group in groupby(lines, _mark):
        text = "\n".join(line[len(_match(line)) :] for line in group)
        for block in blocks_of(text):
            if block.kind != "break":
                yield DraftParagraph(block.text, "quote" if mark else block.kind, block.form)


def _mark(line: str) -> int:
    """How often a line is quoted."""
    return _match(line).count(">")


def _match(line: str) -> str:
    found = _QUOTED.match(line)
    return found[0] if found else ""


def _unwrapped(text: str) -> str:
    """Text whose lines end with a space where they go on (RFC 3676)."""
    joined = re.sub(r"(?<=[^ \n]) \n(?=[^>\n ])", " ", text)
    return "\n".join(line[1:] if line.startswith(" ") else line for line in joined.split("\n"))
