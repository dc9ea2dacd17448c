"""Ways to damage a file. Each takes its bytes, another file's bytes and a source of chance."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from random import Random

from benchmarks.mutations.seeds import Seed

Change = Callable[[bytes, bytes, Random], bytes]

_MOST = 2_000_000
"""Bytes that repetitions may add up to."""
_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-32-be",
    "cp1252",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "koi8-r",
    "utf-7",
    "cp037",
)
_PIECES = (
    *(
        each.replace("␣", " ")
        for each in """
    <!-- --> <![CDATA[ ]]> <?xml <!DOCTYPE <div> </div> <p> <dl><dd> <table><tr><td> </table> <a␣href="x">
    </a> <b> <font> <i><p> <svg> <math> <template> <script> <script␣type="application/ld+json"> </script>
    <style> </style> <textarea> <title> <plaintext> <frameset> <select> <body> <html> </body> <ul><li>
    <article> <div␣class="comments"> <div␣hidden> <x-y> <br> <img␣alt="x"> " ' = & &amp; &#0; &#1114112;
    &#x &nbsp; < > </ <a <div␣ --- +++ ``` ~~~ > -␣ 1.␣ #␣ ##␣ | |-|-| [ ] [[ ]] ]( ![ [a](b)
    [^1]: * ** _ __ ` `` \\ \\\\ {{ }} {% %} {%␣raw␣%} {%␣comment␣%} {: {{< { } [{ }] {"a": ": , :␣ !
    &a␣ *a a:␣&a␣*a <<:␣ !!python ?␣ \t \r By␣A␣and␣B By␣A, . a a␣b © ” é 9999999999 1e999 NaN
    January␣1,␣2019 http:// @
    """.split()
    ),
    *("\n", "\n\n", "---\n", "+++\n", "```\n", " ", "    ", "\0", "\ud800", "\u202e", "\x1b$B"),
)
"""What means something in one format or another."""


def damaged(file: Seed, other: Seed, chance: Random) -> Seed:
    """The file with some changes; one in eight is compressed, and some of these are damaged again."""
    data = file.data
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(CHANGES)(data, other.data, chance)
    if chance.random() < 1 / 8:
        packed = gzip.compress(data, 1, mtime=0)
        change = chance.choice((_kept, _kept, cut, flipped))
        return Seed(f"{file.name}.gz", change(packed, other.data, chance))
    return Seed(file.name, data)


def _kept(data: bytes, _other: bytes, _chance: Random) -> bytes:
    return data


def cut(data: bytes, _other: bytes, chance: Random) -> bytes:
    """The beginning, the end, or all but a part in the middle."""
    start, end = _span(data, chance)
    return chance.choice((data[:start], data[end:], data[:start] + data[end:]))


def flipped(data: bytes, _other: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 200))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def repeated(data: bytes, _other: bytes, chance: Random) -> bytes:
    """A part many times."""
    start, end = _span(data, chance)
    part = data[start:end][: chance.choice((10, 1_000, 100_000))]
    times = min(chance.choice((2, 100, 20_000)), _MOST // max(len(part), 1))
    return data[:start] + part * times + data[end:]


def wrongly_encoded(data: bytes, _other: bytes, chance: Random) -> bytes:
    """In another encoding, or encoded twice; what it declares stays."""
    text = data.decode(errors="replace")
    encoding = chance.choice(_ENCODINGS)
    if chance.random() < 0.3:
        return data.decode("cp1252", errors="replace").encode()
    return text.encode(encoding, errors="xmlcharrefreplace")


def nested(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Inside many levels of something."""
    before, after = chance.choice(
        (
            (b"<div>", b"</div>"),
            (b"<blockquote><p>", b"</p></blockquote>"),
            (b"<table><tr><td>", b"</td></tr></table>"),
            (b"<ul><li>", b""),
            (b"<b><i>", b""),
            (b"> ", b""),
            (b"- ", b""),
            (b"[", b"]"),
            (b'{"text":', b"}"),
            (b'[{"items":', b"}]"),
            (b"a:\n ", b""),
        )
    )
    depth = chance.choice((10, 300, 5_000, 50_000))
    at = chance.choice((0, len(data) // 2))
    return data[:at] + before * depth + data[at:] + after * depth


def sprinkled(data: bytes, _other: bytes, chance: Random) -> bytes:
    """Pieces of markup at several places."""
    for _ in range(chance.choice((1, 5, 30))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + _piece(chance) + data[at:]
    return data


def stuffed(data: bytes, _other: bytes, chance: Random) -> bytes:
    """A few pieces of markup in turns, many times, at one place."""
    part = b"".join(_piece(chance) for _ in range(chance.choice((1, 2, 4))))
    times = min(chance.choice((50, 2_000, 100_000)), _MOST // max(len(part), 1))
    at = chance.choice((0, chance.randrange(len(data) + 1), len(data)))
    return data[:at] + part * times + data[at:]


def spliced(data: bytes, other: bytes, chance: Random) -> bytes:
    """With a part of another file."""
    start, end = _span(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def with_long_numbers(data: bytes, _other: bytes, chance: Random) -> bytes:
    """With thousands of digits for one number or for all."""
    digits = b"7" * chance.choice((30, 4_000, 5_000))
    return re.sub(rb"\d+", digits, data, count=chance.choice((1, 20)))


def without_line_ends(data: bytes, _other: bytes, chance: Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"", b" ", b"\r", b"\\\n")))


def with_one_name(data: bytes, _other: bytes, chance: Random) -> bytes:
    """With one word for all names of elements, attributes or fields."""
    name = chance.choice((b"class", b"div", b"a", b"td", b"id", b"x" * 50, b"script"))
    pattern = chance.choice((rb"(?<=<)\w+", rb"\b\w++(?==)", rb"\b\w++(?=\"?:)", rb"(?<=</)\w+"))
    return re.sub(pattern, name, data)


CHANGES: tuple[Change, ...] = (
    cut,
    flipped,
    repeated,
    wrongly_encoded,
    nested,
    sprinkled,
    stuffed,
    spliced,
    with_long_numbers,
    without_line_ends,
    with_one_name,
)


def _piece(chance: Random) -> bytes:
    return chance.choice(_PIECES).encode(errors="surrogatepass")


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    first, second = (chance.randrange(len(data) + 1) for _ in range(2))
    return min(first, second), max(first, second)
