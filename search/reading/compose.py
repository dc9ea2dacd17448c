"""A draft becomes an article: here text is cleaned and bounded, dates are read, and an id is made.

It is the same for every format, so that what a field means does not depend on the format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from search.config.archive import ArchiveConfig
from search.model.articles import Article, Source
from search.model.facets import AUTHOR, LANGUAGE, SOURCE, FacetName, FacetTable, canonical
from search.reading.applied_settings import (
    folder_values,
    left_out_by_settings,
    origins_by_settings,
)
from search.reading.clean_text import CONTROL, clean
from search.reading.date_parsing import checked_date, is_ahead
from search.reading.draft import Draft
from search.reading.dropped_texts import dropped_beginnings, is_dropped
from search.reading.file_names import without_suffix
from search.reading.link_targets import with_targets
from search.reading.paragraphs import MAX_PARAGRAPH, anchored_captions, anchored_paragraphs
from search.reading.path_fields import with_path
from search.reading.records import SCHEDULED, Record, Scheduled, Unreadable
from search.reading.short_text_cache import memoised
from search.reading.wrongly_decoded import decoded_rightly

MAX_TITLE = 1_000
MAX_VALUE = 300
MAX_VALUES = 200
MAX_ID = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, warnings about its record, each a sentence, and where its values were found (see
    `Draft.origins` and `Draft.left_out`). `place` is that of the record. `edition`
    is that of the record or the draft."""

    article: Article
    warnings: tuple[str, ...]
    origins: Mapping[str, str]
    left_out: tuple[str, ...]
    place: str = ""
    edition: int = 0


def compose(draft: Draft, record: Record, config: ArchiveConfig) -> Reading:
    """The article of a draft; raises `Unreadable` if there is none in it."""
    draft, odd_letters = decoded_rightly(with_path(draft, record))
    today = datetime.now(UTC).date()
    published, odd = checked_date(draft.published, "the date", today)
    if published and draft.has_front_matter and is_ahead(published, today):
        raise Scheduled(SCHEDULED)
    dated, odd_source = checked_date(draft.source_published, "the source's date", today)
    dropped = dropped_beginnings(config)
    kept, pictures = draft.paragraphs, draft.captions
    if dropped:
        kept = tuple([each for each in kept if not is_dropped(each.text, dropped)])
        pictures = tuple([each for each in pictures if not is_dropped(each.text, dropped)])
    address = _address(draft.address)
    paragraphs, odd_links = with_targets(anchored_paragraphs(kept), draft.base, address)
    title, long_title = _shortened(clean(draft.title), MAX_TITLE, "the title")
    if not title and not paragraphs:
        raise Unreadable("holds no text: add some, or remove the file")
    given = _given(draft)
    facets, lost = _facets(given, record.file_name, config.facets)
    origins = {**draft.origins, **origins_by_settings(draft, given, record.file_name, config)}
    article = Article(
        id=_id(draft, record),
        title=title,
        publisher=clean(draft.publisher)[:MAX_VALUE],
        published=published,
        source=Source(
            next(iter(facets.get(SOURCE, ())), ""), dated, _address(draft.source_address)
        ),
        facets=facets,
        summary="" if is_dropped(draft.summary, dropped) else clean(draft.summary)[:MAX_PARAGRAPH],
        paragraphs=paragraphs,
        captions=anchored_captions(pictures, len(paragraphs)),
        language=clean(draft.language)[:35] or next(iter(facets.get(LANGUAGE, ())), ""),
        address=address,
        rights=clean(draft.rights)[:MAX_VALUE],
    )
    odds = (*draft.warnings, odd_letters, odd, odd_source, long_title, odd_links, *lost)
    left_out = (*draft.left_out, *left_out_by_settings(draft, given, config))
    edition = record.edition or draft.edition
    return Reading(article, tuple(filter(None, odds)), origins, left_out, record.place, edition)


_clean_value = memoised(clean)
_IN_QUOTES = re.compile(r"""(?:"([^"]+)"|“([^“”]+)”|'([^']+)')""")


@memoised
def _clean_author(text: str) -> str:
    """A name without quotation marks around the whole of it, which tables and programs leave there."""
    value = clean(text)
    quoted = _IN_QUOTES.fullmatch(value)
    return quoted[quoted.lastindex or 0].strip() if quoted else value


def _given(draft: Draft) -> dict[FacetName, tuple[str, ...]]:
    """The values of facets that the file itself gives."""
    of_fields = {SOURCE: (draft.source[:MAX_VALUE],), LANGUAGE: (_language(draft.language),)}
    return {**draft.facets, **of_fields}


def _facets(
    given: Mapping[FacetName, tuple[str, ...]], path: str, table: FacetTable
) -> tuple[dict[FacetName, tuple[str, ...]], list[str]]:
    """The values of each facet that has any, and a warning for each that lost some."""
    found: dict[FacetName, tuple[str, ...]] = {}
    warnings = []
    for facet in table:
        of_folders = folder_values(facet, path).values()
        if of_file_and_folders := (*given.get(facet.name, ()), *of_folders):
            values, warning = _values(of_file_and_folders, facet.name)
            if named := canonical(facet, values):
                found[facet.name] = named
            warnings.append(warning)
    return found, warnings


def _language(tag: str) -> str:
    """The language of a tag such as en-GB (RFC 5646), without country and script; "" if it is none."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z0-9])", tag)
    return found[1].lower() if found else ""


def _values(given: Iterable[str], name: str) -> tuple[tuple[str, ...], str]:
    """Cleaned values without doubles, in order, and a warning if some were left out."""
    cleaned = map(_clean_author if name == AUTHOR else _clean_value, given)
    values = _different(filter(None, cleaned), is_name=name == AUTHOR)
    kept = tuple(value for value in values if len(value) <= MAX_VALUE)[:MAX_VALUES]
    left_out = len(values) - len(kept)
    if not left_out:
        return kept, ""
    return kept, (
        f"{left_out} {name} value(s) were left out: at most {MAX_VALUES}, of {MAX_VALUE} characters each"
    )


def _different(values: Iterable[str], *, is_name: bool) -> tuple[str, ...]:
    """Values without doubles; a name that is written in capitals a second time is one."""
    first: dict[str, str] = {}
    for value in values:
        first.setdefault(value.casefold() if is_name else value, value)
    return tuple(first.values())


def _shortened(text: str, limit: int, name: str) -> tuple[str, str]:
    if len(text) <= limit:
        return text, ""
    return text[: limit - 1] + "…", f"{name} has more than {limit:,} characters: it was shortened"


def _address(text: str) -> str:
    """A web address that is safe as a link; "" for any other text."""
    address = clean(text)
    is_safe = (
        re.fullmatch(r"https?://[^\s\"'<>]+", address, re.IGNORECASE) and len(address) <= 2_000
    )
    return address if is_safe else ""


def _id(draft: Draft, record: Record) -> str:
    path = without_suffix(record.file_name)
    if draft.id:
        given = draft.id
    elif record.line:
        digest = blake2b(draft.key.encode(errors="replace"), digest_size=6).hexdigest()
        given = f"{path}/{digest}"
    else:
        given = path
    parts = re.sub(r"\s+", "-", unicodedata.normalize("NFC", given.strip())).split("/")
    id = "/".join(part for part in parts if part)
    if not id or len(id) > MAX_ID or {".", ".."} & {*parts} or CONTROL.search(given) or "\\" in id:
        raise Unreadable(
            f"has the id “{clean(given)[:60]}”, which cannot be part of an address: use letters, digits,"
            f" hyphens and slashes, at most {MAX_ID}"
        )
    return id
