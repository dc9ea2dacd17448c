"""bm25s: BM25 over sparse matrices, with the analysis that its documentation shows. It only ranks.

It has no fields, so the words of titles are given three times and those of authors twice, as to Xapian.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import bm25s
import Stemmer

from benchmarks.peers.protocol import BOOSTS, Article, read, serve

IDS = "ids.json"


class BM25S:
    _ids: list[str]
    _index: bm25s.BM25

    def version(self) -> str:
        return version("bm25s")

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        ids, texts = zip(*((each.id, _text(each)) for each in read(articles)), strict=True)
        index = bm25s.BM25()
        index.index(_tokens(list(texts)), show_progress=False)
        index.save(folder)
        (folder / IDS).write_text(json.dumps(ids))

    def open(self, folder: Path) -> None:
        self._index = bm25s.BM25.load(folder, mmap=True)
        self._ids = json.loads((folder / IDS).read_text())

    def rank(self, text: str, depth: int) -> list[str]:
        count = min(depth, len(self._ids))
        numbers, scores = self._index.retrieve(_tokens([text]), k=count, show_progress=False)
        best = zip(numbers[0], scores[0], strict=True)
        return [self._ids[number] for number, score in best if score > 0]


def _text(article: Article) -> str:
    fields = {
        "title": article.title,
        "author": " ".join(article.authors),
        "text": article.text,
    }
    return " ".join(" ".join([text] * int(BOOSTS[name])) for name, text in fields.items())


def _tokens(texts: list[str]) -> bm25s.tokenization.Tokenized:
    stemmer = Stemmer.Stemmer("english")
    return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)


if __name__ == "__main__":
    serve(BM25S())
