"""What was measured, as a page. Text only: nothing is measured here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.serving.client import Asked

REFUSED = 503


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
    return "\n\n".join((_HEAD.format(setting=setting), *(_table(rows)), _NOTES)) + "\n"


def _table(rows: Sequence[Row]) -> tuple[str, str, str]:
    first = [
        "| server | pages a second | p50 | p95 | p99 | larger share of a worker, each run | memory |",
        "|---|---:|---:|---:|---:|---|---:|",
    ]
    second = [
        "| server | asked | not answered | p50 | p95 | p99 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    third = [
        "| server | asked | answered | p95 | refused | p95 | slowest | no answer | afterwards, slowest |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        rates = " to ".join(f"{each:.0f}" for each in _ends([rate for rate, _ in row.runs]))
        shares = " ".join(f"{share:.0%}" if share else "?" for _, share in row.runs)
        first.append(
            f"| {row.name} | {rates} | {_times(row.unpaused)} | {shares} | {row.memory:.0f} MB |"
        )
        failed = sum(each.status != 200 for each in row.beside)
        second.append(f"| {row.name} | {len(row.beside)} | {failed} | {_times(row.beside)} |")
        third.append(f"| {row.name} | {_overload(row)} |")
    return tuple("\n".join(each) for each in (first, second, third))  # type: ignore[return-value]


def _overload(row: Row) -> str:
    good = [each for each in row.overload if each.status == 200]
    refused = [each for each in row.overload if each.status == REFUSED and each.retry]
    none = len(row.overload) - len(good) - len(refused)
    slowest = _ms(max((each.seconds for each in refused), default=None))
    after = _ms(max(each.seconds for each in row.after))
    lost = sum(each.status != 200 for each in row.after)
    return (
        f"{len(row.overload)} | {len(good)} | {_cut(good, 95)} | {len(refused)} | {_cut(refused, 95)}"
        f" | {slowest} | {none} | {after}{f', {lost} of 20 not answered' if lost else ''}"
    )


def _times(asked: Sequence[Asked]) -> str:
    return " | ".join(_cut(asked, each) for each in (50, 95, 99))


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
server has answered before, each by a new connection; a server may refuse with 503 and Retry-After. Last,
one reader asks for twenty pages."""

_NOTES = """\
Tables: readers without a pause; readers beside those who hold connections; overload. A reader gives up
after ten seconds, which is no answer. Clients run on the same cores as the server."""
