"""Whether an object says that it is no article: a draft, a private post, a page of a site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from search.reading.raw_values import flag, string_of
from search.reading.records import DRAFT, NO_POST, NOT_PUBLIC, PassedOver

NO_WORDS = ("false", "no", "off")
YES_WORDS = ("true", "yes", "on", "1")
_DRAFTS = ("draft", "pending", "auto-draft", "future")
"""States of posts that nobody could read yet."""
_CLOSED = ("private", "trash")


def refuse_unpublished(record: Mapping[str, Any]) -> None:
    """Raise `PassedOver` for what was not published.

    The names are those of front matter, and of the posts of WordPress in its tables and exports; other
    blogs have theirs under the same names.
    """
    status = string_of(record.get("status")).strip().lower()
    is_hidden = flag(record.get("published")) in NO_WORDS
    if status == "draft" or flag(record.get("draft")) in YES_WORDS or is_hidden:
        raise PassedOver(DRAFT)
    if "post_status" not in record:
        return
    if string_of(record.get("post_type")) not in ("post", ""):
        raise PassedOver(NO_POST)
    state = string_of(record["post_status"]).strip().lower()
    if state in _CLOSED or string_of(record.get("post_password")):
        raise PassedOver(NOT_PUBLIC)
    if state in _DRAFTS:
        raise PassedOver(DRAFT)
