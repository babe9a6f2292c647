"""The tab of the articles: add, list, search, read and remove them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from index.loaders import FORMATS, find_files
from ui.chat.adding import Progress, Shelf, follow
from ui.chat.articles_render import no_article, progress
from ui.chat.articles_views import Finds, read_article, remove_article, show_articles
from ui.chat.uploads import Upload, Uploads, drop_zone
from ui.samples import sample_articles

Steps = Iterator[tuple[str, Any]]
"""What is shown of the progress and, in the end, of the list."""

ADDING_AT_ONCE = 8
"""Readers whose files are taken in at the same time; they are stored one after another."""

_CLICKS = """
element.addEventListener("click", (event) => {
  const to = (name) => event.target.closest(`[data-${name}]`);
  if (to("open")) {
    for (const other of document.querySelectorAll("#aq-shelf [data-open]"))
      other.setAttribute("aria-current", String(other.dataset.open === to("open").dataset.open));
    trigger("opened", { id: to("open").dataset.open });
  } else if (to("page")) trigger("turned", { page: Number(to("page").dataset.page) });
  else if (to("samples")) {
    to("samples").disabled = true;
    trigger("samples", {});
  }
});
"""

# What was opened or removed is brought before the reader's eyes and to the keyboard's focus.
_READING = """
let left = null;
const confirming = (yes) => {
  element.querySelector(".aq-sure").hidden = !yes;
  element.querySelector("[data-remove]").setAttribute("aria-expanded", String(yes));
  element.querySelector(yes ? "[data-keep]" : "[data-remove]").focus();
};
element.addEventListener("click", (event) => {
  const to = (name) => event.target.closest(`[data-${name}]`);
  if (to("remove")) confirming(true);
  else if (to("keep")) confirming(false);
  else if (to("sure")) trigger("removed", { id: to("sure").dataset.sure });
  else if (to("back")) (left?.isConnected ? left : document.querySelector("#aq-shelf [data-open]"))?.focus();
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector(".aq-sure")?.hidden === false) confirming(false);
});
watch("value", () => {
  if (document.activeElement?.closest("#aq-shelf, #aq-adding")) left = document.activeElement;
  const first = element.querySelector("[tabindex='-1']");
  first?.focus({ preventScroll: true });
  element.querySelector(".aq-text")?.scrollTo(0, 0);
  if (matchMedia("(max-width: 860px)").matches) element.scrollIntoView({ block: "start" });
});
"""


@dataclass(slots=True)
class Added:
    """What one browser session has added since nothing was being added last. It lives in its `gr.State`."""

    going: int = 0
    runs: list[tuple[Progress, ...]] = field(default_factory=list)


def lay_out(engine: Finds, tab: Any, *, shared: bool) -> None:
    """Place the parts of the tab and connect them; the list is made anew whenever `tab` is chosen.

    Where the page is `shared`, only addresses of the open web are fetched.
    """
    import gradio as gr

    keeper = Shelf(engine.library, shared=shared)
    ways: dict[str, Any] = {"concurrency_id": "articles", "concurrency_limit": 4}
    ways |= {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Row(elem_id="aq-articles"):
        with gr.Column(elem_id="aq-library"):
            zone, address, fetch, adding = _place_adding()
            words = _one_line("Search in the articles", "Search titles, sources, authors and text")
            listed = gr.HTML("", elem_id="aq-shelf", js_on_load=_CLICKS)
        opened = gr.HTML(no_article(), elem_id="aq-opened", js_on_load=_READING)

    def show(words: str) -> str:
        return show_articles(engine, words)

    def turn(words: str, event: gr.EventData) -> str:
        page = (event._data or {}).get("page")
        return show_articles(engine, words, page if isinstance(page, int) else 0)

    def read(event: gr.EventData) -> str:
        return read_article(engine.library, (event._data or {}).get("id"))

    def remove(words: str, event: gr.EventData) -> tuple[str, str]:
        told = remove_article(keeper, (event._data or {}).get("id"))
        return told, show_articles(engine, words)

    tab.select(show, [words], [listed], **ways)
    words.change(show, [words], [listed], **ways)
    words.submit(show, [words], [listed], **ways)
    listed.turned(turn, [words], [listed], **ways)
    for place in (listed, adding):
        place.opened(read, None, [opened], **ways)
    opened.removed(remove, [words], [opened, listed], **ways)
    _connect_adding(partial(_adding, engine, keeper), zone, address, fetch, words, adding, listed)


def _connect_adding(add: Callable[..., Steps], zone: Any, address: Any, fetch: Any, *shown: Any) -> None:
    """Connect the ways of adding: files, an address, the samples."""
    import gradio as gr

    words, adding, listed = shown
    added = gr.State(Added())
    ways: dict[str, Any] = {"concurrency_id": "add", "concurrency_limit": ADDING_AT_ONCE}
    ways |= {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}

    def add_files(added: Added, words: str, event: gr.EventData) -> Steps:
        uploads = Uploads(event._data)
        yield from add(added, words, uploads.files, afterwards=uploads.clear)

    def add_address(added: Added, words: str, typed: str) -> Steps:
        yield from add(added, words, [typed.strip()] if typed.strip() else [])

    def add_samples(added: Added, words: str) -> Steps:
        folder = sample_articles()
        yield from add(added, words, find_files(folder) if folder else [])

    zone.handed_in(add_files, [added, words], [adding, listed], **ways)
    ways_to_fetch = [address.submit, fetch.click]
    gr.on(ways_to_fetch, add_address, [added, words, address], [adding, listed], **ways)
    listed.samples(add_samples, [added, words], [adding, listed], **ways)


def _place_adding() -> tuple[Any, Any, Any, Any]:
    """Place the field for files, the line for an address with its button, and the progress."""
    import gradio as gr

    told = f"{', '.join(FORMATS)}; what is there already is recognised by its file’s name"
    zone = drop_zone("aq-zone", "Drop articles here, or choose files", told, several=True)
    with gr.Row(elem_classes="aq-line"):
        address = _one_line("Address of a web page", "… or paste an address: https://")
        fetch = gr.Button("Add", scale=0, min_width=72)
    return zone, address, fetch, gr.HTML("", elem_id="aq-adding", js_on_load=_CLICKS)


def _one_line(label: str, placeholder: str) -> Any:
    import gradio as gr

    return gr.Textbox(
        "",
        label=label,
        placeholder=placeholder,
        show_label=False,
        container=False,
        max_lines=1,
        scale=1,
    )


def _adding(
    engine: Finds,
    keeper: Shelf,
    added: Added,
    words: str,
    sources: Sequence[Upload | Path | str],
    *,
    afterwards: Callable[[], None] = lambda: None,
) -> Steps:
    """Add sources; yield how far the session's adding is and, in the end, the list."""
    import gradio as gr

    def steps() -> Iterator[tuple[Progress, ...]]:
        try:
            yield from keeper.add(sources)
        finally:
            afterwards()

    if not added.going:
        added.runs = []
    number = len(added.runs)
    added.runs.append(())
    added.going += 1
    try:
        for step in follow(steps()):
            added.runs[number] = step
            yield _progress(added), gr.skip()
    finally:
        added.going -= 1
    yield _progress(added), show_articles(engine, words)


def _progress(added: Added) -> str:
    every = [progress_of_one for run in added.runs for progress_of_one in run]
    return progress(every) if every else ""
