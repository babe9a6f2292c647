import io
import os
import signal
import time
from dataclasses import replace

import pytest
from rich.console import Console

from qa.answers import Draft, Drafts, StopWriting
from tests.ui.fakes_writing import HELD_BACK, OPENED, WRITTEN
from tests.ui.signs import COLOUR
from ui import terminal
from ui.terminal_drafts import wait_for_answer

DRAFTS = (Draft(), Draft((), "It op"), Draft((OPENED,), "It bur"), Draft((OPENED, HELD_BACK), ""))
CUT_SHORT = replace(WRITTEN, text="It opened in 1931. [1]")


def drafts(interrupted_at: int | None = None, *, obeys: bool = True) -> Drafts:
    """Yield drafts; before one of them, Ctrl-C is pressed."""
    try:
        for number, draft in enumerate(DRAFTS):
            if number == interrupted_at:
                os.kill(os.getpid(), signal.SIGINT)
            yield draft
    except StopWriting:
        if not obeys:
            os.kill(os.getpid(), signal.SIGINT)
        yield Draft(answer=CUT_SHORT)
        return
    yield Draft(answer=WRITTEN)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is written on a terminal where messages go."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=80, highlight=False, markup=False, emoji=False)
    monkeypatch.setattr(terminal, "messages", lambda: console)
    return file


def test_the_last_draft_has_the_answer() -> None:
    assert wait_for_answer(drafts(), strict=False) == (WRITTEN, False)


def test_where_nobody_watches_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    wait_for_answer(drafts(), strict=False)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_what_is_checked_is_shown_while_the_rest_is_written(screen: io.StringIO) -> None:
    def slow() -> Drafts:
        yield Draft((OPENED,), "It bur")
        until = time.monotonic() + 30
        while "(not checked yet)" not in screen.getvalue() and time.monotonic() < until:
            time.sleep(0.02)
        yield Draft(answer=WRITTEN)

    assert wait_for_answer(slow(), strict=False) == (WRITTEN, False)
    written = COLOUR.sub("", screen.getvalue())
    assert "Writing…" in written
    assert "  It opened in 1931. [1]" in written
    assert "  (not checked yet) It bur" in written


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("at", [1, 2, 3])
def test_ctrl_c_leaves_what_was_checked(at: int) -> None:
    assert wait_for_answer(drafts(at), strict=False) == (CUT_SHORT, True)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_a_second_ctrl_c_ends_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        wait_for_answer(drafts(1, obeys=False), strict=False)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_where_ctrl_c_is_somebody_elses_it_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert wait_for_answer(drafts(), strict=False)[0] == WRITTEN
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
