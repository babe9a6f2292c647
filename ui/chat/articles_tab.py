"""The articles tab: add, list, search, read and remove articles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from index.loaders import FORMATS, find_files
from qa.engine import Engine
from ui.chat.adding import LibraryWriter, SourceProgress, follow
from ui.chat.articles_render import no_article, progress
from ui.chat.articles_views import read_article, remove_article, show_articles
from ui.chat.scripts import script
from ui.chat.uploads import Upload, Uploads, drop_zone
from ui.samples import sample_articles

Steps = Iterator[tuple[str, Any]]
"""HTML of the progress and, in the end, of the list of articles."""

ADDING_AT_ONCE = 8
"""Number of users whose files are read at the same time; articles are stored one after another."""


@dataclass(slots=True)
class SessionProgress:
    """Progress of one browser session since nothing was being added last. It lives in its `gr.State`."""

    running: int = 0
    runs: list[tuple[SourceProgress, ...]] = field(default_factory=list)


def lay_out(engine: Engine, writer: LibraryWriter, tab: Any) -> None:
    """Lay out the parts of the tab and connect them; the list is made anew whenever `tab` is chosen."""
    import gradio as gr

    options: dict[str, Any] = {"concurrency_id": "articles", "concurrency_limit": 4}
    options |= {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Row(elem_id="aq-articles"):
        with gr.Column(elem_id="aq-library"):
            zone, address, fetch, adding = _adding_fields()
            words = _text_field("Search in the articles", "Search titles, sources, authors and text")
            listed = gr.HTML("", elem_id="aq-shelf", js_on_load=script("article_list.js"))
        opened = gr.HTML(no_article(), elem_id="aq-opened", js_on_load=script("article_page.js"))

    def show(words: str) -> str:
        return show_articles(engine, words)

    def show_page(words: str, event: gr.EventData) -> str:
        page = (event._data or {}).get("page")
        return show_articles(engine, words, page if isinstance(page, int) else 0)

    def read(event: gr.EventData) -> str:
        return read_article(engine.library, (event._data or {}).get("id"))

    def remove(words: str, event: gr.EventData) -> tuple[str, str]:
        message = remove_article(writer, (event._data or {}).get("id"))
        return message, show_articles(engine, words)

    tab.select(show, [words], [listed], **options)
    words.change(show, [words], [listed], **options)
    words.submit(show, [words], [listed], **options)
    listed.turned(show_page, [words], [listed], **options)
    for part in (listed, adding):
        part.opened(read, None, [opened], **options)
    opened.removed(remove, [words], [opened, listed], **options)
    _connect_adding(partial(_add_sources, engine, writer), zone, address, fetch, words, adding, listed)


def _connect_adding(add: Callable[..., Steps], zone: Any, address: Any, fetch: Any, *shown: Any) -> None:
    """Connect the ways of adding: files, an address, the samples."""
    import gradio as gr

    words, adding, listed = shown
    session = gr.State(SessionProgress())
    options: dict[str, Any] = {"concurrency_id": "add", "concurrency_limit": ADDING_AT_ONCE}
    options |= {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}

    def add_files(session: SessionProgress, words: str, event: gr.EventData) -> Steps:
        uploads = Uploads(event._data)
        yield from add(session, words, uploads.files, afterwards=uploads.clear)

    def add_address(session: SessionProgress, words: str, typed: str) -> Steps:
        yield from add(session, words, [typed.strip()] if typed.strip() else [])

    def add_samples(session: SessionProgress, words: str) -> Steps:
        folder = sample_articles()
        yield from add(session, words, find_files(folder) if folder else [])

    zone.handed_in(add_files, [session, words], [adding, listed], **options)
    gr.on([address.submit, fetch.click], add_address, [session, words, address], [adding, listed], **options)
    listed.samples(add_samples, [session, words], [adding, listed], **options)


def _adding_fields() -> tuple[Any, Any, Any, Any]:
    """Lay out the drop zone, the field for an address with its button, and the progress."""
    import gradio as gr

    formats = f"{', '.join(FORMATS)}; what is there already is recognised by its file’s name"
    zone = drop_zone("aq-zone", "Drop articles here, or choose files", formats, several=True)
    with gr.Row(elem_classes="aq-line"):
        address = _text_field("Address of a web page", "… or paste an address: https://")
        fetch = gr.Button("Add", scale=0, min_width=72)
    return zone, address, fetch, gr.HTML("", elem_id="aq-adding", js_on_load=script("article_list.js"))


def _text_field(label: str, placeholder: str) -> Any:
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


def _add_sources(
    engine: Engine,
    writer: LibraryWriter,
    session: SessionProgress,
    words: str,
    sources: Sequence[Upload | Path | str],
    *,
    afterwards: Callable[[], None] = lambda: None,
) -> Steps:
    """Add sources; yield the progress of the session and, in the end, the list of articles."""
    import gradio as gr

    def steps() -> Iterator[tuple[SourceProgress, ...]]:
        try:
            yield from writer.add(sources)
        finally:
            afterwards()

    if not session.running:
        session.runs = []
    number = len(session.runs)
    session.runs.append(())
    session.running += 1
    try:
        for step in follow(steps()):
            session.runs[number] = step
            yield _progress(session), gr.skip()
    finally:
        session.running -= 1
    yield _progress(session), show_articles(engine, words)


def _progress(session: SessionProgress) -> str:
    every = [source for run in session.runs for source in run]
    return progress(every) if every else ""
