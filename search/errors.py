"""Every error that a user may see: its message is one clear sentence that says what to do."""

from __future__ import annotations


class BackissueError(Exception):
    """Base of all errors whose text is written for the person who meets it."""


class BadParameter(BackissueError):
    """A value of a search parameter that cannot be used.

    `name` is the URL parameter, `value` what was given; the message says what is expected.
    """

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={_shortened(value)!r} cannot be used: {expected}.")
        self.name = name
        self.value = value


class NoSuchPage(BackissueError):
    """A page after the last one of a search or list, which has `pages`."""

    def __init__(self, page: int, pages: int) -> None:
        there_are = f"this search has {pages:,} page{'s' if pages != 1 else ''}"
        super().__init__(
            f"page={page} cannot be shown: {there_are if pages else 'nothing was found'}."
        )
        self.page = page
        self.pages = pages


class BadSetting(BackissueError):
    """An environment variable holds what cannot be used."""


class PackageMissing(BackissueError):
    """What is asked for needs a package that is not installed."""

    def __init__(self, what: str, package: str) -> None:
        super().__init__(
            f"{what} needs the package {package}: install it with `pip install 'backissue[{package}]'`."
        )


class BadConfig(BackissueError):
    """The settings of an archive, in `backissue.toml`, cannot be used."""


class ArchiveMissing(BackissueError):
    """The folder of articles does not exist, is no folder, or holds no article."""


class IndexNotWritable(BackissueError):
    """The index folder cannot be created or written."""


class NotWritable(BackissueError):
    """A file that a command was to write cannot be written."""


class ReindexRunning(BackissueError):
    """Another reindex holds the lock of this index."""


class IndexMissing(BackissueError):
    """No generation has been published yet."""


class IndexDamaged(BackissueError):
    """A published generation is not as it was written."""

    @property
    def fault(self) -> str:
        """What is wrong, without what to do: the message up to its colon, as a sentence."""
        return f"{str(self).partition(': run `')[0].rstrip('.')}."


class IndexOfOtherVersion(IndexDamaged):
    """A published index that another version of Backissue wrote; the next reindex builds a new one."""

    def __init__(self, index: object) -> None:
        super().__init__(
            f"{index} was written by another version of Backissue: run `backissue reindex`, which"
            " builds the index again; the articles are not touched."
        )


class SearchTooLong(BackissueError):
    """A search for all results did not end in time, and a part of them would pass for all."""

    def __init__(self) -> None:
        super().__init__(
            "The search took too long for all of its results to be listed: narrow it by a date or a"
            " facet, or use fewer or longer words."
        )


class NeedsExtra(BackissueError):
    """What was asked for needs libraries of an optional extra, which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra {extra}: run `pip install 'backissue[{extra}]'`.")


class BadAddress(BackissueError):
    """The address of an index cannot be read."""


class IndexUnreachable(BackissueError):
    """The OpenSearch cluster that holds the index does not answer, or does not let us in."""


def _shortened(value: str, limit: int = 60) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
