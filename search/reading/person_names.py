"""Names of authors: lists of them written as one string, and which texts are names at all.

A wrong author is worse than none: accounts, jobs, houses, addresses and the words of buttons are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.model.month_names import month_of
from search.reading.short_text_cache import memoised

_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|m\.?d|ph\.?\s?d|esq|mba|msc|ma|bsc|ba|jd|obe|mbe|cbe|rn)\.?", re.IGNORECASE
)
_AND = re.compile(r"\s*,?\s+(?:and|&|und|och|og)\s+", re.IGNORECASE)
_OTHER_AND = re.compile(r"\s+(?:et|y|e|en|i|и|ja)\s+")
_LAST_FIRST = re.compile(r"[^\s,]+,\s*[^\s,]+(?:\s+\w\.?)?")
JOBS = frozenset(
    "editor editors reporter reporters correspondent correspondents writer writers contributor"
    " contributors columnist columnists journalist journalists photographer photographers producer"
    " producers analyst director critic blogger engineer manager developer designer lawyer attorney"
    " professor president ceo founder co-founder officer researcher lecturer scientist consultant"
    " coordinator strategist dietitian nutritionist therapist physician nurse podcaster educator"
    " instructor economist historian novelist psychologist veterinarian gardener astrologer"
    " specialist expert experts analysts specialists consultants"
    " intern publisher fellow chair advocate freelancer redakteur redakteurin"
    " journalistin korrespondent korrespondentin journaliste rédacteur rédactrice redactor redactora"
    " periodista giornalista redacteur redaktör redaktor columnista".split()
)
MODIFIERS = frozenset(
    "senior chief staff deputy associate managing contributing special political assistant executive"
    " guest freelance foreign national junior lead digital news sports business science health"
    " features".split()
)
"""Words before a job."""
_NO_PERSON = frozenset("senior chief staff contributing bureau desk team guest".split())
_HOUSES = frozenset(
    "news newsroom agency agencies agence agencia agentur agenzia staff team desk editors editorial"
    " redaktion redaktionen rédaction redaction redacción redaccion redação redacao redazione"
    " redactie redakcja redakce toimitus"
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
) | {
    "n/a",
    "no author",
    "not available",
    "site admin",
    "super user",
    "web admin",
    "web editor",
    "guest author",
}
_ORGANISATION = re.compile(
    r"\b(?:e\.\s?v|gmbh|ag|inc|ltd|llc|(?:\w+-)?stiftung|\w*verein|\w*verband|bund|\w*verlag|\w*magazin"
    r"|\w*zeitung|online|digital|universit\w+|institut\w*|\w*ministerium|\w*anstalt|\w*gesellschaft|foundation"
    r"|association|society|club|council|commission|committee|partei|party|museum|fundación|asociación)\b",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:view|see|read|show|more|all|follow|share|sign|subscribe|log|contact|about|click|e-?mail|tweet|print"
    r"|save|meet|visit|leave|add|skip|filed|tagged|under|mehr|alle|voir|ver|leggi|lire)\b\s*(?:\S|$)",
    re.IGNORECASE,
)
_OF_PAGES = frozenset(
    "view more post posts read follow comment comments share shares subscribe contact email e-mail print"
    " login sign click here home menu search photo photos image source category categories tag tags"
    " updated published posted archive archives minute minutes min ago today yesterday advertisement"
    " sponsored copyright rights the this that your our all about with how why what when privacy policy"
    " terms suivre abonnez abonner abonnement monday tuesday wednesday thursday friday saturday sunday"
    " profile bio biography website facebook twitter linkedin instagram edit reply views sponsored last"
    " modified"
    " veröffentlicht eingetragen erstellt geschrieben gepostet kommentar kommentare kategorie kategorien"
    " schlagwort schlagwörter datum uhr beitrag beiträge artikel teilen drucken anzeige werbung"
    " weiterlesen gesponserte gesponsert agenturen bearbeiten antworten quelle lesezeit minuten"
    " aktualisiert startseite allgemein allgemeines autor autoren über"
    " publié commentaire commentaires catégorie catégories partager imprimer lecture"
    " publicado comentario comentarios compartir categoría categorías lectura"
    " pubblicato commenti condividi categoria 留言 评论 評論 回复 回覆 分享 编辑 編輯 作者".split()
)
"""Words of pages, which no name has."""
_ADDRESS = re.compile(
    r"https?:|www\.|/|[@#]|\S+@\S+\."
    r"|[\w.-]+\.(?:com|org|net|info|edu|gov|de|at|ch|fr|it|es|nl|be|pl|cz|se|dk|fi|ru|br|ca|au|us|uk|eu|io|tv"
    r"|co\.\w+|html?)$",
    re.IGNORECASE,
)
_ODD = re.compile(r"[\d@:：!?<>{}\[\]=|/\\\"“”…#%*_+;]|\.\.", re.IGNORECASE)
_NICKNAME = re.compile(r"[^\W_][\w.-]{0,28}\w")
_SENTENCE = re.compile(r"[^\W\dA-Z_]{3}\. ")
_LABELS = frozenset("by von por par door af av przez human written posted published".split())
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_ACRONYM = re.compile(r"(?=.{2,6}$)[A-Z.&-]+")
PARTICLES = frozenset(
    "de del dei della di da do das dos du des d la le van von vom der den ter ten zu zur af av y e i bin"
    " ibn al el bint ben abu st jr sr ii iii iv phd md".split()
)
"""Words that names have in small letters."""
_MAX_NAME, _MAX_WORDS = 80, 7
_MAX_PERSON, _MAX_PERSON_WORDS = 50, 5
_MAX_UNCASED = 20
"""Characters of a name in a script without capitals."""


@memoised
def split_commas(text: str) -> tuple[str, ...]:
    """Names separated by commas or semicolons; "Jr.", "Ph.D." and the like stay with their name."""
    names: list[str] = []
    for part in re.split("[,;、，；]", text):
        name = part.strip()
        if names and _SUFFIX.fullmatch(name):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return tuple(names)


def split_names(text: str) -> tuple[str, ...]:
    """The names of a list: "A, B, C, and Prof. D". "Smith, John" is one name, and so is each of
    "Smith, John; Doe, Jane"."""
    if ";" in text:
        return tuple(filter(None, map(str.strip, text.split(";"))))
    if is_last_first(text):
        return (" ".join(text.split()),)
    names = (name for part in _joined_names(text) for name in split_commas(part))
    return tuple(each for name in names for each in _two_persons(name))


def _joined_names(text: str) -> Sequence[str]:
    """The names between each "and". An organisation may have one in its name: what stands beside it is
    no person's then, or no full name."""
    parts = [part.strip() for part in _AND.split(text) if part.strip()]
    is_one_of = is_full_name if is_organisation(text) else is_person
    are_plainly = "," in text or text.islower() or any(map(is_full_name, parts[:1]))
    return parts if are_plainly or all(map(is_one_of, parts)) else (text,)


def is_last_first(text: str) -> bool:
    """Whether a text is one name with the family name first, as in a library: "Smith, John". Two houses
    are not: "Reuters, AP"."""
    parts = text.split(",")
    return bool(_LAST_FIRST.fullmatch(text.strip())) and all(
        part.strip()[0].isupper() and not is_house(part) and not is_acronym(part.strip())
        for part in parts
    )


def _two_persons(name: str) -> Iterator[str]:
    """The names of persons with full names and the "and" of a language between them that also stands in
    names: Ortega y Gasset."""
    parts = _OTHER_AND.split(name)
    are_full = len(parts) > 1 and all(" " in part.strip() for part in parts)
    yield from parts if are_full else (name,)


def is_author(name: str) -> bool:
    """Whether a name may be that of an author, and is not a job, a house, an address or a button."""
    plain = name.casefold().strip()
    words = plain.split()
    return (
        0 < len(name) <= _MAX_NAME
        and len(words) <= _MAX_WORDS
        and not is_nobody(plain)
        and not _BUTTON.match(name)
        and not re.search(r"[{}<>\[\]|=]|[!?]$", name)
        and bool(_LETTERS.search(name))
        and not is_house(name)
        and JOBS.isdisjoint(words)
    )


def is_job(name: str) -> bool:
    """Whether a text is nothing but what somebody does: "Staff Writers"."""
    words = set(name.casefold().split())
    return words <= JOBS | MODIFIERS and not words.isdisjoint(JOBS)


def is_nobody(name: str) -> bool:
    """Whether the name of an author is none: an account, or an address."""
    plain = name.casefold().strip()
    return plain in _NOBODY or plain.endswith("admin") or bool(_ADDRESS.match(plain))


def is_house(name: str) -> bool:
    """Whether a name is that of a news agency, or has a word that says that it is no person's."""
    plain = name.casefold().strip(" .")
    first = name.strip().partition(" ")[0]
    is_of_agency = first.isupper() and first.casefold() in _AGENCIES
    return is_of_agency or plain in _AGENCIES or not _HOUSES.isdisjoint(plain.split())


def is_organisation(name: str) -> bool:
    """Whether a name has a word that tells an organisation, which gives way to a person that is named."""
    return bool(_ORGANISATION.search(name))


def is_acronym(name: str) -> bool:
    """Whether a name is a degree or a house beside those of persons: RDN, CNN."""
    return bool(_ACRONYM.fullmatch(name))


@memoised
def is_person(name: str) -> bool:
    """Whether a name is written as that of a person: a few words with capitals, or a few letters of a
    script without capitals."""
    words = re.sub(r"[.,'’()-]", " ", name).split()
    longer = sum(len(word) > 1 for word in words)
    if not words or longer > _MAX_PERSON_WORDS or len(words) > _MAX_WORDS:
        return False
    if len(name) > _MAX_PERSON or _ODD.search(name):
        return False
    if _SENTENCE.search(name):
        return False
    folded = {word.casefold() for word in words}
    if not is_author(name) or folded & (_OF_PAGES | _NO_PERSON):
        return False
    if len(words) == 1 and (month_of(words[0]) or is_acronym(words[0])):
        return False
    if not any(word[0].isupper() for word in words):
        are_letters = all(word[0].isalpha() and word == word.upper() for word in words)
        return are_letters and len(name) <= _MAX_UNCASED
    return all(word[0].isupper() or word.casefold() in PARTICLES for word in words)


def is_nickname(name: str) -> bool:
    """Whether a name may be what an author is called on a site: one word, of letters of any kind, digits,
    and a few signs."""
    plain = name.casefold()
    is_one = bool(_NICKNAME.fullmatch(name)) and plain not in _OF_PAGES | PARTICLES | _LABELS
    return is_one and is_author(name) and not month_of(name)


def is_full_name(name: str) -> bool:
    """Whether a name is that of a person in two words or more."""
    words = name.split()
    return len(words) > 1 and is_person(name) and words[0][0].isupper() and words[-1][0].isupper()
