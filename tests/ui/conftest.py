"""A real browser for the chat's tests; the `qa` command on a library of its own."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from index.packaged_embedder import PackagedEmbedder
from qa import defaults
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.remembering import RememberingEmbedder
from tests.ui.browsing import CHROMIUM_OPTIONS, Visit
from tests.ui.commands import BOAT, MILL, Ran, Run
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
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open the page in a browser session of its own; afterwards nothing may have failed or gone elsewhere."""
    contexts, troubles = [], []

    def open_page(url: str, width: int = 1280, height: int = 800, **options: Any) -> Page:
        home = url.partition("?")[0]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda sent: None if sent.url.startswith(home) else troubles.append(sent.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.goto(url)
        expect(page.locator("#aq-ask textarea")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
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
) -> RememberingEmbedder:
    """The embedder of the commands: the default model; a text is embedded once."""
    remembering = RememberingEmbedder(embedder)
    monkeypatch.setattr(defaults, "_embedder", lambda _model, _download: remembering)
    return remembering


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
def village(qa: Run, tmp_path: Path) -> Run:
    """The command with an embedder that counts words, on two little articles."""
    rows = "\n".join(json.dumps(row) for row in (BOAT, MILL))
    assert qa("add", samples.write(tmp_path, "village.jsonl", rows)).status == 0
    return qa
