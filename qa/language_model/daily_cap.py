"""A cap on the tokens that a language model uses a day, by all processes that use the library together."""

from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from typing_extensions import override

from index.errors import LanguageModelError, LibraryError
from index.token_counts import TokenCounts
from qa.language_model.values import TOKENS_A_MESSAGE, Generation, LanguageModel, Message, Usage


def capped(model: LanguageModel, counts: TokenCounts, tokens_a_day: int | None) -> LanguageModel:
    """Return a model that uses at most so many tokens a day; the model itself where there is no cap."""
    return model if tokens_a_day is None else CappedModel(model, counts, tokens_a_day)


class CappedModel(LanguageModel):
    """A model that stops for the day when its tokens are used up.

    What a text may need is reserved before the request and corrected after it. A process that is killed
    between the two leaves its reservation: a cap may stop early, but never late.
    """

    def __init__(
        self,
        model: LanguageModel,
        counts: TokenCounts,
        tokens_a_day: int,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Cap `model` at `tokens_a_day`, counted in `counts`; a day ends at midnight by `now`."""
        self.name = model.name
        self.context_tokens = model.context_tokens
        self._model = model
        self._counts = counts
        self._most = tokens_a_day
        self._now = now

    @override
    def generate(self, messages: Sequence[Message], most_tokens: int) -> "CappedGeneration":
        prompt = sum(self.count_tokens(message.text) + TOKENS_A_MESSAGE for message in messages)
        return CappedGeneration(self._model.generate(messages, most_tokens), self, prompt + most_tokens)

    @override
    def count_tokens(self, text: str) -> int:
        return self._model.count_tokens(text)

    def reserve(self, tokens: int) -> date:
        """Reserve tokens of today; return the day.

        Raises LanguageModelError where there are not so many, or they cannot be counted.
        """
        now = self._now()
        day = now.date()
        try:
            if self._counts.reserve(day, tokens, self._most):
                return day
        except LibraryError as error:
            raise LanguageModelError(
                f"{self.name} is not asked: its tokens cannot be counted. {error}"
            ) from error
        if tokens > self._most:
            raise LanguageModelError(
                f"An answer of {self.name} may take {tokens:,} tokens, and a day has {self._most:,}. "
                "Raise QA_MODEL_TOKENS_A_DAY."
            )
        left = datetime.combine(day + timedelta(days=1), datetime.min.time()) - now.replace(tzinfo=None)
        raise LanguageModelError(
            f"Today's tokens of {self.name} are used up ({self._counts.used(day):,} of {self._most:,}). It "
            f"writes again from midnight, in {_duration(left)}; or raise QA_MODEL_TOKENS_A_DAY."
        )

    def correct(self, day: date, tokens: int) -> None:
        """Add tokens to what was reserved of a day; where the library is busy, what was reserved stands."""
        with suppress(LibraryError):
            self._counts.correct(day, tokens)


class CappedGeneration(Generation):
    """A text whose tokens are reserved when its first piece is asked for."""

    def __init__(self, generation: Generation, model: CappedModel, needed: int) -> None:
        self._generation = generation
        self._model = model
        self._needed = needed

    @override
    def __iter__(self) -> Generator[str]:
        day = self._model.reserve(self._needed)
        try:
            yield from self._generation
        finally:
            self._generation.close()
            self._model.correct(day, self.usage.tokens - self._needed)

    @property
    @override
    def usage(self) -> Usage:
        return self._generation.usage

    @property
    @override
    def is_truncated(self) -> bool:
        return self._generation.is_truncated

    @override
    def close(self) -> None:
        self._generation.close()


def _duration(left: timedelta) -> str:
    minutes = max(1, round(left.total_seconds() / 60))
    hours = round(minutes / 60)
    if minutes < 90:
        return f"{minutes} minutes" if minutes > 1 else "a minute"
    return f"{hours} hours"
