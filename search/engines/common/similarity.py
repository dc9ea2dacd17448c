"""The similarity of a query and an article: BM25, with the same constants in both engines.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

from __future__ import annotations

from math import log

from search.model.schema import BOOSTS

K1, B = 1.2, 0.75
"""How soon further occurrences of a term stop to matter, and how much the length of a field matters."""


def idf(documents: int, document_frequency: int) -> float:
    """The inverse document frequency of a term that occurs in `document_frequency` of `documents`.

    It is above 0 for a term in every document, and finite for a term in none.
    """
    return log(max(1, documents) / (document_frequency + 1)) + 1


def field_weight(field: str) -> float:
    """The factor of scores in an indexed field."""
    return BOOSTS.get(field, 1.0)
