"""Which of the hits of a search an export holds, and its URL parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.model.params import Params, given_in, whole_number

LIMIT, OFFSET, BOM = PARAMETERS = ("limit", "offset", "bom")
"""How many hits, after how many, and whether a byte order mark comes first."""
MAX_OFFSET = 100_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Hits after the first `skip`, `most` of them; None for all."""

    skip: int = 0
    most: int | None = None

    def after(self, total: int) -> Part | None:
        """The part that follows this one of `total` hits; None if this one has the last of them."""
        if self.most is None or self.skip + self.most >= total:
            return None
        return Part(self.skip + self.most, self.most)

    def to_params(self) -> Params:
        params = [(OFFSET, str(self.skip))] if self.skip else []
        return [*params, (LIMIT, str(self.most))] if self.most is not None else params

    @classmethod
    def from_params(cls, params: Iterable[tuple[str, str]], default: int, limit: int) -> Part:
        """Read `offset` and `limit`: `default` hits if none is given, `limit` at most. Raises
        `BadParameter`."""
        given = given_in(params)
        return cls(
            whole_number(given, OFFSET, 0, MAX_OFFSET, least=0),
            whole_number(given, LIMIT, default, limit),
        )


WHOLE = Part()


def wants_mark(params: Iterable[tuple[str, str]]) -> bool:
    """Whether `bom` asks for a byte order mark; raises `BadParameter`."""
    return bool(whole_number(given_in(params), BOM, 0, 1, least=0))
