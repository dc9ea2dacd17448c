"""Whether duplicates and footers that were put into an archive are found, and no sentence is lost:
python -m benchmarks.injections [ARCHIVE] [ARTICLES]

Of the articles of ARCHIVE (a file of JSON Lines) PAIRS get a copy under another id, half of them with
other words in CHANGED of their places; three footers are put under FOOTED articles each. Then all are
indexed, and the groups, the paragraphs that count as repeated, and the text of each article are compared
with what is known.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.options import CORPUS
from search import open_engine
from search.cli.reindexing import options_for
from search.config.environment import Settings, index_location
from search.engines import Engine
from search.engines.targets import open_target
from search.indexing.progress import Silent
from search.indexing.reindex import reindex
from search.reading import Record, Unreadable, read

SEED = 14
PAIRS = 500
FOOTED = 2_000
CHANGED = 0.03
LEAST = 100
"""Words of an article that gets a copy."""
_FOOTERS = (
    "Subscribe to our newsletter and get the stories of the day in your inbox each morning.",
    "This reporting is paid for by readers like you: please support us with a small gift today.",
    "All rights are reserved. Nothing on this page may be printed again without our written consent.",
)
_FIELD = "content"

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of an archive: its articles as they were, by id, pairs of ids with one text, and the
    footers of each article."""

    originals: dict[str, Fields]
    pairs: list[tuple[str, str]]
    footers: dict[str, set[str]]


def main(archive: Path, most: int) -> None:
    chance = random.Random(SEED)
    originals = {each["id"]: each for each in _articles(archive, most)}
    with TemporaryDirectory() as folder:
        articles, index = Path(folder, "archive"), Path(folder, "index")
        articles.mkdir()
        truth = _inject(originals, articles / "all.jsonl", chance)
        _index(articles, index)
        with open_engine(index_location(str(index)), time_limit=60) as engine:
            _print_groups(engine, truth, chance)
            _print_texts(engine, truth)


def _articles(file: Path, most: int) -> Iterator[Fields]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(most), lines, strict=False):
            yield json.loads(line)


def _inject(originals: dict[str, Fields], file: Path, chance: random.Random) -> Truth:
    ids = list(originals)
    long = [id for id in ids if len(str(originals[id].get(_FIELD, "")).split()) >= LEAST]
    footed = min(FOOTED, len(ids) // 4)
    footers: dict[str, set[str]] = {id: set() for id in ids}
    for footer in _FOOTERS:
        for id in chance.sample(ids, footed):
            footers[id].add(footer)
    pairs = [(id, f"copy-{id}") for id in chance.sample(long, min(PAIRS, len(long)))]
    with file.open("w", encoding="utf-8") as lines:
        for id, fields in originals.items():
            text = "\n\n".join([str(fields.get(_FIELD, "")), *sorted(footers[id])])
            lines.write(json.dumps({**fields, _FIELD: text}) + "\n")
        for number, (id, copy) in enumerate(pairs):
            text = str(originals[id][_FIELD])
            text = _changed(text, chance) if number % 2 else text
            lines.write(json.dumps({**originals[id], "id": copy, _FIELD: text}) + "\n")
    return Truth(originals, pairs, footers)


def _changed(text: str, chance: random.Random) -> str:
    """The text with another word in some places; its lines stay."""
    lines = [line.split(" ") for line in text.split("\n")]
    places = [(row, at) for row, words in enumerate(lines) for at in range(len(words))]
    for row, at in chance.sample(places, int(CHANGED * len(places))):
        lines[row][at] = "".join(chance.choices("abcdefghij", k=7))
    return "\n".join(map(" ".join, lines))


def _index(archive: Path, index: Path) -> None:
    report = reindex(options_for(Settings(), archive), open_target(index), Silent())
    print(f"{report.articles:,} articles, {report.repeated} repeated paragraphs", flush=True)


def _print_groups(engine: Engine, truth: Truth, chance: random.Random) -> None:
    group_of = {
        each.copy.id: number
        for number, group in enumerate(engine.duplicates() or ())
        for each in group
    }
    for name, pairs in (("exact", truth.pairs[::2]), ("changed", truth.pairs[1::2])):
        print(f"{_grouped(pairs, group_of)} of {len(pairs)} {name} pairs are grouped")
    ids = list(truth.originals)
    unlike = [(one, other) for one, other in (chance.sample(ids, 2) for _ in range(PAIRS))]
    print(f"{_grouped(unlike, group_of)} of {len(unlike)} unrelated pairs are grouped", flush=True)


def _grouped(pairs: Sequence[tuple[str, str]], group_of: dict[str, int]) -> int:
    return sum(one in group_of and group_of[one] == group_of.get(other) for one, other in pairs)


def _print_texts(engine: Engine, truth: Truth) -> None:
    """Compare each article with what it was made of."""
    found: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for id, fields in truth.originals.items():
        try:
            original = read(Record("all.jsonl", 1, json.dumps(fields).encode())).article
        except Unreadable:
            found["articles that hold no text"] += 1
            continue
        marked = engine.article(id)
        article = marked.article if marked else None
        own, footers = [each.text for each in original.paragraphs], truth.footers[id]
        shown = [each.text for each in article.paragraphs] if article else []
        found["articles that are not as they were"] += shown != [*own, *sorted(footers)]
        for each in article.paragraphs if article else ():
            if each.text in footers:
                found["footers"] += 1
                found["footers that are searched"] += not each.is_repeated
            elif each.is_repeated:
                others[each.text] += 1
    for name, count in found.items():
        print(f"{name}: {count:,}")
    print(f"other paragraphs that count as repeated: {others.total():,}, {len(others)} texts")
    for text, count in others.most_common():
        print(f"  {count:,}: {text[:100]}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else CORPUS, int(given[1]) if len(given) > 1 else sys.maxsize)
