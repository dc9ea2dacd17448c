"""Bytes as text: marks, declared encodings, UTF-8 with bad bytes, and bytes that are no text.

The order is that of browsers (https://encoding.spec.whatwg.org/), with two differences that save words:
bytes that are UTF-8 are read as UTF-8 whatever is declared, and where nothing is declared, or what is
declared cannot be right, the encoding is detected.
"""

from __future__ import annotations

import codecs
import re

from webencodings import lookup

from search.reading.encoding_detection import detected_encoding
from search.reading.records import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 8_192
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_CODECS = {
    "gbk": "gb18030",
    "iso-2022-jp": "iso2022_jp_ext",
    "utf-16le": "utf-8",  # what could be read as ASCII to find the label is not UTF-16
    "utf-16be": "utf-8",
    "x-user-defined": "cp1252",
    "replacement": "",
}
"""Codecs of Python for encodings of the standard, where that of `webencodings` would lose text."""
_JAPANESE_ESCAPES = (b"\x1b$@", b"\x1b$B")
_MOST_ESCAPED = 1_000_000
"""Bytes in which escapes are looked for."""


def decode(data: bytes, label: str = "") -> tuple[str, str]:
    """The text of a file, and a warning if its encoding was guessed or some bytes fit none ("" if not).

    `label` is what the file says of its encoding, any label of the WHATWG standard.
    Raises `Unreadable` for an empty file and for one that is not text.
    """
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise Unreadable("is empty: add some text, or remove the file")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding)
    if encoding := _wide_encoding(data[:_SAMPLE]):
        return _replaced(data, encoding)
    if _is_escaped(data):
        return _replaced(data, _CODECS["iso-2022-jp"])
    _refuse_binary(data)
    try:
        return _without_nulls(data.decode("utf-8"), "")
    except UnicodeDecodeError as error:
        return _without_nulls(*_not_quite_utf8(data, _codec(label), error.start))


def stream_encoding(sample: bytes, label: str = "") -> tuple[bytes, str]:
    """The mark at the beginning of a long text, and the codec for it, by a sample of that beginning; as
    `decode`, but a text with bytes that are not UTF-8 here and there is called UTF-8.

    Raises `Unreadable` for bytes that are not text.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return mark, encoding
    if encoding := _wide_encoding(sample[:_SAMPLE]):
        return b"", encoding
    if _is_escaped(sample):
        return b"", _CODECS["iso-2022-jp"]
    _refuse_binary(sample)
    text, bad = _counted(sample, "utf-8")
    good = len(text) - bad - len(re.sub("[^\0-\x7f]+", "", text))
    if bad <= 1 or good >= 2 * bad:  # the sample may end within a character
        return b"", "utf-8"
    declared = _codec(label)
    return b"", declared if declared not in ("", "utf-8") else detected_encoding(sample)


def _not_quite_utf8(data: bytes, declared: str, first: int) -> tuple[str, str]:
    text, bad = _counted(data, "utf-8")
    good = len(text) - bad - len(re.sub("[^\0-\x7f]+", "", text))
    if good >= (bad if declared == "utf-8" else 2 * bad):
        return text, _bad_bytes(bad, "utf-8")
    if declared and declared != "utf-8":
        text, bad = _counted(data, declared)
        if bad * 50 <= len(text) - len(re.sub("[^\0-\x7f]+", "", text)):
            return text, _bad_bytes(bad, declared)
    encoding = detected_encoding(data)
    text, _ = _counted(data, encoding)
    return (
        text,
        f"is not UTF-8 (byte {first}): it was read as {encoding.replace('windows', 'Windows')}",
    )


def _counted(data: bytes, encoding: str) -> tuple[str, int]:
    """The text, with U+FFFD for bytes that do not fit, and how many of these there are."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text, text.count("\ufffd")


def _replaced(data: bytes, encoding: str) -> tuple[str, str]:
    text, bad = _counted(data, encoding)
    return _without_nulls(text, _bad_bytes(bad, encoding))


def _bad_bytes(count: int, encoding: str) -> str:
    return (
        f"has {count} byte sequence(s) that are not {encoding}: they became “\ufffd”"
        if count
        else ""
    )


def _without_nulls(text: str, odd: str) -> tuple[str, str]:
    """Text without NUL, at which parsers stop."""
    return (
        (text.replace("\0", ""), odd or "has NUL characters: they were left out")
        if "\0" in text
        else (text, odd)
    )


def _codec(label: str) -> str:
    """The codec of Python for a label of an encoding; "" for an unknown one."""
    known = lookup(label) if label else None
    if known is None:
        return ""
    return _CODECS.get(known.name, known.codec_info.name)


def _wide_encoding(sample: bytes) -> str:
    """The kind of UTF-16 or UTF-32 of bytes without a mark; "" if they are of neither.

    Spaces, digits and markup are ASCII in every script, so the kind with most ASCII is right.
    """
    sample = sample[: len(sample) // 4 * 4]
    if not sample.count(0) or _is_mostly_ascii(sample):
        return ""
    counts = {}
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        odd = sum(each not in "\t\r\n" and not each.isprintable() for each in text)
        if (odd + text.count("\ufffd")) * 50 <= len(text):
            counts[encoding] = len(text.encode("ascii", errors="ignore"))
    best = max(counts, key=lambda each: counts[each], default="")
    return best if best and counts[best] else ""


def _is_escaped(data: bytes) -> bool:
    """Whether bytes change to Japanese characters as those of ISO-2022-JP do."""
    return b"\x1b" in data and any(
        data.find(escape, 0, _MOST_ESCAPED) >= 0 for escape in _JAPANESE_ESCAPES
    )


def _is_mostly_ascii(sample: bytes) -> bool:
    """Whether nine tenths of the bytes are ASCII text, pairs of which would pass as ideographs."""
    letters = len(sample) - len(sample.translate(None, bytes((*b"\t\r\n", *range(0x20, 0x7F)))))
    return letters * 10 > len(sample) * 9


def _refuse_binary(data: bytes) -> None:
    """Raise `Unreadable` if the bytes are a picture, a program or the like rather than text."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(1, len(sample) // 50):
        raise Unreadable("is not text: remove the file or save it as text")
