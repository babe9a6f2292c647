"""What is sent to a language model, and what comes back."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from index.errors import LanguageModelError


class PromptTooLong(LanguageModelError):
    """A prompt of more tokens than the model reads: fewer passages may fit."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat with a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens that a model reads (prompt) and writes (completion)."""

    prompt: float
    completion: float


@dataclass(frozen=True, slots=True)
class Usage:
    """What a generation used.

    Attributes:
        cost: US dollars, where the price is known.
        estimated: whether the tokens were counted by us, because the server did not tell.
    """

    prompt_tokens: int
    completion_tokens: int
    cost: float | None = None
    estimated: bool = False

    def __add__(self, other: "Usage") -> "Usage":
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            sum(costs) if costs else None,
            self.estimated or other.estimated,
        )

    @property
    def tokens(self) -> int:
        """All tokens, read and written."""
        return self.prompt_tokens + self.completion_tokens

    def at(self, price: Price | None) -> "Usage":
        """Return this usage with what it costs at a price."""
        if price is None:
            return self
        cost = (self.prompt_tokens * price.prompt + self.completion_tokens * price.completion) / 1_000_000
        return replace(self, cost=cost)


NOTHING_USED = Usage(0, 0)

TOKENS_A_MESSAGE = 8
"""Number of tokens that a message costs beside its text, rather too many."""


class Generation(Protocol):
    """A text while it is generated; it is iterated over once."""

    def __iter__(self) -> Generator[str]:
        """Yield the pieces of the text as they come, none of them empty; closing the iterator cancels it.

        Raises:
            PromptTooLong: the prompt is longer than the model reads; nothing was yielded.
            LanguageModelError: the model cannot be asked, did not answer, or broke off.
        """

    @property
    def usage(self) -> Usage:
        """What was used so far: as the server tells, or counted by us while it has not."""

    @property
    def is_truncated(self) -> bool:
        """Whether the text ended because it had as many tokens as it may have."""

    def close(self) -> None:
        """Cancel what is not generated yet, from any thread; the pieces then end without an error."""


class LanguageModel(Protocol):
    """A language model that anybody's server runs; several threads call it at once.

    Attributes:
        name: as it was configured: "openai:gpt-…".
        context_tokens: how many tokens prompt and completion may have together.
    """

    name: str
    context_tokens: int

    def generate(self, messages: Sequence[Message], most_tokens: int) -> Generation:
        """Begin to generate the reply to messages, of at most so many tokens.

        Nothing is contacted before the first piece is asked for.
        """

    def count_tokens(self, text: str) -> int:
        """Return about how many tokens a text has, rather too many than too few."""
