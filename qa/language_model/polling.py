"""A text that is waited for in another thread, so that whoever reads it can stop while nothing comes."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing

from qa.language_model.values import Generation

BETWEEN = 0.2
"""Number of seconds after which a reader is told that no piece has come yet."""


def polled(generation: Generation, seconds: float = BETWEEN) -> Generator[str | None, None, None]:
    """Yield the pieces of a text as they come, and None whenever none has come for so many seconds.

    A piece is asked for when it is wanted, not before. Closing this iterator cancels the generation, also
    while a piece is waited for.
    """
    # Its thread has ended when the text is closed: what it has begun is then ended in this one.
    with closing(iter(generation)) as pieces, ThreadPoolExecutor(1, "generation") as thread:
        try:
            while True:
                coming = thread.submit(next, pieces, None)
                while not wait([coming], seconds).done:
                    yield None
                if (piece := coming.result()) is None:
                    return
                yield piece
        finally:
            generation.close()
