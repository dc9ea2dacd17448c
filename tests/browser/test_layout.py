"""How pages stand: nothing moves, letters are reached, targets are large, axe-core finds nothing."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()

SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (sum += each.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 400);
})"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=river", "/articles/arabic", "/articles/signed/1?q=river", "/authors", "/help"],
)
def test_nothing_moves_while_a_page_loads(open_crowd: Open, path: str, width: int) -> None:
    assert open_crowd(path, width=width).evaluate(SHIFTS) < 0.05


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("reduced_motion", ["reduce", "no-preference"])
def test_a_letter_leads_to_its_heading(open_crowd: Open, width: int, reduced_motion: str) -> None:
    page = open_crowd("/authors", width=width, height=640, reduced_motion=reduced_motion)
    for letter in ("Z", "E", "M"):
        page.locator(".letters").get_by_role("link", name=letter, exact=True).click()
        heading = page.locator("h2", has_text=re.compile(f"^{letter}$"))
        page.wait_for_timeout(700 if reduced_motion == "no-preference" else 50)
        top = (heading.bounding_box() or {"y": -1})["y"]
        bar = page.locator(".letters").bounding_box() or {"y": 0, "height": 0}
        at_end = page.evaluate("scrollY + innerHeight >= document.body.scrollHeight - 2")
        assert bar["y"] + bar["height"] <= top
        assert at_end or top < bar["y"] + bar["height"] + 80


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", ["/authors", "/search?q=river", "/articles/signed/1?q=river"])
def test_targets_are_large_enough(open_crowd: Open, path: str, width: int) -> None:
    """24 px at least (WCAG 2.5.8), but for links in sentences, bars, and what stands apart."""
    page = open_crowd(path, width=width)
    small = page.evaluate(
        """(targets) => [...document.querySelectorAll(targets)]
          .filter((each) => each.checkVisibility() && !each.closest(".unseen"))
          .map((each) => [each.textContent.trim(), each.getBoundingClientRect().height])
          .filter(([, height]) => height && height < 24)""",
        ".letters a, .entries a, .choices a, .colophon a, .values .value, .values .not, .pages a,"
        ".back a, .chips a, button, summary, .skip:focus",
    )
    assert small == []


def violations(page: Page) -> list[Any]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]
    ]


STATES = [
    "/",
    "/search?q=river",
    "/search?q=river&theme=Floods&-author=Bo+Eco",
    "/search?q=nothinglikeit",
    "/search?author=" + quote_plus("ليلى حداد"),
    "/articles/arabic?q=river",
    "/articles/hebrew",
    "/authors",
    "/authors?letter=Z",
    "/authors?q=joy&within=q%3Driver",
    "/sources",
    "/help",
    "/nope",
]


@pytest.mark.parametrize("path", STATES)
def test_axe_finds_nothing(open_crowd: Open, path: str) -> None:
    page = open_crowd(path, width=1440, color_scheme="light")
    assert violations(page) == []


@pytest.mark.parametrize("path", STATES)
def test_axe_finds_nothing_on_a_phone(open_crowd: Open, path: str) -> None:
    page = open_crowd(path, width=360, color_scheme="dark")
    assert violations(page) == []
    if page.locator("#to-filters").count():
        page.locator("#to-filters").click()
        assert violations(page) == []


@pytest.mark.parametrize(
    "path", ["/", "/search", "/articles/arabic", "/articles/hebrew", "/authors"]
)
def test_other_scripts_and_long_words_fit_on_the_smallest_phone(
    open_crowd: Open, path: str
) -> None:
    page = open_crowd(path, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_would_find_something(open_crowd: Open) -> None:
    page = open_crowd("/")
    page.evaluate("document.querySelector('label').remove(); document.documentElement.lang = ''")
    assert "html-has-lang" in [name for name, _ in violations(page)]
