"""Several `qa chat` processes of one library, real ones, watched, logged and stopped."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import httpx
import pytest

from index import ingest
from index.articles import Article
from index.library import Library
from tests.fakes import WordEmbedder
from tests.servers.loopback_proxy import LoopbackProxy
from tests.ui.serving.chat_process import SIGNED_IN, ChatProcess, begun, chats, read, visitor

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")

BOAT = Article(id="boat", text="The boat was sold to Bo Berg.", title="A boat")
WHO = "Who was the boat sold to?"
SLOWLY = "Who was the boat slowly sold to?"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "library"
    with Library.open(folder, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [BOAT])
    return folder


@pytest.fixture(scope="module")
def pair(library: Path) -> Iterator[list[ChatProcess]]:
    """Two servers behind a proxy, to which people sign in."""
    with chats(library, 2, *SIGNED_IN, QA_TRUSTED_PROXIES="127.0.0.1") as started:
        yield started


def test_who_signs_in_on_one_server_is_signed_in_on_the_other_and_out_on_both(
    pair: list[ChatProcess],
) -> None:
    turns = cycle(chat.url for chat in pair)
    with LoopbackProxy(lambda _headers: next(turns)) as proxy, visitor(proxy.url, "ada") as ada:
        assert [ada.get("/config").status_code for _ in range(4)] == [200] * 4
        copied = dict(ada.cookies)
        ada.get("/logout")
        ada.cookies.update(copied)
        assert [ada.get("/config").status_code for _ in range(4)] == [401] * 4


def test_asking_needs_the_same_server_from_question_to_answer(pair: list[ChatProcess]) -> None:
    """Gradio's queue lives in one process: why a proxy has to keep a visitor on one server."""
    turns = cycle(chat.url for chat in pair)
    with LoopbackProxy(lambda _headers: next(turns)) as proxy, visitor(proxy.url, "ada") as ada:
        assert read(ada, begun(ada, WHO)) == {}
        chosen = [target for path, target in proxy.chosen if "/call/" in path]
        assert len(set(chosen)) == 2
        proxy.choose = lambda _headers: pair[0].url
        assert read(ada, begun(ada, WHO))["citations"][0]["quote"] == BOAT.text
        proxy.choose = lambda _headers: pair[1].url
        assert read(ada, begun(ada, WHO))["citations"][0]["quote"] == BOAT.text


def test_nobody_signed_out_reads_anything_but_whether_the_server_lives(pair: list[ChatProcess]) -> None:
    with LoopbackProxy(lambda _headers: pair[0].url) as proxy, visitor(proxy.url) as stranger:
        assert stranger.get("/readyz").json() == {"ready": True, "reasons": [], "notes": []}
        assert stranger.get("/metrics").status_code == 403
        for path in ("/config", "/gradio_api/queue/data?session_hash=x", "/gradio_api/call/ask/x"):
            assert stranger.get(path).status_code == 401


def test_a_server_counts_what_it_was_asked(pair: list[ChatProcess]) -> None:
    def answered() -> float:
        told = pair[1].get("/metrics").text.splitlines()
        return next(float(one.split()[1]) for one in told if 'kind="fact",outcome="answered"' in one)

    before = answered()
    with visitor(pair[1].url, "bo") as bo:
        read(bo, begun(bo, WHO))
    assert answered() == before + 1
    assert "boat" not in pair[1].get("/metrics").text


def test_a_stopped_server_finishes_its_answers_takes_no_new_question_and_ends_well(library: Path) -> None:
    with (
        chats(library, 1, "--log", "json") as [chat],
        visitor(chat.url) as anybody,
        visitor(chat.url) as late,
    ):
        misfits(late)
        event, answers = begun(anybody, SLOWLY), []
        reading = threading.Thread(target=lambda: answers.append(read(anybody, event)))
        reading.start()
        chat.wait_until_asked()
        chat.process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        assert chat.get("/readyz").status_code == 503
        assert chat.get("/healthz").status_code == 200
        refused = late.post("/gradio_api/call/ask", json={"data": [WHO]})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        reading.join(60)
        assert answers[0]["citations"][0]["quote"] == BOAT.text
        out, err = chat.process.communicate(timeout=60)
    assert (chat.process.returncode, out) == (0, "")
    lines = [json.loads(line) for line in err.splitlines()]
    assert [line for line in lines if line.get("event") == "stderr" and "gradio" in line["message"]]
    [question] = [line for line in lines if line.get("event") == "question"]
    assert (question["kind"], question["outcome"], question["citations"]) == ("fact", "answered", 1)
    requests = {line["request"]: line for line in lines if line.get("event") == "request"}
    asked = requests[question["request"]]
    assert (asked["method"], asked["route"]) == ("POST", "/gradio_api/call/{api_name}")
    assert not [word for word in ("boat", "secret", event) if word in err]


def misfits(client: httpx.Client) -> None:
    """Ask for what is not there, and so that gradio prints what it was given."""
    assert read(client, "secret") == {}
    assert client.get("/nowhere/secret?question=secret").status_code == 404
    wrong = client.post("/gradio_api/call/ask", json={"data": ["secret boat"]}).json()["event_id"]
    assert read(client, wrong) == {}


def test_an_answer_that_takes_too_long_is_not_waited_for(library: Path) -> None:
    with chats(library, 1, QA_STOP_SECONDS="0") as [chat], visitor(chat.url) as anybody:
        event = begun(anybody, SLOWLY)
        reading = threading.Thread(target=lambda: read(anybody, event))
        reading.start()
        chat.wait_until_asked()
        status, _, err = chat.stop()
        assert status == 0
        assert "Stopped with 1 unfinished answers (QA_STOP_SECONDS)." in err
        reading.join(60)


def test_behind_a_proxy_nobody_reads_without_signing_in_unless_that_is_said(library: Path) -> None:
    with (
        pytest.raises(AssertionError, match=r"behind a proxy .* lets everybody on the network read"),
        chats(library, 1, QA_TRUSTED_PROXIES="127.0.0.1"),
    ):
        raise RuntimeError("it is served")
