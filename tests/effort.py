"""A limit for what a hostile input may cost."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = 20
"""Seconds of the processor: a hundred times what the inputs here need, a fraction of what the square of their
length would."""


@contextmanager
def bounded_effort(seconds: int = LIMIT) -> Iterator[None]:
    """Stop what does not come to an end; what else the machine does meanwhile does not count."""

    def stop(*_: object) -> None:
        raise AssertionError(f"It took {seconds} seconds of the processor and was not done.")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
