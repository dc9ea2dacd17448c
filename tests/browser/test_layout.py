"""How pages stand: nothing moves, letters are reached, targets are large, axe-core finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from search.engines.targets import open_target
from search.engines.whoosh import running
from search.model.preparation import Reindexing
from search.reading import Record, read
from tests.browser.conftest import Look, Open, opener, served
from tests.support import publish, without_rights

pytestmark = pytest.mark.browser

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()

TRENDS = "/trends?q=river&q=town&rows=author&columns=theme"

SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (sum += each.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 100);
})"""
"""What has moved since the page began to load; what is late has a moment more."""

STILL = """() => new Promise((tell) => {
  let [before, frames] = [scrollY, 0];
  const look = () => {
    frames = scrollY === before ? frames + 1 : 0;
    before = scrollY;
    if (frames < 6) requestAnimationFrame(look);
    else tell();
  };
  requestAnimationFrame(look);
})"""
"""Waits until nothing scrolls any more."""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=river",
        "/articles/arabic",
        "/articles/signed/1?q=river",
        "/authors",
        "/help",
        TRENDS,
    ],
)
def test_nothing_moves_while_a_page_loads(look_at_crowd: Look, path: str, width: int) -> None:
    assert look_at_crowd(path, width=width).evaluate(SHIFTS) < 0.05


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("reduced_motion", ["reduce", "no-preference"])
def test_a_letter_leads_to_its_heading(
    look_at_crowd: Look, width: int, reduced_motion: str
) -> None:
    page = look_at_crowd("/authors", width=width, height=640, reduced_motion=reduced_motion)
    for letter in ("Z", "E", "M"):
        page.locator(".letters").get_by_role("link", name=letter, exact=True).click()
        heading = page.locator("h2", has_text=re.compile(f"^{letter}$"))
        page.evaluate(STILL)
        top = (heading.bounding_box() or {"y": -1})["y"]
        bar = page.locator(".letters").bounding_box() or {"y": 0, "height": 0}
        at_end = page.evaluate("scrollY + innerHeight >= document.body.scrollHeight - 2")
        assert bar["y"] + bar["height"] <= top
        assert at_end or top < bar["y"] + bar["height"] + 80


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize(
    "path", ["/authors", "/search?q=river", "/articles/signed/1?q=river", TRENDS]
)
def test_targets_are_large_enough(look_at_crowd: Look, path: str, width: int) -> None:
    """24 px at least (WCAG 2.5.8), but for links in sentences, bars, and what stands apart."""
    page = look_at_crowd(path, width=width)
    small = page.evaluate(
        """([targets, wide]) => [...document.querySelectorAll(targets)]
          .filter((each) => each.checkVisibility() && !each.closest(".unseen"))
          .map((each) => [each, each.getBoundingClientRect()])
          .filter(([, { height }]) => height)
          .filter(([each, { width, height }]) => height < 24 || (width < 24 && each.matches(wide)))
          .map(([each, { width, height }]) => [each.outerHTML.slice(0, 80), width, height])""",
        [
            ".letters a, .entries a, .choices a, .colophon a, .values .value, .values .not, .pages a,"
            " .back a, .chips a, button, summary, select, .skip:focus, .pilcrow, .map a, .heat a,"
            " .zoom-out a, .time-ways a",
            ".pilcrow, .map a, .heat a",
        ],
    )
    assert small == []


def violations(page: Page) -> list[Any]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'], preload: false })")
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]
    ]


STATES = [
    "/",
    "/search?q=river&theme=Floods&-author=Bo+Eco",
    "/search?q=nothinglikeit",
    "/articles/hebrew",
    "/authors",
    "/authors?letter=Z",
    "/authors?q=joy&within=q%3Driver",
    "/sources",
    "/help",
    "/api",
    "/articles",
    "/nope",
    TRENDS,
    "/trends?q=river&measure=share&theme=Rails&from=2010-01&to=2010-02",
]


@pytest.mark.parametrize("path", STATES)
def test_axe_finds_nothing(look_at_crowd: Look, path: str) -> None:
    page = look_at_crowd(path, width=1440)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    if page.locator("#to-filters").count():
        page.locator("#to-filters").click()
        assert violations(page) == []


@pytest.mark.parametrize(
    "path", ["/", "/search", "/articles/arabic", "/articles/hebrew", "/authors", TRENDS]
)
def test_other_scripts_and_long_words_fit_on_the_smallest_phone(
    look_at_crowd: Look, path: str
) -> None:
    page = look_at_crowd(path, width=320, height=640)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


MIRRORED = [
    "/search?q=river&lang=ar",
    "/articles/arabic?q=النهر&lang=ar",
    "/trends?q=النهر&q=river&lang=ar",
]


def test_pages_from_right_to_left_are_mirrored_and_axe_finds_nothing(open_crowd: Open) -> None:
    page = open_crowd(MIRRORED[0], width=1440)
    for path in MIRRORED:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") in (
            "normal",
            "0px",
        )
        lefts = page.locator(".timeline a .bar, .chart .area, .map .area").evaluate_all(
            "each => each.map((one) => one.getBoundingClientRect().x)"
        )
        assert lefts == sorted(lefts, reverse=True)
        assert len(lefts) > 1, path
    page.goto(MIRRORED[1])
    mark = page.locator(".body mark").first
    assert mark.evaluate("each => getComputedStyle(each.closest('p'), '::first-letter').float") == (
        "none"
    )
    expect(page.locator("#match-count .sought")).to_have_text(re.compile("^«.*»$"))


def test_axe_finds_nothing_where_nothing_can_be_searched(browser: Browser, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with served(index) as address, closing(browser.new_page()) as page:
        page.goto(address)
        assert violations(page) == []
        with open_target(index).session(is_dry=False):
            running.tell(index, Reindexing("Indexing", 430, 1000, 1200, 1.0))
            page.goto(f"{address}/search?q=river")
            assert "43 %" in page.locator("main").inner_text()
            assert violations(page) == []
        with without_rights(index):
            page.goto(address)
            assert "no permission" in page.locator("main").inner_text()
            assert violations(page) == []
        (index / "CURRENT").write_text("nonsense")
        page.emulate_media(color_scheme="dark")
        page.goto(address)
        assert violations(page) == []


@pytest.fixture(scope="module")
def tables(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """A site whose one article has two tables, longer and wider than any window."""
    row = f"|{' river 1234567 |' * 12}\n"
    table = f"{row}|{'---|' * 12}\n{row * 30}\n"
    text = f"# Levels\n\nThe river rose.\n\n{table}It fell.\n\n{table}"
    index = tmp_path_factory.mktemp("tables") / "index"
    publish(index, [read(Record("levels.md", 0, text.encode())).article])
    with served(index) as address:
        yield from opener(browser, address)


@pytest.mark.parametrize("width", [360, 1440])
def test_long_tables_scroll_by_themselves_and_axe_finds_nothing(tables: Open, width: int) -> None:
    page = tables("/articles/levels?q=river", width=width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".body .wide").first
    box.focus()
    box.evaluate(
        "each => { window.scrolled = new Promise((tell) => (each.onscroll = () => tell(true))) }"
    )
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.scrolled")


def test_axe_would_find_something(look_at_crowd: Look) -> None:
    page = look_at_crowd("/")
    page.evaluate("document.querySelector('label').remove(); document.documentElement.lang = ''")
    assert "html-has-lang" in [name for name, _ in violations(page)]
