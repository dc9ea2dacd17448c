"""What things are called in the cluster.

    {prefix}            the alias of the published index
    {prefix}-000007     an index: articles and their paragraphs
    {prefix}-state      who writes, what was published, and the manifests

In an index `a:<id>` is an article and `p:<position>:<id>` a paragraph of it. The cluster takes no id
above 512 bytes: a long one is replaced by its digest.
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

    @property
    def state(self) -> str:
        return f"{self.prefix}-state"

    @property
    def every_index(self) -> str:
        """A pattern that all indices match, and some other names."""
        return f"{self.prefix}-*"

    def index(self, number: int) -> str:
        return f"{self.prefix}-{number:06}"

    def number(self, name: str) -> int:
        """The number of an index, 0 for any other name."""
        found = re.fullmatch(rf"{re.escape(self.prefix)}-(\d{{6,}})", name)
        return int(found[1]) if found else 0


def key(id: str) -> str:
    """An article's id as it stands in the ids of documents; also what they are routed by."""
    encoded = id.encode("utf-8", "surrogatepass")
    if len(encoded) <= _MOST_BYTES and encoded.decode("utf-8", "ignore") == id:
        return id
    return f"#{blake2b(encoded, digest_size=16).hexdigest()}"


def article(id: str) -> str:
    return f"a:{key(id)}"


def is_article(document: str) -> bool:
    """Whether the document with that id is an article."""
    return document.startswith("a:")


def paragraph(id: str, position: int) -> str:
    return f"p:{position}:{key(id)}"
