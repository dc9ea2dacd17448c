"""The text of the article in a page, without menus, comments and advertisements.

The page is cut into lines at block elements. Each line gives points to all elements that contain it:
more for long sentences, none for links. Then we go down from the body, each time to the child that has
nearly all points of its parent. Where there is no such child, we are at the article. (The points are
those of Arc90's Readability, 2009; the descent is ours.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from search.model.articles import ParagraphKind

_BLOCKS = frozenset(
    "html body div section article main header p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre"
    " table tbody thead tr td th hr figure address center".split()
)
_NOT_TEXT = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|author-?(?:bio|info|box)|banner|bio|breadcrumbs?|byline|by-line"
    r"|caption|comments?|commentlist|cookies?|credits?|dateline|disqus|discussion|dek|e?mail|footer|foot"
    r"|gallery|hidden|jump|infobox|legal|links|masthead|menu|meta|metadata|modal|more|most|nav\w*|newsletter"
    r"|outbrain|pagination|pager|popup|popular|print|promo\w*|read-?(?:more|next)|recirc\w*|recommend\w*"
    r"|references|related|replies|respond|rss|share\w*|sharing|shout\w*|sidebar|sign-?up|skip|social\w*"
    r"|sponsor\w*|standfirst|lede|subscri\w*|taboola|tags?|teaser|timestamp|toc|toolbar|tools|topics|trending"
    r"|tweet|widget|wp-caption|alert|login|paywall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAYBE_TEXT = re.compile(
    r"(?:^|[\s_-])(?:article-?(?:body|text|content)|story-?(?:body|text|content)|post-?(?:body|content)"
    r"|entry-?content|main-?content|body-?copy)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = frozenset(
    ("navigation", "banner", "complementary", "contentinfo", "dialog", "search", "menu")
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COMMENTS = frozenset(("comments", "comment-list", "commentlist", "disqus_thread", "comment"))
_PRUNED_SHARE = 0.5
_SHORTEST = 25
_SHARE = 0.75
_MARKED_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """The text between two block boundaries, the block that contains it, and how many of its characters
    are links."""

    text: str
    kind: ParagraphKind
    parent: Tag
    linked: int

    @property
    def points(self) -> float:
        """How much the line looks like part of an article."""
        own = len(self.text) - self.linked
        if own < _SHORTEST or self.linked > own:
            return 0.0
        return 1 + self.text.count(",") + min(3.0, own / 100)


def body_lines(page: BeautifulSoup, title: str) -> list[Line]:
    """The lines of the article in a page, in order; changes `page`."""
    _prune(page)
    lines = list(_lines(page))
    chosen = _container(page, lines)
    inside = [line for line in lines if _is_inside(line.parent, chosen)]
    return [line for line in inside if _is_text(line, title)]


def _prune(page: BeautifulSoup) -> None:
    """Remove the elements that are plainly not text of the article.

    An element with half of all text stays, as it wraps the article, unless it contains the comments.
    """
    most = _PRUNED_SHARE * len(page.get_text())
    pending: list[Tag] = [page]
    while pending:
        for element in [*pending.pop().children]:
            if isinstance(element, Tag):
                if _is_pruned(element, most):
                    element.decompose()
                else:
                    pending.append(element)


def _is_pruned(element: Tag, most: float) -> bool:
    if element.name in ("html", "body", "article", "main"):
        return False
    return _is_comment(element) or (
        (_is_hidden(element) or _is_boilerplate(element)) and len(element.get_text()) < most
    )


def _is_comment(element: Tag) -> bool:
    names = {*(element.get("class") or []), str(element.get("id") or "")}
    return not names.isdisjoint(_COMMENTS)


def _is_hidden(element: Tag) -> bool:
    return (
        element.has_attr("hidden")
        or element.get("aria-hidden") == "true"
        or bool(_INVISIBLE.search(str(element.get("style") or "")))
        or str(element.get("role") or "") in _ROLES
    )


def _is_boilerplate(element: Tag) -> bool:
    names = " ".join((*(element.get("class") or []), str(element.get("id") or "")))
    return bool(names) and bool(_NOT_TEXT.search(names)) and not _MAYBE_TEXT.search(names)


def _lines(page: BeautifulSoup) -> Iterator[Line]:
    """Cut the page at block elements and at double line breaks."""
    parts: list[str] = []
    linked = 0
    block: Tag = page
    for element in page.descendants:
        if isinstance(element, Tag):
            if element.name == "br":
                parts.append("\n")
            elif element.name in _BLOCKS:
                yield from _cut(parts, block, linked)
                parts, linked = [], 0
            continue
        block_of_text, is_link = _context(element)
        if block_of_text is not block:
            yield from _cut(parts, block, linked)
            parts, linked, block = [], 0, block_of_text
        parts.append(str(element))
        linked += len(str(element).strip()) if is_link else 0
    yield from _cut(parts, block, linked)


def _context(element: PageElement) -> tuple[Tag, bool]:
    """The block that contains a string, and whether the string is a link."""
    is_link = False
    parent = element.parent
    while parent is not None and parent.parent is not None and parent.name not in _BLOCKS:
        is_link = is_link or parent.name == "a"
        parent = parent.parent
    assert parent is not None
    return parent, is_link


def _cut(parts: list[str], block: Tag, linked: int) -> Iterator[Line]:
    """The lines of one run of text: one, or several between double line breaks."""
    whole = "".join(parts)
    pieces = [" ".join(piece.split()) for piece in re.split(r"\n[ \t\r]*\n", whole)]
    texts = [piece for piece in pieces if piece]
    kind = _kind(block)
    for text in texts:
        yield Line(text, kind, block, linked if len(texts) == 1 else 0)


def _kind(block: Tag) -> ParagraphKind:
    names = [block.name, *(parent.name for parent in block.parents)]
    if re.fullmatch("h[1-6]", block.name):
        return "heading"
    if "blockquote" in names:
        return "quote"
    return "item" if names[0] in ("li", "dd") or names[:2] == ["p", "li"] else "text"


def _container(page: BeautifulSoup, lines: list[Line]) -> Tag:
    """The smallest element that contains nearly everything that looks like an article."""
    points: dict[int, float] = {}
    for line in lines:
        if line.points:
            for element in (line.parent, *line.parent.parents):
                points[id(element)] = points.get(id(element), 0.0) + line.points
    current: Tag = page.body or page
    total = points.get(id(current), 0.0)
    for marked in _marked(page):
        if points.get(id(marked), 0.0) >= _MARKED_SHARE * total:
            current = marked
            break
    while best := _best_child(current, points):
        current = best
    return current


def _marked(page: BeautifulSoup) -> Iterator[Tag]:
    """The elements that the page itself marks as the article, the most precise ones first."""
    yield from page.find_all(itemprop="articleBody")
    yield from page.find_all(class_=_MAYBE_TEXT)
    yield from page.find_all("article")
    yield from page.find_all("main")


def _best_child(element: Tag, points: dict[int, float]) -> Tag | None:
    """The child with nearly all points of an element, unless the child is a line itself."""
    least = _SHARE * points.get(id(element), 0.0)
    if not least:
        return None
    for child in element.children:
        is_group = isinstance(child, Tag) and child.name not in (
            "p",
            "li",
            "blockquote",
            "pre",
            "td",
        )
        if is_group and points.get(id(child), 0.0) >= least:
            assert isinstance(child, Tag)
            return child if child.find(["p", "div", "br", "li", "h2"]) else None
    return None


def _is_inside(element: Tag, container: Tag) -> bool:
    return element is container or any(parent is container for parent in element.parents)


def _is_text(line: Line, title: str) -> bool:
    """Whether a line in the container belongs to the text: it is neither a lone link nor the title."""
    if line.text.casefold() == title.casefold() or line.parent.name == "h1":
        return False
    if not re.search(r"\w", line.text):
        return False
    share = line.linked / max(1, len(line.text))
    return share < 0.5 or (share < 0.9 and len(line.text) > 120)
