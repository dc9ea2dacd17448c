"""An archive with more authors than a page lists, and texts in scripts that run from right to left."""

from __future__ import annotations

from datetime import date, timedelta

from search.model.articles import Article
from tests.support import article

FIRST = ("Ada", "Bo", "Élan", "Elan", "Zoë", "Omar", "Mira", "Łukasz")
LAST = ("Abara", "Byron", "Çelik", "Dubois", "Eco", "Faraday", "Gómez", "Hugo", "Ibsen", "Joyce")
WORD = "كلمة" * 20

ARABIC = "فاض النهر في المدينة القديمة وبلغ الماء محطة القطار قبل الفجر، ولم ينتظر أحد هذا الفيضان."
MIXED = "BBC قالت إن النهر بلغ محطة القطار في المدينة القديمة قبل الفجر."
HEBREW = "הנהר עלה על גדותיו והמים הגיעו לתחנת הרכבת של העיר העתיקה לפני עלות השחר."


def authors() -> list[str]:
    """Eighty names; each has as many articles as its place in the list says, from 1 to 3."""
    return [f"{first} {last}" for last in LAST for first in FIRST]


def signed(number: int) -> Article:
    name = authors()[number % 80]
    return article(
        f"signed/{number}",
        "The river rose again in the town.",
        title=f"Report {number}",
        authors=(name,),
        published=date(2010, 1, 1) + timedelta(days=number),
        themes=("Floods",) if number % 2 else ("Rails",),
    )


def right_to_left() -> list[Article]:
    return [
        article(
            "arabic",
            ARABIC * 4,
            MIXED,
            "He said: the river is high.",
            WORD,
            title=f"{MIXED}",
            authors=("ليلى حداد", "Ada Byron"),
            publisher="صحيفة النهر",
            summary=ARABIC,
            language="ar",
            languages=("ar",),
            reports=("long" * 60,),
        ),
        article("hebrew", HEBREW, title=HEBREW, authors=("דנה לוי",), publisher="Field Notes"),
    ]


def articles() -> list[Article]:
    return [*map(signed, range(200)), *right_to_left()]
