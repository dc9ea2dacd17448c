"""Records: the bytes of one article each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from search.reading.file_names import without_suffix

MAX_BYTES = 20_000_000
"""The size of one article: no text that people write is longer, and memory stays bounded."""

_SHOWN = 200
"""Characters of the message of a library's error."""


class Unreadable(Exception):
    """A record that is no article; the message is the reason and says what to do."""


DRAFT = "is a draft: it is indexed when it is one no longer"
SCHEDULED = "is dated in the future, as a draft is: it is indexed once its date has come"
NO_ARTICLE = "is JSON without an article: there is neither text nor a list of articles in it"
NO_ITEMS = "is XML without an article: there is no item of a feed in it"
NO_TEXT_COLUMN = "is a table without texts: name a column content, text or body if one holds them"
LINKS = "is a list of links without texts: save the pages themselves into the archive"
NO_POST = "is a page, an attachment, a comment or the like of a site, and not one of its posts"
NOT_PUBLIC = "is private, has a password or was thrown away: only some could see it at its site"

NO_CHAPTER = "is a cover, a title page or another page of a book without a text of its own"

PASSED_OVER: Mapping[str, str] = {
    DRAFT: "drafts",
    SCHEDULED: "drafts",
    NO_ARTICLE: "JSON files without articles",
    NO_ITEMS: "XML files without articles",
    NO_TEXT_COLUMN: "tables without texts",
    LINKS: "lists of links",
    NO_POST: "pages, attachments and comments of sites",
    NOT_PUBLIC: "private posts",
    NO_CHAPTER: "covers and other pages of books without a text of their own",
}
"""The reasons for which a record is no article on purpose, and what such records are called when they
are counted. They are no failures."""


class PassedOver(Unreadable):
    """A record that is no article on purpose; the message is one of PASSED_OVER."""


class Scheduled(PassedOver):
    """A record that is passed over until its day has come: then it is an article, although unchanged."""


class UnknownFormat(Unreadable):
    """A file of no format that is read, by its name and by its content."""

    kind = "is no file that is read"
    """What the manifest says of such a file."""


class NeedsExtra(Unreadable):
    """A record whose format is read once an optional extra is installed; until then it is no failure."""

    def __init__(self, extra: str) -> None:
        super().__init__(f"{_NEEDS} {extra}: pip install 'backissue[{extra}]'")


_NEEDS = "needs the extra"


def needs_extra(reason: str) -> bool:
    """Whether a reason is that of `NeedsExtra`."""
    return reason.startswith(_NEEDS)


class Inaccessible(Unreadable):
    """A file that cannot be read now, or not to its end: it may well hold articles.

    An article that was published from it stays published.
    """


class Record(NamedTuple):
    """The bytes of one article.

    `path` is relative to the archive. `line` is the number of the record in its file, from 1, if files
    of this format have many: the line in JSON Lines. It is 0 if the record is the whole file.

    `member` is the path of that file inside a container such as a zip file, which is at `path`; ""
    outside of any. `number` then counts all records and failures of the container, from 1; else it is 0.
    `format` is the name of the format; if it is "", the name of the file says it. `edition` is a number
    that says when a page was captured (see `editions`), 0 where no container says it.
    """

    path: str
    line: int
    data: bytes
    member: str = ""
    format: str = ""
    number: int = 0
    edition: int = 0

    @property
    def file_name(self) -> str:
        """The path of the file, inside a folder with the name of the container if it is in one. Ids,
        dates and the values of folders come from it."""
        return f"{without_suffix(self.path)}/{self.member}" if self.member else self.path

    @property
    def position(self) -> int:
        """The number of the record among all at `path`, from 1; 0 if it is the whole."""
        return self.number or self.line

    @property
    def place(self) -> str:
        """Where it is in a container: "2019/a.html", "all.jsonl:3"; "" outside of any."""
        return _place(self.member, self.line)

    def content_hash(self) -> str:
        """The BLAKE2b digest, 16 bytes in hexadecimal digits, of all that the article is made of."""
        digest = blake2b(self.data, digest_size=16)
        if self.member or self.format:
            digest.update(f"\0{self.member}\0{self.format}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


class Failure(NamedTuple):
    """A record that was left out, and why; the rest is as in `Record`."""

    path: str
    line: int
    reason: str
    member: str = ""
    number: int = 0

    @property
    def position(self) -> int:
        """As that of a `Record`."""
        return self.number or self.line

    @property
    def place(self) -> str:
        """As that of a `Record`."""
        return _place(self.member, self.line)


@dataclass(slots=True)
class Tally:
    """What is known of a file as far as it was read: the `share` of it, from 0 to 1, and what is in a
    container beside records, as numbers by suffix or by a kind in the plural."""

    share: float = 0.0
    others: Counter[str] = field(default_factory=Counter)


def _place(member: str, line: int) -> str:
    return f"{member}:{line}" if member and line else member


def unexpected(error: Exception) -> Inaccessible:
    """The failure of a record at which a parser or a library raised an error that nobody expects."""
    if isinstance(error, MemoryError):
        return Inaccessible("needs more memory than one file may take: split it")
    if isinstance(error, RecursionError):
        return Inaccessible("is nested too deeply to be read")
    message = " ".join(str(error).split())[:_SHOWN]
    return Inaccessible(
        f"cannot be read ({type(error).__name__}: {message}): please report this file"
    )
