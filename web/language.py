"""The language of a request: what its reader chose, else the site's own, else the reader's browser's.

A choice is a parameter of any address, and a cookie remembers it. Programs are answered in English.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache

from flask import Flask, Response, current_app, has_request_context, request
from markupsafe import Markup

from search.config.interface import LANGUAGES
from web.addresses import is_for_programs
from web.languages import Language, language_of
from web.preferences import LANGUAGE, LASTS

LANG = "lang"
"""The parameter."""

_REMEMBERED = 4_096
"""Messages in a language that are kept; there are fewer."""
_KEY = "backissue.interface"
_CURRENT: ContextVar[Language | None] = ContextVar("language", default=None)
_OF_BROWSERS = frozenset({"/opensearch.xml", "/suggest"})
"""Addresses that programs read, to show what they say."""
_FOR_PEOPLE = frozenset(
    {
        "text/html",
        "application/x-suggestions+json",
        "application/opensearchdescription+xml",
    }
)


def language() -> Language:
    """The language of this request; English outside of requests. A page asks some hundred times."""
    found = _CURRENT.get()
    if found is not None:
        return found
    if not has_request_context():
        return language_of(LANGUAGES[0])
    found = language_of(_chosen())
    _CURRENT.set(found)
    return found


def gettext(message: str, **values: object) -> str:
    """A message of the source in the language of the request, its gaps `%(name)s` filled."""
    text = language().words.gettext(message)
    return text % values if values else text


def speak_to_programs() -> None:
    """The rest of this request is in English if a program asked: also where its answers are shown to
    people, as what went wrong is not."""
    if has_request_context() and is_for_programs(request.path):
        _CURRENT.set(language_of(LANGUAGES[0]))


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """The form of a message that a count needs."""
    text = language().words.ngettext(one, many, count)
    return text % values if values else text


def marked(message: str, **values: object) -> Markup:
    """As `gettext`, with markup among the values; other values are escaped."""
    return Markup(language().words.gettext(message)) % values


def in_template(message: str, **values: object) -> Markup:
    """A message on a page: values are escaped, and so is nothing else. A page has some sixty; those
    without values are made once, which takes .2 ms less than Jinja's own extension."""
    if not values:
        return _plain(message, language())
    return marked(message, **values)


@lru_cache(_REMEMBERED)
def _plain(message: str, language: Language) -> Markup:
    return Markup(language.words.gettext(message)) % {}


def N_(message: str) -> str:
    """A message that is translated where it is shown."""
    return message


def register(app: Flask, of_site: Callable[[], str]) -> None:
    """Let pages of `app` be in the reader's language, or in that of the site if it has one. Must be
    called before what makes validators, so that the headers are set last."""
    app.extensions[_KEY] = of_site
    app.jinja_env.globals["_"] = in_template
    app.before_request(_forget)
    app.teardown_request(_forget)
    app.after_request(_remembered)


def _forget(_: BaseException | None = None) -> None:
    """The next request of this thread has a language of its own."""
    _CURRENT.set(None)


def _chosen() -> str:
    if _is_for_programs():
        return LANGUAGES[0]
    for chosen in (request.args.get(LANG), request.cookies.get(LANGUAGE)):
        if chosen in LANGUAGES:
            return str(chosen)
    if of_site := current_app.extensions[_KEY]():
        return str(of_site)
    return _accepted()


def _accepted() -> str:
    """The language that the browser asks for first of those that there are: fr for fr-CA, too."""
    for tag, quality in request.accept_languages:
        primary = tag.partition("-")[0].lower()
        if quality > 0 and primary in LANGUAGES:
            return primary
    return LANGUAGES[0]


def _is_for_programs() -> bool:
    return is_for_programs(request.path) and request.path not in _OF_BROWSERS


def _remembered(response: Response) -> Response:
    """The response with a cookie for what its reader has chosen; caches must know what it depends on."""
    if response.mimetype not in _FOR_PEOPLE or _is_for_programs():
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    chosen = request.args.get(LANG)
    if chosen in LANGUAGES and chosen != request.cookies.get(LANGUAGE):
        path = f"{request.script_root}/"
        response.set_cookie(LANGUAGE, chosen, LASTS, path=path, httponly=True, samesite="Lax")
    return response
