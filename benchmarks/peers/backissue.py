"""Backissue, as its users have it: the command line indexes, the embedded engine searches."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.protocol import FACET_VALUES, HITS, Answer, Query, serve
from search import SearchRequest
from search.engines.whoosh.engine import WhooshEngine


class Backissue:
    _engine: WhooshEngine

    def version(self) -> str:
        return version("backissue")

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        archive = folder / "archive"
        archive.mkdir()
        (archive / "articles.jsonl").symlink_to(articles)
        _reindex(folder, processes)

    def add(self, articles: Path, folder: Path) -> None:
        (folder / "archive" / "added.jsonl").symlink_to(articles)
        _reindex(folder, 1)

    def open(self, folder: Path) -> None:
        self._engine = WhooshEngine(folder / "index", time_limit=60)
        self._engine.status()

    def rank(self, text: str, depth: int) -> list[str]:
        request = SearchRequest(text, copies="all", size=depth, facets=(), passages=0)
        return [hit.id for hit in self._engine.search(request).hits]

    def search(self, query: Query) -> Answer:
        results = self._engine.search(_request(query))
        return Answer(
            total=results.total,
            hits=[(hit.id, hit.title) for hit in results.hits],
            facets={
                facet.name: {each.value: each.count for each in facet.values if each.count}
                for facet in results.facets
            },
            excerpts=[passage.html for hit in results.hits for passage in hit.passages],
        )


def _reindex(folder: Path, processes: int) -> None:
    command = [sys.executable, "-m", "search.cli", "reindex", str(folder / "archive"), "--json"]
    options = ["--index", str(folder / "index"), "--jobs", str(processes), "--strict"]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)


def _request(query: Query) -> SearchRequest:
    joined = (" OR " if query.operator == "or" else " ").join(query.words)
    return SearchRequest(
        text=f'"{joined}"' if query.operator == "phrase" else joined,
        match="some" if query.operator == "some" else "auto",
        authors=query.selected.get("author", ()),
        themes=query.selected.get("theme", ()),
        sources=query.selected.get("source", ()),
        copies="all",  # as the peers, which know no duplicates
        size=HITS,
        facets=("author", "theme", "source"),
        facet_size=FACET_VALUES,
        passages=query.passages,
    )


if __name__ == "__main__":
    serve(Backissue())
