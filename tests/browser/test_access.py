"""The site without a mouse, without JavaScript, on a phone, in the dark, before it is ready."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from search.engines.targets import open_target, told_progress
from tests.browser.conftest import Look, Open, served
from tests.support import publish
from tests.web.archive import HOSTILE, articles

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/search",
    "/search?q=river&theme=Railways&-author=Bo+Li",
    f"/search?q={'w' * 300}",
    f"/search?source=Source+{HOSTILE.replace('&', '%26')}",
    "/articles/kinds?q=river",
    "/articles/bare?q=river",
    "/authors",
    "/api",
    "/articles",
    "/trends?q=river&q=librarian",
]

PAUSE = 3_100
"""Milliseconds after which a page that waits has asked again."""

# The contrast of every visible text with what lies behind it, by the formula of WCAG 2.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (colour) => {
    const [r, g, b] = [...rgba(colour)].slice(0, 3).map((part) => {
      part /= 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return "white";
  };
  const faults = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const style = getComputedStyle(element);
    const text = texts.currentNode.data.trim();
    if (!text || !element.checkVisibility({ opacityProperty: true })) continue;
    if (element.closest("svg")) continue;
    const both = [luminance(style.color), luminance(behind(element))];
    const [dark, light] = both.sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) faults.push(`${text}: ${ratio}`);
  }
  return faults;
}"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.value || document.activeElement.textContent"))


def test_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("river")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=river"))

    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the first result"
    page.keyboard.press("Enter")
    expect(page.locator(".hit h3 a").first).to_be_focused()
    page.locator(".skip").nth(1).focus()
    page.keyboard.press("Enter")
    for _ in range(80):
        page.keyboard.press("Tab")
        if focused(page) == "Railways":
            break
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("theme=Railways"))
    assert focused(page) == "Railways"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"

    page.locator(".passages a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/articles/"))
    count = page.locator("#match-count")
    expect(count).to_contain_text("Match 1 of")
    page.keyboard.press("n")
    expect(count).to_contain_text("Match 2 of")
    page.keyboard.press("p")
    expect(count).to_contain_text("Match 1 of")


def test_a_slash_that_is_typed_stays_a_slash(open_page: Open) -> None:
    page = open_page("/search?q=river")
    page.locator("#q").fill("")
    page.keyboard.type("and/or n")
    expect(page.locator("#q")).to_have_value("and/or n")


def test_without_javascript(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.locator("#q").fill("river")
    page.locator("#q").press("Enter")
    page.locator('input[value="Railways"]').check()
    page.locator('input[value="Elections"]').check()
    page.locator("#from").fill("2006")
    page.get_by_role("button", name="Apply filters").click()
    for name in ("Railways", "Elections"):
        expect(page.locator(f'input[value="{name}"]')).to_be_checked()
    expect(page.locator(".chips")).to_contain_text("from 1 January 2006")
    page.get_by_role("link", name="not Railways").click()
    expect(page.locator("#facet-theme .excluded")).to_contain_text("Railways")
    page.goto("/search?q=river")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"page=2$"))
    page.locator(".hit h3 a").first.click()
    page.get_by_role("link", name="To the first").click()
    expect(page.locator(".body :target")).to_be_in_viewport()
    page.get_by_role("link", name="Back to the results").click()
    expect(page).to_have_url(re.compile(r"/search\?q=river&page=2$"))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(look: Look, path: str) -> None:
    page = look(path, width=360, height=700)
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [*PAGES, "/authors?q=ada"])
def test_text_is_readable_in_both_schemes(look: Look, path: str) -> None:
    page = look(path)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(CONTRAST) == []
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        is_dark = max(map(int, re.findall(r"\d+", paper)[:3])) < 64
        assert is_dark == (scheme == "dark")


def test_motion_is_reduced_on_request(look: Look) -> None:
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert look("/").evaluate(behaviour) == "smooth"
    assert look("/", reduced_motion="reduce").evaluate(behaviour) == "auto"


def test_paper_shows_the_article_alone(open_page: Open) -> None:
    page = open_page("/articles/kinds?q=river")
    expect(page.locator(".by-print")).to_be_hidden()
    page.emulate_media(media="print")
    for hidden in (".search", "#matches", ".colophon", "#back"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".body")).to_be_visible()
    expect(page.locator(".by-print")).to_contain_text("/articles/kinds")
    expect(page.locator(".body mark").first).to_have_css("text-decoration-line", "underline")


def test_paper_shows_the_results_alone(open_page: Open) -> None:
    page = open_page("/search?q=river&theme=Railways&-author=Bo+Li")
    page.emulate_media(media="print")
    for hidden in (".search", "#filters", ".ways", ".why", ".exports", ".clear", ".cross"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".chips bdi").first).to_be_visible()
    expect(page.locator(".passages").first).to_be_visible()


def test_the_waiting_page_opens_by_itself(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "index") as address:
        page = browser.new_page()
        page.clock.install()
        with open_target(tmp_path / "index").session(is_dry=False):
            progress = told_progress(tmp_path / "index")
            progress.begin(1000)
            page.goto(f"{address}/search?q=otter")
            expect(page.locator("h1")).to_have_text("The archive is being indexed")
            expect(page.locator("[data-waiting]")).to_contain_text("Indexing, 0 %")
            progress.phase("Publishing")
            page.clock.run_for(PAUSE)
            expect(page.locator("[data-waiting]")).to_contain_text("Publishing", timeout=15_000)
            publish(tmp_path / "index", articles()[-8:])
        page.clock.run_for(PAUSE)
        expect(page.locator("#found")).to_have_text("1 article", timeout=15_000)
        page.close()
