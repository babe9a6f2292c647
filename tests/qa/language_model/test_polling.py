import inspect
import threading
from collections.abc import Generator

import pytest

from index.errors import LanguageModelError
from qa.language_model import Usage
from qa.language_model.polling import polled


class Waiting:
    """A text whose second piece comes when it is let go, or never when it was closed before."""

    is_truncated = False
    usage = Usage(1, 1)

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.go = threading.Event()
        self.closed = threading.Event()
        self.threads: set[int] = set()

    def __iter__(self) -> Generator[str]:
        # Held here, it does not end by being forgotten.
        self.begun = self._pieces()
        return self.begun

    def _pieces(self) -> Generator[str]:
        self.threads.add(threading.get_ident())
        yield "one "
        assert self.go.wait(30)
        if self.error:
            raise self.error
        if not self.closed.is_set():
            yield "two"

    def close(self) -> None:
        self.closed.set()
        self.go.set()


def test_pieces_come_in_order_and_silence_is_told() -> None:
    text = Waiting()
    pieces = polled(text, 0.01)
    assert [next(pieces), next(pieces), next(pieces)] == ["one ", None, None]
    text.go.set()
    assert [piece for piece in pieces if piece is not None] == ["two"]
    assert text.closed.is_set()


def test_a_piece_is_not_asked_for_before_it_is_wanted() -> None:
    text = Waiting()
    pieces = polled(text, 0.01)
    assert text.threads == set()
    next(pieces)
    assert threading.get_ident() not in text.threads
    pieces.close()


def test_closing_it_while_a_piece_is_waited_for_cancels_the_generation_and_leaves_no_thread() -> None:
    text = Waiting()
    pieces = polled(text, 0.01)
    assert [next(pieces), next(pieces)] == ["one ", None]
    pieces.close()
    assert text.closed.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("generation")]


def test_closing_it_between_two_pieces_ends_the_text_at_once() -> None:
    text = Waiting()
    pieces = polled(text, 0.01)
    next(pieces)
    assert inspect.getgeneratorstate(text.begun) == inspect.GEN_SUSPENDED
    pieces.close()
    assert inspect.getgeneratorstate(text.begun) == inspect.GEN_CLOSED


def test_trouble_reaches_the_reader() -> None:
    text = Waiting(LanguageModelError("The server broke off. Ask again."))
    text.go.set()
    with pytest.raises(LanguageModelError, match="broke off"):
        list(polled(text))
