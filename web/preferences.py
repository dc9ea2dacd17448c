"""How a reader likes results to be listed: a cookie of the browser remembers it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.model.request import PAGE, SIZE, SearchRequest

COOKIE = "view"
LANGUAGE = "language"
"""The cookie of the language that a reader chose."""
SHAPE, HITS = "list", "hits"
"""The fields of the form that sends a choice."""
FULL, COMPACT = "full", "compact"
SIZES = (10, 20, 50)
LASTS = 31_536_000


@dataclass(frozen=True, slots=True)
class View:
    """Whether hits are listed without their passages, and how many stand on a page unless an address
    says otherwise."""

    is_compact: bool = False
    size: int = SIZES[0]

    @classmethod
    def of_cookie(cls, text: str) -> View:
        """The view that a cookie holds; what it should not hold counts as nothing."""
        shape, _, size = text.partition("-")
        return cls().with_choice(shape, size)

    @property
    def cookie(self) -> str:
        return f"{COMPACT if self.is_compact else FULL}-{self.size}"

    def with_choice(self, shape: str, size: str) -> View:
        """The view with what was chosen of it; other texts change nothing."""
        is_compact = shape == COMPACT if shape in (FULL, COMPACT) else self.is_compact
        chosen = next((each for each in SIZES if str(each) == size), self.size)
        return View(is_compact, chosen)

    def applied(self, request: SearchRequest, names: frozenset[str]) -> SearchRequest:
        """The request with the remembered number of hits, unless the address, which has parameters of
        these `names`, shows a page of another number."""
        return request if {PAGE, SIZE} & names else replace(request, size=self.size)


PLAIN = View()
