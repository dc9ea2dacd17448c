"""A real browser, and a real server for it on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    sync_playwright,
)
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from search.config.environment import Settings
from tests.support import publish
from tests.web import crowd
from tests.web.archive import articles
from web import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium is missing: install it with `apt-get install chromium`"

Open = Callable[..., Page]
Look = Callable[..., Page]
Scheme = Literal["light", "dark"]
Motion = Literal["reduce", "no-preference"]


def _at_once(app: WSGIApplication) -> WSGIApplication:
    """The same application, its answers whole: the development server would leave a file open if a
    browser went away while it was being sent."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start))) as parts:
            return [b"".join(parts)]

    return answer


@contextmanager
def served(index: Path) -> Iterator[str]:
    """The address of a site over `index`, for as long as the context lasts."""
    app = create_app(settings=Settings(index=index, title="The Test Review"))
    server = make_server("127.0.0.1", 0, _at_once(app.wsgi_app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if program is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    index = tmp_path_factory.mktemp("browser") / "index"
    publish(index, articles()[:40], articles()[40:])
    with served(index) as found:
        yield found


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    index = tmp_path_factory.mktemp("crowd") / "index"
    publish(index, crowd.articles())
    with served(index) as found:
        yield found


@pytest.fixture
def open_crowd(browser: Browser, crowded: str) -> Iterator[Open]:
    """Like `open_page`, in an archive with many authors and several scripts."""
    yield from opener(browser, crowded)


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a path of the site, with options of a browser context; see `opener`."""
    yield from opener(browser, address)


@pytest.fixture(scope="module")
def look(browser: Browser, address: str) -> Iterator[Look]:
    """Shows paths of the site in one page that all tests of a module share; see `looker`."""
    yield from looker(browser, address)


@pytest.fixture(scope="module")
def look_at_crowd(browser: Browser, crowded: str) -> Iterator[Look]:
    """Like `look`, in an archive with many authors and several scripts."""
    yield from looker(browser, crowded)


def looker(browser: Browser, address: str) -> Iterator[Look]:
    """For tests that change nothing: a new page for each would take longer than what they look at."""
    pages = opener(browser, address)
    page = next(pages)()

    def look(
        path: str,
        width: int = 1280,
        height: int = 900,
        color_scheme: Scheme = "light",
        reduced_motion: Motion = "no-preference",
    ) -> Page:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.goto(path)
        return page

    yield look
    next(pages, None)


def opener(browser: Browser, address: str) -> Iterator[Open]:
    """Opens paths of the site at `address`; complaints of the browser, such as errors in scripts and what
    the security policy forbade, fail the test at its end."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "404 (NOT FOUND)" not in message.text:
            complaints.append(message.text)

    def open(path: str = "/", width: int = 1280, height: int = 900, **options: Any) -> Page:
        size = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=size, base_url=address, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda each: complaints.append(str(each.error)))
        context.on("console", note)
        page = context.new_page()
        page.goto(path)
        return page

    yield open
    for context in contexts:
        context.close()
    assert complaints == []
