"""Made-up archives in which articles are about something: words of their topic among others, and copies
that differ in some words."""

from __future__ import annotations

import random

from search.model.articles import Article
from tests.support import article

TOPICS = (
    "flood river bank levee boat rain",
    "railway station track engine signal coal",
    "library book archive shelf librarian catalogue",
    "harvest wheat farmer grain mill field",
)
GENERAL = (
    "town year people morning report council street winter summer letter answer office meeting"
    " 1912 question engineer photograph museum school market bridge paper story visit museum"
    " teacher doctor garden window number corner the of and in a was were to"
).split()


def archive(seed: int, size: int) -> list[Article]:
    """`size` articles, about a quarter of them copies of earlier ones."""
    chance = random.Random(seed)
    articles: list[Article] = []
    for number in range(size):
        if articles and chance.random() < 0.25:
            articles.append(_copy(chance.choice(articles), f"a{number:03}", chance))
        else:
            articles.append(_original(f"a{number:03}", chance))
    return articles


def topic_of(each: Article) -> int:
    """The number of the topic that an article is about."""
    words = each.paragraphs[0].text.split()
    return max(range(len(TOPICS)), key=lambda number: sum(w in TOPICS[number] for w in words))


def _original(id: str, chance: random.Random) -> Article:
    topic = chance.choice(TOPICS).split()
    texts = [
        " ".join(chance.choices(topic, k=chance.randint(6, 14)) + chance.choices(GENERAL, k=20))
        for _ in range(chance.randint(1, 3))
    ]
    shuffled = [" ".join(chance.sample(words := text.split(), len(words))) for text in texts]
    return article(id, *shuffled, title=" ".join(chance.choices([*topic, *GENERAL], k=4)))


def _copy(original: Article, id: str, chance: random.Random) -> Article:
    """The same text with one word in fifty changed, and sometimes a note at its end."""
    texts = [each.text.split() for each in original.paragraphs]
    changed = [
        " ".join(chance.choice(GENERAL) if chance.random() < 0.02 else word for word in text)
        for text in texts
    ]
    notes = ["This report was printed first in another paper."] * chance.randint(0, 1)
    return article(id, *changed, *notes, title=original.title)
