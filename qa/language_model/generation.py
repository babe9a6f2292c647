"""A text while a language model generates it: tries, time-outs, the count of its tokens, cancelling."""

import random
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from typing_extensions import override

from index.errors import LanguageModelError
from qa.language_model.connection import Connection, Watchdog
from qa.language_model.error_lines import broken_off, empty, filtered, timed_out, too_slow
from qa.language_model.settings import DEADLINE, ModelSettings
from qa.language_model.thoughts import without_thoughts
from qa.language_model.tokens import count_tokens
from qa.language_model.troubles import Trouble, complaint_of, trouble_of
from qa.language_model.values import TOKENS_A_MESSAGE, Generation, Message, Usage

LONGEST_WAIT = 30.0
"""Number of seconds that are waited where a server asks for it; if it asks for more, that is told."""

MOST_COUNTED = 100_000_000
"""Number of tokens of a text that a server may tell: what is more, no model has read or written."""

TELLING_THEIR_END = frozenset({"openai", "anthropic", "ollama"})
"""Providers that say at the end of each text why it ends."""

TRUNCATED = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
FILTERED = frozenset({"content_filter", "refusal", "safety", "recitation", "prohibited_content", "blocklist"})


class Chunk(Protocol):
    """A chunk of a message as LangChain streams it."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def response_metadata(self) -> dict[str, Any]:
        """Why the text ends, under the provider's own key."""

    @property
    def usage_metadata(self) -> Any:
        """The tokens that the server counted, or None."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a text is generated for.

    Attributes:
        back_off: seconds before each further try.
    """

    settings: ModelSettings
    messages: tuple[Message, ...]
    most_tokens: int
    back_off: Sequence[float]


class ChatGeneration(Generation):
    """A text that a chat model streams. One thread iterates over it; any may close it."""

    def __init__(
        self,
        request: Request,
        stream: Callable[[Request, Connection], Generator[Chunk]],
        learn: Callable[[str], bool],
    ) -> None:
        """Generate by `stream`, which sends a request.

        `learn` tells whether a server's complaint changes the next request.
        """
        self._request = request
        self._settings = request.settings
        self._stream = stream
        self._learn = learn
        self._connection = Connection()
        self._closed = threading.Event()
        self._waited = 0.0
        self._texts: list[str] = []
        self._counted: tuple[int, int] | None = None
        self._end = ""
        self._asked = False

    @override
    def __iter__(self) -> Generator[str]:
        watchdog = Watchdog(self._connection)
        nothing = True
        try:
            for piece in without_thoughts(self._pieces(watchdog)):
                nothing = nothing and not piece.strip()
                yield piece
            if nothing and not self._closed.is_set():
                raise empty(self._settings, truncated=self.is_truncated)
        finally:
            watchdog.stop()
            self.close()

    @property
    @override
    def usage(self) -> Usage:
        # A server that counts no prompt has not counted.
        if self._counted is not None and self._counted[0] and max(self._counted) <= MOST_COUNTED:
            return Usage(*self._counted).at(self._settings.price)
        if not self._asked:
            return Usage(0, 0).at(self._settings.price)
        prompt = sum(count_tokens(message.text) + TOKENS_A_MESSAGE for message in self._request.messages)
        counted = Usage(prompt, count_tokens("".join(self._texts)), estimated=True)
        return counted.at(self._settings.price)

    @property
    @override
    def is_truncated(self) -> bool:
        return self._end in TRUNCATED

    @override
    def close(self) -> None:
        self._closed.set()
        self._connection.cut()

    def _pieces(self, watchdog: Watchdog) -> Iterator[str]:
        """Yield the pieces of the first try that comes to any."""
        delays = iter(self._request.back_off)
        while not self._closed.is_set():
            trouble = yield from self._try(watchdog)
            if trouble is None or self._closed.is_set():
                return
            delay = next(delays, None) if trouble.is_passing and not self._texts else None
            if delay is None or (trouble.retry_after or 0) > LONGEST_WAIT:
                raise trouble.error
            self._closed.wait(max(delay * random.uniform(0.8, 1.2), trouble.retry_after or 0))  # noqa: S311

    def _try(self, watchdog: Watchdog) -> Generator[str, None, Trouble | None]:
        """Yield the pieces of one try; return what ended it before its time."""
        self._asked = True
        caught: Exception | None = None
        stream = self._stream(self._request, self._connection)
        try:
            while (chunk := self._next(stream, watchdog)) is not None:
                if text := self._read(chunk):
                    yield text
        except Exception as error:  # the packages of providers raise anything
            caught = error
        finally:
            stream.close()
        if self._closed.is_set():
            return None
        if watchdog.has_bitten:
            return Trouble(self._out_of_time())
        if caught is None:
            return self._ended()
        if not self._texts and self._learn(complaint_of(caught)):
            return (yield from self._try(watchdog))
        # Nobody counts tokens of a request that was refused.
        self._asked = bool(self._texts)
        trouble = trouble_of(caught, self._settings)
        # Whatever ended a text that had begun: there is only a beginning.
        return Trouble(broken_off(self._settings)) if self._texts and trouble.is_passing else trouble

    def _next(self, stream: Iterator[Chunk], watchdog: Watchdog) -> Chunk | None:
        """Wait for the next chunk. Whoever reads the text may take any time between two."""
        begun = monotonic()
        watchdog.expect(min(self._settings.timeout, DEADLINE * self._settings.timeout - self._waited))
        try:
            return next(stream, None)
        finally:
            watchdog.relax()
            self._waited += monotonic() - begun

    def _read(self, chunk: Chunk) -> str:
        text = str(chunk.text)
        if text:
            self._texts.append(text)
        for key in ("finish_reason", "done_reason", "stop_reason"):
            if reason := chunk.response_metadata.get(key):
                self._end = str(reason).rpartition(".")[2].lower()
        if told := chunk.usage_metadata:
            # Some servers tell with every chunk what it is all together so far.
            prompt, completion = self._counted or (0, 0)
            self._counted = max(prompt, told["input_tokens"]), max(completion, told["output_tokens"])
        return text

    def _ended(self) -> Trouble | None:
        if self._end in FILTERED:
            return Trouble(filtered(self._settings))
        if not self._end and self._settings.provider in TELLING_THEIR_END:
            return Trouble(broken_off(self._settings), is_passing=True)
        return None

    def _out_of_time(self) -> LanguageModelError:
        deadline = DEADLINE * self._settings.timeout
        return (
            too_slow(self._settings, deadline) if self._waited > deadline - 0.1 else timed_out(self._settings)
        )
