"""Xapian: BM25, match spies over value slots. Imports the standard library and xapian only.

Words of title, author and text stand in one list of postings, those of the title counted three
times and those of authors twice, as Xapian's own indexing scripts do it. A slot holds one value, so
the n-th author of an article goes to the n-th of AUTHOR_SLOTS, and the counts are added up.
"""

from __future__ import annotations

import heapq
from collections import Counter
from pathlib import Path

import xapian

from benchmarks.peers.protocol import (
    FACET_VALUES,
    FACETS,
    HITS,
    Answer,
    Article,
    Query,
    read,
    serve,
)

DAY_SLOT = 0
AUTHOR_SLOTS = 10
SLOTS = {"theme": (1,), "source": (2,), "author": tuple(range(3, 3 + AUTHOR_SLOTS))}
PREFIXES = {"author": "XA", "theme": "XT", "source": "XS"}
GAP = 100
"""Positions between fields, so that no phrase crosses them."""
BATCH = 20_000
"""Articles between two flushes to disk; Xapian's default of 10,000 is slower."""
LONGEST_TERM = 240


class Xapian:
    _database: xapian.Database

    def version(self) -> str:
        return str(xapian.version_string())

    def index(self, articles: Path, folder: Path, processes: int) -> None:
        _write(xapian.WritableDatabase(str(folder / "db"), xapian.DB_CREATE_OR_OPEN), articles)

    def add(self, articles: Path, folder: Path) -> None:
        _write(xapian.WritableDatabase(str(folder / "db"), xapian.DB_OPEN), articles)

    def open(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder / "db"))
        self._stem = xapian.Stem("english")

    def rank(self, text: str, depth: int) -> list[str]:
        parser = xapian.QueryParser()
        parser.set_stemmer(self._stem)
        parser.set_stemming_strategy(xapian.QueryParser.STEM_ALL_Z)
        parser.set_default_op(xapian.Query.OP_OR)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(parser.parse_query(text, 0))  # no flags, so nothing is an operator
        found = enquire.get_mset(0, depth)
        return [each.document.get_data().decode().partition("\n")[0] for each in found]

    def search(self, query: Query) -> Answer:
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._tree(query))
        spies = {
            facet: [xapian.ValueCountMatchSpy(slot) for slot in SLOTS[facet]] for facet in FACETS
        }
        for spy in (each for some in spies.values() for each in some):
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, HITS, self._database.get_doccount())
        texts = [match.document.get_data().decode().split("\n", 2) for match in found]
        excerpts = [found.snippet(text, 300, self._stem) for _, _, text in texts if query.passages]
        return Answer(
            total=found.get_matches_estimated(),
            hits=[(id, title) for id, title, _ in texts],
            facets={facet: _counted(some) for facet, some in spies.items()},
            excerpts=[excerpt.decode() for excerpt in excerpts],
        )

    def _tree(self, query: Query) -> xapian.Query:
        stems = ["Z" + self._stem(word).decode() for word in query.words]
        operators = {"and": xapian.Query.OP_AND, "phrase": xapian.Query.OP_PHRASE}
        operator = operators.get(query.operator, xapian.Query.OP_OR)
        tree = xapian.Query(operator, stems)
        for facet, values in query.selected.items():
            terms = [_value_term(facet, value) for value in values]
            chosen = xapian.Query(xapian.Query.OP_OR, terms)
            tree = xapian.Query(xapian.Query.OP_FILTER, tree, chosen)
        return tree


def _counted(spies: list[xapian.ValueCountMatchSpy]) -> dict[str, int]:
    """The counts of a facet, added up over its slots; only those that can be among the first."""
    if len(spies) == 1:
        return {each.term.decode(): each.termfreq for each in spies[0].top_values(FACET_VALUES)}
    counts: Counter[bytes] = Counter()
    for spy in spies:
        for each in spy.values():
            counts[each.term] += each.termfreq
    best = heapq.nlargest(FACET_VALUES, counts.items(), key=lambda item: item[1])
    return {value.decode(): count for value, count in best}


def _write(database: xapian.WritableDatabase, articles: Path) -> None:
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("english"))
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL_Z)
    for number, article in enumerate(read(articles), 1):
        database.add_document(_document(generator, article))
        if number % BATCH == 0:
            database.commit()
    database.commit()


def _document(generator: xapian.TermGenerator, article: Article) -> xapian.Document:
    document = xapian.Document()
    generator.set_document(document)
    generator.set_termpos(0)
    generator.index_text(article.title, 3)
    for author in article.authors:
        generator.increase_termpos(GAP)
        generator.index_text(author, 2)
    generator.increase_termpos(GAP)
    generator.index_text(article.text)
    document.add_value(DAY_SLOT, str(article.day))
    for facet in FACETS:
        values = article.values(facet)
        for value in values:
            document.add_boolean_term(_value_term(facet, value))
        for slot, value in zip(SLOTS[facet], values, strict=False):
            document.add_value(slot, value)
    document.set_data("\n".join((article.id, article.title, article.text)))
    return document


def _value_term(facet: str, value: str) -> str:
    """The term of a facet value; a term has at most 245 bytes."""
    return (PREFIXES[facet] + value).encode()[:LONGEST_TERM].decode(errors="ignore")


if __name__ == "__main__":
    serve(Xapian())
