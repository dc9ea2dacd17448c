"""The names in bylines: "Posted on July 6, 2017 by Anna Field, Staff Writer" has one.

A wrong author is worse than none, so what may be no name is left out: labels, dates, handles, jobs,
houses and the words of buttons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from search.reading.date_parsing import without_days
from search.reading.person_names import split_byline

_LABEL = re.compile(
    r"\s*(?:(?:the |article )?(?:authors?|contributors?|writers?|byline)|autor(?:in|en|es|a|zy)?"
    r"|auteure?s?|autor[ei]|author\(s\)|författare|forfatter|kirjoittaja|szerző|yazar|автор[ыи]?|συντάκτης|text"
    r"|作者|著者|記者|記事|文|撰文|저자|글)\s*[:：/／]\s*",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:^|(?<=[\s|•·,.:–—]))(?:by|von|par|por|door|af|av|przez)\b:?\s+(?=\S)", re.IGNORECASE
)
_BEGINS = re.compile(
    r"(?:(?:written|posted|published|reported|story|words|article)\s+)?(?:by|von|par|por|di|door|af|av|przez)\b:?\s+"
    r"(?=\S)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:photo\w*|pictures?|illustrat\w+|images?|video|graphics?|edited|reviewed|translated|produced"
    r"|fact.checked|compiled|design\w*|fotos?)\b[\w\s]{0,20}(?:by|:|von|par|por)?",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?<=[^\W\dA-Z_]{3})\.\s+(?=[^\W\da-z_])|\s[–—/~-]\s|\s*[|｜•·●∙»>\n\t]\s*|(?<=\w)\s*[—]\s*$"
)
_END = re.compile(r"\s*(?:@\w|\d|\((?![^)]*\)\s*\w)|[\[<]|https?:|www\.|\S+@\S)")
_FURTHER = re.compile(
    r"(?<=\w\s)(?:for|from|at|via|in|on|has|is|was|associated press|contributed|covers|special to|of the"
    r"|and others|et al|updated|published|posted|follow|für|pour|para|per)\b",
    re.IGNORECASE,
)
"""What goes on after a name of at least two words: "Ann River for The Lantern"."""
_JOBS = frozenset(
    "editor editors reporter reporters correspondent writer writers contributor contributors columnist"
    " journalist journalists photographer producer analyst director redakteur redakteurin journalistin"
    " korrespondent korrespondentin journaliste rédacteur rédactrice redactor redactora periodista"
    " giornalista redacteur redaktör redaktor critic blogger columnista engineer manager professor"
    " president ceo founder co-founder scientist researcher fellow officer chair advocate"
    " consultant".split()
)
_MODIFIERS = frozenset(
    "senior chief staff deputy associate managing contributing special political assistant executive"
    " guest freelance foreign national junior lead digital news sports business science health"
    " features".split()
)
_HOUSES = frozenset(
    "news newsroom agency agencies agence agencia agentur agenzia staff team desk editors editorial"
    " redaktion redaktionen rédaction redacción redação redazione redactie redakcja redakce toimitus"
    " редакция magazine network inc llc ltd gmbh corp press-office newsdesk".split()
)
_AGENCIES = frozenset(
    "reuters ap afp dpa upi ansa efe apa sda ats tass pti ani cp belga ritzau ntb tt čtk ctk pap mti"
    " bloomberg xinhua wire wires 編集部".split()
) | {"associated press", "the associated press", "associated press reporter", "press association"}
"""News agencies stand where the name of an author would."""
_NOBODY = frozenset(
    "admin administrator administrador root webmaster author authors autor auteur autore user username"
    " guest anonymous anonym unknown none null undefined nobody default test contributor by self site"
    " moderator website superuser system owner facebook twitter linkedin youtube instagram rss email"
    " comments comment home blog menu search share at on in and from to".split()
) | {"n/a", "site admin", "super user", "web admin", "web editor", "guest author"}
_BUTTON = re.compile(
    r"(?:view|see|read|show|more|all|follow|share|sign|subscribe|log|contact|about|click|e-?mail|tweet|print"
    r"|save|meet|visit|leave|add|skip|filed|tagged|under|mehr|alle|voir|ver|leggi|lire)\b\s*(?:\S|$)",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<=[^\W\dA-Z_]{3})\.$")
_ADDRESS = re.compile(
    r"https?:|www\.|/|[@#]|\S+@\S+\.|[\w.-]+\.(?:com|org|net|de|co\.\w+|html?)$", re.I
)
_PARTICLES = frozenset(
    "de del della di da do dos das du des d la le van von der den ter ten zu zum zur af av y e bin ibn al"
    " el bint ben abu st. jr. sr. jr sr ii iii iv ph.d. m.d. phd md and i och og und et".split()
)
_MAX_NAME = 80
_MAX_WORDS = 7
_MAX_BYLINE = 500
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")


def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline, in the first part of it that has any; () if there are none."""
    if _ADDRESS.match(text.strip()):
        return ()
    for part in _parts(" ".join(text[:_MAX_BYLINE].split())):
        names = tuple(filter(is_author, map(trimmed, split_byline(part))))
        if names:
            return tuple(filter(is_no_acronym, names)) or names
    return ()


def without_sites(names: Iterable[str], sites: Iterable[str]) -> tuple[str, ...]:
    """Names without those of a site, which may also stand after the name of a person. If nobody else is
    named, a site has the name of its author."""
    names = tuple(names)
    plain = [words for site in sites if (words := site.casefold().split())]
    others = tuple(filter(None, (_without_site(name, plain) for name in names)))
    return others or tuple(
        name for name in names if is_person(name) and name.casefold().split() in plain
    )


def _without_site(name: str, sites: Sequence[Sequence[str]]) -> str:
    words = name.split()
    folded = name.casefold().split()
    for site in sites:
        if (
            folded == site[: len(folded)]
            or folded == site[-len(folded) :]
            or folded[: len(site)] == site
        ):
            return ""
        if folded[-len(site) :] == site:
            words = words[: -len(site)]
            folded = folded[: -len(site)]
    return " ".join(words).strip(" ,–—-")


def is_no_acronym(name: str) -> bool:
    """Whether a name is no degree and no house beside those of persons: RDN, CNN."""
    return not re.fullmatch(r"(?=.{2,6}$)[A-Z.&-]+", name)


def is_author(name: str) -> bool:
    """Whether a name may be that of an author, and is not a job, a house, an address or a button."""
    plain = name.casefold().strip()
    words = plain.split()
    return (
        0 < len(name) <= _MAX_NAME
        and len(words) <= _MAX_WORDS
        and plain not in _NOBODY
        and not plain.endswith("admin")
        and not _ADDRESS.match(name)
        and not _BUTTON.match(name)
        and not re.search(r"[{}<>\[\]|=]|[!?]$", name)
        and bool(_LETTERS.search(name))
        and not is_house(name)
        and not _JOBS.intersection(words)
    )


def is_house(name: str) -> bool:
    """Whether a name is that of a news agency, or has a word that says that it is no person's."""
    plain = name.casefold().strip(" .")
    first = name.strip().partition(" ")[0]
    is_of_agency = first.isupper() and first.casefold() in _AGENCIES
    return is_of_agency or plain in _AGENCIES or not _HOUSES.isdisjoint(plain.split())


def is_person(name: str) -> bool:
    """Whether a name is written as that of a person: two to five words with capitals."""
    words = name.split()
    if not 2 <= len(words) <= 5 or not is_author(name) or re.search(r"[\d:;!?%&/,]", name):
        return False
    return all(
        word[0].isupper() or word.casefold() in _PARTICLES for word in words if word[0].isalpha()
    ) and (words[0][0].isupper() and words[-1][0].isupper())


def trimmed(name: str) -> str:
    """A name without the label, the verb and the title or handle beside it."""
    name = without_label(name)
    end = _END.search(name, 1) if " " in name else None
    if end and (" " in name[: end.start()].strip() or not end[0].strip().isdigit()):
        name = name[: end.start()]
    further = _FURTHER.search(name)
    if further and is_person(name[: further.start()].strip(" ,")):
        name = name[: further.start()]
    return _FULL_STOP.sub("", _without_job(name).strip(" ,;:–—-|/*\u200b"))


def without_label(text: str) -> str:
    """A text without "By" or "Author:" before it."""
    return _after(_BEGINS, _after(_LABEL, text.strip())).strip()


def _after(beginning: re.Pattern[str], text: str) -> str:
    found = beginning.match(text)
    return text[found.end() :] if found else text


def _parts(text: str) -> Iterator[str]:
    """The parts of a byline between bars and dates; what stands after "by" first, without credits."""
    credit = _CREDIT.search(text)
    if credit and credit.start() == 0:
        return
    text = without_days(text[: credit.start()] if credit else text)
    text = _after(_LABEL, text)
    by = _BY.search(text)
    if by:
        yield from filter(None, _PARTS.split(text[by.end() :]))
    else:
        yield from filter(None, _PARTS.split(text))


def _without_job(name: str) -> str:
    """A name without the job after it: "Ann River Senior Garden Editor", "Aleš Vávra před"."""
    words = name.split()
    folded = [word.casefold().strip(",") for word in words]
    is_written = name[:1].isupper()
    end = len(words)
    for place in range(2, len(words)):
        is_lower = is_written and words[place][0].islower() and folded[place] not in _PARTICLES
        if folded[place] in _JOBS or is_lower:
            end = place
            break
    if end == len(words):
        return name
    while end > 2 and folded[end - 1] in _MODIFIERS | _PARTICLES:
        end -= 1
    return " ".join(words[:end])
