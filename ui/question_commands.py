"""The commands that ask a library: ask, search."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.progress import Progress, silent
from ui import terminal
from ui.settings import library_folder, search_filter, threshold
from ui.terminal_answer import show_answer

if TYPE_CHECKING:
    from qa.assistant import Assistant


def ask(flags: Namespace) -> int:
    """Answer a question."""
    from qa.answer_json import to_json

    with (
        terminal.waiting("Reading…") as step,
        opened(library_folder(flags), threshold(flags), step) as assistant,
    ):
        answer = assistant.answer(flags.question, filters=search_filter(flags))
    if flags.json:
        terminal.print_json(to_json(answer))
    else:
        show_answer(terminal.output(), answer)
    return 0


def search(flags: Namespace) -> int:
    """Find passages."""
    with terminal.waiting("Searching…") as step, opened(library_folder(flags), progress=step) as assistant:
        hits = assistant.retrieve(flags.query, flags.k, filters=search_filter(flags))
    if flags.json:
        terminal.print_json([hit.to_json() for hit in hits])
    else:
        terminal.show_hits(terminal.output(), hits)
    return 0


def opened(folder: Path, sure: float = 0.0, progress: Progress = silent) -> "Assistant":
    """Open the library; an empty one is an error here: there is nothing to ask."""
    from qa.assistant import Assistant

    assistant = Assistant.open(folder, threshold=sure, progress=progress)
    if not assistant.library.record.counts()[0]:
        assistant.close()
        raise LibraryError(
            f"The library at {assistant.library.location} is empty. Run `qa add PATH...`, then ask again."
        )
    return assistant
