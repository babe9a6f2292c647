"""Time-outs, tries, cancelling and the count of tokens, with real HTTP to scripted servers."""

import threading
from itertools import islice
from time import monotonic, sleep
from typing import Any

import pytest

from index.errors import LanguageModelError
from qa.language_model.tokens import count_tokens
from qa.language_model.values import Price
from tests.qa.language_model.conftest import begun, opened, written
from tests.servers.ollama_server import OllamaServer
from tests.servers.openai_server import OpenAIServer
from tests.servers.scripted import Reply

SAID = "Bo Berg is mayor of Aahus [1]."
both_servers = pytest.mark.parametrize("kind", [OpenAIServer, OllamaServer])


@both_servers
def test_pieces_come_while_the_server_still_writes(kind: type[Any]) -> None:
    with kind([Reply.of(SAID).but(between=0.2)]) as server:
        pieces = iter(begun(opened(server.settings())))
        assert next(pieces) == SAID[:4]
        assert server.open_now == 1
        assert SAID[:4] + "".join(pieces) == SAID


@both_servers
def test_what_the_server_counted_is_what_was_used(kind: type[Any]) -> None:
    with kind([Reply.of(SAID).but(usage=(1_000, 200))]) as server:
        generation = begun(opened(server.settings(price=Price(2, 10))))
        list(generation)
    used = generation.usage
    assert (used.prompt_tokens, used.completion_tokens, used.estimated) == (1_000, 200, False)
    assert used.cost == pytest.approx(0.004)


@both_servers
def test_where_the_server_does_not_count_we_do(kind: type[Any]) -> None:
    with kind([Reply.of(SAID).but(usage=None)]) as server:
        generation = begun(opened(server.settings()))
        assert generation.usage.tokens == 0
        list(generation)
    used = generation.usage
    assert used.estimated and used.cost is None
    assert used.completion_tokens == count_tokens(SAID)
    assert used.prompt_tokens > 5


@pytest.mark.parametrize("usage", [(10**30, 5), (1_000, 10**30), (-5, -7), (0, 5)])
def test_a_count_that_cannot_be_is_ours(usage: tuple[int, int]) -> None:
    with OpenAIServer([Reply.of(SAID).but(usage=usage)]) as server:
        generation = begun(opened(server.settings()))
        list(generation)
    used = generation.usage
    assert used.estimated
    assert used.completion_tokens == count_tokens(SAID)


def test_usage_is_asked_for_although_the_server_is_ones_own() -> None:
    """LangChain does not where `base_url` is set."""
    with OpenAIServer([Reply.of(SAID)]) as server:
        written(opened(server.settings()))
    assert server.requests[0].body["stream_options"] == {"include_usage": True}


def test_a_text_that_is_as_long_as_it_may_be_says_so() -> None:
    with OpenAIServer([Reply.of(SAID).but(finish="length"), Reply.of(SAID)]) as server:
        model = opened(server.settings())
        for expected in (True, False):
            generation = begun(model)
            list(generation)
            assert generation.is_truncated is expected


@both_servers
@pytest.mark.parametrize("way", ["close", "leave"])
def test_closing_cancels_the_request_at_once(kind: type[Any], way: str) -> None:
    with kind([Reply.of(SAID).but(cut_after=1, cut="silence")]) as server:
        generation = begun(opened(server.settings()))
        pieces = iter(generation)
        next(pieces)
        if way == "close":
            generation.close()
            assert list(pieces) == []
        else:
            pieces.close()
        assert server.wait_until(lambda seen: seen.closed_early == 1)


@both_servers
def test_another_thread_cancels_while_the_server_is_silent(kind: type[Any]) -> None:
    with kind([Reply.of(SAID).but(before=30)]) as server:
        generation = begun(opened(server.settings()))
        threading.Timer(0.2, generation.close).start()
        began = monotonic()
        assert list(generation) == []
        assert monotonic() - began < 25
        assert server.wait_until(lambda seen: seen.closed_early == 1)


@both_servers
def test_a_server_that_says_nothing_is_waited_for_only_so_long(kind: type[Any]) -> None:
    with kind([Reply.of(SAID).but(before=30)]) as server:
        with pytest.raises(LanguageModelError, match=r"nothing for 0\.3 seconds.*QA_MODEL_TIMEOUT"):
            written(opened(server.settings(timeout=0.3)))
        assert server.wait_until(lambda seen: seen.closed_early == 1)
    assert len(server.requests) == 1


@both_servers
@pytest.mark.parametrize("after", [0, 2])
def test_a_server_that_falls_silent_is_waited_for_only_so_long(kind: type[Any], after: int) -> None:
    with kind([Reply.of(SAID).but(cut_after=after, cut="silence")]) as server:
        got: list[str] = []
        with pytest.raises(LanguageModelError, match="sent nothing for"):
            got.extend(begun(opened(server.settings(timeout=0.3))))
    assert len(server.requests) == 1


def test_comments_are_no_pieces() -> None:
    """A server may send one every second, and never a word."""
    with (
        OpenAIServer([Reply.of(SAID).but(between=30, comments=0.1)]) as server,
        pytest.raises(LanguageModelError, match="sent nothing for"),
    ):
        written(opened(server.settings(timeout=0.5)))


def test_a_text_that_never_ends_is_given_up() -> None:
    with (
        OpenAIServer([Reply(("on and ",) * 1_000).but(between=0.02)]) as server,
        pytest.raises(LanguageModelError, match=r"did not finish in 2.5 seconds"),
    ):
        written(opened(server.settings(timeout=0.5)))


def test_whoever_reads_the_text_may_take_any_time() -> None:
    with OpenAIServer([Reply.of(SAID)]) as server:
        got: list[str] = []
        for piece in begun(opened(server.settings(timeout=1))):
            sleep(0 if got else 1.2)
            got.append(piece)
    assert "".join(got) == SAID


@both_servers
@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_what_passes_is_tried_again(kind: type[Any], status: int) -> None:
    with kind([Reply(status=status, error="busy"), Reply.of(SAID)]) as server:
        assert written(opened(server.settings())) == SAID
    assert len(server.requests) == 2


@both_servers
@pytest.mark.parametrize("cut", ["end", "reset"])
def test_a_connection_that_breaks_before_the_first_piece_is_tried_again(kind: type[Any], cut: str) -> None:
    with kind([Reply.of(SAID).but(cut_after=0, cut=cut), Reply.of(SAID)]) as server:
        assert written(opened(server.settings())) == SAID
    assert len(server.requests) == 2


@both_servers
@pytest.mark.parametrize("cut", ["end", "reset"])
def test_a_text_that_breaks_off_is_told_and_never_begun_again(kind: type[Any], cut: str) -> None:
    with kind([Reply.of(SAID).but(cut_after=3, cut=cut, between=0.02)]) as server:
        pieces = iter(begun(opened(server.settings())))
        assert "".join(islice(pieces, 2)) == SAID[:8]
        with pytest.raises(LanguageModelError, match="broke off"):
            list(pieces)
    assert len(server.requests) == 1


@both_servers
def test_a_text_without_an_end_was_cut(kind: type[Any]) -> None:
    with (
        kind([Reply.of(SAID).but(finish="")]) as server,
        pytest.raises(LanguageModelError, match="broke off"),
    ):
        written(opened(server.settings()))


def test_a_server_says_how_long_to_wait() -> None:
    busy = Reply(status=429, headers={"Retry-After": "0.4"})
    with OpenAIServer([busy, Reply.of(SAID)]) as server:
        began = monotonic()
        assert written(opened(server.settings())) == SAID
        assert monotonic() - began > 0.4


def test_a_wait_of_minutes_is_told_and_not_waited() -> None:
    with (
        OpenAIServer([Reply(status=429, headers={"Retry-After": "300"})]) as server,
        pytest.raises(LanguageModelError, match="Try again in 300 seconds"),
    ):
        written(opened(server.settings()))
    assert len(server.requests) == 1


def test_closing_ends_the_wait_for_another_try() -> None:
    with OpenAIServer([Reply(status=429, headers={"Retry-After": "20"})]) as server:
        generation = begun(opened(server.settings()))
        threading.Timer(0.2, generation.close).start()
        began = monotonic()
        assert list(generation) == []
        assert monotonic() - began < 10


@both_servers
@pytest.mark.parametrize("pieces", [(), (" ", "\n")])
def test_a_text_without_a_word_is_an_error(kind: type[Any], pieces: tuple[str, ...]) -> None:
    with kind([Reply(pieces)]) as server, pytest.raises(LanguageModelError, match="wrote nothing"):
        written(opened(server.settings()))


def test_a_model_that_thinks_until_its_tokens_are_used_up_is_told_of() -> None:
    with (
        OpenAIServer([Reply(("<think>Hmm, ", "let me"), finish="length")]) as server,
        pytest.raises(LanguageModelError, match="seems to think first"),
    ):
        written(opened(server.settings()))


def test_thoughts_are_no_part_of_the_text() -> None:
    with OpenAIServer([Reply.of(f"<think>\nBo?\n</think>\n\n{SAID}").but(thoughts=("Hm",))]) as server:
        assert written(opened(server.settings())) == SAID


@pytest.mark.parametrize("pieces", [(), ("Bo Berg",)])
def test_what_a_content_filter_holds_back_is_told(pieces: tuple[str, ...]) -> None:
    with (
        OpenAIServer([Reply(pieces, finish="content_filter")]) as server,
        pytest.raises(LanguageModelError, match="content filter"),
    ):
        written(opened(server.settings()))


def test_a_thread_that_watches_ends_with_its_text() -> None:
    before = set(threading.enumerate())
    with OpenAIServer([Reply.of(SAID)]) as server:
        written(opened(server.settings()))
    for one in set(threading.enumerate()) - before:
        if "watchdog" in one.name:
            one.join(5)
            assert not one.is_alive()
