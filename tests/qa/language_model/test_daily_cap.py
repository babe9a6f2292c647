from dataclasses import dataclass
from datetime import date, datetime

import pytest

from index.errors import LanguageModelError, LibraryBusy
from qa.language_model.daily_cap import CappedModel, capped
from qa.language_model.values import LanguageModel
from tests.qa.language_model.conftest import QUESTION, opened, written
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply
from tests.store.memory_token_counts import MemoryTokenCounts

DAY = date(2026, 3, 14)
SAID = "Bo Berg is mayor of Aahus [1]."
TOLD = Reply.of(SAID).but(usage=(30, 10))


def cap(model: LanguageModel, counts: MemoryTokenCounts, most: int, at: str = "21:00") -> CappedModel:
    return CappedModel(model, counts, most, lambda: datetime.fromisoformat(f"2026-03-14T{at}"))


def test_without_a_cap_the_model_is_itself() -> None:
    with OpenAIServer([TOLD]) as server:
        model = opened(server.settings())
        assert capped(model, MemoryTokenCounts(), None) is model
        assert isinstance(capped(model, MemoryTokenCounts(), 1), CappedModel)


def test_what_was_used_is_counted_and_no_more() -> None:
    counts = MemoryTokenCounts()
    with OpenAIServer([TOLD]) as server:
        model = cap(opened(server.settings()), counts, 1_000)
        generation = model.generate(QUESTION, 100)
        pieces = iter(generation)
        assert counts.used(DAY) == 0
        next(pieces)
        assert counts.used(DAY) > 100
        list(pieces)
        assert counts.used(DAY) == 40
        assert (generation.usage.tokens, generation.is_truncated) == (40, False)
        assert (model.name, model.context_tokens) == ("openai:scripted", 8_192)


def test_over_the_cap_nothing_is_sent_and_it_is_told_when_it_goes_on() -> None:
    counts = MemoryTokenCounts()
    with OpenAIServer([TOLD]) as server:
        model = cap(opened(server.settings()), counts, 150)
        assert written(model, 100) == SAID
        with pytest.raises(
            LanguageModelError, match=r"\(40 of 150\).*from midnight, in 3 hours.*TOKENS_A_DAY"
        ):
            written(model, 105)
        with pytest.raises(LanguageModelError, match="in 15 minutes"):
            written(cap(model, counts, 150, "23:45"), 105)
        assert len(server.requests) == 1
    assert counts.used(DAY) == 40


def test_an_answer_that_no_day_has_the_tokens_for_is_told() -> None:
    with OpenAIServer([TOLD]) as server:
        model = cap(opened(server.settings()), MemoryTokenCounts(), 50)
        with pytest.raises(LanguageModelError, match=r"a day has 50\. Raise QA_MODEL_TOKENS_A_DAY"):
            written(model, 100)


@pytest.mark.parametrize("reply", [Reply(status=401), Reply(status=500), Reply(status=400)])
def test_a_request_that_failed_costs_nothing(reply: Reply) -> None:
    counts = MemoryTokenCounts()
    with OpenAIServer([reply]) as server, pytest.raises(LanguageModelError):
        written(cap(opened(server.settings()), counts, 1_000), 100)
    assert counts.used(DAY) == 0


@pytest.mark.parametrize("way", ["close", "leave"])
def test_a_text_that_is_stopped_costs_what_came(way: str) -> None:
    counts = MemoryTokenCounts()
    with OpenAIServer([TOLD.but(between=0.05)]) as server:
        generation = cap(opened(server.settings()), counts, 1_000).generate(QUESTION, 500)
        pieces = iter(generation)
        next(pieces)
        if way == "close":
            generation.close()
            assert list(pieces) == []
        else:
            pieces.close()
    assert 0 < counts.used(DAY) < 100
    assert generation.usage.estimated


@dataclass(frozen=True)
class BusyTokenCounts(MemoryTokenCounts):
    """Counts of a library that another process begins to write to after a number of reservations."""

    reservations: int = 0

    def reserve(self, day: date, tokens: int, most: int) -> bool:
        if not self.reservations:
            raise LibraryBusy("Another process is writing. Try again.")
        return super().reserve(day, tokens, most)

    def correct(self, day: date, tokens: int) -> None:
        raise LibraryBusy("Another process is writing. Try again.")


def test_what_cannot_be_counted_is_not_asked_for() -> None:
    with OpenAIServer([TOLD]) as server:
        model = cap(opened(server.settings()), BusyTokenCounts(), 1_000)
        with pytest.raises(LanguageModelError, match=r"cannot be counted\. Another process is writing"):
            written(model, 100)
        assert not server.requests


def test_a_text_that_cannot_be_counted_in_the_end_is_whole_and_stays_reserved() -> None:
    counts = BusyTokenCounts(reservations=1)
    with OpenAIServer([TOLD]) as server:
        assert written(cap(opened(server.settings()), counts, 1_000), 100) == SAID
    assert counts.used(DAY) > 100
