"""Messages, mailboxes, and pages that browsers save as messages."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from search.reading import Reading, Record, Unreadable, read, records
from search.reading.formats import format_of
from tests.reading.packing import contents, page

PLAIN = b"""\
Return-Path: <ann@x.example>
From: =?utf-8?q?Ann_R=C3=ADver?= <ann@x.example>
Date: Sat, 4 May 2019 23:30:00 -0700
Subject: =?iso-8859-1?q?The_caf=E9?=
 on the quay
Message-ID: <1@x.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

On Friday Bo wrote:
> The caf=E9 was closed,
> and nobody knew why.
>
> It is a pity.

It is open again. Everybody who lives on the quay and has a boat
was there.
"""


def _read(data: bytes, name: str = "a.eml") -> Reading:
    return read(Record(name, 0, data))


def _html(message: EmailMessage, html: str) -> EmailMessage:
    message["From"], message["Subject"] = "Ann River <a@x.example>", "News"
    message["Message-ID"], message["Date"] = "<2@x.example>", "Sat, 4 May 2019 10:00:00 +0000"
    message.set_content("See the web.")
    message.add_alternative(html, subtype="html")
    return message


def test_a_message_is_an_article() -> None:
    article = _read(PLAIN).article
    assert (article.title, article.authors) == ("The café on the quay", ("Ann Ríver",))
    assert article.published == date(2019, 5, 4)
    assert [(each.kind, each.text) for each in article.paragraphs] == [
        ("text", "On Friday Bo wrote:"),
        ("quote", "The café was closed, and nobody knew why."),
        ("quote", "It is a pity."),
        (
            "text",
            "It is open again. Everybody who lives on the quay and has a boat was there.",
        ),
    ]


def test_the_richest_text_is_read_and_attachments_are_counted() -> None:
    message = _html(EmailMessage(), "<h2>The mill</h2><p>It <b>burned</b>.</p>")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="mill.pdf")
    message.add_attachment("Notes", filename="notes.txt")
    reading = _read(message.as_bytes())
    texts = [(each.kind, each.text) for each in reading.article.paragraphs]
    assert texts == [("heading", "The mill"), ("text", "It burned.")]
    assert reading.left_out == ("attachments (2): mill.pdf, notes.txt",)


def test_a_forwarded_message_is_text_and_empty_html_gives_way() -> None:
    outer = _html(EmailMessage(), "<p></p>")
    outer.add_attachment(_html(EmailMessage(), "<p>The first letter.</p>"))
    texts = [each.text for each in _read(outer.as_bytes()).article.paragraphs]
    assert texts == ["See the web.", "The first letter."]


def test_flowed_lines_are_joined() -> None:
    text = PLAIN.partition(b"Content-Type")[0] + (
        b"Content-Type: text/plain; format=flowed\n\nOne line that \ngoes on.\nA new one.\n"
    )
    (paragraph,) = _read(text).article.paragraphs
    assert paragraph.text == "One line that goes on. A new one."


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("ann at x.example (Ann River)", "Ann River"),
        ('"River, Ann" <a@x.example>', "River, Ann"),
        ("ann@x.example", "ann"),
        ("Ren\u00e9 B <r@x.example>", "René B"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
    ],
)
def test_senders(sender: str, author: str) -> None:
    data = f"From: {sender}\nSubject: S\nDate: nonsense\n\nText.\n".encode()
    reading = _read(data)
    assert reading.article.authors == (author,)
    assert any("nonsense" in each for each in reading.warnings)


@pytest.mark.parametrize("name", ["a.mbox", "Inbox", "2019-May.txt"])
def test_mailboxes(name: str, tmp_path: Path) -> None:
    second = PLAIN.replace(b"<1@", b"<2@").replace(b"It is open", b">From now on it is open")
    line = b"From ann@x.example Sat May  4 23:30:00 2019\n"
    file = tmp_path / name
    file.write_bytes(line + PLAIN + b"\n" + line + second + b"\n" + line + b"nothing")
    found = contents(file)
    ids = list(found.articles.values())
    stem = name.partition(".")[0]
    assert len({*ids}) == 2
    assert all(each.startswith(f"{stem}/") for each in ids)
    assert ["is no message" in each for each in found.failures.values()] == [True]


def test_an_escaped_line_of_a_mailbox_is_as_it_was_written(tmp_path: Path) -> None:
    body = PLAIN.replace(b"It is open", b"From now on it is open")
    escaped = body.replace(b"\nFrom now", b"\n>From now")
    (tmp_path / "a.mbox").write_bytes(b"From a Sat May  4 23:30:00 2019\n" + escaped)
    (record,) = records(tmp_path / "a.mbox", "a.mbox")
    assert isinstance(record, Record)
    assert record.data == body


SAVED = b"""\
From: <Saved by Blink>
Snapshot-Content-Location: https://x.example/ferry
Subject: The ferry
Date: Sat, 4 May 2019 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b--"

----b--
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://x.example/ferry

<html><head><meta charset=3Dwindows-1252><title>The ferry</title></head><h1>The ferry</h1>
<p>It came late, and nobody was there to see=20it in the caf=E9.</p></html>
----b--
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://x.example/p.png

iVBORw0KGgo=
----b----
"""


def test_a_saved_page_is_that_page() -> None:
    article = _read(SAVED, "a.mhtml").article
    assert (article.title, article.address) == ("The ferry", "https://x.example/ferry")
    assert article.published is None
    assert article.paragraphs[0].text.endswith("see it in the café.")


def test_how_messages_are_recognised() -> None:
    assert format_of("1:2,S", PLAIN).name == "mail"
    assert format_of("a.txt", PLAIN).name == "mail"
    assert format_of("page", SAVED).name == "saved page"
    assert format_of("a.txt", b"From: Ann\nSubject: A letter\n\nDear Bo").name == "plain text"
    assert (
        format_of("a.txt", b"From 1901 until 10:30 they sat there: it was late.").name
        == "plain text"
    )
    assert format_of("a.md", page("T")).name == "HTML"


@pytest.mark.parametrize("name", ["a.eml", "a.mbox", "a.mht"])
@pytest.mark.parametrize(
    "data",
    [
        b"no headers at all",
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3_000,
        b"From: a\nContent-Type: text/html; charset=unknown-nonsense\n\n\xff\xfe",
        b"From: =?bad?q?=ff?=\nContent-Transfer-Encoding: base64\n\n!!!!",
    ],
)
def test_what_is_no_message_is_refused_or_read(name: str, data: bytes) -> None:
    with suppress(Unreadable):
        assert _read(data, name).article.id
