"""The small archive that the tests of the site read: regular articles, and awkward ones."""

from __future__ import annotations

from datetime import date, timedelta

from search.model.articles import Article, Paragraph, Source
from tests.support import article, whole_article

AUTHORS = (
    "Ada Byron", "Émile Zola", "Łukasz Nowak", "Zoë Ångström", "Bo Li", "The Data Desk",
    "Siân Prosser", "Dr. José Núñez", "Priya Rao", "Yuki Tanabe", "Olu Adeyemi", "Ann O’Hara",
)  # fmt: skip
REGIONS = ("Russia and FSU", "Middle East & North Africa", "USA, Canada", "West Africa")
THEMES = ("Rivers & Floods", "Railways", "Libraries and Archives", "Elections", "Harvests")
REPORTS = ("LIVING WITH WATER", "THE LAST BRANCH LINES")
SOURCES = ("Harbour & Hinterland", "Field Notes", "")
SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"{SCRIPT}<img src=x onerror=alert(2)>\"'&lt;b&gt;"
HOSTILE_ID = "odd/<b>&\"'?#%25 + id"


def regular(number: int) -> Article:
    """Article `number` of a series in which every field varies with a period of its own."""
    published = date(2005, 1, 15) + timedelta(days=97 * number)
    return article(
        f"{published.year}/article-{number:03}",
        f"The river rose for the {number}th time, and the flood reached the railway station.",
        f"A librarian counted {number} books in the reading room of the river town.",
        "Nobody had asked the harvest; the ballots were counted twice." * (number % 3),
        title=f"{THEMES[number % 5]} number {number}",
        authors=tuple(dict.fromkeys((AUTHORS[number % 12], AUTHORS[number * 5 % 6]))),
        publisher="The Lantern Review" if number % 2 else "",
        published=published if number % 11 else None,
        source=Source(SOURCES[number % 3], published, "https://example.org/story"),
        regions=REGIONS[: number % 3],
        themes=(THEMES[number % 5], THEMES[(number + 2) % 5])[: 1 + number % 2],
        reports=REPORTS[number % 4 : number % 4 + 1],
        summary=f"What the water left behind in year {number}." if number % 2 else "",
        language="en",
    )


def hostile() -> Article:
    """Markup and scripts wherever a field takes text."""
    return article(
        HOSTILE_ID,
        f"A river paragraph {HOSTILE} with more river.",
        title=f"Hostile {HOSTILE}",
        authors=(f"Author {HOSTILE}",),
        publisher=f"Publisher {HOSTILE}",
        published=date(1999, 12, 31),
        source=Source(f"Source {HOSTILE}", None, "javascript:alert(3)"),
        regions=(f"Region {HOSTILE}",),
        themes=(f"Theme {HOSTILE}",),
        reports=(f"Report {HOSTILE}",),
        summary=f"Summary {HOSTILE} of a river",
        language='"><script>',
        address="data:text/html,<script>alert(4)</script>",
        rights=f"Rights {HOSTILE}",
    )


def kinds() -> Article:
    """Every kind of paragraph: a heading, a quotation, two items of a list, plain text."""
    body = (
        Paragraph("opening", "The river opens the story."),
        Paragraph("heading", "A heading by the river", "heading"),
        Paragraph("quoted", "Whoever said this stood in the river.", "quote"),
        Paragraph("first-item", "first item", "item"),
        Paragraph("second-item", "second item of the river", "item"),
        Paragraph("closing", "Nothing follows."),
    )
    return whole_article(
        "kinds",
        "All kinds of paragraphs",
        authors=("Ada Byron", "Bo Li", "Émile Zola"),
        published=date(2012, 2, 29),
        source=Source("Field Notes", date(2012, 2, 27), "https://example.org/kinds"),
        paragraphs=body,
        address="http://example.org/here",
    )


def articles() -> list[Article]:
    bare = article("bare", "Only a paragraph about an otter.")
    return [*map(regular, range(60)), hostile(), kinds(), bare]
