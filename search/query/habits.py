"""What people type by habit, in the signs of the query language: the first step of reading a query.

    “high water”, «high water»    quotes of any kind: "high water"; also ‘high water’
    cats or dogs                  OR and AND in small letters, see below
    books not bombs               NOT in small letters, see below
    !flood                        -flood
    flood || lake, flood && lake  OR, AND
    Title:flood, title :flood     a field in any case, with a space before the colon
    intitle:flood, topic:flood    title:flood, theme:flood: other names of fields
    Report: flood                 the field, or the words side by side, as in a headline
    2015..2019, date:>=2019       date:[2015 to 2019], date:[2019 to]
    before:2015, after:2015       date:[to 2014-12-31], date:[2016 to]: the time that is named is left out
    since:2015, until:2015        date:[2015 to], date:[to 2015]
    year:2015, published:2015-03  date:2015, date:2015-03
    by Ann Bo                     Ann Bo: people write it before an author
    J. R. R. Tolkien              J.R.R. Tolkien
    7 %, § 12                     7%, §12
    Leser*innen, Leser:innen      Leser-innen: signs of German, no pattern and no field

An operator at the beginning or end of the text or of a group, or before another one, says nothing and is
left out: people stop in the middle of typing.

**Operators in small letters.** "cats or dogs" asks for either; "to be or not to be" and "the war between
north and south" quote. So and, or and not are operators if and only if

- each stands between two parts that are no function words (such as to, the, who);
- nothing else outside quotes is a function word: what has any is a sentence or a title;
- no operator is in capitals: those who write them know them. (Where all letters are capitals, that says
  nothing, so two or more function words make AND, OR and NOT words);
- for not, operators stand between all parts, and no comma or the like before it: "veterans deserve not
  posturing" and "hope, not fear" say something.

Nothing is lost where that is wrong: OR and AND find at least the articles that have all words, and
`books not bombs` also finds articles that say just that: it is read as
`(books NOT bombs) OR "books not bombs"`. Whoever means the words puts them into quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from search.model.schema import DATE, TEXT, TITLE
from search.query import date_habits
from search.text import analyzer
from search.text.stop_words import STOP_WORDS

OPERATORS = frozenset({"AND", "OR", "NOT"})
_BINARY = frozenset({"AND", "OR"})
_SIGNS = {"||": "OR", "&&": "AND"}
_ALIASES = {
    **{"intitle": TITLE, "headline": TITLE, "intext": TEXT},
    **{"inauthor": "author", "writer": "author", "byline": "author"},
    **{"topic": "theme", "subject": "theme", "tag": "theme"},
}
"""Other names of fields, where an archive has those and has no fields of these names."""
_OF_DATES = re.compile(
    r'"[^"]*"|(?<![^\s(-])(?<![^\s(]-)(?P<name>year|published)\s?:(?=\s?[0-9<>\[(])', re.IGNORECASE
)

_QUOTES = re.compile('&quot;|&#34;|[“”„‟«»‹›〝〞＂「」『』]')  # fmt: skip
QUOTES = re.compile(f'"|{_QUOTES.pattern}')
"""Double quotes of any kind."""
_SINGLE_QUOTES = re.compile(r"(?<![^\s(])[‘‚](?=\S)((?:[^\"‘‚’]|(?<=\w)’(?=\w))+)(?<=\S)[’‘](?!\w)")
_BY = re.compile(r"by ((?:[^\W\d_][\w.'’-]* ?){1,4})$", re.IGNORECASE)
_INITIALS = re.compile(r"(?<=(?<![\w.])[A-Z]\.|(?<=\.)[A-Z]\.) (?=[A-Z]\.)")
_SIGNED_NUMBERS = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=%(?!\w))|(?<=§)[ \u00a0\u202f](?=[0-9])")
_GENDERS = re.compile(r"(?<=[^\W\d_])[*:](?=innen\b)")
_QUOTED = r'"[^"]*"'
_EXCLUDED = re.compile(rf"{_QUOTED}|(?<![^\s(])!(?=[\w\"(\[*])")
_TOKEN = re.compile(
    rf'[^\s()"\[\]]*(?:{_QUOTED}|\[[^\[\]]*\])[^\s()"\[\]]*'
    r'|[^\s()"]*\(|\)[^\s()"]*|[^\s()"]+|"'
)
_ONE_WORD = r"[^\W_]+(?:['’-][^\W_]+)*"
_PLAIN = re.compile(_ONE_WORD)
_PAUSES = (",", ";", ":", ".", "!", "?")


def rewritten(text: str, fields: Iterable[str]) -> str:
    """`text` (in NFC) in the signs of the query language; `fields` can be named in it."""
    text = _SINGLE_QUOTES.sub(r'"\1"', _QUOTES.sub('"', text))
    text = _GENDERS.sub("-", _SIGNED_NUMBERS.sub("", text))
    if ":" in text:
        fields = tuple(fields)
        text = _named_fields(_named_date(text, fields), fields)
    text = date_habits.rewritten(_INITIALS.sub("", _by_whom(text)))
    text = _EXCLUDED.sub(lambda found: "-" if found[0] == "!" else found[0], text)
    return _with_operators(text)


def _by_whom(text: str) -> str:
    """The text without "by" before what may be a name: it would have to be found, too."""
    names = _BY.match(text)
    return names[1] if names and not any(map(_is_common, names[1].split())) else text


def _is_common(word: str) -> bool:
    return analyzer.fold(word) in STOP_WORDS


def _named_date(text: str, fields: tuple[str, ...]) -> str:
    """The text with other names of the date, unless the archive has fields of these names."""

    def named(found: re.Match[str]) -> str:
        name = found["name"]
        return found[0] if name is None or name.lower() in fields else f"{DATE}:"

    return _OF_DATES.sub(named, text)


def _named_fields(text: str, fields: tuple[str, ...]) -> str:
    """The text with the names of fields in small letters, and no space before or after the colon."""

    def named(found: re.Match[str]) -> str:
        if found["name"] is None:
            return found[0]
        name, value = found["name"].casefold(), found["value"] or ""
        field = f"{name if name in fields else _ALIASES[name]}:{value}"
        is_headline = found["after"] and not found["before"] and value
        return f'({field} OR "{name} {value}")' if is_headline else field

    return _field_pattern(fields).sub(named, text)


@cache
def _field_pattern(fields: tuple[str, ...]) -> re.Pattern[str]:
    aliases = (alias for alias, field in _ALIASES.items() if field in fields)
    names = "|".join(map(re.escape, sorted({*fields, *aliases} - {DATE})))
    return re.compile(
        rf"{_QUOTED}|(?<![\w:.@#/])(?<!\w-)(?P<name>{names})(?P<before>\s*):(?P<after>\s*)"
        rf'(?=[\w"(\[*?])(?:(?P<value>{_ONE_WORD})(?![^\s)]))?',
        re.IGNORECASE,
    )


def _with_operators(text: str) -> str:
    """The text with operators in capitals where they are operators, and in small letters elsewhere."""
    tokens = [_SIGNS.get(token, token) for token in _TOKEN.findall(text)]
    if not any(token.upper() in OPERATORS for token in tokens):
        return text
    words = [token for token in tokens if token.upper() not in OPERATORS]
    is_shouted = any(map(str.isupper, words)) and "".join(tokens).isupper()
    function_words = sum(_is_function_word(word, is_shouted) for word in words)
    if is_shouted and function_words > 1:
        tokens = [token.lower() for token in tokens]
    elif not function_words and (is_shouted or OPERATORS.isdisjoint(tokens)):
        tokens = _raised(tokens, OPERATORS if _is_list(tokens) else _BINARY)
    kept = " ".join(_effective(tokens))
    return kept if analyzer.words(kept) else text


def _is_function_word(token: str, is_shouted: bool) -> bool:
    """Whether a token is one; capitals tell IT from it, unless all letters are capitals."""
    if token.isupper() and len(token) > 1 and not is_shouted:
        return False
    return analyzer.fold(token.strip(",.;:?!")) in STOP_WORDS


def _is_list(tokens: Sequence[str]) -> bool:
    """Whether operators stand between all parts of a text, none after a comma or the like."""
    parts = [each for each in tokens if not (each.endswith("(") or each.startswith(")"))]
    return all(
        one.upper() in OPERATORS or (other.upper() in OPERATORS and not one.endswith(_PAUSES))
        for one, other in pairwise(parts)
    )


def _raised(tokens: Sequence[str], operators: frozenset[str]) -> list[str]:
    """Those operators in small letters as operators, each where it joins two parts; others as words."""
    tokens = [each if each.upper() in operators else _worded(each) for each in tokens]
    found: list[str] = []
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        operator = token.upper()
        if operator == "AND" and waiting[1:] and waiting[0].upper() == "NOT" in operators:
            operator = waiting.pop(0).upper()
        joins = _ends(found[-1:], operators) and _begins(waiting[:1], operators)
        if operator not in operators or not joins:
            found.append(token)
        elif operator != "NOT" or token == "NOT":
            found.append(operator)
        else:
            found += _without(found.pop(), waiting.pop(0), token)
    return found


def _worded(token: str) -> str:
    return token.lower() if token.upper() in OPERATORS else token


def _without(left: str, right: str, typed: str) -> list[str]:
    """The first part without the second, or the words as they stand."""
    if not (_PLAIN.fullmatch(left) and _PLAIN.fullmatch(right)):
        return [left, "NOT", right]
    said = f"{typed} not" if typed.lower() == "and" else typed
    return ["(", "(", left, "NOT", right, ")", "OR", f'"{left} {said} {right}"', ")"]


def _ends(tokens: Sequence[str], operators: frozenset[str]) -> bool:
    """Whether an operator may follow the token."""
    return bool(tokens) and not tokens[0].endswith("(") and tokens[0].upper() not in operators


def _begins(tokens: Sequence[str], operators: frozenset[str]) -> bool:
    """Whether the token may follow an operator."""
    return bool(tokens) and not tokens[0].startswith(")") and tokens[0].upper() not in operators


def _effective(tokens: Sequence[str]) -> list[str]:
    """The tokens without operators that have nothing to operate on."""
    kept: list[str] = []
    for token in tokens:
        if token in _BINARY or token.startswith(")"):
            while kept and kept[-1] in OPERATORS:
                kept.pop()
        if token not in _BINARY or (kept and not kept[-1].endswith("(")):
            kept.append(token)
    while kept and kept[-1] in OPERATORS:
        kept.pop()
    return kept
