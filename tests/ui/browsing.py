"""How the chat's tests serve it and use it in a browser."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ui.chat import Engine, build, launch

ClientState = Callable[..., Page]
Scheme = Literal["light", "dark"]

PATIENCE = 60_000
"""Milliseconds: the machine may be busy with other things, and a test that passes does not wait."""

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Pages of one server after another are shown by the same process, which knows their scripts already.
    "--process-per-site",
    "--in-process-gpu",
    # A page is there for a moment: what optimizing its scripts costs never comes back.
    "--js-flags=--no-opt --max-lazy",
    "--num-raster-threads=1",
]

_PORTS: list[int] = []
"""Ports that the chat was served on in this process."""

SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")


@contextmanager
def serving(engine: Engine, examples: Sequence[str] = ()) -> Iterator[str]:
    """Serve the chat on a free port; give its address."""
    blocks = build(engine, examples)
    url = launch(blocks, host="127.0.0.1", port=usual_port(), open_browser=False)
    try:
        yield url
    finally:
        blocks.close(verbose=False)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def usual_port() -> int:
    """Return a port of an earlier server that nobody listens on any more, else a new one.

    A browser has what it loaded from there, compiled too: half of the time that a page takes.
    """
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            # Connections of the earlier server may not be quite over.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    _PORTS.append(free_port())
    return _PORTS[-1]


def send(page: Page, question: str) -> None:
    """Ask through the box and do not wait."""
    page.locator("#aq-ask textarea").fill(question)
    page.keyboard.press("Enter")


def ask(page: Page, question: str) -> None:
    """Ask through the box and wait for the reply."""
    turns = page.locator(".aq-turn").count()
    send(page, question)
    expect(page.locator(".aq-turn")).to_have_count(turns + 1)
    expect(page.locator(".aq-reading")).to_have_count(0)


def settle(page: Page) -> None:
    """Wait until the page has loaded all that it loads bit by bit."""
    page.evaluate(
        """async () => {
            const loaded = () => performance.getEntriesByType("resource").length;
            for (let before = -1; before !== loaded(); ) {
                before = loaded();
                await new Promise((later) => setTimeout(later, 1000));
            }
        }"""
    )


def questions(page: Page) -> list[str]:
    """Return the questions of the conversation on the page."""
    return page.locator(".aq-question").all_inner_texts()


def check_accessibility(page: Page) -> None:
    """Fail where axe finds a fault, in the light scheme or in the dark one."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body.dark")).to_have_count(int(scheme == "dark"))
        # Colours may change little by little.
        page.wait_for_function(
            """() => document.getAnimations().every(
                one => one.playState === "finished" || one.effect.getComputedTiming().endTime === Infinity
            )"""
        )
        found = Axe().run(page).response
        assert len(found["passes"]) > 10
        assert [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found["violations"]] == []


def active_quote(page: Page) -> str:
    """Wait until the active quote is in view in the panel, and return it."""
    page.wait_for_function(
        """() => {
            const marks = [...document.querySelectorAll("#aq-panel mark.aq-active")];
            if (marks.length === 0) return false;
            const view = marks[0].closest(".aq-body").getBoundingClientRect();
            return marks.every((mark) => {
                const box = mark.getBoundingClientRect();
                return box.height > 0 && box.top >= view.top && box.bottom <= view.bottom
                    && box.left >= view.left && box.right <= view.right;
            });
        }"""
    )
    return "".join(page.locator("#aq-panel mark.aq-active").all_text_contents())
