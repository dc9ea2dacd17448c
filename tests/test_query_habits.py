"""Queries as people type them are read as they mean them, and the help page says how."""

from __future__ import annotations

import pytest

from search.config.archive import ArchiveConfig
from search.engines.common.modes import forms_of
from search.query.examples import EXAMPLES, Example
from search.query.expansion import expanded
from search.query.formatting import describe
from search.query.parser import parse, tree_of


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.typed)
def test_the_examples_of_the_help_page(example: Example) -> None:
    assert describe(tree_of(example.typed, ArchiveConfig())) == example.read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("“high water” „low tide“ «a» »b« 「c d」",
         '"high water" AND "low tide" AND "a" AND "b" AND "c d"'),
        ("&quot;high water&quot;", '"high water"'),
        ("‘high water’ the dogs’ don’t", '"high water" AND the AND dogs AND don\'t'),
        ("the ‘mayor’s house’", 'the AND "mayor\'s house"'),
        ("!flood !“high water” wow! !(river lake)",
         'NOT flood AND NOT "high water" AND wow AND NOT (river AND lake)'),
        ("Title:flood AUTHOR : river", "title:flood AND author:river"),
        ("Title: (flood OR river)", "title:flood OR title:river"),
        ("author: “Ann River”", 'author:"ann river"'),
        ("-author: river", 'NOT (author:river OR "author river")'),
        ("intitle:flood", "title:flood"),
        ("headline:flood Writer:river topic:(tea OR milk)",
         "title:flood AND author:river AND (theme:tea OR theme:milk)"),
        ("date:13.3.2015 OR date:14/3/2015 OR date:3/15/2015",
         "date:2015-03-13 OR date:2015-03-14 OR date:2015-03-15"),
        ("date:3/4/2015 before:1.2.2015", "(date:2015-04-03 OR date:2015-03-04) AND date:[to 2015-01]"),
        ("re: flood co-author: x subtitle: y", 're AND flood AND co AND author AND x AND subtitle AND y'),
        ('"Title: flood"', '"title flood"'),
        ("2015-03..2015-05 -2010..2011", "date:[2015-03 to 2015-05] AND NOT date:[2010 to 2011]"),
        ("date:2015.. OR Date:..2009-05", "date:[2015 to] OR date:[to 2009-05]"),
        ("date:>2015 date:<=2019-05", "date:[2016 to] AND date:[to 2019-05]"),
        ("before : 2015-03-01 (After:2014)", "date:[to 2015-02] AND date:[2015 to]"),
        ("since:2015 (until : 2016-05)", "date:[2015 to] AND date:[to 2016-05]"),
        ("before:2015/03/01 date:2015/3", "date:[to 2015-02] AND date:2015-03"),
        ("2015/3..2015/5", "date:[2015-03 to 2015-05]"),
        ("year:2015 -Published : 2015-03", "date:2015 AND NOT date:2015-03"),
        ("published: flood leap-year:2016", "published AND flood AND leap AND year/2016"),
        ("Leser*innen Bürger:innen", "(leser/innen OR leserinnen) AND (burger/innen OR burgerinnen)"),
        ("lib*in a:b", "lib*in AND a/b"),
        ("by Ann Bo", "ann AND bo"),
        ("By O’Brien", 'o/brien OR obrien'),
        ("by the river", "by AND the AND river"),
        ("by Ann Bo about tea", "by AND ann AND bo AND about AND tea"),
        ("stand by Ann", "stand AND by AND ann"),
        ("J. R. R. Tolkien", "(j/r/r OR jrr) AND tolkien"),
        ("the U. K. trains", "the AND (u/k OR uk) AND trains"),
        ("plan A. B. is better", "plan AND (a/b OR ab) AND is AND better"),
        ("part A. Bread", "part AND a AND bread"),
        ("2015-13..2016 date:>2015-02-30", '2015/13/2016 AND date AND 2015 AND 02 AND 30'),
        ("before:1 after:9999 before:0001", 'before/1 AND after/9999 AND before/0001'),
        ("before:noon the day after: 2", 'before/noon AND the AND day AND after AND 2'),
        ('"2015..2019"', '"2015 2019"'),
    ],
)  # fmt: skip
def test_what_people_type_by_habit(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cats Or dogs", "cats OR dogs"),
        ("cats or dogs london", "(cats OR dogs) AND london"),
        ("“big cats” or title:dogs", '"big cats" OR title:dogs'),
        ("US or UK", "us OR uk"),
        ("IT or HR", "it OR hr"),
        ("trial and error", "trial AND error"),
        (
            "rivers books and not bombs",
            "rivers AND books AND not AND bombs",
        ),
        ("books and not bombs", '(books AND NOT bombs) OR "books and not bombs"'),
        ("(books or rivers) not bombs", "(books OR rivers) AND NOT bombs"),
        ("Veterans deserve not posturing", "veterans AND deserve AND not AND posturing"),
        ("VETERANS DESERVE NOT POSTURING", "veterans AND deserve AND not AND posturing"),
        ("Hope, not fear", "hope AND not AND fear"),
        ("books not title:bombs", "books AND NOT title:bombs"),
        ("flood || lake && river", "flood OR (lake AND river)"),
        ("the trial and error", "the AND trial AND and AND error"),
        ("is it true or false", "is AND it AND true AND or AND false"),
        ("TO BE OR NOT TO BE", "to^2 AND be^2 AND or AND not"),
        ("US OR UK", "us OR uk"),
        ("NOT FLOOD", "NOT flood"),
        ("cats OR dogs and birds", "(cats OR dogs) AND and AND birds"),
        ("or not", "or AND not"),
        ("cats or not", "cats AND or AND not"),
        ("(cats or) dogs", "cats AND or AND dogs"),
        ('"cats or dogs"', '"cats or dogs"'),
        ("title:[cats or dogs]", "title:[cats or dogs]"),
    ],
)
def test_operators_in_small_letters_are_operators_between_words_but_not_in_a_sentence(
    typed: str, read: str
) -> None:
    assert describe(parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("AND river", "river"),
        ("river OR", "river"),
        ("river NOT", "river"),
        ("(OR river AND) flood", "river AND flood"),
        ("river AND OR flood", "river OR flood"),
        ("river NOT OR flood", "river OR flood"),
        ("OR", "or"),
        ("AND NOT", "and AND not"),
    ],
)
def test_an_operator_with_nothing_beside_it_is_ignored(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("[River floods] bank", "[river floods] AND bank"),
        ("text:[river flood]^2 -[a b]", "text:[river flood]^2 AND NOT [a b]"),
        ("[river river]", "river"),
        ("[river] [to] [river to]", "river^2 AND to^2"),
        ("[letter to the editor]", "[letter to the editor]"),
        ("text:[a to c d]", "text:[a to c d]"),
        ("date:[river flood]", "date AND river AND flood"),
        ("[w-x y]", "[w x y]"),
        ("[a-to c]", "[a c to]"),
    ],
)
def test_words_in_brackets_are_words_of_one_paragraph(typed: str, read: str) -> None:
    assert describe(parse(typed)) == read


SYNONYMS = (("car", "automobile", "motor-car"), ("United States", "America", "US"), ("?!", "x"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("old Cars", "old AND (cars OR automobile OR motor/car)"),
        ("title:car^2", "title:car^2 OR title:automobile^2 OR title:motor/car^2"),
        ("-car", "NOT (car OR automobile OR motor/car)"),
        ("united states law", "((united AND states) OR america OR US) AND law"),
        ("law of america", "law AND of AND (america OR united/states OR US)"),
        ("united title:states", "united AND title:states"),
        ('"fast car" author:car car*', '"fast car" AND author:car AND car*'),
        ("x united", "x AND united"),
    ],
)
def test_synonyms_are_searched_and_shown(typed: str, read: str) -> None:
    assert describe(tree_of(typed, ArchiveConfig(synonyms=SYNONYMS))) == read


def test_synonyms_do_not_make_a_query_too_long() -> None:
    words = tuple(f"{one}{other}w" for one in "abcdefghij" for other in "abcdefghij")
    tree = expanded(parse("abw acw car"), ((*words, "ww"), ("car", "automobile")))
    assert describe(tree).endswith(" AND acw AND (car OR automobile)")
    assert describe(tree).startswith("(abw OR aaw OR acw OR ")


PERCENT = '"7%" OR 7/percent OR 7/per/cent OR 7/prozent OR 7/pour/cent OR 7/por/ciento'


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20gb data", "(20gb OR 20/gb) AND data"),
        ("20 GB data", "((20 AND gb) OR 20gb) AND data"),
        ("5pm", "5pm OR 5/pm OR 5/p/m"),
        ("6 am", "(6 AND am) OR 6am OR 6/a/m"),
        ("$3.4bn", "3/4bn OR 3/4/bn OR 3/4/billion"),
        ("3.4 billion", "(3/4 AND billion) OR 3/4/bn OR 3/4bn"),
        ("12 million fish", "((12 AND million) OR 12/m OR 12m) AND fish"),
        ("area51 -mp3 h2o 3rd", "(area51 OR area/51) AND NOT (mp3 OR mp/3) AND h2o AND 3rd"),
        ("7 %", PERCENT),
        ("7 percent rise", f"((7 AND percent) OR {PERCENT}) AND rise"),
        ("7 per cent", f"(7 AND per AND cent) OR {PERCENT}"),
        ('"7%" "rose by 7%"', '"7%" AND "rose by 7"'),
        ("3.5% 100%x", "3/5 AND 100/x"),
        ("§ 12 §7 §§ 14", '(12 OR "§12") AND (7 OR "§7") AND (14 OR "§14")'),
        ("1/2 loaf", "(1/2 OR 1\u20442) AND loaf"),
        ("½ 9/11 1.2", "(1\u20442 OR 1/2) AND 9/11 AND 1/2"),
        ("20gb^2", "20gb^2 OR 20/gb^2"),
        ("title:20gb", "title:20gb"),
    ],
)  # fmt: skip
def test_amounts_are_also_found_as_they_are_written_otherwise(typed: str, read: str) -> None:
    assert describe(tree_of(typed, ArchiveConfig())) == read


def test_amounts_do_not_make_a_long_query_longer() -> None:
    text = " ".join(f"area{n}" for n in range(33))
    assert tree_of(text, ArchiveConfig()) == parse(text)


def test_an_amount_is_its_words_where_some_are_enough() -> None:
    forms = forms_of("7 percent", ArchiveConfig(), lambda _: {})
    assert forms.relaxed
    assert describe(forms.relaxed.needed) == f"7 OR percent OR {PERCENT}"


def test_a_number_alone_is_found_for_percent_only_if_some_words_are_enough() -> None:
    forms = forms_of("7%", ArchiveConfig(), lambda _: {})
    assert forms.relaxed
    assert describe(forms.relaxed.needed) == "7 OR 7%"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("flood 2019", "flood AND (2019 OR date:2019)"),
        ("2019", "2019"),
        ("2019 2020", "2019 AND 2020"),
        ("flood OR 2019", "flood OR 2019"),
        ("flood -2019 title:2019 1499 2100", "flood AND NOT 2019 AND title:2019 AND 1499 AND 2100"),
        ('flood "2019 cup"', 'flood AND "2019 cup"'),
        ("flood in 2019", "flood AND ((in AND 2019) OR date:2019)"),
        ("in 2019", "in AND 2019"),
        ("flood March 2019", "flood AND ((march AND 2019) OR date:2019-03)"),
        ("Flut März 2019", "flut AND ((marz AND 2019) OR date:2019-03)"),
        ("3rd March 2019 flood", "((3rd AND march AND 2019) OR date:2019-03-03) AND flood"),
        ("flood on March 3, 2019", "flood AND ((on AND march AND 3 AND 2019) OR date:2019-03-03)"),
        ("flood bank 2019", "flood AND bank AND (2019 OR date:2019)"),
        ("flood 31 February 2019", "flood AND 31 AND ((february AND 2019) OR date:2019-02)"),
        ("flood 2019-03", "flood AND (2019/03 OR date:2019-03)"),
        ("flood 13/3/2019", "flood AND (13/3/2019 OR date:2019-03-13)"),
        ("flood 3.4.2019", "flood AND (3/4/2019 OR date:2019-04-03 OR date:2019-03-04)"),
        ("flood since March 2019", "flood AND ((since AND march AND 2019) OR date:[2019-03 to])"),
        (
            "flood before 2019-03-03",
            "flood AND ((before AND (2019/03/03 OR 20190303)) OR date:[to 2019-03-02])",
        ),
        ("flood after 2019", "flood AND ((after AND 2019) OR date:[2020 to])"),
        (
            "flood between 2015 and 2019",
            "flood AND ((between AND 2015 AND and AND 2019) OR date:[2015 to 2019])",
        ),
        ("flood apollo 11 1969", "flood AND apollo AND 11 AND (1969 OR date:1969)"),
    ],
)
def test_a_time_beside_other_words_is_also_that_of_publication(typed: str, read: str) -> None:
    assert describe(tree_of(typed, ArchiveConfig())) == read


def test_a_compound_as_one_word_counts_once_and_little_where_some_words_are_enough() -> None:
    forms = forms_of("merry-go-round horse", ArchiveConfig(), lambda _: {})
    assert forms.relaxed
    assert describe(forms.relaxed.needed) == "merry OR go OR round OR horse OR merrygoround^0.5"


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("river flood the river", 2),
        ("mother-in-law 18:45:10", 2),
        ("#tag @name 7% § 12", 4),
        ('"high water" river', 3),
        ("北京新桥", 4),
        ("river -flood fl*d", 2),
    ],
)
def test_words_that_signs_join_are_one_of_the_words_of_a_query(typed: str, count: int) -> None:
    assert forms_of(typed, ArchiveConfig(), lambda _: {}).asked == count
