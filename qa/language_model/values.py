"""What is sent to a language model, and what comes back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat with a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


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


class Generation(Protocol):
    """A text while it is generated: its pieces as they come; closing it cancels the request.

    `Iterator` in the main; what the pieces come to is known when they have ended.
    """

    def __iter__(self) -> Iterator[str]:
        """Return the pieces of the text; raises LanguageModelError."""

    @property
    def usage(self) -> Usage:
        """What was used so far."""

    def close(self) -> None:
        """Cancel what is not generated yet."""


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
