"""A run: all that is measured, with the data of one folder, in another that may then be removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.processes import RANKERS, PeerProcess, available
from benchmarks.quality import cases, collections, completions, data, own, rankings
from benchmarks.quality.completions import Tried
from benchmarks.quality.data import News
from benchmarks.quality.measures import values
from benchmarks.quality.outcome import Cases, Run, Share
from benchmarks.quality.rankings import OWN, Answers, Archive
from benchmarks.quality.values import ByEngine
from search import open_engine
from search.engines import Engine

_SECONDS = 60
"""A search may take as long, or a machine that is busy with something else would spoil the figures."""


def run(shared: Path, folder: Path) -> Run:
    """Measure with the data in `shared`; `folder` is empty. Raises `PeerFailed`."""
    engines = available(RANKERS)
    absent = [*data.absent(shared), *_not_installed(engines)]
    for sentence in absent:
        click.echo(sentence)
    judged, news = data.judged(shared, folder, engines), data.news(shared, folder, engines)
    archives = [*judged, *([news.archive] if news else [])]
    answers = rankings.answers(archives)
    with _opened(archives) as own_engines:
        shown, restored = _of_news(own_engines, news)
        return Run(
            versions={each.engine: each.version for each in answers},
            absent=absent,
            judged={each.name: _values(each, answers)[0] for each in judged},
            known=_known(news, answers, own_engines),
            paragraphs=shown,
            restored=restored,
            cases=_cases(shared / data.CASES, folder / "cases"),
            tried=_tried(own_engines, shared, judged, news),
        )


def _not_installed(engines: Sequence[str]) -> Iterator[str]:
    for name in RANKERS:
        if name not in engines:
            yield f"{name} is not installed, so it is left out."


def _values(archive: Archive, answers: Sequence[Answers]) -> list[ByEngine]:
    """For each of the questions asked over an archive, the values of all engines."""
    found = {each.engine: each.found for each in answers if each.archive == archive.name}
    return [
        {engine: values(questions, found[engine][at]) for engine in archive.engines}
        for at, questions in enumerate(archive.asked)
    ]


def _known(
    news: News | None, answers: Sequence[Answers], engines: Mapping[str, Engine]
) -> dict[str, ByEngine]:
    if news is None:
        return {}
    engine = engines[news.archive.name]
    asked = [own.with_copies(engine, each) for each in news.archive.asked]
    found = _values(replace(news.archive, asked=asked), answers)
    return dict(zip(data.KNOWN, found, strict=True))


def _of_news(engines: Mapping[str, Engine], news: News | None) -> tuple[Share | None, Share | None]:
    if news is None:
        return None, None
    engine = engines[news.archive.name]
    return (
        own.paragraphs_shown(engine, news.searches.two_dropped),
        own.spellings_restored(engine, news.searches.misspelt),
    )


def _tried(
    engines: Mapping[str, Engine], shared: Path, judged: Sequence[Archive], news: News | None
) -> list[Tried]:
    stop_words = collections.stop_words(shared / data.JUDGED)
    return completions.tried(engines, completions.prefixes([*data.typed(judged, news)], stop_words))


def _cases(given: Path, folder: Path) -> Cases | None:
    if not given.exists():
        return None
    folder.mkdir()
    with PeerProcess(OWN) as peer:
        articles = str(given.resolve() / "archive.jsonl")
        peer.ask("index", articles=articles, folder=str(folder), processes=1)
    with open_engine(folder / "index", _SECONDS) as engine:
        return cases.answered(engine, cases.load(given / "queries.jsonl"))


@contextmanager
def _opened(archives: Sequence[Archive]) -> Iterator[dict[str, Engine]]:
    """Backissue over its own index of each archive."""
    with ExitStack() as stack:
        yield {
            each.name: stack.enter_context(open_engine(each.index, _SECONDS)) for each in archives
        }
