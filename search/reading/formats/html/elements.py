"""The elements of HTML, by what they do to text."""

from __future__ import annotations

BLOCKS = frozenset(
    "html body div section article main header hgroup p h1 h2 h3 h4 h5 h6 ul ol li dl dt"
    " dd blockquote pre"
    " table caption tbody thead tfoot tr td th hr figure address center details summary"
    " form fieldset legend"
    " nav aside footer menu dialog figcaption search".split()
)
"""Elements that begin and end a line."""
INLINE = frozenset(
    "span a em strong b i u s q cite code sub sup small big font mark ins del strike tt"
    " kbd samp var dfn abbr"
    " acronym time data bdi bdo nobr wbr br img meta ruby rt rp rb rtc label output".split()
)
"""Elements within a line, which do not part words."""
ASIDE = frozenset("nav aside footer menu dialog figcaption button".split())
"""Elements that are no text of the article by themselves."""
REMOVED = frozenset(
    "script style noscript template select textarea svg math iframe object embed video"
    " audio canvas".split()
)
"""Elements that are removed with all that they contain before anything else looks at a page."""
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track"
    " wbr".split()
)
"""Elements that have no end and contain nothing."""
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
