"""The query language: whatever is typed becomes a tree, and the tree reads back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from timeit import repeat

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from search.model.schema import ANY
from search.query.formatting import describe
from search.query.parser import parse, read
from search.query.relaxation import all_words_of
from search.query.tree import (
    LAST_LETTER,
    And,
    DateRange,
    Fuzzy,
    Or,
    Phrase,
    Query,
    Quoted,
    Term,
    TermRange,
    Wildcard,
    positive_leaves,
)
from search.text import analyzer
from tests.engines import strategies

_SIGNS = ("title:", "nobody:", "date:", "date:[", "text:[", " to ", "~2", "^2", "^.5")
_HABITS = (
    " or ",
    " not ",
    " and ",
    "Or ",
    "||",
    "!",
    "“",
    "» ",
    "‘",
    "’ ",
    "..",
    "date:>",
    "before:",
)
_PIECES = st.sampled_from(
    [
        "a",
        "b ",
        "river",
        " OR ",
        " AND ",
        " NOT ",
        "2010",
        "2010-05",
        *_SIGNS,
        *_HABITS,
        "Title : ",
        "the ",
        *("C++", ".NET"),
        *"#@+.\"()-*?: é[]~^{\\/'\0東",
    ]
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("river flood", "river AND flood"),
        ("River FLOOD", "river AND flood"),
        ("river OR flood", "river OR flood"),
        ("river NOT flood", "river AND NOT flood"),
        ("river -flood", "river AND NOT flood"),
        ('"High Water" mark', '"high water" AND mark'),
        ('-"high water"', 'NOT "high water"'),
        ("librar*", "librar*"),
        ("-librar*", "NOT librar*"),
        ("(librar* OR book) river", "(librar* OR book) AND river"),
        ("re-elect*", "re AND elect*"),
        ('title:flood author:"Ann River"', 'title:flood AND author:"ann river"'),
        ("title:(a b)", "title:a AND title:b"),
        ("cross-post", "cross/post OR crosspost"),
        ("U.S. policy", "(u/s OR US) AND policy"),
        ("O’Neill", "o/neill OR oneill"),
        ("Łódź café", "lodz AND cafe"),
        ("東京", "東/京"),
        ("http://example.org/x", "http/example/org/x"),
        ('"one"', '"one"'),
        ("NOT NOT a", "a"),
        ('"High water"~5 mark', '"high water"~5 AND mark'),
        ('"high water"~1', '"high water"'),
        ('"high water"~0', '"high water"'),
        ('title:"high water"~999', 'title:"high water"~100'),
        ('"one"~3', '"one"'),
        ("Fl*d wom?n *burg", "fl*d AND wom?n AND *burg"),
        ("librar** a*?*b", "librar* AND a?*b"),
        ("É?an Łó*ź O’B?ien may'*", "e?an AND lo*z AND o AND b?ien AND may"),
        ("cross-post-w?r-x", "cross/post AND w?r AND x"),
        ("title:fl*d -fl?d", "title:fl*d AND NOT fl?d"),
        ("nobody:fl*d", "nobody AND fl*d"),
        ("Flod~ flod~2 flod~9", "flod~ AND flod~2"),
        ("flod~0.8", "flod~"),
        ("title:Élan~", "title:elan~"),
        ("al-qaida~ -flod~", "al AND qaida~ AND NOT flod~"),
        (
            "date:2010 OR date:2010-5 OR date:2010-05-31",
            "date:2010 OR date:2010-05 OR date:2010-05-31",
        ),
        ("date:[2010 TO 2012-06]", "date:[2010 to 2012-06]"),
        ("date:[2010-05-01 to 2010-05-31]", "date:2010-05"),
        ("date:[2010-05-31 to 2010-05-31]", "date:2010-05-31"),
        ("date:[2012 to 2010]", "date:[2010 to 2012]"),
        ("date:[2010-05 to 2010]", "date:[2010-05 to 2010]"),
        ("-date:[2010 to] date:[* to 2012]", "NOT date:[2010 to] AND date:[to 2012]"),
        ("date:(2010 OR [to 2000])", "date:2010 OR date:[to 2000]"),
        ("author:[A to Ć]", "author:[a to c]"),
        ("author:[c to a]", "author:[a to c]"),
        ("author:[cat to c]", "author:[cat to c]"),
        ("text:[a to] theme:[to c]", "text:[a to] AND theme:[to c]"),
        ("text:[a to c] text:[b to d]", "text:[a to c] AND text:[b to d]"),
        (
            'flood^2 title:flood^3.5 "high water"~2^.5',
            'flood^2 AND title:flood^3.5 AND "high water"~2^0.5',
        ),
        ("flood^0 river^1000 bank^1", "flood^0.1 AND river^100 AND bank"),
        ("fl*d^2 flod~2^3 lib*^4 date:2010^5", "fl*d^2 AND flod~2^3 AND lib*^4 AND date:2010^5"),
        ("(a b)^2 AND c", "a^2 AND b^2 AND c"),
        ("title:(a (b OR c)^3)^2", "title:a^2 AND (title:b^6 OR title:c^6)"),
        ("cross-post^2", "cross/post^2 OR crosspost^2"),
    ],
)
def test_reading(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('"unbalanced river', "unbalanced AND river"),
        ("(river flood", "river AND flood"),
        ("river) flood", "river AND flood"),
        ("NOT OR word", "word"),
        ("title:", "title"),
        ("()", ""),
        ('""', ""),
        ("*", ""),
        ("((((((((" * 40 + "river", "river"),
        ("why flood? really?? ’tis'?", "why AND flood AND really AND tis"),
        ("? * ** river *?", "river"),
        ("https://example.org/a?id=b*", "https/example/org/a/id/b"),
        ('"high water"~', '"high water"'),
        ("~ river ~ ~2", "river AND 2"),
        ("a~b", "a/b"),
        ("fl*d~", "fl*d"),
        ("^ river ^", "river"),
        ("river ^2", "river AND 2"),
        ("(river ^2)", "river AND 2"),
        ("river^", "river"),
        ("river^x", "river/x"),
        ("[a to c]", "a AND to AND c"),
        ("river [sic] title:[to]", "river AND sic AND title:to"),
        ("title:[cross-post to x]", "title:cross AND title:post AND title:to AND title:x"),
        ("title:[to to to]", "title:to^3"),
        ("nobody:[a to c]", "nobody AND a AND to AND c"),
        ("date:soon", "date AND soon"),
        ("date:2010-13", "date AND 2010 AND 13"),
        ("date:[2010 to soon]", "date AND 2010 AND to AND soon"),
        ("date: 201*", "date AND 201*"),
        ("date:20*", "date AND 20"),
        ("update:2010", "update/2010"),
        ("title:* *:*", "title"),
        (
            "a ANDMAYBE b REQUIRE c ANDNOT d",
            "a AND andmaybe AND b AND require AND c AND andnot AND d",
        ),
    ],
)
def test_what_cannot_be_read_as_an_operator_is_read_as_words(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


def _spelled(typed: str) -> str:
    """What was typed, if it is a text whose folded words are words again."""
    assume(all(analyzer.words(word) == [word] for word in analyzer.words(typed)))
    return typed


@given((st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=40)).map(_spelled))
@example(".NET東")
def test_anything_can_be_typed_and_reads_back(typed: str) -> None:
    tree = parse(typed)
    assert parse(describe(tree)) == tree
    assert bool(describe(tree)) is bool(analyzer.words(typed))


@given(st.recursive(strategies.queries | strategies.new_leaves, strategies.combined, max_leaves=8))
def test_queries_read_back(typed: object) -> None:
    tree = parse(str(typed))
    assert parse(describe(tree)) == tree


def test_leaves_carry_what_was_asked() -> None:
    assert parse('"high water"~5') == Quoted(ANY, ("high", "water"), slop=5)
    assert parse("high/water") == Phrase(ANY, ("high", "water"))
    assert parse("title:fl*D^2") == Wildcard("title", "fl*d", boost=2.0)
    assert parse("flod~2") == Fuzzy(ANY, "flod", distance=2, prefix_length=1)
    assert parse("author:[a to c]") == TermRange("author", "a", "c" + LAST_LETTER)
    first, last = date(2010, 1, 1).toordinal(), date(2012, 6, 30).toordinal()
    assert parse("date:[2010 to 2012-06]") == DateRange(first, last)
    assert parse("date:[2010 to]") == DateRange(first, None)


def test_only_the_given_facets_are_fields() -> None:
    assert parse("theme:night", ("theme",)) == Term("theme", "night")
    assert describe(parse("place:night", ())) == "place/night"
    assert parse("place:night", ("place",)) == Term("place", "night")


def test_leaves_are_those_that_may_match() -> None:
    tree = parse('a (fl*d OR flod~) NOT "x y" NOT date:2010 date:2011 text:[a to b]')
    assert list(map(describe, positive_leaves(tree))) == [
        "a",
        "fl*d",
        "flod~",
        "date:2011",
        "text:[a to b]",
    ]


_plain = st.lists(st.from_regex(r"[^\W_]{1,6}", fullmatch=True) | st.sampled_from(["the", "to"]))


@given(_plain.map(" ".join).map(_spelled))
def test_plain_words_are_read_as_the_parser_reads_them(typed: str) -> None:
    """Anything but a plain space between words goes through Whoosh's parser."""
    assert parse(typed) == parse(typed.replace(" ", "  ") + " ")


@given(_plain.map(" OR ".join).map(_spelled))
def test_plain_alternatives_are_read_as_the_parser_reads_them(typed: str) -> None:
    assert parse(typed) == parse(typed.replace(" ", "  ") + " ")


@given(_plain.map(" ".join).map(_spelled))
def test_a_plain_phrase_is_read_as_the_parser_reads_it(typed: str) -> None:
    assert parse(f'"{typed}"') == parse(f'"{typed}" ')


@pytest.mark.parametrize("typed", ["river flood bank", "river OR flood", '"high water"'])
def test_what_is_asked_most_needs_no_parser(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.query.parser._read", None)
    assert list(positive_leaves(read.__wrapped__(typed).tree))


def test_threads_may_share_the_parser() -> None:
    texts = [f'(river{n} OR "high water"~{n}) fl*d{n} title:flod{n}~^2' for n in range(2, 60)]
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(read.__wrapped__, texts * 4))
    assert trees == [read.__wrapped__(text) for text in texts] * 4


def test_a_long_text_is_read_as_words() -> None:
    """Its phrases and signs, if there are too many of them, or if it was pasted."""
    words = [f"w{n}" for n in range(65)]
    every = parse(" ".join(words))
    assert isinstance(every, And)
    assert len(every.children) == 65
    assert parse(f'"{" ".join(words)}"') == every
    assert parse(" OR ".join(f"title:{word}^2" for word in words)) != every
    assert len(all_words_of(parse(" OR ".join(f"title:{word}" for word in words[:64])))) == 64
    beside = parse(f'"high water" {" ".join(words)}')
    assert beside == And((Quoted(ANY, ("high", "water")), *every.children))
    pasted = "river* -flood " * 100
    assert parse(pasted) == And((Term(ANY, "river", 100), Term(ANY, "flood", 100)))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("flood river flood", And((Term(ANY, "flood", 2), Term(ANY, "river")))),
        ("flood flood^2.5", Term(ANY, "flood", 3.5)),
        ("flood OR flood OR lake", Or((Term(ANY, "flood", 2), Term(ANY, "lake")))),
        ("title:flood flood", And((Term("title", "flood"), Term(ANY, "flood")))),
    ],
)
def test_a_word_typed_twice_counts_twice(typed: str, tree: Query) -> None:
    assert parse(typed) == tree
    assert parse(describe(tree)) == tree


@pytest.mark.parametrize(
    "typed",
    ["(" * 1000, "a*" * 500, '"' * 1000, "[a to " * 160, "a^1" * 333, "-a" * 500, "a~" * 500],
)
def test_no_text_takes_long(typed: str) -> None:
    assert min(repeat(lambda: read.__wrapped__(typed), number=1, repeat=3)) < 0.5
