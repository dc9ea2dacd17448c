"""What was measured, as a page. Text only: nothing is measured here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.serving.client import Asked
from benchmarks.serving.loads import OUTSTANDING
from benchmarks.tables import table

REFUSED = 503
_PERCENTILES = ("p50", "p95", "p99")
_UNPAUSED = ("pages a second", *_PERCENTILES, "larger share of a worker, each run", "memory")
_BESIDE = ("asked", "not answered", *_PERCENTILES)
_OVERLOAD = (
    "asked", "answered", "p95", "refused", "p95", "slowest", "no answer", "afterwards, slowest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One server: runs without a pause with the larger share of a worker in each, the readers beside
    holders, the overload and what came after it, MB of all processes at the end."""

    name: str
    runs: Sequence[tuple[float, float]]
    unpaused: Sequence[Asked]
    beside: Sequence[Asked]
    overload: Sequence[Asked]
    after: Sequence[Asked]
    memory: float


def page(rows: Sequence[Row], setting: str) -> str:
    tables = (
        table(("server", *columns), [(row.name, *cells(row)) for row in rows])
        for columns, cells in (
            (_UNPAUSED, _unpaused),
            (_BESIDE, _beside),
            (_OVERLOAD, _overload),
        )
    )
    return (
        "\n\n".join((_HEAD.format(setting=setting, outstanding=OUTSTANDING), *tables, _NOTES))
        + "\n"
    )


def _unpaused(row: Row) -> list[str]:
    rates = " to ".join(f"{each:.0f}" for each in _ends([rate for rate, _ in row.runs]))
    shares = " ".join(f"{share:.0%}" if share else "?" for _, share in row.runs)
    return [rates, *_times(row.unpaused), shares, f"{row.memory:.0f} MB"]


def _beside(row: Row) -> list[str]:
    failed = sum(each.status != 200 for each in row.beside)
    return [f"{len(row.beside)}", f"{failed}", *_times(row.beside)]


def _overload(row: Row) -> list[str]:
    good = [each for each in row.overload if each.status == 200]
    refused = [each for each in row.overload if each.status == REFUSED and each.retry]
    lost = sum(each.status != 200 for each in row.after)
    after = _ms(max(each.seconds for each in row.after))
    return [
        f"{len(row.overload)}",
        f"{len(good)}",
        _cut(good, 95),
        f"{len(refused)}",
        _cut(refused, 95),
        _ms(max((each.seconds for each in refused), default=None)),
        f"{len(row.overload) - len(good) - len(refused)}",
        f"{after}, {lost} of 20 not answered" if lost else after,
    ]


def _times(asked: Sequence[Asked]) -> list[str]:
    return [_cut(asked, each) for each in (50, 95, 99)]


def _cut(asked: Sequence[Asked], percent: int) -> str:
    times = [each.seconds for each in asked]
    if len(times) < 2:
        return "–"
    return _ms(median(times) if percent == 50 else quantiles(times, n=100)[percent - 1])


def _ms(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds * 1000:,.0f} ms"


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


_HEAD = """\
<!-- Written by `make bench-serving`; run it again instead of changing this file. -->

# Servers beside slow, silent and too many clients

{setting}. Each server is started by gunicorn, with two workers and the settings of the site.

First, eight readers with a kept connection each ask for pages without a pause, several times. Then ten
readers ask for a page at a time by new connections, while 200 other connections have sent half a request,
200 nothing, and 50 send a body of one byte a second. Then ten times as many pages are asked for as the
server has answered before, each by a new connection, while fewer than {outstanding} wait for an
answer: a slow server is asked for less. It may refuse with 503 and Retry-After. Last, one reader asks
for twenty pages."""

_NOTES = """\
Tables: readers without a pause; readers beside those who hold connections; overload. A reader gives up
after ten seconds, which is no answer. Clients run on the same cores as the server."""
