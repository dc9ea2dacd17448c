"""Fields in the path of a file, as sites have them: `_posts/2019-05-04-the-ferry.md`, a folder with that
name and an `index.md`, `2019/05/04/the-ferry.html`."""

from __future__ import annotations

import re
from dataclasses import replace

from search.model.dates import PartialDate
from search.reading.date_parsing import is_day, parse_date
from search.reading.draft import Draft
from search.reading.file_names import without_suffix
from search.reading.records import DRAFT, PassedOver, Record

_NAME = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=[-_. ]))"
    r"(?:[-_. ]+(?P<slug>.*))?",
    re.DOTALL,
)
_FOLDERS = re.compile(r"(?:.*/)?(\d{4})/(\d{2})/(\d{2})/[^/]+(?:/index)?", re.DOTALL)
_INDEX = "index"
_DRAFTS = "_drafts"


def with_path(draft: Draft, record: Record) -> Draft:
    """The draft, where the date and the title that it lacks are those in the name of its file.

    The name of a file with many records says nothing about one of them. A file that was made on a day has
    that date if its name has none. Raises `PassedOver` in a folder of drafts.
    """
    *folders, name = without_suffix(record.file_name).split("/")
    if _DRAFTS in folders:
        raise PassedOver(DRAFT)
    named = _with_name(draft, record, folders[-1] if folders and name == _INDEX else name)
    return _with_day_made(_with_folders(named, record, "/".join((*folders, name))))


def _with_day_made(draft: Draft) -> Draft:
    if draft.published or not draft.made:
        return draft
    origins = {**draft.origins, "published": "properties: created, as nothing else gives a date"}
    return replace(draft, published=draft.made, origins=origins)


def _with_name(draft: Draft, record: Record, name: str) -> Draft:
    found = None if record.line else _NAME.fullmatch(name)
    if not found:
        return draft
    title = draft.title or _title(found["slug"] or "")
    day = re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", found["date"])
    published = day if _is_vaguer(draft.published, day) else draft.published
    named = replace(draft, title=title, published=published)
    fields = [
        name for name in ("title", "published") if getattr(named, name) != getattr(draft, name)
    ]
    return replace(named, origins={**draft.origins, **dict.fromkeys(fields, "file name")})


def _with_folders(draft: Draft, record: Record, path: str) -> Draft:
    found = None if record.line else _FOLDERS.fullmatch(path)
    day = "-".join(found.groups()) if found else ""
    if not (day and is_day(day) and _is_vaguer(draft.published, day)):
        return draft
    return replace(draft, published=day, origins={**draft.origins, "published": "folders"})


def _is_vaguer(text: str, day: str) -> bool:
    """Whether a date is missing, or is only the month or the year of a day."""
    found = parse_date(text)
    return not text or (isinstance(found, PartialDate) and day.startswith(found.isoformat()))


def _title(slug: str) -> str:
    """The words of a slug: "The ferry" for "the-ferry"."""
    words = re.sub(r"[-_\s]+", " ", slug).strip()
    return words[:1].upper() + words[1:]
