"""The commands that ask a library: ask, search."""

from argparse import Namespace
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.progress import Progress, silent
from index.store.place import Place
from ui import terminal
from ui.render.writing import without_held_back
from ui.settings import language_model, library_place, search_filter, threshold
from ui.terminal_answer import show_answer
from ui.terminal_drafts import wait_for_answer

if TYPE_CHECKING:
    from qa.answers import Answer
    from qa.assistant import Assistant
    from qa.language_model import ModelSettings

STOPPED = 130
"""Exit status of a command that Ctrl-C ended."""


def ask(flags: Namespace) -> int:
    """Answer a question."""
    from qa.answer_json import to_json

    model = language_model(flags)
    with ExitStack() as stack:
        with terminal.waiting("Reading…") as step:
            assistant = stack.enter_context(opened(library_place(flags), threshold(flags), step, model))
            drafts = stack.enter_context(
                closing(assistant.draft(flags.question, filters=search_filter(flags)))
            )
            # From here on it is written, and Ctrl-C leaves what was written.
            first = next(drafts)
        answer, stopped = (
            (first.answer, False) if first.answer else wait_for_answer(drafts, strict=flags.strict)
        )
    if answer.note:
        terminal.complain(answer.note)
    _complain_of_the_model(answer)
    answer = without_held_back(answer) if flags.strict else answer
    if flags.json:
        terminal.print_json(to_json(answer))
    else:
        show_answer(terminal.output(), answer)
    return STOPPED if stopped else 0


def _complain_of_the_model(answer: "Answer") -> None:
    """Tell why what a language model wrote is not whole, or what stands in its place."""
    writing = answer.writing
    if writing is None or not writing.problem:
        return
    instead = "" if writing.is_answer or not answer.answered else " The exact quotes stand in its place."
    terminal.complain(f"{writing.problem}{instead}")


def search(flags: Namespace) -> int:
    """Find passages."""
    from qa.answers import MISSED_INDEX

    with terminal.waiting("Searching…") as step, opened(library_place(flags), progress=step) as assistant:
        hits = assistant.retrieve(flags.query, flags.k, filters=search_filter(flags))
        missed_index = assistant.library.missed_index
    if missed_index:
        terminal.complain(MISSED_INDEX)
    if flags.json:
        terminal.print_json([hit.to_json() for hit in hits])
    else:
        terminal.show_hits(terminal.output(), hits)
    return 0


def opened(
    place: Place, sure: float = 0.0, progress: Progress = silent, model: "ModelSettings | None" = None
) -> "Assistant":
    """Open the library; an empty one is an error here: there is nothing to ask."""
    from qa.assistant import Assistant

    assistant = Assistant.open(place, threshold=sure, model=model, progress=progress)
    if not assistant.library.record.counts()[0]:
        assistant.close()
        raise LibraryError(
            f"The library at {assistant.library.location} is empty. Run `qa add PATH...`, then ask again."
        )
    return assistant
