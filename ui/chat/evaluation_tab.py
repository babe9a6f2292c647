"""The evaluation tab: runs a question set in the background and shows its figures, plots and misses."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from index.errors import ArticleNotFound, ArticleQAError, InputError
from index.library import Library
from index.text.plurals import several
from qa.engine import Engine
from qa.evaluation import (
    Evaluation,
    Outcome,
    Question,
    evaluate,
    load_questions,
    report_sections,
    to_html,
    to_json,
)
from ui.chat.scripts import script
from ui.chat.uploads import Uploads, drop_zone
from ui.render.environment import macro
from ui.samples import sample_questions

MOST_MISSES = 200
"""Number of misses shown in the page; the report that can be downloaded has all."""

UNEXPECTED = "Something went wrong while measuring. The server’s log says more; the run can be started again."

WAITING = "Waiting for its turn: one evaluation is run at a time…"

STOPPING = "Stopping after this question…"

_log = logging.getLogger(__name__)

_macro = partial(macro, "evaluation_tab.html")


@dataclass(slots=True)
class Run:
    """The question set of one browser session and its run. It lives in that session's `gr.State` alone.

    Attributes:
        name: the name of the question set.
        stopping: set by the user to end the run after the question that is being asked.
        saved: the number of files that were downloaded, to tell one from the next.
    """

    name: str = ""
    questions: tuple[Question, ...] = ()
    evaluation: Evaluation | None = None
    running: bool = False
    stopping: bool = False
    saved: int = 0

    def begin(self) -> bool:
        """Begin a run and return True; return False where one is going on or nothing is chosen."""
        if self.running or not self.questions:
            return False
        self.running, self.stopping, self.evaluation = True, False, None
        return True


def lay_out(engine: Engine) -> None:
    """Lay out the parts of the tab and connect them."""
    import gradio as gr

    zone, sample, status, start, stop, report, figures, shown, saver = _laid_out()
    state = gr.State(Run())
    options: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    unqueued: dict[str, Any] = {"queue": False, **options}

    def choose_file(run: Run, event: gr.EventData) -> tuple[Any, ...]:
        return choose(run, event._data), *_buttons(run)

    def choose_sample(run: Run) -> tuple[Any, ...]:
        file = sample_questions()
        return (read_questions(run, file, "Sample questions") if file else _macro("no_set")), *_buttons(run)

    def begin(run: Run) -> tuple[Any, ...]:
        message = _macro("status", WAITING) if run.begin() else gr.skip()
        return message, *_buttons(run)

    def run_questions(run: Run) -> Iterator[tuple[Any, ...]]:
        for message, result in measure(engine, run):
            yield message, gr.skip() if result is None else result, *_buttons(run)

    def stop_run(run: Run) -> str:
        run.stopping = True
        return _macro("status", STOPPING)

    parts = [start, stop, report, figures]
    zone.handed_in(choose_file, [state], [status, *parts], **options)
    if sample:
        sample.click(choose_sample, [state], [status, *parts], **options)
    begun = start.click(begin, [state], [status, *parts], **unqueued)
    begun.then(
        run_questions,
        [state],
        [status, shown, *parts],
        concurrency_id="evaluation",
        concurrency_limit=1,
        **options,
    )
    stop.click(stop_run, [state], [status], **unqueued)
    report.click(lambda run: downloaded_file(run, "html"), [state], [saver], **options)
    figures.click(lambda run: downloaded_file(run, "json"), [state], [saver], **options)


def _laid_out() -> tuple[Any, ...]:
    """Lay out the parts: the drop zone for a question set, buttons, the status, results, downloads."""
    import gradio as gr

    sample = None
    with gr.Column(elem_id="aq-evaluation"):
        gr.HTML(_macro("introduction"))
        zone = drop_zone(
            "aq-questions", "Drop a question file here, or choose one", ".jsonl, .jsonl.gz", several=False
        )
        if sample_questions():
            sample = gr.Button("Use the questions on the sample articles", size="sm", elem_classes="aq-plain")
        status = gr.HTML(_macro("no_set"), elem_id="aq-said")
        with gr.Row(elem_classes="aq-line"):
            start = gr.Button("Run", variant="primary", interactive=False, scale=0, min_width=96)
            stop = gr.Button("Stop", visible=False, scale=0, min_width=96)
            report = gr.Button("Download the report (HTML)", visible=False, scale=0, elem_classes="aq-plain")
            figures = gr.Button(
                "Download the figures (JSON)", visible=False, scale=0, elem_classes="aq-plain"
            )
        shown = gr.HTML("", elem_id="aq-results")
        saver = gr.HTML(None, html_template="", js_on_load=script("download.js"), elem_classes="aq-saver")
    return zone, sample, status, start, stop, report, figures, shown, saver


def _buttons(run: Run) -> tuple[Any, ...]:
    """Return the state of the buttons to run, to stop, to save the report and to save the figures."""
    import gradio as gr

    over = run.evaluation is not None and not run.running
    return (
        gr.update(interactive=bool(run.questions) and not run.running),
        gr.update(visible=run.running),
        *(gr.update(visible=over) for _ in range(2)),
    )


def choose(run: Run, data: object) -> str:
    """Take the file that was handed in as the session's question set and return what to say of it."""
    uploads = Uploads(data)
    try:
        upload = next(iter(uploads.files), None)
        if upload is None or upload.file is None:
            return _macro(
                "problem", f"{upload.name}: {upload.problem}." if upload else "No file arrived; try it again."
            )
        if not upload.name.lower().endswith((".jsonl", ".jsonl.gz")):
            return _macro("problem", f"{upload.name}: not a question file. Give a .jsonl or .jsonl.gz file.")
        return read_questions(run, upload.file, upload.name)
    finally:
        uploads.clear()


def read_questions(run: Run, file: Path, name: str) -> str:
    """Read a question set for the session and return what to say; one that is bad leaves all as it was."""
    if run.running:
        return _macro("problem", "A run is going on. Stop it, then choose another question set.")
    try:
        questions = load_questions(file)
    except InputError as error:
        return _macro("problem", str(error).replace(str(file), name))
    run.name, run.questions, run.evaluation = name, questions, None
    return _macro("chosen", name, len(questions))


def measure(engine: Engine, run: Run) -> Iterator[tuple[str, str | None]]:
    """Run the session's question set; yield what to say and, when it is over or stopped, the results.

    A page that is closed ends the run: nobody asks for the next step.
    """
    outcomes: list[Outcome] = []
    total, texts, problem = len(run.questions), _Texts(engine.library), None
    try:
        yield _macro("running", 0, total), ""
        for question in run.questions:
            if run.stopping:
                break
            outcomes += evaluate([question], engine, texts=texts).outcomes
            yield _macro("running", len(outcomes), total), None
    except ArticleQAError as error:
        problem = f"Stopped at question {len(outcomes) + 1} of {total}: {error}"
    except Exception:
        _log.exception("An evaluation in the chat failed.")
        problem = UNEXPECTED
    finally:
        run.running = False
    run.evaluation = Evaluation(tuple(outcomes)) if outcomes else None
    message = _macro("problem", problem) if problem else _macro("status", _ended(len(outcomes), total))
    yield message, _results(run.name, run.evaluation) if run.evaluation else ""


def _ended(done: int, total: int) -> str:
    every = several(total, "question")
    return f"Done: {every}." if done == total else f"Stopped after {done:,} of {every}."


def _results(name: str, evaluation: Evaluation) -> Markup:
    return _macro("results", name, report_sections(evaluation, MOST_MISSES))


def downloaded_file(run: Run, form: str) -> dict[str, Any] | None:
    """Return the file to save of a session's run: its report as HTML, or its figures as JSON."""
    if run.evaluation is None:
        return None
    run.saved += 1
    stem = run.name.partition(".")[0] or "evaluation"
    html = form == "html"
    text = (
        to_html(run.evaluation) if html else json.dumps(to_json(run.evaluation), ensure_ascii=False, indent=1)
    )
    kind = "text/html" if html else "application/json"
    safe = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return {"name": f"{stem}-evaluation.{form}", "type": kind, "text": safe, "number": run.saved}


class _Texts(Mapping[str, str]):
    """The texts of a library's articles by id, read when they are asked for."""

    def __init__(self, library: Library) -> None:
        self._record = library.record

    def __getitem__(self, article_id: str) -> str:
        try:
            return self._record.article(article_id).text
        except ArticleNotFound as error:
            raise KeyError(article_id) from error

    def __iter__(self) -> Iterator[str]:
        return (article.id for article in self._record.articles())

    def __len__(self) -> int:
        return self._record.counts()[0]
