"""Pictures of the site for the documentation: `python -m benchmarks.screenshots [FOLDER]`.

The sample archives are indexed and served, and Chromium shows them. Pictures of few colours are small.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from search.config.environment import Settings
from web import create_app

ENGLISH, ARABIC = Path("examples/archive"), Path("examples/arabic")
FOLDER = Path("docs/screenshots")
TITLES = {ENGLISH: "The Sample Review"}
"""Of archives that do not name themselves."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a file shows: an address, the window that shows it, and the archive."""

    name: str
    address: str
    width: int = 1200
    height: int = 800
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1
    archive: Path = ENGLISH


PICTURES = (
    Picture("home", "/"),
    Picture("search", "/search?q=water"),
    Picture("search-dark", "/search?q=water&theme=Rivers+%26+Floods", scheme="dark"),
    Picture("trends", "/trends?q=water&q=school&q=harvest", height=1000),
    Picture("search-phone", "/search?q=water", 390, 780, scale=1.5),
    Picture("article-phone", "", 390, 780, "dark", 1.5),
    Picture("article", ""),
    Picture("arabic", "/", height=1000, archive=ARABIC),
    Picture("arabic-search", "/search?q=النهر", archive=ARABIC),
    Picture("arabic-article", "/articles/2022/sayl-almadina?q=النهر", height=1000, archive=ARABIC),
    Picture("arabic-phone", "/search?q=النهر", 390, 780, "dark", 1.5, ARABIC),
)
"""An empty address is the first article that is found for ARTICLE."""
ARTICLE = "/search?q=water+harbour"


class _Quiet(WSGIRequestHandler):
    def log_request(self, *args: object, **options: object) -> None:
        """Requests are no news."""


@contextmanager
def served(archive: Path, index: Path) -> Iterator[str]:
    """The address of a site over an index of the archive."""
    reindex = [sys.executable, "-m", "search.cli", "reindex", str(archive), "--index", str(index)]
    subprocess.run(reindex, check=True)
    app = create_app(settings=Settings(index=index, title=TITLES.get(archive, "")))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def take(browser: Browser, site: str, picture: Picture, folder: Path) -> Path:
    """Write one picture."""
    context = browser.new_context(
        base_url=site,
        viewport=ViewportSize(width=picture.width, height=picture.height),
        color_scheme=picture.scheme,
        device_scale_factor=picture.scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(picture.address or ARTICLE)
    if not picture.address:
        page.locator(".passages a").first.click()
        page.wait_for_url("**/articles/**")
    file = folder / f"{picture.name}.png"
    page.screenshot(path=file, animations="disabled")
    context.close()
    _shrink(file)
    return file


def _shrink(file: Path) -> None:
    """Fewer colours, if a program for that is there: a third of the bytes, and nobody sees it."""
    if program := shutil.which("pngquant"):
        command = [program, "--force", "--ext", ".png", "--skip-if-larger", "64", str(file)]
        subprocess.run(command, check=False)


def chromium() -> str:
    """The browser of this machine; ends the program if there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None) or sys.exit(
        "Chromium is missing: install it with `apt-get install chromium`"
    )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    program = chromium()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for archive in (ENGLISH, ARABIC):
            with served(archive, Path(temporary) / archive.name) as site:
                for picture in PICTURES:
                    if picture.archive == archive:
                        file = take(browser, site, picture, folder)
                        print(f"{file}  {file.stat().st_size // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
