"""The labels that introduce the names in bylines: "By", "Author:", "Posted on July 6, 2017 by"."""

from __future__ import annotations

import re

from search.model.month_names import month_of
from search.reading.person_names import is_nickname

_LABEL = re.compile(
    r"\s*(?:(?:the |article )?(?:authors?|contributors?|writers?|reporters?|byline|written)"
    r"|autor(?:in|en|es|a|ka|zy)?|auteure?s?|autor[ei]|autori|author\(s\)|författare|forfatter|kirjoittaja|szerző"
    r"|verfasser(?:in)?|redaktion|interview|bericht|beitrag|auteur\(s\)"
    r"|yaza[rn]|haber|автор[ыи]?|текст|συντάκτης|γράφει|te[kx]s?ti?(?: (?:&|und|and|og|och) \w+)?"
    r"|texto|testo|redacci[óo]n|redação|redazione|reportage[nm]?|reportaje|írta|piš[eu]|penulis|tác giả"
    r"|كتبت?|بقلم|الكاتب|إعداد|מאת|נכתב על ידי|نویسنده|نوشته|लेखक|লেখক"
    r"|作者|著者|[記记]者|記事|文|撰文|撰稿|저자|글)\s*[:：/／]\s*"
    r"|\s*(?:取材[・＝=])?文[・＝=]\s*|\s*(?:本[報报])?[記记]者(?:\s+|(?=\S{2,4}\s*[／/]))",
    re.IGNORECASE,
)
_WRITTEN = (
    r"written|posted|published|reported|story|opinion|guest post"
    r"|words(?:\s+(?:and|&)\s+(?:photo\w*|pictures?|images?|illustrations?))?|propos\s+recueillis|recueilli|texte?|texto|testo|article|artikel|artículo|articolo"
    "|review|column|interview|geschrieben|veröffentlicht|verfasst|erstellt|eingetragen|gepostet|publiziert"
    "|gespeichert|aufgezeichnet|beitrag|gastbeitrag|kolumne|kommentar|bericht|rezension|reportage|essay"
    "|analyse|écrit|publié|rédigé|posté|escrito|publicado|scritto|pubblicato|geschreven|geplaatst|skrevet"
    "|skrivet|eingestellt|rezept|aufnahme|regie"
)
"""What was written, and that it was."""
_BY = re.compile(
    rf"\s*(?:(?:(?:an?|eine?|une?|una)\s+)?(?:{_WRITTEN})\s+)?"
    r"(?:by|vo[nm]|par|por|door|(?:a cura )?di|af|av|przez|oleh|bởi|بقلم|מאת|โดย)\b\s*:?\s*"
    r"(?:(?:our|unser(?:em|er)|onze|notre|nuestr[oa]|noss[oa]|vår|vores)\s+(?-i:[^\W\d_]+\s+)(?=(?-i:[^\Wa-z_])))?"
    r"|\s*(?:texte?s?|texto|reportage[nm]?|reportaje|entrevista|un article)\s+d(?:e\s+|[’'])"
    r"|\s*(?-i:de|Του|Της|του|της)\s+(?=(?-i:[^\Wa-z_])[^\W\d_]+\s+(?-i:[^\Wa-z_])[^\W\d_]+)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"(?:^|[\s|])(?:(?:{_WRITTEN})\s+(?:(?:in|on|am|le|el)\s[^|]{{0,60}}?)?(?:by|von|par|por|door|af|av)\s*:?"
    r"|authors?:|autor(?:in)?:|auteur\s?:)\s+([^\W_][\w.-]{0,28}\w)\s*(?=$|[|•·»(,]|(?:on|at|am|um|le|el)\s)",
    re.IGNORECASE,
)
"""One word after a label that says who wrote, at the end of a line or before a date."""
_BARS = " \t\n|｜·•–—-"
"""What may stand before a label."""
_AFTER_SOURCE = r"(?<=\s)(?:作者|[記记]者|撰文|撰稿)\s*[:：]\s*"
"""In Chinese the author often follows the source in a line."""
_LATE_BY = re.compile(
    rf"(?:^|(?<=[\s|•·,.:–—]))(?:by|von|par|por|door|af|av|przez)\b:?(?:\s+(?=\S)|\s*$)|{_AFTER_SOURCE}",
    re.IGNORECASE,
)
"""A label after a date or a verb: "Posted on July 6, 2017 by"."""
_PARTICLES = frozenset(("von", "af", "av"))
"""Labels that are also parts of names: Alexa von Heyden."""
_FAMILY_NAME = re.compile(r"[^\Wa-z_][\w'’-]+\s*(?:$|[,;|·•(]|(?:and|und|och|og|&)\s)")
_MOST_FIRST_NAMES = 2
_NO_FIRST_NAME = re.compile(
    rf"(?:{_WRITTEN}|[\w-]*(?:fotos?|photos?|bild(?:er)?|illustration(?:en)?|grafik(?:en)?|video|uhr|[a-z]tag"
    r"|woche?|mittwoch))",
    re.IGNORECASE,
)


def has_label(text: str) -> bool:
    """Whether a text begins as a byline does: "By", "Von", "Author:"."""
    text = text.lstrip(_BARS)
    return bool(_LABEL.match(text) or _BY.match(text))


def has_label_after_source(text: str) -> bool:
    """Whether a label follows something else in a line, as in Chinese bylines."""
    return bool(re.search(_AFTER_SOURCE, text))


def signed_by(text: str) -> str:
    """The nickname that a line without its dates says wrote the text: "Posted by quill7 on"; "" if it
    says none."""
    found = _SIGNED.search(text)
    return found[1] if found and is_nickname(found[1]) else ""


def without_label(text: str) -> str:
    """A text without "By" or "Author:" before it."""
    return _after(_BY, without_colon_label(text.lstrip(_BARS))).strip()


def without_colon_label(text: str) -> str:
    """A text without "Author:" before it."""
    return _after(_LABEL, text)


def _after(beginning: re.Pattern[str], text: str) -> str:
    found = beginning.match(text)
    return text[found.end() :] if found else text


def late_by(text: str) -> re.Match[str] | None:
    """The first label in a text that is no part of a name."""
    return next((each for each in _LATE_BY.finditer(text) if not _is_in_name(text, each)), None)


def _is_in_name(text: str, by: re.Match[str]) -> bool:
    """Whether what looks like a label stands in a name: after one or two words with capitals, before one
    that ends the name."""
    before, after = text[: by.start()].split(), _FAMILY_NAME.match(text, by.end())
    return (
        by[0].casefold().strip(" :") in _PARTICLES
        and after is not None
        and 0 < len(before) <= _MOST_FIRST_NAMES
        and all(word[0].isupper() and word.isalpha() for word in before)
        and not _NO_FIRST_NAME.fullmatch(before[-1])
        and not month_of(before[-1])
    )
