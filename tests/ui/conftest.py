"""A real browser for the chat's tests; the `qa` command on a library of its own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from index.embedding.packaged_embedder import PackagedEmbedder
from qa import defaults
from tests.caching_embedder import CachingEmbedder
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.browsing import CHROMIUM_OPTIONS, PATIENCE, ClientState, Scheme
from tests.ui.commands import BOAT, MILL, Ran, Run
from tests.ui.tabs import Tab
from ui.cli import main

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        missing = "The browser tests need Chromium. Install it with: apt-get install chromium"
        # On somebody's own machine the other tests still tell a lot; CI must run them all.
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    # The machine may be busy with other things; a test that fails has time.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Callable[[int], Tab]:
    """Tabs that most tests use: they load a page in a quarter of the time that a new session takes."""
    opened: list[Tab] = []

    def tab(number: int) -> Tab:
        while len(opened) <= number:
            opened.append(Tab(browser))
        return opened[number]

    return tab


@pytest.fixture
def visit(browser: Browser, tabs: Callable[[int], Tab]) -> Iterator[ClientState]:
    """Open the page, each time as another reader; afterwards nothing may have failed or gone elsewhere.

    Readers come in the tabs that are there, without what earlier ones left in them; one with other options
    in a browser session of its own. A page may run a script at first, and may be without its content
    security policy.
    """
    contexts: list[BrowserContext] = []
    used: list[Tab] = []
    homes: list[str] = []
    troubles: list[str] = []

    def sent(request: Request) -> None:
        if not request.url.startswith(tuple(homes)):
            troubles.append(request.url)

    def failed(error: Error) -> None:
        troubles.append(str(error))

    def asked(dialog: Dialog) -> None:
        troubles.append(dialog.message)

    def open_page(
        url: str,
        width: int = 1280,
        height: int = 800,
        color_scheme: Scheme = "light",
        *,
        at_first: str = "",
        bypass_csp: bool = False,
        **options: Any,
    ) -> Page:
        homes.append(url.partition("?")[0])
        if options:
            contexts.append(browser.new_context(bypass_csp=bypass_csp, **options))
            contexts[-1].set_default_timeout(PATIENCE)
            page = contexts[-1].new_page()
            page.add_init_script(at_first)
        else:
            used.append(tabs(len(used)))
            page = used[-1].begin(homes[-1], at_first, bypass_csp=bypass_csp)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)
        page.on("request", sent)
        page.on("pageerror", failed)
        page.on("dialog", asked)
        page.goto(url)
        expect(page.locator("#aq-ask textarea")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    for page in [tab.page for tab in used if not tab.page.is_closed()]:
        page.remove_listener("request", sent)
        page.remove_listener("pageerror", failed)
        page.remove_listener("dialog", asked)
    for tab in used:
        tab.end()
    assert troubles == []


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> WordEmbedder:
    """The embedder of the commands: one that counts words."""
    embedder = WordEmbedder()
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: embedder)
    return embedder


@pytest.fixture
def real_model(
    words: WordEmbedder, embedder: PackagedEmbedder, monkeypatch: pytest.MonkeyPatch
) -> CachingEmbedder:
    """The embedder of the commands: the default model; a text is embedded once."""
    caching_embedder = CachingEmbedder(embedder)
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: caching_embedder)
    return caching_embedder


@pytest.fixture
def qa(
    tmp_path: Path, words: WordEmbedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run the command on a library of the test's own."""
    monkeypatch.setenv("QA_LIBRARY", str(tmp_path / "library"))

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        try:
            status: object = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


@pytest.fixture
def qa_on_two_articles(qa: Run, tmp_path: Path) -> Run:
    """The command with an embedder that counts words, on two little articles."""
    rows = "\n".join(json.dumps(row) for row in (BOAT, MILL))
    assert qa("add", samples.write(tmp_path, "village.jsonl", rows)).status == 0
    return qa
