"""What Backissue shows beside its hits, which its peers do not: the paragraph that is meant among its
passages, and another spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.quality.outcome import Share
from benchmarks.quality.questions import Questions, Sought, words
from search import SearchRequest
from search.engines import Engine
from search.model.results import Hit


def paragraphs_shown(engine: Engine, quotations: Sequence[Sought]) -> Share:
    """Of quotations whose article comes first: how many of their paragraphs are among its passages."""
    shown = [
        _shows(engine, hits[0], each.meant)
        for each in quotations
        if (hits := engine.search(SearchRequest(each.text, facets=())).hits)
        and hits[0].id == each.id
    ]
    return Share(sum(shown), len(shown))


def spellings_restored(engine: Engine, misspelt: Sequence[Sought]) -> Share:
    """For how many misspelt texts the right spelling is suggested, case apart."""
    return Share(sum(_restores(engine, each) for each in misspelt), len(misspelt))


def with_copies(engine: Engine, questions: Questions) -> Questions:
    """Questions to which the copies of a right article are right, too, for every engine alike."""
    right = {
        name: frozenset(copy for id in ids for copy in (id, *_copies(engine, id)))
        for name, ids in questions.right.items()
    }
    return replace(questions, right=right)


def _copies(engine: Engine, id: str) -> list[str]:
    found = engine.article(id)
    return [each.id for each in found.copies.listed] if found else []


def _shows(engine: Engine, hit: Hit, paragraph: str) -> bool:
    found = engine.article(hit.id)
    assert found
    texts = [each.text for each in found.article.passages]
    return any(texts[passage.position] == paragraph for passage in hit.passages)


def _restores(engine: Engine, each: Sought) -> bool:
    suggestion = engine.search(SearchRequest(each.text, facets=(), passages=0)).suggestion
    return _spelling(suggestion) == _spelling(each.meant)


def _spelling(text: str) -> list[str]:
    return [word.casefold() for word in words(text)]
