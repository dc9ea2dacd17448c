"""The names in bylines: "Posted on July 6, 2017 by Anna Field, Staff Writer" has one.

What stands around a name is no part of it: labels, dates, handles, jobs, houses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from search.reading.byline_labels import has_label, late_by, without_colon_label, without_label
from search.reading.date_parsing import without_days
from search.reading.mail_names import name_beside_address, with_bars_for_addresses
from search.reading.person_names import (
    JOBS,
    MODIFIERS,
    PARTICLES,
    is_acronym,
    is_author,
    is_full_name,
    is_house,
    is_nobody,
    is_person,
    split_names,
)

Part = tuple[str, bool]
"""A text, and whether it is a name as a whole, such as a link."""

_CREDIT = re.compile(
    r"\b(?:\w+ly\s+)?(?:photo\w*|pictures?|illustrat\w+|images?|video|graphics?|edited|reviewed|translated|produced"
    r"|fact.checked|compiled|design\w*|fotos?)\b[\w\s]{0,20}(?:by|:|von|par|por)?",
    re.IGNORECASE,
)
"""Where the names of others begin."""
_PARTS = re.compile(
    r"(?<=[^\W\dA-Z_]{3})\.\s+(?=[^\W\da-z_])|\s[–—/~-]\s|\s*[|｜•·●∙»>\n\t]\s*|(?<=\w)\s*[—]\s*$"
)
_HANDLE = re.compile(r"\s*(?:@\w|(?<!\w)\d|\((?![^)]*\)\s*\w)|[\[<]|https?:|www\.|\S+@\S)")
_FURTHER = re.compile(
    r"(?<=\w\s)(?:for|from|at|via|in|on|has|is|was|associated press|contributed|covers|special to|of the"
    r"|and others|et al|updated|published|posted|follow|für|pour|para|per)\b",
    re.IGNORECASE,
)
"""What goes on after a full name: "Ann River for The Lantern"."""
_REPORTER = re.compile(
    r"(?<=\S)\s+(?:(?:선임|인턴|수습|전문)?기자|특파원|논설위원|편집위원|記者|记者)(?:\s+외(?:\s+\d+명)?)?$"
)
"""A job after a name that stands alone in Korean and Chinese."""
_END = re.compile(
    r"\s[|•·–—-]\s|\s#|[|•·(\[@:：／]|(?<!\w)\d|https?:|(?<=[^\W\dA-Z_]{3})\.\s"
    r"|,?\s+\b(?:for|at|on|in|from|of|is|was|has|published|posted|updated|(?-i:am|le|el))\b",
    re.IGNORECASE,
)
"""Where the names end in a line of a page."""
_ELSE = re.compile(
    r"(?:for|at|on|in|from|of|is|was|has|published|posted|updated|am|le|el)\b", re.IGNORECASE
)
"""What is no name after one that is a link: "Ada Quill in Ferries"."""
_NOTE = re.compile(r"[\s\d,;*†‡§]+")
"""The number of an affiliation beside a name."""
_FILED = re.compile(
    r"\b(?:filed under|(?:posted|published|filed) in|tagged|kategorien?:?|categor\w+:?|rubrik:?|tags?:)"
    r"\s*$",
    re.IGNORECASE,
)
"""What stands before the sections of an article."""
_LIST = re.compile(r"^\s*(?:and|&|und|et|y)\s+|\s+(?:et|y|e)\s+")
"""What joins the names of a line beside `split_names`: names that are links stand before and after."""
_WITH = re.compile(
    r"\s*[,(]\s*(?:[Ww]ith|avec|con|mit|com|met|med)\s+(?!The\b)((?-i:[^\Wa-z_])[^(),]{3,200})\)?"
)
"""Further authors after a comma or in brackets: "Ann River (with Ben Field)"."""
_BARE_WITH = re.compile(
    r"(?<=[^\W\dA-Z_])\s+(?:with|avec|con|mit)\s+(?=[^\Wa-z_][^\s,]+\s+[^\Wa-z_][^\s,]+\s*$)"
)
_OF_HOUSE = re.compile(r"\s*/\s*([^/|]{2,40})$")
_CONVERSATION = re.compile(
    r"\s+(?:im (?:Gespräch|Interview) mit|in conversation with)\s+(?=[^\Wa-z_])"
)
_LABEL_AT_END = {":": re.compile(r"[,;]\s*\w+$"), "：": re.compile(r"(?:^|[,;\s]\s*)\w+$")}
_FULL_STOP = re.compile(r"(?<=[^\W\dA-Z_]{2})\.$")
"""That of a sentence, and not that of "Jr." or "Ph.D."."""
_JOINING = frozenset("and och og und et zum".split())
"""Small words that may stand in a name that is not split, or before a job."""
_MAX_BYLINE = 500


def split_byline(text: str) -> tuple[str, ...]:
    """The names of a byline: "By A, B, C, and Prof. D"."""
    return split_names(without_label(text))


def names_in(text: str) -> tuple[str, ...]:
    """The authors in the value of a field, in the first part of it that has any; () if there are none."""
    text = name_beside_address(text)
    if is_nobody(text):
        return ()
    for part in _parts(_joined(text[:_MAX_BYLINE])):
        if names := _without_acronyms(map(trimmed, split_byline(part))):
            return names
    return ()


def names_in_line(parts: Iterable[Part]) -> tuple[str, ...]:
    """The persons in a line of a page; its label, date, handles, jobs and the house are no names."""
    given = [(_joined(text), is_whole and not has_label(text)) for text, is_whole in parts]
    if given and (credit := _CREDIT.search(given[0][0])) and not credit.start():
        return ()
    names: list[str] = []
    for text, is_whole in _after_label(given):
        if not is_whole and _NOTE.fullmatch(text):
            continue
        if names and not is_whole and _ELSE.match(text):
            break
        end = None if is_whole else _end_of_names(text)
        names += _whole(text) if is_whole else _several(_until(text, end))
        if (end and names) or (not is_whole and _FILED.search(text)):
            break
    return _without_acronyms(dict.fromkeys(names))


def _several(text: str) -> list[str]:
    """The persons in a text of names, of which one may have an "and": João da Costa e Silva."""
    names = split_names(_LIST.sub(" and ", text))
    is_one = (
        len(names) == 2
        and "," not in text
        and " " in names[0]
        and " " not in names[1]
        and is_full_name(text)
    )
    return [trimmed(each) for each in ((text,) if is_one else names) if is_person(_bare(each))]


def _whole(text: str) -> Sequence[str]:
    """The person whose name a text is; or the full names in it, if there is nothing else."""
    if is_person(_bare(text)):
        return (trimmed(text),)
    names = split_names(_LIST.sub(" and ", text))
    return names if all(map(is_full_name, names)) else ()


def _joined(text: str) -> str:
    """A line with "and" before the names of further authors, and without the agency after a name."""
    text = with_bars_for_addresses(" ".join(text.split()))
    text = _WITH.sub(r" and \1", text)
    text = _OF_HOUSE.sub(lambda found: "" if is_house(found[1]) else found[0], text)
    return _BARE_WITH.sub(" and ", _CONVERSATION.sub(" and ", text))


def _end_of_names(text: str) -> re.Match[str] | None:
    """Where something else begins in a line, such as the names of others."""
    ends = filter(None, (_END.search(text), _CREDIT.search(text, 1)))
    return min(ends, key=lambda each: each.start(), default=None)


def _until(text: str, end: re.Match[str] | None) -> str:
    """The beginning of a text, without the label of what comes next: "Ada Quill, date: 6 July"."""
    if end is None:
        return text
    before = text[: end.start()].rstrip(" ,;")
    label = _LABEL_AT_END.get(end[0])
    return label.sub("", before) if label else before


def trimmed(name: str) -> str:
    """A name without the label, the verb and the title or handle beside it."""
    name = without_label(name)
    end = _HANDLE.search(name, 1) if " " in name else None
    if end and (" " in name[: end.start()].strip() or not end[0].strip().isdigit()):
        name = name[: end.start()]
    name = _REPORTER.sub("", name)
    further = _FURTHER.search(name)
    if further and is_full_name(name[: further.start()].strip(" ,")):
        name = name[: further.start()]
    return _FULL_STOP.sub("", _without_job(name).strip(" ,;:–—-|/*\u200b"))


def _bare(name: str) -> str:
    """A name without the label and the punctuation beside it."""
    return _FULL_STOP.sub("", without_label(name).strip(" ,;·."))


def _without_acronyms(names: Iterable[str]) -> tuple[str, ...]:
    """The authors among some names; one in capitals only if all are."""
    authors = tuple(filter(is_author, names))
    return tuple(name for name in authors if not is_acronym(name)) or authors


def _after_label(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts after the label of a line."""
    for number, (text, is_whole) in enumerate(parts):
        if is_whole:
            continue
        label = without_label(text) if has_label(text) else None
        late = None if label else late_by(text)
        if late or label is not None:
            rest = text[late.end() :] if late else label or ""
            return [(rest, False), *parts[number + 1 :]]
    return parts


def _parts(text: str) -> Iterator[str]:
    """The parts of a byline between bars and dates; what stands after "by" first, without credits."""
    credit = _CREDIT.search(text)
    if credit and credit.start() == 0:
        return
    text = without_colon_label(without_days(text[: credit.start()] if credit else text))
    by = late_by(text)
    yield from filter(None, _PARTS.split(text[by.end() :] if by else text))


def _without_job(name: str) -> str:
    """A name without the job after it: "Ann River Senior Garden Editor", "Aleš Vávra před"."""
    words = name.split()
    folded = [word.casefold().strip(",.") for word in words]
    is_written = name[:1].isupper()
    end = len(words)
    for at in range(2, len(words)):
        is_lower = (
            is_written
            and words[at][0].islower()
            and folded[at] not in PARTICLES | _JOINING
            and is_full_name(" ".join(words[:at]))
        )
        if folded[at] in JOBS or is_lower:
            end = at
            break
    if end == len(words):
        return name
    while end > 2 and folded[end - 1] in MODIFIERS | PARTICLES | _JOINING:
        end -= 1
    return " ".join(words[:end])
