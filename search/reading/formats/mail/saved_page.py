"""Pages as browsers save them in one file (MHTML, RFC 2557): a message with the page and its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from search.config.archive import ArchiveConfig
from search.reading.draft import Draft
from search.reading.formats.html import html_page
from search.reading.formats.mail.headers import header, text_of
from search.reading.records import Unreadable


def parse(data: bytes, config: ArchiveConfig) -> Draft:
    """The draft of the page; raises `Unreadable` if there is none. When it was saved is no date of it."""
    message = BytesParser(policy=compat32).parsebytes(data.lstrip(b"\r\n"))
    page = _page(message)
    if page is None:
        raise Unreadable("is no saved page: there is no HTML in it")
    draft = html_page.parse(text_of(page).encode("utf-8", "replace"), config)
    address = header(message, "snapshot-content-location") or header(page, "content-location")
    if not address.lower().startswith(("http://", "https://")):
        return draft
    return replace(draft, address=address, origins={**draft.origins, "address": "Content-Location"})


def _page(message: Message) -> Message | None:
    """The part that the others belong to: that which the message names, else the first page."""
    pages = list(_pages(message))
    start = message.get_param("start")
    named = [each for each in pages if start and header(each, "content-id") == start]
    return next(iter([*named, *pages]), None)


def _pages(message: Message) -> Iterator[Message]:
    types = ("text/html", "application/xhtml+xml")
    return (each for each in message.walk() if each.get_content_type() in types)
