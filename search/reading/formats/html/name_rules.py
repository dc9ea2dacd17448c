"""What the class names and ids of an element say about its text.

Names are judged whole. `sidebar` says that a box stands beside the article, but `has-sidebar`,
`sidebar-right` and `field--label-hidden` describe the layout of the element that has them, which is often
the article itself. A name is split into words at hyphens, underscores and capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_SILENT = re.compile(
    r"(?:is|js|elementor|fields?|cols?|row|grid|theme|tag|category|tax|type|format|status|icon|hide|show)[-_]"
    r"|.*[-_]print(?:$|[-_])|print[-_:]"
    r"|(?:.*[-_])?(?:has|have|with|without|no|non|not|layout|template)(?:$|[-_])"
    r"|.*[-_](?:left|right)$"
    r"|[-_]",
    re.IGNORECASE,
)
"""Names of layout, of state and of builders of pages; `tag-*` and `category-*` are those that WordPress
gives to a post: they say nothing."""
_BESIDE = frozenset(
    "related recommended recommendation recommendations recommends recirc recirculation"
    " comment comments kommentar kommentare commentaire commentaires comentario comentarios"
    " commenti reacties cookie cookies consent gdpr dsgvo brlbs borlabs onetrust usercentrics"
    " didomi cookiebot"
    " commentlist disqus respond replies sidebar rail modal popup product products outbrain"
    " taboola".split()
)
"""Words for what stands beside the article, however long it is."""
_AROUND = frozenset(
    "ad ads advert adverts advertisement advertising advertorial breadcrumb breadcrumbs"
    " byline"
    " dateline footer login signin masthead menu nav navbar navigation navi newsletter"
    " pager pagination promo promos"
    " promotion promoted share shares sharing sharedaddy sharebar sharethis sharetools"
    " signup social"
    " socials sponsor sponsored sponsors subscribe subscription subscriptions timestamp"
    " toolbar trending"
    " metadata discussion shoutbox".split()
)
"""Words for menus, buttons and advertisements around the article."""
_ALONE = frozenset(
    "banner bio caption credit credits email mail foot gallery hidden infobox jump legal links meta"
    " more most next popular print read references rss skip sign up teaser teasers toc"
    " tags tag tools topics"
    " topic widget outline latest".split()
)
"""Words that say the same only if nothing but `_HELPERS` stands beside them."""
_HELPERS = frozenset(
    "article articles author bar block body bottom box btn button buttons component"
    " container content count"
    " data desktop element entry form global group header heading holder icon icons id"
    " info inline inner"
    " image item items js label line link list main mobile module news outer page panel"
    " photo picture post posts primary row"
    " secondary section site slot story stories text the thumbnail title top ul unit view"
    " widget wp wrap wrapper zone".split()
)
_BODY = re.compile(
    r"(?<![^\s_-])(?:(?:article|story|post)-?(?:body|text|content)|(?:entry|main)-?content|body-?(?:copy|text))"
    r"(?![^\s_-])",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(
    r"(?<![^\s_-])(?:standfirst|dek|lede|subtitle|sub-?head(?:line)?)(?![^\s_-])", re.IGNORECASE
)
_PICTURE = frozenset(
    "caption figure gallery image images img media photo photos picture slideshow thumbnail video".split()
)
_USUAL = _BESIDE | _AROUND | _ALONE | _HELPERS
_TELLING = _BESIDE | _AROUND | _ALONE
_COMMENTS = frozenset(("comments", "comment-list", "commentlist", "disqus_thread", "comment"))
_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_body(names: tuple[str, ...]) -> bool:
    """Whether a name says that the element holds the text of the article."""
    return any(map(_BODY.search, names))


def is_standfirst(names: Iterable[str]) -> bool:
    return any(map(_STANDFIRST.search, names))


@lru_cache(maxsize=20_000)
def is_picture(names: tuple[str, ...]) -> bool:
    """Whether a name says that the element is a picture with its caption."""
    return any(not _PICTURE.isdisjoint(_words(name)) for name in names)


@lru_cache(maxsize=20_000)
def is_caption(names: tuple[str, ...]) -> bool:
    """Whether a name says that the element is the caption of a picture."""
    return any("caption" in _words(name) for name in names)


def is_comments(names: Iterable[str]) -> bool:
    """Whether a name says that readers' comments are here, and nothing else."""
    return not _COMMENTS.isdisjoint(names)


@lru_cache(maxsize=20_000)
def is_beside(names: tuple[str, ...]) -> bool:
    """Whether a name says that the element is no part of the article however long it is."""
    return "beside" in map(_verdict, names)


@lru_cache(maxsize=20_000)
def is_boilerplate(names: tuple[str, ...]) -> bool:
    """Whether a name says that the element is no part of the article, and none says that it is."""
    return any(map(_verdict, names)) and not is_body(names)


@lru_cache(maxsize=20_000)
def _verdict(name: str) -> str:
    """ "beside" or "around" the article, or "" for a name that says nothing.

    In `block__element--modifier` the modifier says nothing.
    """
    name = name[:100].partition("--")[0]
    words = _words(name)
    if words.isdisjoint(_TELLING) or _SILENT.match(name):
        return ""
    if words & _BESIDE:
        return "beside"
    if words & _AROUND or (words & _ALONE and words <= _ALONE | _HELPERS):
        return "around"
    return ""


def _words(name: str) -> set[str]:
    return set(" ".join(_WORDS.findall(name)).lower().split())


@lru_cache(maxsize=20_000)
def is_slug_like(id: str) -> bool:
    """Whether an id has words of its own, as one made of a heading has."""
    return not _words(id) <= _USUAL
