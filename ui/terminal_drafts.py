"""Waiting for an answer in a terminal: it is shown while it is written, and Ctrl-C stops the writing."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from qa.answers import Answer, Draft, Drafts, StopWriting
from ui import terminal
from ui.terminal_writing import drafted


def wait_for_answer(drafts: Drafts, *, strict: bool) -> tuple[Answer, bool]:
    """Return the answer of drafts and whether Ctrl-C cut it short: it then has what was checked until then.

    A second Ctrl-C ends the process as it always does. `strict` shows nothing that is held back.
    """
    with _shown(strict=strict) as show, _stopped_by_ctrl_c() as stopped:
        for draft in drafts:
            if draft.answer:
                return draft.answer, stopped.is_set()
            show(draft)
            if stopped.is_set():
                last = drafts.throw(StopWriting())
                if last.answer:
                    return last.answer, True
    raise RuntimeError("the drafts ended without an answer")


@contextmanager
def _shown(*, strict: bool) -> Iterator[Callable[[Draft], None]]:
    """Show drafts, one in the place of the other, none of which stays; nothing where nobody watches."""
    console = terminal.messages()
    if not console.is_terminal:
        yield lambda _draft: None
        return
    from rich.console import Group
    from rich.live import Live
    from rich.spinner import Spinner

    spinner = Spinner("dots", "Writing…")
    with Live(spinner, console=console, transient=True) as live:
        yield lambda draft: live.update(Group(spinner, drafted(console, draft, strict=strict)))


@contextmanager
def _stopped_by_ctrl_c() -> Iterator[threading.Event]:
    """Note the first Ctrl-C in place of ending the process."""
    stopped = threading.Event()
    in_main_thread = threading.current_thread() is threading.main_thread()
    if not in_main_thread or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        # Whoever started this wants no Ctrl-C, or wants another.
        yield stopped
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
