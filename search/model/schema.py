"""The fields of an index, whichever engine holds it: their names, which of them are stemmed, and what
they weigh."""

from __future__ import annotations

from search.model.articles import Article
from search.model.request import FacetName

ID = "id"
ANY = "any"
"""The field of a leaf that is searched in all fields that weigh something."""
DATE = "date"
TITLE, TEXT = "title", "text"
STEMMED = (TITLE, TEXT)
NAMES: tuple[FacetName, ...] = ("author", "region", "theme", "report", "source")
INDEXED = (*STEMMED, *NAMES)

K1, B = 1.2, 0.75
"""The constants of BM25: how soon more occurrences say nothing more, and how much length counts."""
BOOSTS = {TITLE: 3.0, TEXT: 1.0, "author": 2.0}


def searched_fields(field: str) -> tuple[str, ...]:
    """The indexed fields that a leaf of the query tree in `field` is matched against."""
    return tuple(BOOSTS) if field == ANY else (field,)


def values_of(article: Article, facet: FacetName) -> tuple[str, ...]:
    """The values of an article in a facet."""
    if facet == "source":
        return (article.source.name,) if article.source.name else ()
    values: tuple[str, ...] = getattr(article, f"{facet}s")
    return values


def texts_of(article: Article) -> dict[str, tuple[str, ...]]:
    """The texts of each indexed field, one a paragraph or value."""
    return {
        TITLE: (article.title,),
        TEXT: _passages(article),
        **{name: values_of(article, name) for name in NAMES},
    }


def _passages(article: Article) -> tuple[str, ...]:
    """The texts of `Article.passages`."""
    texts = [paragraph.text for paragraph in article.paragraphs]
    return (article.summary, *texts) if article.summary else tuple(texts)
