"""The names of our indices, aliases and documents in the cluster.

    {prefix}                the alias of the published index
    {prefix}-mapping-2      another alias of it, if its mapping has version 2
    {prefix}-000007         an index: articles and their paragraphs
    {prefix}-state          the lock, what is published, and the manifests

Searches go to the alias with the version of the mapping that they expect, so that they never run over
an index with other fields, even at the moment when one is published.

In an index `a:<id>` is an article and `p:<position>:<id>` a paragraph of it. An id in the
cluster has at most 512 bytes: a long one is replaced by its digest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

_MOST_BYTES = 400


@dataclass(frozen=True, slots=True)
class Names:
    """The names that begin with a prefix."""

    prefix: str

    @property
    def alias(self) -> str:
        return self.prefix

    def mapping_alias(self, version: int) -> str:
        return f"{self.prefix}-mapping-{version}"

    @property
    def every_mapping_alias(self) -> str:
        """A pattern that matches these aliases only."""
        return f"{self.prefix}-mapping-*"

    @property
    def state(self) -> str:
        return f"{self.prefix}-state"

    @property
    def every_index(self) -> str:
        """A pattern that matches all indices, and some other names."""
        return f"{self.prefix}-*"

    def index(self, number: int) -> str:
        return f"{self.prefix}-{number:06}"

    def number(self, name: str) -> int:
        """The number of an index, 0 for any other name."""
        found = re.fullmatch(rf"{re.escape(self.prefix)}-(\d{{6,}})", name)
        return int(found[1]) if found else 0


def key(id: str) -> str:
    """The article's id as a part of document ids; it is also their routing."""
    encoded = id.encode("utf-8", "surrogatepass")
    if len(encoded) <= _MOST_BYTES and encoded.decode("utf-8", "ignore") == id:
        return id
    return f"#{blake2b(encoded, digest_size=16).hexdigest()}"


def article(id: str) -> str:
    return f"a:{key(id)}"


def is_article(document: str) -> bool:
    """Whether the document with that id is an article, not a paragraph."""
    return document.startswith("a:")


def paragraph(id: str, position: int) -> str:
    return f"p:{position}:{key(id)}"
