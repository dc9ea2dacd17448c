"""The name of a site beside the names of authors, or in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from search.reading.person_names import PARTICLES

_SIGNS = re.compile(r"[\W_]+")
_HOST = re.compile(r"\s*https?://(?:www\.)?([^/:?#@\s]+)", re.IGNORECASE)
_COMMON_LABELS = frozenset(("co", "com", "org", "net", "gov", "edu", "ac", "gob", "blogspot"))
_PERSONAL = frozenset(
    "photography photographer photo photos fotografie blog weblog homepage website site art design yoga"
    " studio writer author books".split()
)
"""What stands after a person's name in that of a site."""
_BAR = re.compile(r"\s[–—-]\s|\s*\|\s*")


def host_name(address: str) -> str:
    """The name of a host: "the-ferry" of https://www.the-ferry.co.uk; "" without an address."""
    found = _HOST.match(address)
    labels = found[1].casefold().split(".")[:-1] if found else []
    return next((label for label in reversed(labels) if label not in _COMMON_LABELS), "")


def has_bar(text: str) -> bool:
    """Whether a text may be several parts."""
    return _BAR.search(text) is not None


def without_part(text: str, unwanted: Set[str]) -> str:
    """A text without those of its parts between bars, unless these are all."""
    parts = _BAR.split(text)
    kept = [part for part in parts if part.strip().casefold() not in unwanted]
    return text if len(kept) in (0, len(parts)) else " | ".join(kept)


def without_sites(names: Iterable[str], sites: Iterable[str]) -> tuple[str, ...]:
    """Names without those of a site, which may also stand after the name of a person. If nobody else is
    named, a site has the name of its author."""
    names = tuple(names)
    plain = [words for site in sites if (words := site.casefold().split())]
    others = tuple(filter(None, (_without_site(name, plain) for name in names)))
    return others or tuple(
        name for name in names if name.casefold().split() in plain and _is_in_capitals(name.split())
    )


def without_host(names: Iterable[str], host: str) -> tuple[str, ...]:
    """Names without the one of a site's host, unless it looks like that of a person."""
    plain = _SIGNS.sub("", host)
    return tuple(
        name
        for name in names
        if _is_in_capitals(name.split()) or _SIGNS.sub("", name.casefold()) != plain
    )


def _is_of_person(name: Sequence[str], site: Sequence[str]) -> bool:
    """Whether a site is named after a person: "Ada Quill Photography", "Ada Quill - On ferries"."""
    is_beginning = len(name) > 1 and list(site[: len(name)]) == list(name) and len(site) > len(name)
    rest = site[len(name)] if is_beginning else ""
    return rest in _PERSONAL or (bool(rest) and not rest[0].isalnum())


def _is_in_capitals(words: Sequence[str]) -> bool:
    """Whether there are several words, all with capitals but for particles and an "&"."""
    are_capitals = (word[0].isupper() or word in PARTICLES or word == "&" for word in words)
    return len(words) > 1 and words[0][0].isupper() and all(are_capitals)


def _without_site(name: str, sites: Sequence[Sequence[str]]) -> str:
    words = name.split()
    folded = name.casefold().split()
    for site in sites:
        if _is_of_person(folded, site):
            continue
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
