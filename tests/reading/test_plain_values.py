"""Values of fields as plain text."""

from __future__ import annotations

import pytest

from search.reading.plain_values import plain_value


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("It&#8217;s <b>wet</b> &amp; cold", "It’s wet & cold"),
        ('A <a href="x">link</a><br>and <I>more</I>', "A link and more"),
        ("DU PONT CO <DD> LAUNCHES FIBERS", "DU PONT CO <DD> LAUNCHES FIBERS"),
        ("3 < 4 and <unknown>words</unknown>", "3 < 4 and <unknown>words</unknown>"),
    ],
)
def test_tags_and_entities_are_read_and_other_words_kept(given: str, expected: str) -> None:
    assert plain_value(given) == expected
