"""How soon pages are seen: `python -m benchmarks.first_paint ADDRESS [PATH ...] [--runs N] [--by-link]`.

Milliseconds from the first byte of a page to its first contentful paint, in a new context of Chromium
each time, so with nothing cached, as if the address were typed or, with `--by-link`, a link on another
site were followed. A new window keeps a browser busy for a second, which is waited for. `/healthz`, a
line of plain text, shows what the browser and the machine need by themselves; the runs of all paths take
turns. Sizes are those that were sent. The time of the processor is that of the page's main thread until
then, which other work on the machine changes least.
"""

from __future__ import annotations

import argparse
from html import escape
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.screenshots import chromium

FLOOR = "/healthz"
ELSEWHERE = "http://elsewhere.example/"
SETTLED = 1_500
"""Milliseconds after which a new window has loaded what it is made of."""
PATHS = ["/", "/search?q=river", "/authors", "/trends?q=river"]
_PAINT = """() => new Promise((tell) => {
  new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach((paint) => {
    const [page] = performance.getEntriesByType("navigation");
    const scripts = performance.getEntriesByType("resource").filter((each) => each.name.endsWith(".js"));
    tell({
      after: paint.startTime - page.responseStart,
      page: page.encodedBodySize,
      scripts: scripts.reduce((sum, each) => sum + each.encodedBodySize, 0),
    });
  })).observe({ type: "paint", buffered: true });
})"""


def painted(browser: Browser, address: str, path: str, by_link: bool) -> dict[str, Any]:
    """One look at a page: `after` and `busy` are in milliseconds, `page` and `scripts` in bytes."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    if by_link:
        link = f"<a href='{escape(address + path)}'>A page</a>"
        page.route(ELSEWHERE, lambda route: route.fulfill(body=link, content_type="text/html"))
        page.goto(ELSEWHERE)
        page.unroute_all()
    page.wait_for_timeout(SETTLED)
    if by_link:
        with page.expect_navigation():
            page.locator("a").click()
    else:
        page.goto(path)
    found: dict[str, Any] = page.evaluate(_PAINT)
    metrics = session.send("Performance.getMetrics")["metrics"]
    busy = next(each["value"] for each in metrics if each["name"] == "TaskDuration")
    context.close()
    return {**found, "busy": 1_000 * busy}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("paths", nargs="*", default=PATHS)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--by-link", action="store_true")
    options = parser.parse_args()
    program = chromium()
    paths = [FLOOR, *options.paths]
    looks: dict[str, list[dict[str, Any]]] = {path: [] for path in paths}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(options.runs):
            for path in paths:
                looks[path].append(painted(browser, options.address, path, options.by_link))
        browser.close()
    for path, found in looks.items():
        times = [each["after"] for each in found]
        print(
            f"{path}: painted {min(times):.0f} ms after the first byte at best,"
            f" {median(times):.0f} in the median, {median(each['busy'] for each in found):.0f} ms of the"
            f" processor;"
            f" page {found[-1]['page']:,} bytes, scripts {found[-1]['scripts']:,}"
        )


if __name__ == "__main__":
    main()
