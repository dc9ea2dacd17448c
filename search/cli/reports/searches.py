"""What readers search for, from the quiet log of searches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from search.errors import BadSetting
from search.model.noted_search import OLDER, NotedSearch

SLOW_MS = 500.0
"""A search that takes so long is slow."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that was searched for: how often, with how many hits (in the median, without filters where
    there were such searches), and how long that took, in the median and at most."""

    text: str
    times: int
    total: int
    ms: float
    slowest_ms: float


@dataclass(frozen=True, slots=True)
class SearchReport:
    """The days and the number of all searches, and the texts that matter most, at most `most` of each."""

    first_day: str
    last_day: str
    searches: int
    frequent: tuple[Asked, ...]
    without_hits: tuple[Asked, ...]
    slow: tuple[Asked, ...]


def search_report(searches: Iterable[NotedSearch], most: int) -> SearchReport:
    """Capitals and space do not make another text."""
    noted = [*searches]
    by_text: dict[str, list[NotedSearch]] = defaultdict(list)
    for each in noted:
        by_text[" ".join(each.text.casefold().split())].append(each)
    asked = [_asked(each) for each in by_text.values()]
    days = sorted(each.day for each in noted)

    def best(key: Callable[[Asked], float], chosen: Iterable[Asked]) -> tuple[Asked, ...]:
        return tuple(sorted(chosen, key=lambda each: (-key(each), each.text))[:most])

    return SearchReport(
        first_day=days[0] if days else "",
        last_day=days[-1] if days else "",
        searches=len(noted),
        frequent=best(lambda each: each.times, asked),
        without_hits=best(lambda each: each.times, (each for each in asked if not each.total)),
        slow=best(
            lambda each: each.slowest_ms, (each for each in asked if each.slowest_ms >= SLOW_MS)
        ),
    )


def _asked(noted: Sequence[NotedSearch]) -> Asked:
    whole = [each for each in noted if not each.is_narrowed] or noted
    return Asked(
        text=noted[-1].text,
        times=len(noted),
        total=int(median(each.total for each in whole)),
        ms=median(each.ms for each in noted),
        slowest_ms=max(each.ms for each in noted),
    )


def read(file: Path) -> Iterator[NotedSearch]:
    """The searches in a log and in the one before it, the oldest first; raises `BadSetting`."""
    older = file.with_name(file.name + OLDER)
    if not file.is_file() and not older.is_file():
        raise BadSetting(
            f"{file} cannot be read: there is no such file. The site writes it while BACKISSUE_SEARCH_LOG"
            " names it."
        )
    for each in (older, file):
        if each.is_file():
            yield from _in(each)


def _in(file: Path) -> Iterator[NotedSearch]:
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if found := NotedSearch.from_line(line):
                    yield found
    except OSError as error:
        raise BadSetting(f"{file} cannot be read: {error.strerror or error}.") from None


def show(report: SearchReport, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    if not report.searches:
        console.print("Nothing has been searched for yet.")
        return
    days = f"{report.first_day} to {report.last_day}"
    noun = "search" if report.searches == 1 else "searches"
    console.print(f"{report.searches:,} {noun}, {days}")
    for title, asked in (
        ("Most frequent", report.frequent),
        ("Without a result", report.without_hits),
        (f"Slow ({SLOW_MS:.0f} ms or more)", report.slow),
    ):
        if asked:
            console.print(_table(title, asked))


def _table(title: str, asked: Sequence[Asked]) -> Table:
    table = Table("search", title=title, title_justify="left", box=None, pad_edge=False)
    for name in ("times", "hits", "ms", "slowest"):
        table.add_column(name, justify="right")
    for each in asked:
        figures = (each.times, each.total, round(each.ms), round(each.slowest_ms))
        table.add_row(escape(each.text), *(f"{figure:,}" for figure in figures))
    return table
