"""The ways to read a page in another language."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from search.config.interface import LANGUAGES
from search.model.request import EXCLUDING, PARAMETERS, WITHIN
from web.language import LANG, language
from web.languages import Language, language_of
from web.links import LETTER, MOST_IN_LINKS
from web.site import links
from web.url_templates import query


@dataclass(frozen=True, slots=True)
class LanguageLink:
    language: Language
    url: str
    is_current: bool


def language_links() -> tuple[LanguageLink, ...]:
    """The page of this request in each language; none where the search in its address is so long that a
    page holds it once."""
    known = {*PARAMETERS, WITHIN, LETTER, *links().facets.names}
    given = request.args.items(multi=True)
    kept = [(name, value) for name, value in given if name.removeprefix(EXCLUDING) in known]
    if len(query(kept)) > MOST_IN_LINKS:
        return ()
    return tuple(
        LanguageLink(language_of(tag), f"?{query([*kept, (LANG, tag)])}", tag == language().tag)
        for tag in LANGUAGES
    )
