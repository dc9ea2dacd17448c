"""The query language by examples: what the help page shows, and what the parser is tested with."""

from __future__ import annotations

from typing import NamedTuple

from search.model.facets import AUTHOR


class Example(NamedTuple):
    """A query as typed, as `formatting.describe` writes its tree, and what it finds, with other queries
    in backquotes. One that names a `facet` means this only in an archive with that facet."""

    typed: str
    read: str
    meaning: str
    facet: str = ""


class Topic(NamedTuple):
    name: str
    examples: tuple[Example, ...]


TOPICS = (
    Topic(
        "Words",
        (
            Example(
                "river flood", "river AND flood", "both words, in all their forms, in any order"
            ),
            Example(
                "river OR flood",
                "river OR flood",
                "either word; also in small letters, `river or flood`",
            ),
            Example(
                "river -flood",
                "river AND NOT flood",
                "the first word without the second; also `river NOT flood` and `river !flood`",
            ),
            Example(
                "(river OR lake) flood",
                "(river OR lake) AND flood",
                "parentheses group",
            ),
            Example(
                "C++ .NET",
                "c++ AND .NET",
                "signs that belong to a word count: the letter c alone is not found",
            ),
            Example(
                "#MeToo",
                'metoo OR "#metoo"',
                'a tag or a name with `@`: those with the sign first; only these with `"#MeToo"`',
            ),
            Example("flood^2 river", "flood^2 AND river", "flood counts twice in the ranking"),
        ),
    ),
    Topic(
        "Words side by side",
        (
            Example(
                '"high water"',
                '"high water"',
                "next to each other, in this order and as written; quotes of any kind will do",
            ),
            Example('"floods"', '"floods"', "this word alone, and not `flood` in all its forms"),
            Example(
                "high/water",
                "high/water",
                "next to each other, in all their forms",
            ),
            Example(
                '"high water"~5',
                '"high water"~5',
                "in this order and as written, each at most 5 words after the one before it",
            ),
            Example("[river flood mill]", "[river flood mill]", "in one paragraph, in any order"),
        ),
    ),
    Topic(
        "Parts of words",
        (
            Example("librar*", "librar*", "words that begin like this"),
            Example(
                "fl*d wom?n", "fl*d AND wom?n", "`*` is any letters or none, `?` is one letter"
            ),
            Example(
                "flod~",
                "flod~",
                "words that differ in one letter, but not in the first; in two with `flod~2`",
            ),
        ),
    ),
    Topic(
        "As people type",
        (
            Example(
                "cats or dogs",
                "cats OR dogs",
                "between words, `or`, `and` and `not` are operators if there are none in capitals …",
            ),
            Example(
                "to be or not to be",
                "to^2 AND be^2 AND or AND not",
                "… but not in a sentence, which has words like `to`, `the` or `who`",
            ),
            Example(
                "books not bombs",
                '(books AND NOT bombs) OR "books not bombs"',
                "the first without the second, or the very words; in a longer text it is a word",
            ),
            Example(
                "Report: flood",
                'report:flood OR "report flood"',
                "in a field, or a headline: the very words",
                "report",
            ),
            Example("river AND", "river", "an operator without a word on one side is ignored"),
        ),
    ),
    Topic(
        "Fields",
        (
            Example(
                "title:flood", "title:flood", "in titles; `Title:flood` and `title : flood` do too"
            ),
            Example('author:"Ann River"', 'author:"ann river"', "in the names of authors", AUTHOR),
            Example("title:(river OR lake)", "title:river OR title:lake", "either, in titles"),
            Example(
                "author:[a to c]",
                "author:[a to c]",
                "words from a to c; also `[a to]` and `[to c]`",
            ),
        ),
    ),
    Topic(
        "Dates",
        (
            Example(
                "date:2010-05 flood",
                "date:2010-05 AND flood",
                "published in that month; also a year, a day",
            ),
            Example(
                "flood 2015..2019",
                "flood AND date:[2015 to 2019]",
                "in these years; also of months and days, `2015-03..2015-05`",
            ),
            Example(
                "flood before:2015",
                "flood AND date:[to 2014]",
                "before that year; also `date:<2015`",
            ),
            Example(
                "flood after:2015", "flood AND date:[2016 to]", "after that year; also `date:>2015`"
            ),
            Example(
                "date:>=2015-06",
                "date:[2015-06 to]",
                "from then on; until then with `date:<=2015-06`",
            ),
            Example(
                "flood 2019",
                "flood AND (2019 OR date:2019)",
                "a year beside other words is found in the text, or is the year of publication",
            ),
        ),
    ),
)

EXAMPLES = tuple(example for topic in TOPICS for example in topic.examples)
