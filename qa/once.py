"""One question, one call: the library stays open for the next one."""

from functools import cache
from pathlib import Path

from qa.answers import Answer
from qa.assistant import Assistant
from qa.conversation import History
from qa.defaults import default_library


def answer(question: str, *, library: str | Path | None = None, history: History = ()) -> Answer:
    """Answer a question from a library (default: QA_LIBRARY, else the user's data directory).

    Raises LibraryMissing where nothing was added yet, QuestionError for an empty or too long question.
    """
    folder = Path(library) if library else default_library()
    return _opened(folder.absolute()).ask(question, history=history)


@cache
def _opened(folder: Path) -> Assistant:
    return Assistant.open(folder)
