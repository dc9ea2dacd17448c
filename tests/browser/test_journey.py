"""A reader's way through the site: type, search, narrow, turn the page, read, go back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def total(page: Page) -> int:
    return int((page.locator("#found").text_content() or "").split()[0].replace(",", ""))


def box(page: Page, name: str) -> str:
    return f'input[type=checkbox][value="{name}"]'


def test_from_the_front_page_to_the_paragraph_and_back(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("combobox", name="Search the archive").fill("river")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search\?q=river$"))
    everything = total(page)

    page.locator(box(page, "Railways")).check()
    expect(page).to_have_url(re.compile(r"theme=Railways"))
    expect(page.locator(".chips")).to_contain_text("Railways")
    assert 0 < total(page) < everything
    expect(page.locator(box(page, "Railways"))).to_be_focused()

    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile(r"q=river&theme=Railways&page=2$"))
    results = page.url

    passage = page.locator(".passages a").first
    anchor = (passage.get_attribute("href") or "").split("#")[1]
    passage.click()
    paragraph = page.locator(f"[id='{anchor}']")
    expect(paragraph).to_be_in_viewport()
    assert paragraph.evaluate("each => each.matches(':target')")
    expect(paragraph.locator("mark").first).to_have_text("river")
    expect(page.locator("#match-count")).to_contain_text(re.compile(r"Match \d of \d"))

    page.get_by_role("link", name="Back to the results").click()
    expect(page).to_have_url(results)
    page.go_back()
    page.go_back()
    expect(page).to_have_url(results)


def test_narrowing_happens_in_place_and_can_be_taken_back(open_page: Open) -> None:
    page = open_page("/search?q=river")
    page.evaluate("window.stayed = true")
    before = total(page)
    page.locator(box(page, "Railways")).check()
    expect(page).to_have_url(re.compile("theme=Railways"))
    with_railways = total(page)
    page.locator(box(page, "Russia and FSU")).check()
    expect(page).to_have_url(re.compile("region=Russia"))
    assert total(page) <= with_railways < before
    page.go_back()
    expect(page.locator("#found")).to_contain_text(str(with_railways))
    expect(page.locator(box(page, "Russia and FSU"))).not_to_be_checked()
    page.go_back()
    expect(page.locator("#found")).to_contain_text(str(before))
    page.go_forward()
    expect(page.locator(box(page, "Railways"))).to_be_checked()
    assert page.evaluate("window.stayed")


def test_a_value_can_be_left_out_and_taken_back_with_the_focus_kept(open_page: Open) -> None:
    page = open_page("/search?q=river")
    before = total(page)
    item = page.locator("#facet-theme li", has_text="Railways")
    item.get_by_role("link", name="not Railways").click()
    expect(page).to_have_url(re.compile("-theme=Railways"))
    undo = page.get_by_role("link", name="undo leaving out Railways")
    expect(undo).to_be_focused()
    assert total(page) < before
    undo.press("Enter")
    expect(page.locator("#found")).to_contain_text(str(before))
    expect(page.locator(box(page, "Railways"))).to_be_focused()


def test_what_is_followed_shared_or_read_in_another_language_is_what_is_shown(
    open_page: Open,
) -> None:
    page = open_page("/search?q=river")
    page.locator(box(page, "Railways")).check()
    expect(page).to_have_url(re.compile("theme=Railways"))
    canonical = page.locator("link[rel=canonical]")
    expect(canonical).to_have_attribute("href", re.compile(r"/search\?q=river&theme=Railways$"))
    feed = page.locator("link[rel=alternate][type='application/atom+xml']")
    expect(feed).to_have_attribute("href", re.compile("theme=Railways"))
    page.get_by_role("link", name="Français").click()
    expect(page.get_by_role("button", name="Chercher")).to_be_visible()
    expect(page.locator(".chips bdi")).to_have_text(["Railways"])


def test_the_number_of_hits_is_announced(open_page: Open) -> None:
    page = open_page("/search?q=river")
    page.locator(box(page, "Railways")).check()
    expect(page).to_have_url(re.compile("theme=Railways"))
    expect(page.locator("body > [role=status]")).to_have_text(f"{total(page)} articles")


def test_filters_stay_when_the_words_change(open_page: Open) -> None:
    page = open_page("/search?q=river&theme=Railways&-author=Bo+Li&sort=oldest")
    page.locator("#q").fill("librarian")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile("q=librarian"))
    expect(page.locator(".chips li")).to_contain_text(["Bo Li", "Railways", "all filters"])
    expect(page.locator(".choices [aria-current]").first).to_have_text("Oldest")


def test_dates_narrow_by_typing_and_by_a_bar(open_page: Open) -> None:
    page = open_page("/search?q=river")
    before = total(page)
    page.get_by_label("From").fill("2015")
    page.get_by_label("From").press("Tab")
    expect(page).to_have_url(re.compile("from=2015"))
    expect(page.locator(".chips")).to_contain_text("from 1 January 2015")
    assert total(page) < before
    bar = page.locator(".timeline a").nth(2)
    count = int((bar.get_attribute("aria-label") or "").split(": ")[1].split()[0])
    bar.click()
    expect(page.locator("#found")).to_contain_text(f"{count} article")


def test_an_impossible_date_is_refused_before_it_is_sent(open_page: Open) -> None:
    page = open_page("/search?q=river")
    page.get_by_label("From").fill("soon")
    page.get_by_label("From").press("Tab")
    assert page.locator("#from").evaluate("each => each.validity.patternMismatch")
    assert "soon" not in page.url


def test_the_rest_of_a_long_list_opens_and_stays_open(open_page: Open) -> None:
    page = open_page("/search?q=river")
    more = page.locator("#more-author")
    more.locator("summary").click()
    more.get_by_role("checkbox").last.click()
    expect(page).to_have_url(re.compile("author="))
    expect(more).to_have_attribute("open", "")


def test_completions_are_chosen_with_the_keyboard(open_page: Open) -> None:
    page = open_page("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("libr")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id") or ""
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("libr")
    field.press_sequentially("ari")
    page.get_by_role("option", name=re.compile("^librarian")).click()
    expect(page).to_have_url(re.compile(r"/search\?q=librarian$"))


def test_completions_are_counted_and_announced(open_page: Open) -> None:
    page = open_page("/search?theme=Railways")
    field = page.get_by_role("combobox")
    field.press_sequentially("the riv")
    option = page.get_by_role("option", name=re.compile("^the river [0-9]+ articles?$"))
    expect(option).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="with the arrow keys")).to_have_count(1)
    count = re.findall("[0-9]+ articles?", option.inner_text())[0]
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=the\+river&theme=Railways$"))
    expect(page.locator("#found")).to_have_text(count)
    field.press("End")
    field.press("Backspace")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_completed_value_opens_its_articles(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("combobox").press_sequentially("railw")
    page.get_by_role("option", name=re.compile("Railways.*Theme")).click()
    expect(page).to_have_url(re.compile(r"/search\?theme=Railways$"))


def test_matches_are_stepped_through(open_page: Open) -> None:
    page = open_page("/articles/kinds?q=river")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#match-count")).to_contain_text("Match 1 of 4")
    expect(page.locator("#match-1")).to_have_class("current")
    page.get_by_role("button", name="Previous").click()
    expect(page.locator("#match-count")).to_contain_text("Match 4 of 4")
    expect(page.locator("#match-4")).to_be_in_viewport()


AWAITED = """performance.getEntriesByType("resource")
  .filter((each) => each.name.endsWith(".css") && each.renderBlockingStatus === "blocking")
  .map((each) => each.transferSize)"""


def test_no_page_waits_for_a_style_sheet_and_all_look_the_same(open_page: Open) -> None:
    page = open_page("/")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(AWAITED) == []
    shown = page.evaluate(paper)
    assert shown != "rgba(0, 0, 0, 0)"
    page.wait_for_function(
        "performance.getEntriesByType('resource').some((each) => each.name.endsWith('.css'))"
    )
    page.locator(".colophon").get_by_role("link", name="All articles").click()
    page.wait_for_url(re.compile("/search$"))
    assert page.evaluate(AWAITED) == [0], "it is fetched again"
    assert page.evaluate(paper) == shown
