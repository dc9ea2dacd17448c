"""The page in a reader's hands: few steps to the first hit, the focus kept, filters, long lists."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, Open

pytestmark = pytest.mark.browser

FOCUS = "document.activeElement.id || document.activeElement.textContent.trim()"
WIDTHS = (320, 360, 768, 1440)


def focus(page: Page) -> str:
    return str(page.evaluate(FOCUS))


def shown(page: Page) -> str:
    return (page.locator("#found").text_content() or "").strip()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/search?q=river+zebra", "/search?q=river&theme=Rails"])
def test_the_first_hit_is_at_most_twelve_steps_away(
    look_at_crowd: Look, path: str, width: int
) -> None:
    page = look_at_crowd(path, width=width)
    page.evaluate("document.activeElement.blur()")
    for _ in range(12):
        page.keyboard.press("Tab")
        if focus(page) == "first":
            return
    pytest.fail(f"the focus is on {focus(page)}")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_the_skip_link_leads_to_the_first_hit(open_crowd: Open, java_script_enabled: bool) -> None:
    page = open_crowd("/search?q=river", java_script_enabled=java_script_enabled)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#first")).to_be_focused()


@pytest.mark.parametrize(
    ("start", "control", "after"),
    [
        ("/search?q=river", "#sort-2", "sort-2"),
        ("/search?q=river", "#unit-2", "unit-2"),
        ("/search?q=river&theme=Rails&author=Bo+Eco", "#chips a >> nth=0", "chips"),
        ("/search?q=river&theme=Rails", "#chips a", "found"),
        ("/search?q=river", ".pages [rel=next]", "found"),
        ("/search?q=river", "#by-date a >> nth=0", "filters"),
        ("/search?q=river", "#facet-theme .not >> nth=0", "facet-theme"),
    ],
)
def test_the_focus_survives_every_change_in_place(
    open_crowd: Open, start: str, control: str, after: str
) -> None:
    page = open_crowd(start)
    page.evaluate("window.stayed = true")
    before = page.url
    page.locator(control).focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)
    expect(page.locator(f"#{after}:focus, #{after} :focus")).to_have_count(1)
    assert page.evaluate("window.stayed")
    expect(page.locator("body > [role=status]")).to_have_text(shown(page))


def test_a_count_is_a_part_of_the_name(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river")
    expect(page.get_by_role("checkbox", name=re.compile(r"^Floods \d+$"))).to_have_count(1)
    page.goto("/authors")
    expect(page.get_by_role("link", name=re.compile(r"^Bo Byron \d+$"))).to_have_count(1)


def test_keys_that_act_by_themselves_can_be_switched_off_for_good(open_crowd: Open) -> None:
    page = open_crowd("/help")
    switch = page.get_by_role("checkbox", name="These keys act by themselves")
    switch.uncheck()
    page.locator("body").press("/")
    expect(page.locator("#q")).not_to_be_focused()
    page.goto("/articles/signed/1?q=river")
    page.locator("body").press("n")
    expect(page.locator("mark.current")).to_have_count(0)
    assert page.locator("[aria-keyshortcuts]").count() == 0
    page.goto("/help")
    expect(switch).not_to_be_checked()
    switch.check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_any_author_is_found_and_ticked_in_two_steps(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river&theme=Floods")
    page.evaluate("window.stayed = true")
    facet = page.locator("#facet-author")
    assert facet.get_by_role("checkbox", name="Łukasz Joyce").count() == 0
    facet.get_by_role("searchbox").press_sequentially("joy luk")
    box = facet.get_by_role("checkbox", name="Łukasz Joyce")
    expect(box).to_be_visible()
    expect(page.locator("body > [role=status]")).to_have_text(re.compile("1 of [0-9]+ authors"))
    box.check()
    expect(page).to_have_url(re.compile("author=.*Joyce"))
    expect(page.locator(".chips")).to_contain_text("Floods")
    expect(box).to_be_focused()
    assert page.evaluate("window.stayed")


def test_what_was_found_gives_way_to_the_list_again(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river&author=Ada+Abara")
    facet = page.locator("#facet-author")
    before = facet.locator(".value").all_text_contents()
    box = facet.get_by_role("searchbox")
    box.press_sequentially("joy")
    expect(facet.locator(".found-values")).to_be_visible()
    assert facet.locator(":checked").count() == 1
    box.fill("")
    expect(facet.locator(".found-values")).to_have_count(0)
    assert facet.locator(".value").all_text_contents() == before


@pytest.mark.parametrize("width", [360, 1440])
def test_a_value_that_is_left_out_is_struck_through_and_in_line(
    open_crowd: Open, width: int
) -> None:
    page = open_crowd(
        "/search?q=river&-theme=Floods#filters", width=width, java_script_enabled=False
    )
    left_out = page.locator("#facet-theme s")
    color = left_out.evaluate("each => getComputedStyle(each).color")
    expect(left_out).to_have_css("text-decoration-color", color)
    boxes = [
        each.bounding_box() or {"x": -1}
        for each in (left_out, page.locator("#facet-theme a.value").first)
    ]
    assert abs(boxes[0]["x"] - boxes[1]["x"]) < 1


def test_without_script_an_author_is_ticked_in_three_steps(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river&theme=Floods", java_script_enabled=False)
    facet = page.locator("#facet-author")
    facet.get_by_role("searchbox").fill("joyce")
    facet.get_by_role("button", name="Find").click()
    page.get_by_role("checkbox", name="Łukasz Joyce").check()
    page.get_by_role("button", name="Show the articles").click()
    expect(page.locator(".chips li")).to_contain_text(["Łukasz Joyce", "Floods", "all filters"])


@pytest.mark.parametrize("width", [320, 360])
def test_filters_are_a_sheet_on_a_phone(open_crowd: Open, width: int) -> None:
    page = open_crowd("/search?q=river", width=width, height=640)
    sheet, box = page.locator("#filters"), page.locator('input[value="Floods"]')
    expect(sheet).to_be_hidden()
    page.get_by_role("link", name="Filters", exact=True).click()
    expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
    expect(page.locator(".shown a")).to_be_in_viewport()
    box.check()
    expect(page).to_have_url(re.compile("theme=Floods"))
    expect(sheet).to_be_visible()
    expect(page.locator(".shown a")).to_have_text(f"Show {shown(page)}")
    expect(page.locator(".shown a")).to_be_in_viewport()
    rows = page.locator("#filters .values li:visible").all()
    assert all((row.bounding_box() or {"height": 0})["height"] >= 44 for row in rows)
    page.locator(".shown a").click()
    expect(sheet).to_be_hidden()
    expect(page.locator("#first")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_bad_date_is_told_where_the_filters_are_out_of_sight(
    open_crowd: Open, scripts: bool
) -> None:
    path = "/search?q=river&from=never"
    page = open_crowd(path, width=360, height=640, java_script_enabled=scripts)
    told = page.locator(".summary-bar").get_by_text("“never” is no date")
    expect(told).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(told).to_be_hidden()
    expect(page.locator("#from-wrong")).to_be_visible()


def test_the_text_of_an_active_filter_stands_in_its_middle(open_crowd: Open) -> None:
    page = open_crowd("/search?theme=Floods", width=360)
    chip, text = page.locator(".chips a").first, page.locator(".chips bdi").first
    outer, inner = chip.bounding_box(), text.bounding_box()
    assert outer is not None
    assert inner is not None
    middles = [box["y"] + box["height"] / 2 for box in (outer, inner)]
    assert abs(middles[0] - middles[1]) < 3


def test_the_sheet_keeps_the_focus_and_gives_it_back(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river", width=360, height=640)
    page.locator("#to-filters").focus()
    page.keyboard.press("Enter")
    inside = (
        "document.activeElement === document.body || !!document.activeElement.closest('#filters')"
    )
    for _ in range(70):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.locator("#to-filters")).to_be_focused()
    expect(page.locator("#filters")).to_be_hidden()


def test_filters_end_the_page_of_a_phone_without_script(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river", width=360, height=640, java_script_enabled=False)
    page.get_by_role("link", name="Filters", exact=True).click()
    page.locator('input[value="Floods"]').check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("theme=Floods"))


def test_filters_are_a_column_on_a_desk(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river", width=1440)
    column, hits = page.locator("#filters").bounding_box(), page.locator(".list").bounding_box()
    assert column
    assert hits
    assert column["x"] + column["width"] < hits["x"]
    expect(page.locator("#to-filters")).to_be_hidden()


def test_a_compact_list_is_chosen_in_place(open_crowd: Open) -> None:
    page = open_crowd("/search?q=river")
    page.evaluate("window.stayed = true")
    page.locator("#view summary").click()
    page.get_by_role("button", name="titles only").click()
    expect(page.locator(".passages")).to_have_count(0)
    expect(page.get_by_role("button", name="titles only")).to_be_focused()
    page.get_by_role("button", name="20").click()
    expect(page.locator(".hit")).to_have_count(20)
    assert page.evaluate("window.stayed")
    page.goto("/search?q=report")
    expect(page.locator(".hits.compact .hit")).to_have_count(20)


def test_time_is_looked_at_without_script_by_keyboard(open_crowd: Open) -> None:
    page = open_crowd("/trends?q=river&q=town", java_script_enabled=False)
    page.get_by_role("textbox", name="Search 2").fill("gale")
    page.locator(".narrow summary").press("Enter")
    page.get_by_role("checkbox", name=re.compile(r"^Rails \d+$")).press("Space")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page).to_have_url(re.compile("q=river&q=gale.*theme=Rails"))
    expect(page.locator(".chips")).to_contain_text("Rails")
    page.locator(".chart a").first.press("Enter")
    expect(page.locator("#by-date-head")).to_have_text("By day")
    page.locator("#table summary").press("Enter")
    cell = page.locator("#table td a").first
    count = cell.text_content() or ""
    cell.press("Enter")
    expect(page.locator("#found")).to_have_text(re.compile(f"^{count} article"))


def test_the_map_leads_to_matches_by_keyboard_and_finger(open_crowd: Open) -> None:
    page = open_crowd("/articles/arabic?q=النهر", width=360, height=640, has_touch=True)
    page.locator(".map a").nth(1).press("Enter")
    expect(page.locator("#match-count")).to_contain_text(re.compile("Match [2-9] of"))
    expect(page.locator("mark.current")).to_be_in_viewport()
    page.locator(".map a").first.tap()
    expect(page.locator("#match-count")).to_contain_text("Match 1 of")
    expect(page.locator(".pilcrow").first).to_have_css("opacity", "1")


def test_the_focus_goes_from_the_buttons_to_the_map_below_them(open_crowd: Open) -> None:
    page = open_crowd("/articles/signed/1?q=river")
    page.locator("#matches").get_by_role("button", name="Next").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelector('.map a')")


def test_a_citation_is_copied(open_crowd: Open) -> None:
    page = open_crowd("/articles/signed/1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Cite this article").click()
    page.locator(".references button").nth(1).click()
    expect(page.locator(".references button").nth(1)).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Byron, ") or "“Report 1.”" in copied
