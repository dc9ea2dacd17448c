"""Runs as Markdown. Text only: nothing is measured here, and nothing drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import geometric_mean, median

from benchmarks import figures
from benchmarks.figures import Choice
from benchmarks.measure import ADDED, PATIENCE, Indexed, Measured, Run
from benchmarks.queries import KINDS, SELECTED

NAMES = {
    "backissue": "Backissue",
    "bm25s": "bm25s",
    "whoosh": "Whoosh",
    "tantivy": "tantivy-py",
    "sqlite": "SQLite FTS5",
    "xapian": "Xapian",
}
MADE_BY = "<!-- Written by `{}`; run it again instead of changing this file. -->"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run was made on and with; `bandwidth` in bytes a second, `day` as a date in ISO form."""

    command: str
    machine: str
    day: str
    archive: str
    bandwidth: float


def results(run: Run, setting: Setting, whoosh_processes: Indexed | None) -> str:
    """The page of one run; `whoosh_processes` is Whoosh's own bulk writing on fewer articles."""
    return "\n\n".join(
        (
            MADE_BY.format(setting.command),
            "# Backissue beside its peers",
            introduction(run, setting),
            "## Faceted search",
            "Milliseconds for the ten best hits and the counts of three facets: median, and 95th"
            " percentile after the slash.",
            _latencies(run, figures.plain),
            "How many times Backissue’s median that is; below 1 the peer is faster:",
            _ratios(run, figures.plain),
            "## Faceted search with passages",
            "The same, and excerpts of the ten hits with the words marked.",
            _latencies(run, figures.with_passages),
            _ratios(run, figures.with_passages),
            "## Asked a second time",
            _AGAIN,
            _latencies(run, figures.again),
            "With passages:",
            _latencies(run, figures.with_passages_again),
            "## By the number of facets selected",
            "Median milliseconds over all kinds, without passages:",
            _by_selections(run),
            "## Do they find the same?",
            _AGREEMENT,
            _agreement(run),
            "## Indexing, opening, memory",
            _indexing(run),
            _INDEXING,
            _whoosh_processes(whoosh_processes),
            "## The physical limit",
            _limit_text(setting),
            _limit(run, setting),
            "![Milliseconds of each query beside the bytes it must read](limit.svg)",
            "How all this grows from 1,000 to 200,000 articles is in [SCALING.md](SCALING.md), which"
            " `make bench-scale` writes.\n",
        )
    )


def scaling(runs: Sequence[Run], setting: Setting) -> str:
    """The page of runs on archives of several sizes."""
    return "\n\n".join(
        (
            MADE_BY.format(setting.command),
            "# Backissue and its peers on growing archives",
            introduction(runs[-1], setting),
            "That is the largest archive; the others were measured in the same way. Archives larger"
            " than the given one repeat it with new ids, earlier dates, 3 % of the words"
            " swapped for others of the archive and a tenth of the facet values exchanged. Slow"
            " indexers stop at a size that is bearable.",
            "![Latency against archive size](latency.svg)",
            _by_size(runs, f"{_MS} asked once, geometric mean of medians", _typical(figures.plain)),
            _by_size(runs, f"{_MS} with passages", _typical(figures.with_passages)),
            _AGAIN,
            _by_size(runs, f"{_MS} asked again", _typical(figures.again)),
            _by_size(runs, f"{_MS} with passages again", _typical(figures.with_passages_again)),
            "![Indexing time against archive size](indexing.svg)",
            _by_size(runs, "seconds to index", lambda run, peer: f"{peer.indexed.seconds:,.1f}"),
            _by_size(runs, "megabytes of index", lambda _, peer: f"{peer.indexed.size / 1e6:,.0f}"),
            _by_size(runs, "megabytes at the peak of indexing", _peak),
            _by_size(runs, "milliseconds to open", lambda _, peer: f"{peer.opened:.1f}"),
            _by_size(runs, "milliseconds of the first search", lambda _, peer: f"{peer.first:.1f}"),
            _by_size(runs, "private megabytes while searching", lambda _, p: f"{p.private:.0f}"),
            _by_size(runs, f"seconds to add {ADDED} articles", lambda _, p: f"{p.added:.2f}")
            + "\n",
        )
    )


def introduction(run: Run, setting: Setting) -> str:
    versions = ", ".join(f"{NAMES[peer.name]} {peer.version}" for peer in run.peers)
    return (
        f"Measured on {setting.day} by `{setting.command}` on {setting.machine}, one run, all peers on"
        f" the same {run.articles:,} articles of {setting.archive} ({run.text_size / 1e6:,.0f} MB as"
        f" JSON Lines) with the same {len(run.asked)} queries: {', '.join(KINDS)};"
        f" a quarter each with 0, 1, 2 and 3 facets selected ({', '.join(SELECTED)}). {versions}.\n\n"
        "Each peer is a process of its own that answers one query at a time, in turns with the"
        " others; the clock runs inside it, around parsing, search, counts and reading ids and"
        " titles of the hits. All words must match (OR and questions apart: of a question Backissue"
        " tells which articles have all words, and looks closely at the best), in title, text or"
        " author, which weigh 3, 1 and 2 in BM25. Author, theme and source are counted over all"
        " matches, the 50 most frequent values of each. In Backissue the counts of a facet ignore"
        " the facet’s own selection; the"
        " peers count what is found, which is less work. tantivy-py has its default, each segment"
        " giving its 500 most frequent values only: that is not always exact, and exact counts would"
        " take it longer." + _impatience(run)
    )


def _impatience(run: Run) -> str:
    """Who did not answer all queries, if somebody did not."""
    fewer = [
        f"{NAMES[peer.name]} {len(peer.plain)}, with passages {len(peer.with_passages)}"
        for peer in run.peers
        if min(len(peer.plain), len(peer.with_passages)) < len(run.asked)
    ]
    if not fewer:
        return ""
    return (
        f" Who has spent {PATIENCE:.0f} seconds on answers is asked no more; the queries answered are:"
        f" {'; '.join(fewer)} of {len(run.asked)}."
    )


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, all but the first column to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *rows))


_MS = "milliseconds of a faceted search"
_AGREEMENT = (
    "Every engine cuts and stems words by its own rules: Backissue keeps apostrophes inside words,"
    " and lets no phrase cross paragraphs; SQLite and Whoosh have the older Porter stemmer. None leaves"
    " out stop words. Compared with Backissue’s answers to the same queries:"
)
_AGAIN = (
    "The same queries once more, after all others. Backissue keeps the answers of a generation that it"
    " gave lately, in 8 MB, and gives those again; the peers have no such store and search again, with"
    " their own caches warm."
)
_INDEXING = (
    "Articles come from JSON Lines that are parsed in Python by every peer. Backissue is its command"
    " line, start included, on all cores; tantivy has as many threads as there are cores; Whoosh, SQLite"
    " and Xapian have one process. The peak is of all processes of a peer together, shared pages in"
    " proportion, files mapped into memory included. A peer's modules are loaded before it is opened."
    " Private memory is what a searching process has to itself after all queries; mapped files are"
    " shared between processes."
)


def _latencies(run: Run, choice: Choice) -> str:
    columns = [figures.by_kind(run, peer, choice) for peer in run.peers]
    rows = [
        [kind, *(f"{each[kind].median:.2f} / {each[kind].percentile_95:.2f}" for each in columns)]
        for kind in KINDS
    ]
    typical = [f"{figures.typical(run, peer, choice):.2f}" for peer in run.peers]
    return table(["", *_names(run)], [*rows, ["geometric mean of medians", *typical]])


def _ratios(run: Run, choice: Choice) -> str:
    others = [peer for peer in run.peers if peer.name != "backissue"]
    columns = [figures.ratios(run, peer, choice) for peer in others]
    rows = [
        [kind, *(f"{each[kind]:.2f}" for each in columns), f"{min(c[kind] for c in columns):.2f}"]
        for kind in KINDS
    ]
    means = [f"**{geometric_mean(each.values()):.2f}**" for each in columns]
    least = geometric_mean(min(each[kind] for each in columns) for kind in KINDS)
    header = ["", *(NAMES[peer.name] for peer in others), "fastest peer"]
    return table(header, [*rows, ["geometric mean", *means, f"{least:.2f}"]])


def _by_selections(run: Run) -> str:
    def cell(peer: Measured, number: int) -> str:
        found = figures.latency(run, peer, figures.plain, lambda asked: asked.selections == number)
        return f"{found.median:.2f}"

    numbers = range(len(SELECTED) + 1)
    rows = [[str(number), *(cell(peer, number) for peer in run.peers)] for number in numbers]
    return table(["facets selected", *_names(run)], rows)


def _agreement(run: Run) -> str:
    others = [peer for peer in run.peers if peer.name != "backissue"]
    found = [figures.agreement(run, peer) for peer in others]
    return table(
        ["", *(NAMES[peer.name] for peer in others)],
        [
            ["queries with the same total", *(f"{each.same_totals:.0%}" for each in found)],
            ["mean difference of totals", *(f"{each.difference:.2%}" for each in found)],
            [
                "same counts in all facets, where totals are the same and nothing is selected",
                *(f"{each.same_counts:.0%}" for each in found),
            ],
        ],
    )


def _indexing(run: Run) -> str:
    rows: list[tuple[str, Callable[[Measured], str]]] = [
        ("articles indexed a second", lambda peer: f"{peer.indexed.rate:,.0f}"),
        ("seconds to index", lambda peer: f"{peer.indexed.seconds:,.1f}"),
        ("peak memory while indexing, MB", lambda peer: f"{peer.indexed.peak:,.0f}"),
        ("index, MB", lambda peer: f"{peer.indexed.size / 1e6:,.0f}"),
        ("index, bytes an article", lambda p: f"{p.indexed.size / p.indexed.articles:,.0f}"),
        ("milliseconds to open it", lambda peer: f"{peer.opened:.1f}"),
        ("milliseconds of the first search", lambda peer: f"{peer.first:.1f}"),
        ("private memory while searching, MB", lambda peer: f"{peer.private:.0f}"),
        ("mapped files, MB", lambda peer: f"{peer.mapped:.0f}"),
        (f"seconds to add {ADDED} articles", lambda peer: f"{peer.added:.2f}"),
    ]
    cells = [[label, *(cell(peer) for peer in run.peers)] for label, cell in rows]
    return table(["", *_names(run)], cells)


def _whoosh_processes(indexed: Indexed | None) -> str:
    if not indexed:
        return "Whoosh’s writing with several processes was not measured."
    return (
        f"With one process per core, Whoosh indexes {indexed.rate:,.0f} articles a second"
        f" (measured on {indexed.articles:,} articles)."
    )


def _limit_text(setting: Setting) -> str:
    return (
        f"One thread reads {setting.bandwidth / 1e9:.1f} GB a second from memory here (a sum over an"
        " array). An engine over flat arrays must read the postings of the words (8 bytes each), for a"
        " phrase their positions (4 bytes), and a facet value (4 bytes) for every match and facet"
        " counted. At that speed the median query of each kind would take:"
    )


def _limit(run: Run, setting: Setting) -> str:
    own = figures.by_kind(run, run.peer("backissue"), figures.plain)

    def cells(kind: str) -> list[str]:
        pairs = zip(run.asked, run.touched, strict=True)
        size = median(each for asked, each in pairs if asked.kind == kind)
        limit = size / setting.bandwidth * 1000
        taken = own[kind].median
        return [
            kind,
            f"{size / 1000:,.1f}",
            f"{limit * 1000:.2g}",
            f"{taken:.2f}",
            f"{taken / limit:,.0f}",
        ]

    header = ["", "kB to read", "µs at that speed", "ms of Backissue", "times the limit"]
    return table(header, map(cells, KINDS))


def _by_size(runs: Sequence[Run], what: str, cell: Callable[[Run, Measured], str]) -> str:
    names = list(dict.fromkeys(peer.name for run in runs for peer in run.peers))
    rows = [
        [f"{run.articles:,}", *(found.get(name, "") for name in names)]
        for run in runs
        for found in [{peer.name: cell(run, peer) for peer in run.peers}]
    ]
    return f"{what.capitalize()}:\n\n" + table(["articles", *(NAMES[name] for name in names)], rows)


def _typical(choice: Choice) -> Callable[[Run, Measured], str]:
    return lambda run, peer: f"{figures.typical(run, peer, choice):.2f}"


def _peak(_run: Run, peer: Measured) -> str:
    return f"{peer.indexed.peak:,.0f}"


def _names(run: Run) -> list[str]:
    return [NAMES[peer.name] for peer in run.peers]
