"""A limit on the processor time that a hostile input may cost."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = 20
"""Seconds of processor time: a hundred times what the inputs here need in linear time, a fraction of what
they would need in quadratic time."""


@contextmanager
def cpu_time_limit(seconds: int = LIMIT) -> Iterator[None]:
    """Fail when the block takes more processor time; what else the machine does meanwhile does not count."""

    def stop(*_: object) -> None:
        raise AssertionError(f"It took {seconds} seconds of the processor and was not done.")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
