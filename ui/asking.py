"""The commands that ask a library: ask, search, eval."""

import json
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError, LibraryError
from index.library import Library, Progress
from ui import terminal
from ui.settings import filters, library_folder, threshold

if TYPE_CHECKING:
    from qa.assistant import Assistant


def ask(flags: Namespace) -> int:
    """Answer a question."""
    with terminal.waiting("Reading…"), _assistant(library_folder(flags), threshold(flags)) as assistant:
        answer = assistant.ask(flags.question, **filters(flags))
    if flags.json:
        terminal.print_json(answer.to_json())
    else:
        terminal.show_answer(terminal.output(), answer)
    return 0


def search(flags: Namespace) -> int:
    """Find passages."""
    with terminal.waiting("Searching…"), _assistant(library_folder(flags)) as assistant:
        hits = assistant.search(flags.query, flags.k, **filters(flags))
    if flags.json:
        terminal.print_json([hit.to_json() for hit in hits])
    else:
        terminal.show_hits(terminal.output(), hits)
    return 0


def evaluate(flags: Namespace) -> int:
    """Measure answers on a question set; fail where a figure fell against the baseline."""
    from qa import evaluation

    questions = evaluation.load_questions(flags.questions)
    baseline = evaluation.load_baseline(flags.baseline) if flags.baseline else None
    with terminal.progress() as advance, _measured(flags, advance) as assistant:
        texts = {article.id: article.text for article in assistant.library.record.articles()}
        outcome = evaluation.evaluate(
            questions, assistant, lambda done, total: advance("Asking", done, total), texts=texts
        )
    falls = evaluation.compare(outcome.figures, baseline) if baseline is not None else []
    terminal.show_figures(terminal.output(), outcome, falls)
    if flags.json:
        _write(flags.json, json.dumps(evaluation.to_json(outcome), ensure_ascii=False, indent=1))
    if flags.report:
        _write(flags.report, evaluation.to_html(outcome))
    return 1 if falls else 0


def _assistant(folder: Path, sure: float = 0.0) -> "Assistant":
    """Open the library; an empty one is an error here: there is nothing to ask."""
    from qa.assistant import Assistant

    assistant = Assistant.open(folder, threshold=sure)
    if not assistant.library.record.counts()[0]:
        assistant.close()
        raise LibraryError(
            f"The library at {assistant.library.folder} is empty. Run `qa add PATH...`, then ask again."
        )
    return assistant


@contextmanager
def _measured(flags: Namespace, advance: Progress) -> Iterator["Assistant"]:
    """Give the assistant to measure: on the library, or on --articles in a library thrown away."""
    if not flags.articles:
        with _assistant(library_folder(flags), threshold(flags)) as assistant:
            yield assistant
        return
    from qa.assistant import Assistant
    from qa.defaults import default_embedder

    with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
        with Library.open(Path(folder), default_embedder(), create=True) as library:
            _fill(library, flags.articles, advance)
        with Assistant.open(folder, threshold=threshold(flags)) as assistant:
            yield assistant


def _fill(library: Library, path: Path, advance: Progress) -> None:
    """Add articles to measure on: all of them, since figures on a part would mislead."""
    from index.loaders import find_files
    from ui.keeping import add_to

    unreadable = add_to(library, find_files(path), (), advance)
    if unreadable:
        raise InputError(
            f"{unreadable[0]} ({len(unreadable)} could not be read; mend them, or leave them out.)"
        )


def _write(path: Path, text: str) -> None:
    try:
        # Half a surrogate pair, which a question set may hold, is written as JSON escapes it.
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise InputError(f"Cannot write {path} ({error.strerror}). Name another file.") from error
    sys.stdout.write(f"Wrote {terminal.plain(str(path))}.\n")
