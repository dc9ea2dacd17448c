"""Whoosh's parser, set up for the signs of the query language.

It cuts a text into leaves and joins them with And, Or and Not. The leaves hold the text as typed;
`search.query.interpretation` finds out what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.query import Phrase, Term

from search.text import analyzer
from search.text.compounds import typed_tokens
from search.text.signed_words import is_tag, unsigned

_ENDS = r'\s():"\[\]^~'
_BEGINNING = rf"(?<![^{_ENDS}-])(?!-)"
_PHRASE = r'"(?P<text>[^"]*)"(?:~(?P<slop>[0-9]+))?'
_NO_ADDRESS = r"(?!\S*(?://|[=&]))"
_PATTERN = rf"{_BEGINNING}{_NO_ADDRESS}(?P<text>[^{_ENDS}*?]*[*?][^{_ENDS}]*)"
_FUZZY = rf"{_BEGINNING}(?P<text>[^{_ENDS}*?]+)~(?P<distance>[0-9]+)?(?:\.[0-9]+)?(?=[\s)^]|$)"
_RANGE = r"\[(?P<inner>[^\[\]]*)\]"
_BOOST = r"\^(?P<boost>[0-9]*(?:\.[0-9]+)?)(?=[\s)]|$)"
_NOT = r"(^|(?<=[\s(]))(NOT(?=\s)|-(?=[^\s-]))"


Joined = Literal["phrase", "and"]
"""What several words are that hyphens and the like join, outside quotes and without a field."""


def parser(
    default: str, worded: Sequence[str], whole: Sequence[str], joined: Joined
) -> QueryParser:
    """A parser for fields of words, including `default`, and for fields whose text stays whole.

    It keeps no state between calls, so threads may share it.
    """
    anywhere = fields.TEXT(analyzer=_Words(), multitoken_query=joined)
    of_words = fields.TEXT(analyzer=_Words(), multitoken_query="phrase")
    of_texts = fields.TEXT(analyzer=_Whole())
    schema = {
        default: anywhere,
        **dict.fromkeys(worded, of_words),
        **dict.fromkeys(whole, of_texts),
    }
    return _Parser(
        default,
        fields.Schema(**schema),
        plugins=[
            plugins.FieldsPlugin(),
            _Patterns(_PATTERN),
            _Fuzzy(_FUZZY),
            plugins.PhrasePlugin(_PHRASE),
            _Ranges(_RANGE),
            plugins.GroupPlugin(),
            _Boosts(_BOOST),
            plugins.OperatorsPlugin(Not=_NOT, AndNot=None, AndMaybe=None, Require=None),
        ],
    )


class Compound(Phrase):  # type: ignore[misc]  # whoosh is not typed
    """Words that signs join, as in e-mail and O'Brien, in Whoosh's classes; they were `typed` so."""

    typed = ""


class _Parser(QueryParser):  # type: ignore[misc]
    """Tells compounds from phrases in quotes."""

    def multitoken_query(
        self, spec: Joined, texts: Sequence[str], fieldname: str, termclass: Any, boost: float
    ) -> Any:
        if spec == "phrase":
            return Compound(fieldname, texts, boost=boost)
        words = list(map(_untagged, texts))
        return super().multitoken_query(spec, words, fieldname, termclass, boost)

    def term_query(self, fieldname: str, text: str, *args: Any, **options: Any) -> Any:
        found = super().term_query(fieldname, text, *args, **options)
        if isinstance(found, Compound):
            found.typed = text
        elif isinstance(found, Term) and self.schema[fieldname].multitoken_query == "and":
            found.text = _untagged(found.text)
        return found


def _untagged(word: str) -> str:
    return unsigned(word) if is_tag(word) else word


class _Words(Analyzer):  # type: ignore[misc]  # whoosh is not typed
    """Whoosh's analyzer interface over `typed_tokens`; patterns and the like stay whole."""

    def __call__(self, value: str, tokenize: bool = True, **_options: object) -> Iterator[Token]:
        found = typed_tokens(value) if tokenize else [analyzer.Token(value, 0, len(value))]
        for position, (word, start, end) in enumerate(found):
            yield Token(text=word, pos=position, startchar=start, endchar=end)


class _Whole(Analyzer):  # type: ignore[misc]
    """A text is one token."""

    def __call__(self, value: str, **_options: object) -> Iterator[Token]:
        yield Token(text=value, pos=0, startchar=0, endchar=len(value))


class _Patterns(plugins.TaggingPlugin):  # type: ignore[misc]
    """Whole runs of characters with * or ?. (Whoosh's own plugin joins what is next to them.)"""

    nodetype = plugins.WildcardPlugin.WildcardNode


class _Fuzzy(plugins.TaggingPlugin):  # type: ignore[misc]
    """Words before ~ and the number of letters that may differ."""

    def create(self, _parser: QueryParser, match: Any) -> Any:
        word = syntax.WordNode(match["text"]).set_range(match.start(), match.end())
        return plugins.FuzzyTermPlugin.FuzzyTermNode(word, int(match["distance"] or 1), 1)


class _Ranges(plugins.TaggingPlugin):  # type: ignore[misc]
    """[x to y], [x to] and [to y]; other brackets hold words of one paragraph."""

    def create(self, _parser: QueryParser, match: Any) -> Any:
        items = match["inner"].split()
        start, end = bounds(items)
        if start or end:
            return syntax.RangeNode(start, end, False, False)
        return _TogetherNode(items) if len(items) > 1 else None


class Together(Phrase):  # type: ignore[misc]
    """Words of one paragraph, in Whoosh's classes."""


class _TogetherNode(syntax.SyntaxNode):  # type: ignore[misc]
    """The node from which Whoosh's parser makes a `Together`."""

    has_fieldname = has_boost = True

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.fieldname: str | None = None
        self.boost = 1.0

    def r(self) -> str:
        return f"[{' '.join(self.words)}]"

    def query(self, parser: QueryParser) -> Together:
        return Together(self.fieldname or parser.fieldname, self.words, boost=self.boost)


class _Boosts(plugins.BoostPlugin):  # type: ignore[misc]
    """A boost belongs to what it directly follows; the boost of a group belongs to each leaf in it.

    (Whoosh would keep it on the group, and lose it or move it when groups are joined.)
    """

    def filters(self, _parser: QueryParser) -> list[tuple[Any, int]]:
        return [(self.do_boost, 1)]

    def do_boost(self, parser: QueryParser, group: Any) -> Any:
        kept = group.empty_copy()
        for node in group:
            if isinstance(node, syntax.GroupNode):
                kept.append(self.do_boost(parser, node))
            elif not isinstance(node, self.BoostNode):
                kept.append(node)
            elif kept and kept[-1].has_boost:
                _multiply(kept[-1], node.boost)
            else:
                kept.append(syntax.to_word(node))
        return kept


def bounds(items: Sequence[str]) -> tuple[str | None, str | None]:
    """The ends of a range, None where it is open; both None if this is no range."""
    match [item.casefold() for item in items]:
        case [_, "to", _]:
            start, end = items[0], items[2]
        case ["to", _]:
            start, end = "*", items[1]
        case [_, "to"]:
            start, end = items[0], "*"
        case _:
            start, end = "*", "*"
    return None if start == "*" else start, None if end == "*" else end


def _multiply(node: Any, factor: float) -> None:
    if isinstance(node, syntax.GroupNode):
        for child in node:
            _multiply(child, factor)
    elif node.has_boost:
        node.set_boost(node.boost * factor)
