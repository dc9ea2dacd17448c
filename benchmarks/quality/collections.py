"""Collections with judged questions: Cranfield, CISI and TIME, in the forms that they are handed down in.

What is not obvious: Cranfield's judgements number the questions by their order, and -1 means "not
relevant"; CISI judges 76 of its 112 questions; TIME's articles are numbered by their order, and the first
list of its judgements is off by two from article 376 on, which TIME.REL.shift2 mends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Record
from benchmarks.quality.questions import Questions

DEPTH = 1_000
NAMES = ("Cranfield", "CISI", "TIME")
"""Each is in a folder of that name in small letters."""

_MARK = re.compile(r"\.I\s+(\d+)|\.([A-Z])")


@dataclass(frozen=True, slots=True)
class Collection:
    records: list[Record]
    questions: Questions


def load(name: str, folder: Path) -> Collection:
    """One of NAMES, from the folder of all collections."""
    return _LOADED[name](folder / name.lower())


def stop_words(folder: Path) -> frozenset[str]:
    """The stop words that came with TIME, in small letters; none if they are not there."""
    file = folder / "time" / "TIME.STP"
    return frozenset(_text(file).lower().split()) if file.exists() else frozenset()


def marked(text: str) -> list[dict[str, str]]:
    """The entries of a file in the form of SMART: `.I 1` begins one, which is kept as its "I", and a line
    with a capital letter after a dot begins a field."""
    entries: list[dict[str, str]] = []
    field = ""
    for line in text.splitlines():
        mark = _MARK.fullmatch(line.rstrip())
        if mark and mark[1]:
            entries.append({"I": mark[1]})
            field = ""
        elif mark:
            field = mark[2]
            entries[-1].setdefault(field, "")
        elif field:
            entries[-1][field] += line + "\n"
    return entries


def cranfield_judgements(text: str) -> dict[str, frozenset[str]]:
    """Of lines of question, article and degree, from 1 to 4, or -1 where an article is not relevant."""
    rows = (line.split() for line in text.splitlines())
    return _grouped((row[0], row[1]) for row in rows if row and row[2] != "-1")


def cisi_judgements(text: str) -> dict[str, frozenset[str]]:
    """Of lines of question, article and two columns without a meaning."""
    rows = (line.split() for line in text.splitlines())
    return _grouped((row[0], row[1]) for row in rows if row)


def time_judgements(text: str) -> dict[str, frozenset[str]]:
    """Of lines of a question and all its articles."""
    rows = (line.split() for line in text.splitlines())
    return {row[0]: frozenset(row[1:]) for row in rows if row}


def _cranfield(folder: Path) -> Collection:
    entries = marked(_text(folder / "cran.qry"))
    typed = {str(number): _line(each["W"]) for number, each in enumerate(entries, 1)}
    right = cranfield_judgements(_text(folder / "cranqrel"))
    return Collection(_articles(folder / "cran.all.1400"), _judged("Cranfield", typed, right))


def _cisi(folder: Path) -> Collection:
    typed = {each["I"]: _line(each["W"]) for each in marked(_text(folder / "CISI.QRY"))}
    right = cisi_judgements(_text(folder / "CISI.REL"))
    return Collection(_articles(folder / "CISI.ALL"), _judged("CISI", typed, right))


def _time(folder: Path) -> Collection:
    texts = _text(folder / "TIME.ALL").split("*TEXT")[1:]
    bodies = [text.partition("\n")[2].partition("*STOP")[0] for text in texts]
    records = [_record(str(n), "", "", [_line(body)]) for n, body in enumerate(bodies, 1)]
    found = _text(folder / "TIME.QUE").partition("*STOP")[0].split("*FIND")[1:]
    pairs = (each.strip().partition("\n") for each in found)
    typed = {number.strip(): _line(body) for number, _, body in pairs}
    right = time_judgements(_text(folder / "TIME.REL.shift2"))
    return Collection(records, _judged("TIME", typed, right))


def _judged(name: str, typed: Mapping[str, str], right: Mapping[str, frozenset[str]]) -> Questions:
    """The questions that have judgements; without one, no answer could be right."""
    return Questions(name, {n: text for n, text in typed.items() if n in right}, right, DEPTH)


def _articles(file: Path) -> list[Record]:
    """The articles of a collection with fields; two of Cranfield have neither title nor text."""
    found = (
        _record(each["I"], _line(each.get("T", "")), _line(each.get("A", "")), _paragraphs(each))
        for each in marked(_text(file))
    )
    return [each for each in found if each["title"] or each["paragraphs"]]


def _paragraphs(entry: dict[str, str]) -> list[str]:
    """Indented lines begin one."""
    parts = re.split(r"\n(?= {2})", entry.get("W", ""))
    return [_line(part) for part in parts if part.strip()]


def _record(id: str, title: str, author: str, paragraphs: list[str]) -> Record:
    return Record(
        id=id,
        title=title,
        authors=[author] if author else [],
        date="",
        source="",
        themes=[],
        paragraphs=paragraphs,
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for question, article in pairs:
        groups.setdefault(question, set()).add(article)
    return {question: frozenset(articles) for question, articles in groups.items()}


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(file: Path) -> str:
    return file.read_text(encoding="latin-1")


_LOADED: dict[str, Callable[[Path], Collection]] = {
    "Cranfield": _cranfield,
    "CISI": _cisi,
    "TIME": _time,
}
