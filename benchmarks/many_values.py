"""Authors far down a list of thousands: `python -m benchmarks.many_values ADDRESS [--looks N]`.

Looks in Chromium, on a desk and on a phone, for authors of the site at ADDRESS that come after the
fiftieth of a search: with script without leaving the page, and without script. Every author that is
ticked must filter the search, and the number of articles must be what was counted beside the name.
Prints the steps, how long names took to be listed after the last key, and the largest page that came.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from time import monotonic
from typing import NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

from benchmarks.screenshots import chromium

SEED = 12
PAST = 50
WIDTHS = (1440, 360)
TEXT = "people"
LARGEST = 60_000
"""Bytes of a page, compressed."""


class Author(NamedTuple):
    value: str
    articles: int


@dataclass(slots=True)
class Look:
    """What a reader did to tick an author, the milliseconds from the last key to the name, and the bytes
    of the largest page that came."""

    steps: int = 0
    waited: float = 0
    largest: int = 0


def past_the_first(site: str, looks: int) -> list[Author]:
    """Authors with hits that come after the fiftieth, at random."""
    found: list[Author] = []
    address = f"{site}/facets/author.json?q={TEXT}&size=1000"
    while address:
        with urlopen(address, timeout=60) as answer:
            page = json.load(answer)
            following = re.search("<(.*)>", answer.headers.get("Link", ""))
        found += [Author(each["value"], each["count"]) for each in page["values"]]
        address = following[1] if following else ""
    print(f"{len(found):,} authors of {page['hits']:,} hits")
    return random.Random(SEED).sample(found[PAST:], looks)


def ticked(browser: Browser, site: str, author: Author, width: int, has_script: bool) -> Look:
    """The page whose filters a reader has before them is where steps begin."""
    look = Look()
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 800}, java_script_enabled=has_script
    )
    page = context.new_page()
    page.on("response", lambda response: _weigh(response, look))
    page.goto(f"/search?q={TEXT}")
    if width < WIDTHS[0]:
        page.get_by_role("link", name="Filters", exact=True).click()
    steps = _in_place(page, author, look) if has_script else _without_script(page, author)
    look.steps = len(list(steps))
    expect(page.locator("#found")).to_have_text(
        re.compile(f"^{author.articles:,} article"), use_inner_text=True
    )
    expect(page.locator("#chips")).to_contain_text(author.value)
    context.close()
    return look


def _in_place(page: Page, author: Author, look: Look) -> Iterator[str]:
    page.evaluate("window.stayed = true")
    facet = page.locator("#facet-author")
    box = facet.locator(_box(author))
    expect(box).to_have_count(0)
    facet.get_by_role("searchbox").press_sequentially(author.value)
    began = monotonic()
    expect(box).to_be_visible()
    look.waited = 1_000 * (monotonic() - began)
    yield "types the name"
    box.check()
    expect(page).to_have_url(re.compile("author="))
    assert page.evaluate("window.stayed")
    yield "ticks it"


def _without_script(page: Page, author: Author) -> Iterator[str]:
    facet = page.locator("#facet-author")
    facet.get_by_role("searchbox").fill(author.value)
    facet.get_by_role("searchbox").press("Enter")
    yield "types the name and presses Enter"
    page.locator(_box(author)).check()
    yield "ticks it"
    page.get_by_role("button", name="Show the articles").click()
    yield "shows the articles"


def _box(author: Author) -> str:
    return f"input[type=checkbox][value={json.dumps(author.value, ensure_ascii=False)}]"


def _weigh(response: Response, look: Look) -> None:
    if "text/html" in response.headers.get("content-type", ""):
        look.largest = max(look.largest, int(response.headers["content-length"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--looks", type=int, default=10)
    options = parser.parse_args()
    authors = past_the_first(options.address, options.looks)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for width in WIDTHS:
            for has_script in (True, False):
                looks = [
                    ticked(browser, options.address, each, width, has_script) for each in authors
                ]
                _print(width, has_script, looks)
        browser.close()


def _print(width: int, has_script: bool, looks: Sequence[Look]) -> None:
    largest = max(each.largest for each in looks)
    print(
        f"{width} px, {'in place' if has_script else 'without script'}: {len(looks)} authors ticked in"
        f" {max(each.steps for each in looks)} steps; largest page {largest:,} bytes",
        f"; listed {median(each.waited for each in looks):.0f} ms after the last key" * has_script,
        sep="",
        flush=True,
    )
    assert largest < LARGEST


if __name__ == "__main__":
    main()
