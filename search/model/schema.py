"""The fields of an index, whichever engine holds it: their names, which of them are stemmed, and what
they weigh."""

from __future__ import annotations

from collections.abc import Iterable

from search.model.articles import Article
from search.model.facets import AUTHOR, FacetName

ID = "id"
ANY = "any"
"""The field of a leaf that is searched in all fields that weigh something."""
DATE = "date"
TITLE, TEXT, CAPTION = "title", "text", "caption"
STEMMED = (TITLE, TEXT, CAPTION)

BOOSTS = {TITLE: 3.0, TEXT: 1.0, AUTHOR: 2.0, CAPTION: 0.5}
"""The fields that are searched where none is named. A caption tells less about an article than its text:
hence the half."""


def searched_fields(field: str) -> tuple[str, ...]:
    """The indexed fields that a leaf of the query tree in `field` is matched against."""
    return tuple(BOOSTS) if field == ANY else (field,)


def indexed_fields(facets: Iterable[FacetName]) -> tuple[str, ...]:
    """The fields that queries can name, those of the facets included."""
    return (*STEMMED, *facets)


def texts_of(article: Article, facets: Iterable[FacetName]) -> dict[str, tuple[str, ...]]:
    """The texts of each indexed field, one per paragraph or value; those of repeated paragraphs, too, of
    which no word is indexed."""
    return {
        TITLE: (article.title,),
        TEXT: tuple([each.text for each in article.passages]),
        CAPTION: tuple([caption.text for caption in article.captions]),
        **{name: article.values(name) for name in facets},
    }


def _passages(article: Article) -> tuple[str, ...]:
    """The texts of `Article.passages`, empty for those that are repeated."""
    texts = ["" if each.is_repeated else each.text for each in article.paragraphs]
    return (article.summary, *texts) if article.summary else tuple(texts)
