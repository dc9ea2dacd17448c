"""Trees for archives in several languages: the words of an article are those of its language, with its
tag, so that a query asks for the words of each language that the archive has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from search.model.schema import STEMMED, searched_fields
from search.query.misspelt import NearWords
from search.query.relaxation import Relaxed
from search.query.tree import (
    And,
    Not,
    Or,
    Phrase,
    Query,
    Quoted,
    SameParagraph,
    Term,
    all_leaves,
    words_of,
)
from search.text.languages import detected
from search.text.stemming import tagged

_OfWords: TypeAlias = Term | Phrase | Quoted | SameParagraph

_MOST = 128
"""Words, those of each language counted: a cluster refuses queries with a thousand parts, and this one is
asked in up to four fields, twice."""
_SAMPLE, _SHORT = 300, 32
"""Characters that tell the language of a text, and words of one that may be too short for that."""


def in_languages(tree: Query, languages: Sequence[str]) -> Query:
    """The tree with its words in English and in each of some other languages; those of a long text only
    in the one that it is in."""
    return _in_each(tree, _asked(tree, languages))


def _asked(tree: Query, languages: Sequence[str]) -> Sequence[str]:
    """Those of some languages that a tree asks for: of a long text its own; a short one tells it seldom,
    so that there are as many as there is room for."""
    words = [word for leaf in all_leaves(tree) for word in words_of(leaf)]
    if len(words) * len(languages) <= _MOST or not any(languages):
        return languages
    own = detected(" ".join(words)[:_SAMPLE])
    if not own and len(words) <= _SHORT:
        return languages[: _MOST // len(words)]
    return [each for each in languages if each in ("", own)]


def _in_each(tree: Query, languages: Sequence[str]) -> Query:
    if not any(languages):
        return tree
    match tree:
        case And(children):
            return And(tuple(_in_each(each, languages) for each in children))
        case Or(children):
            return Or(tuple(_in_each(each, languages) for each in children))
        case Not(child):
            return Not(_in_each(child, languages))
        case Term() | Phrase() | Quoted() | SameParagraph():
            found = dict.fromkeys((tree, *(_of(tree, language) for language in languages)))
            return Or(tuple(found)) if len(found) > 1 else tree
        case _:
            return tree


def in_language(tree: Query, language: str) -> Query:
    """The tree as it asks for articles in one language."""
    if not language:
        return tree
    match tree:
        case And(children):
            return And(tuple(in_language(each, language) for each in children))
        case Or(children):
            return Or(tuple(in_language(each, language) for each in children))
        case Not(child):
            return Not(in_language(child, language))
        case Term() | Phrase() | Quoted() | SameParagraph():
            return _of(tree, language)
        case _:
            return tree


def near_in(near: NearWords, language: str) -> NearWords:
    """The words near to misspelt ones, as words of a language."""
    if not language:
        return near
    return {
        tagged(word, language): {tagged(other, language): each for other, each in others.items()}
        for word, others in near.items()
    }


def relaxed_in(form: Relaxed, languages: Sequence[str]) -> Relaxed:
    """A relaxed query with its words in all languages."""
    languages = _asked(form.tree, languages)
    return replace(
        form,
        needed=_in_each(form.needed, languages),
        scoring=tuple(_in_each(each, languages) for each in form.scoring),
        tree=_in_each(form.tree, languages),
    )


def _of(leaf: _OfWords, language: str) -> _OfWords:
    """A leaf with the words of a language, where it is searched in texts."""
    if not any(field in STEMMED for field in searched_fields(leaf.field)):
        return leaf
    if isinstance(leaf, Term):
        return replace(leaf, text=tagged(leaf.text, language))
    return replace(leaf, words=tuple(tagged(word, language) for word in leaf.words))
