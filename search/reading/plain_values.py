"""Values of fields as plain text: entities and tags of HTML, which many files have in them, are read."""

from __future__ import annotations

import re
from collections.abc import Set

from search.reading.character_references import unescaped

HTML_NAMES = frozenset(
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir"
    " div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee"
    " menu meta meter nav noframes noscript object ol optgroup option output p param picture pre"
    " progress q rp rt ruby s samp script search section select slot small source span strike strong"
    " style sub summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul"
    " var video wbr svg path g math circle rect line polygon use defs".split()
)

_VOID = frozenset("br hr img input wbr".split())
"""Elements without an end tag."""
_END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")


def is_html_name(name: str) -> bool:
    """Whether there is an element of that name; a name with a hyphen is one of the page's own."""
    return name.lower() in HTML_NAMES or "-" in name


def plain_value(text: str) -> str:
    """A value without the tags of HTML, its entities as characters. Words between angle brackets that
    are no tags are kept: those of no element, and those of an element that does not end, such as the
    ticker symbol <DD>."""
    if "<" in text:
        ended = {name.lower() for name in _END_TAG.findall(text)} | _VOID
        text = _TAG.sub(lambda tag: _kept(tag[0], tag[1], ended), text)
    return unescaped(text)


def _kept(tag: str, name: str, ended: Set[str]) -> str:
    if not is_html_name(name) or name.lower() not in ended:
        return tag
    return " " if name.lower() in ("br", "p", "div", "li") else ""
