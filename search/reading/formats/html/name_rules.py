"""What the class names and ids of an element say about its text.

Names are judged whole. `sidebar` says that a box stands beside the article, but `has-sidebar`,
`sidebar-right` and `field--label-hidden` describe the layout of the element that has them, which is often
the article itself. A name is split into words at hyphens, underscores and capitals.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SILENT = re.compile(
    r"(?:is|js|elementor|fields?|cols?|row|grid|theme|tag|category|tax|type|format|status|icon|hide|show)[-_]"
    r"|.*[-_]print(?:$|[-_])|print[-_:]"
    r"|(?:.*[-_])?(?:has|have|with|without|no|non|not|layout|template)(?:$|[-_])"
    r"|.*[-_](?:left|right)$"
    r"|(?:.*[-_])?(?:comments?|sidebar)[-_](?:open|closed|off|on|enabled|disabled|active|status)(?:$|[-_])"
    r"|[-_]",
    re.IGNORECASE,
)
"""Names of layout, of state and of builders of pages; `tag-*` and `category-*` are those that WordPress
gives to a post: they say nothing."""
_OF_LAYOUT = frozenset(
    "is js elementor field fields col cols row grid theme tag category tax type format status icon hide"
    " show print has have with without no non not layout template left right open closed off on enabled"
    " disabled active".split()
)
"""Of the names above each has one of these words, or begins with a bar."""
_BESIDE = frozenset(
    "related recommended recommendation recommendations recommends recirc recirculation"
    " comment comments kommentar kommentare commentaire commentaires comentario comentarios"
    " commenti reacties cookie cookies consent gdpr dsgvo brlbs borlabs onetrust usercentrics"
    " didomi cookiebot"
    " commentlist disqus respond replies sidebar rail modal popup outbrain"
    " taboola relatedposts yarpp".split()
)
"""Words for what stands beside the article, however long it is."""
_AROUND = frozenset(
    "ad ads advert adverts advertisement advertising advertorial breadcrumb breadcrumbs"
    " byline"
    " dateline footer login signin masthead menu nav navbar navigation navi newsletter"
    " pager pagination promo promos"
    " product products promotion promoted share shares sharing sharedaddy sharebar sharethis sharetools"
    " signup social"
    " socials sponsor sponsored sponsors subscribe subscription subscriptions timestamp"
    " toolbar trending"
    " metadata discussion shoutbox donate donation".split()
)
"""Words for menus, buttons and advertisements around the article."""
_PRODUCT = frozenset(("product", "products"))
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
    " data desktop element entry ez form global group header heading holder icon icons id"
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
_OF_TEXTS = frozenset(
    "body text content copy articlebody articletext articlecontent storybody storytext storycontent"
    " postbody posttext postcontent entrycontent maincontent bodycopy bodytext standfirst dek lede"
    " subtitle sub subhead subheadline".split()
)
"""Words of the names that `_BODY` and `_STANDFIRST` find."""
_UNSEEN = re.compile(
    r"(?:[a-z]{1,3}-)?(?:visually-?hidden|hid(?:e|den)-?visually|sr-?only|screen-?reader(?:s|-text|-only|s-only)?"
    r"|element-invisible|off-?screen|assistive-?text|mw-editsection)",
    re.IGNORECASE,
)
"""Names of what only screen readers say, or those who write a page of a wiki."""
_OF_UNSEEN = frozenset(
    "visually visuallyhidden sr sronly screen screenreader screenreaders offscreen invisible assistive"
    " assistivetext editsection".split()
)
"""Of the names above each has one of these words."""
_PICTURE = frozenset(
    "caption figure gallery image images img media photo photos picture slideshow thumbnail video".split()
)
_USUAL = _BESIDE | _AROUND | _ALONE | _HELPERS
_PARTING = _BESIDE | _AROUND | _ALONE
_TELLING = frozenset(
    form
    for word in _PARTING | _PICTURE | _OF_TEXTS | _OF_UNSEEN
    for form in (word, word.capitalize(), word.upper())
)
"""Words of names that may say something, as `_WORDS` finds them."""
_COMMENTS = frozenset(("comments", "comment-list", "commentlist", "disqus_thread", "comment"))
_LONGEST = 100
_WORDS = re.compile(r"(?<![0-9a-z])[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|(?<!\d)[^\W\d_]+")


BESIDE, AROUND, BODY, COMMENTS, PICTURE, CAPTION, STANDFIRST, UNSEEN, PRODUCT = (
    1 << at for at in range(9)
)
"""What a name says of an element: that it stands beside the article, so is no part of it however long it
is; or around it; that it holds the text of the article; that it has readers' comments and nothing else;
that it is a picture with its caption, or the caption; that it is the standfirst; that only screen
readers say it; that it is about a product, as a part of a review or of a shop may be."""


def meaning_of(name: str) -> int:
    """What a name says, as a sum of the above; 0 if it says nothing. For most names a look at their words
    is enough to know that."""
    found = _WORDS.findall(name)
    if _TELLING.isdisjoint(found):
        return 0
    words = set(" ".join(found).lower().split())
    meaning = 0
    if not words.isdisjoint(_PARTING):
        meaning = _verdict(name, words) | COMMENTS * (name in _COMMENTS)
        meaning |= PRODUCT * (meaning == AROUND and not words.isdisjoint(_PRODUCT))
    if not words.isdisjoint(_OF_TEXTS):
        meaning |= BODY * bool(_BODY.search(name)) | STANDFIRST * bool(_STANDFIRST.search(name))
    if not words.isdisjoint(_OF_UNSEEN):
        meaning |= UNSEEN * bool(_UNSEEN.fullmatch(name))
    if not words.isdisjoint(_PICTURE):
        meaning |= PICTURE | CAPTION * ("caption" in words)
    return meaning


kept_meaning_of = lru_cache(maxsize=20_000)(meaning_of)


def is_boilerplate(meaning: int) -> bool:
    """Whether a name says that the element is no part of the article, and none says that it is."""
    return bool(meaning & (BESIDE | AROUND)) and not meaning & BODY


def _verdict(name: str, words: set[str]) -> int:
    """BESIDE, AROUND or 0. In `block__element--modifier` the modifier says nothing."""
    own, is_modified, _ = name[:_LONGEST].partition("--")
    if is_modified or len(name) > _LONGEST:
        words = _words(own)
    if (own[:1] in "-_" or not words.isdisjoint(_OF_LAYOUT)) and _SILENT.match(own):
        return 0
    if words & _BESIDE:
        return BESIDE
    if words & _AROUND or (words & _ALONE and words <= _ALONE | _HELPERS):
        return AROUND
    return 0


def _words(name: str) -> set[str]:
    return set(" ".join(_WORDS.findall(name)).lower().split())


def is_slug_like(id: str) -> bool:
    """Whether an id has words of its own, as one made of a heading has."""
    return not _words(id) <= _USUAL
