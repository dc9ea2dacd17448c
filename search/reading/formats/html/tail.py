"""The end of an article: lists of other articles under a heading such as "Related", and what is left of
them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from search.reading.formats.html.page_tree import PageTree
from search.reading.formats.html.text_lines import Line

_OTHERS = re.compile(
    r"(?:(?:you (?:may|might) (?:also )?(?:like|enjoy)|(?:see|read) (?:also|more|next)"
    r"|further reading|also (?:see|read|on)"
    r"|(?:more|other|latest|recent|related|popular|recommended|top|similar)"
    r" (?:stories|articles|posts?|news|coverage|reading|content|topics|links|from|on|in|like|about"
    r"|videos?)"
    r"|related|recommended|trending|most (?:read|popular|viewed)|keep reading|up next"
    r"|don[’']t miss|what to read next"
    r"|explore further|(?:weitere|ähnliche|neueste|aktuelle|passende|beliebte)"
    r" (?:artikel|beiträge|themen|news|nachrichten|meldungen|videos)"
    r"|mehr (?:zum thema|dazu|von|aus|themen|artikel|beiträge|news|über|zu)"
    r"|das (?:thema )?könnte (?:sie|dich|euch)(?: auch)?|auch (?:interessant|auf)|videos? zum thema"
    r"|viel gelesen|meistgelesen|lesen sie auch|lies auch|zum weiterlesen|verwandte"
    r"|diese (?:artikel|beiträge)"
    r"|à lire aussi|lire aussi|sur le même|articles? (?:liés|similaires|connexes)"
    r"|(?:artículos|noticias|notas) relacionad[ao]s|(?:también )?te puede interesar|le[ea] también"
    r"|más (?:sobre|noticias|leídas)|(?:leia|veja) (?:também|mais)|puedes ver"
    r"|leggi anche|potrebbe interessarti|lees ook|czytaj (?:też|także|również)"
    r"|zobacz (?:też|także|również)"
    r"|читайте также|関連記事|関連ニュース)\b.{0,40}"
    r"|more|read more|tags?|topics|themen|schlagwörter)\W*$"
)
"""In small letters, as is what follows."""
_UNITS = (
    r"(?:sec\w*|min\w*|h|hours?|hrs?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|std|tag(?:e|en)?"
    r"|wochen?|monat(?:e|en)?|jahr(?:e|en)?|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|horas?"
    r"|días?|dias?|semanas?|meses?|años?|anos?|secondi|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi])"
)
_DAY = re.compile(
    rf"(?:an?|one|\d+) ?{_UNITS} ago|(?:vor|il y a|hace|há) (?:einem|einer|une?|\d+) {_UNITS}"
    r"|\d+ ?(?:秒|分|時間|日|か月|年|分钟|小时|天|분|시간|일)(?:前|전).{0,8}|\d{1,2}月\d{1,2}日"
    r"|\W*\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}(?:\W{0,3}\d{1,2}[:.]\d{2})?\W*"
)
_LONGEST_DAY = 40
_FEWEST_DAYS = 3
_MOST_SHARE = 0.25
_MOST_OF_TEASER = 6.0
"""Points of a text of a few sentences."""
_OFTEN = 4
"""Lines such as "Read more" that stand after each section rather than before lists of others."""
_LONGEST_HEADING = 100
_COUNTED = (
    r"(?:(?:reader )?comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|komentar\w*"
    r"|комментари\w*|コメント)"
)
_COMMENTS = re.compile(rf"\W*(?:{_COUNTED} ?[(:]? ?\d+\W*|\d+ {_COUNTED}\b.{{0,60}})")
"""A heading that says how many comments follow."""
_LONGEST_COUNT, _SHORTEST_TEXT = 80, 250


def without_lists_of_others(tree: PageTree, lines: Sequence[Line]) -> list[Line]:
    """The lines without lists of links to other articles.

    A heading such as "More stories" and the links after it are left out. If little text follows, the
    article ends there, unless that text stands beside the last one before and looks the same.
    """
    headings = {number for number, line in enumerate(lines) if _is_heading(line)}
    if not headings:
        return list(lines)
    kept: list[Line] = []
    linked = _in_linked_items(tree, lines)
    rest = [*accumulate((line.points for line in reversed(lines)), initial=0.0)][::-1]
    said = Counter(lines[number].text for number in headings)
    before = 0.0
    number = 0
    while number < len(lines):
        line = lines[number]
        end = _end_of_list(lines, linked, number) if number in headings else number
        if end > number + 1:
            if rest[end] <= _MOST_SHARE * before and not _goes_on(tree, kept, lines[end:]):
                break
            if said[line.text] >= _OFTEN:
                end -= _heads_text(lines, end - 1)
        if end > number + 1:
            number = end
            continue
        before += line.points
        kept.append(line)
        number += 1
    return kept


def _heads_text(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the heading of the text that follows."""
    is_followed = number + 1 < len(lines) and lines[number + 1].points > 0
    return lines[number].kind == "heading" and is_followed


def _goes_on(tree: PageTree, before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the first text after a list is in an element beside that of the last one before it, with
    the same tag."""
    last = next((line.block for line in reversed(before) if line.points), 0)
    first = next((line.block for line in after if line.points), 0)
    is_beside = tree.parents[last] == tree.parents[first]
    return last > 0 and first > 0 and is_beside and tree.starts[last] == tree.starts[first]


def without_comments(lines: Sequence[Line]) -> list[Line]:
    """The lines before a heading such as "3 Comments", if they are a text: what follows is not that of
    the article."""
    size = 0
    for number, line in enumerate(lines):
        text = line.text
        may_be = len(text) <= _LONGEST_COUNT and size >= _SHORTEST_TEXT and line.kind != "item"
        if may_be and _COMMENTS.fullmatch(text.lower()):
            return list(lines[:number])
        size += len(text)
    return list(lines)


def without_last_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines without short headings at the end, which head nothing: what they headed was left out. If
    they are much of the text, headings are how it is written, unless each has a date, as teasers do."""
    end = len(lines)
    days = 0
    while end > 0 and (_heads_nothing(lines[end - 1]) or _is_day(lines[end - 1])):
        end -= 1
        days += lines[end].kind == "text"
    kept = sum(len(line.text) for line in lines[:end])
    left = sum(len(line.text) for line in lines[end:])
    are_few = left <= _MOST_SHARE * kept or days >= _FEWEST_DAYS
    return list(lines[:end] if are_few else lines)


def _heads_nothing(line: Line) -> bool:
    return line.kind == "heading" and len(line.text) <= _LONGEST_HEADING and not line.is_sentence


def _is_day(line: Line) -> bool:
    """Whether a line says when something was published, and nothing else."""
    return (
        line.kind == "text"
        and len(line.text) <= _LONGEST_DAY
        and bool(_DAY.fullmatch(line.text.lower()))
    )


def _is_heading(line: Line) -> bool:
    return line.kind != "item" and len(line.text) <= 60 and bool(_OTHERS.match(line.text.lower()))


def _end_of_list(lines: Sequence[Line], linked: Sequence[bool], start: int) -> int:
    """The number after the last link that follows a heading."""
    end = start + 1
    while end < len(lines) and linked[end]:
        end += 1
    return end


def _in_linked_items(tree: PageTree, lines: Sequence[Line]) -> list[bool]:
    """For each line whether it is mostly a link, or in an item of a list that has such a line and little
    text."""
    items = _items(tree)
    is_link = [line.linked * 2 > len(line.text) for line in lines]
    with_link = {items[line.block] for line, is_one in zip(lines, is_link, strict=True) if is_one}
    points: dict[int, float] = {}
    for line in lines:
        points[items[line.block]] = points.get(items[line.block], 0) + line.points
    teasers = {item for item in with_link if item >= 0 and points[item] <= _MOST_OF_TEASER}
    return [
        is_one or items[line.block] in teasers for line, is_one in zip(lines, is_link, strict=True)
    ]


def _items(tree: PageTree) -> list[int]:
    """The innermost item of a list that contains each element; -1 for none."""
    found = [-1] * len(tree)
    for index, tag in enumerate(tree.tags):
        parent = tree.parents[index]
        found[index] = index if tag in ("li", "dd") else found[parent] if parent >= 0 else -1
    return found
