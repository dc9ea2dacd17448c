"""A real browser, and a real server for it on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
