"""Every hit as an entry of a bibliography."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from search.result_formats.answer import Answer
from search.result_formats.citations import bib as bibtex
from search.result_formats.citations import csl as citeproc
from search.result_formats.citations import ris as reference_manager
from search.result_formats.citations.citation import Citation, citation_of
from search.result_formats.paths import article_path, passage_path


def ris(answer: Answer) -> Iterator[str]:
    """An RIS entry for each hit."""
    return map(reference_manager.entry, _citations(answer))


def bib(answer: Answer) -> Iterator[str]:
    """A BibTeX entry for each hit."""
    return map(bibtex.entry, _citations(answer))


def csl(answer: Answer) -> Iterator[str]:
    """A JSON array of the CSL items of all hits, one on each line."""
    before = "[\n"
    for citation in _citations(answer):
        yield f"{before}{json.dumps(citeproc.item(citation), ensure_ascii=False)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _citations(answer: Answer) -> Iterator[Citation]:
    """The entries of hits; one for each paragraph if paragraphs are searched, which it quotes."""
    is_part = answer.request.unit == "paragraph"
    request = answer.request if is_part else replace(answer.request, passages=0)
    for hit, article in answer.articles(request):
        if is_part:
            (passage,) = hit.passages
            url = answer.address(passage_path(hit, passage.anchor))
            quoted = (passage.anchor, passage.text)
            yield citation_of(article, url, answer.facets, answer.title, *quoted)
        else:
            url = answer.address(article_path(hit.id))
            yield citation_of(article, url, answer.facets, answer.title)
