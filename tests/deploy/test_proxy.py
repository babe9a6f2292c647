"""`deploy/nginx.conf` in a real nginx, in front of two `qa chat`, one of which goes."""

import os
import signal
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from index import ingest
from index.articles import Article
from index.library import Library
from tests.fakes import WordEmbedder
from tests.servers.nginx import nginx, proxy
from tests.ui.serving.chat_process import SIGNED_IN, ChatProcess, begun, chats, read
from ui.serving.trusted_proxies import VISIT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")

BOAT = Article(id="boat", text="The boat was sold to Bo Berg.", title="A boat")
WHO, SLOWLY = "Who was the boat sold to?", "Who was the boat slowly sold to?"


class Served:
    """Two servers behind the proxy."""

    def __init__(self, chats: list[ChatProcess], url: str, certificate: ssl.SSLContext) -> None:
        self.chats = chats
        self.url = url
        self._certificate = certificate

    @contextmanager
    def visitor(self) -> Iterator[httpx.Client]:
        """Come as a browser does: see the page, then sign in."""
        with httpx.Client(base_url=self.url, verify=self._certificate, trust_env=False, timeout=60) as client:
            client.get("/")
            signed_in = {"username": "ada", "password": "lovelace"}
            client.post("/login", data=signed_in).raise_for_status()
            yield client

    def asked(self) -> list[int]:
        """Return how many questions each server was asked."""
        told = [chat.get("/metrics").text.splitlines() for chat in self.chats]
        counts = [[line for line in one if line.startswith("article_qa_questions_total{")] for one in told]
        return [round(sum(float(line.rpartition(" ")[2]) for line in one)) for one in counts]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    nginx()
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [BOAT])
    with (
        chats(tmp_path / "library", 2, *SIGNED_IN, QA_TRUSTED_PROXIES="127.0.0.1") as started,
        proxy(tmp_path, [int(chat.url.rpartition(":")[2]) for chat in started]) as (url, certificate),
    ):
        yield Served(started, url, certificate)


def answered(client: httpx.Client, question: str = WHO) -> bool:
    return "Bo Berg" in read(client, begun(client, question)).get("text", "")


def test_readers_are_answered_by_both_servers_and_by_one_when_the_other_is_killed(served: Served) -> None:
    before = served.asked()
    with ExitStack() as stack:
        reader = stack.enter_context(served.visitor())
        assert reader.get("/metrics").status_code == 404
        assert reader.get("/readyz").json()["ready"] is True
        assert "max-age" in reader.get("/readyz").headers["strict-transport-security"]
        readers = [stack.enter_context(served.visitor()) for _ in range(8)]
        assert len({reader.cookies[VISIT] for reader in readers}) == len(readers)
        assert all(map(answered, readers))
        shares = [now - then for now, then in zip(served.asked(), before, strict=True)]
        assert sum(shares) == len(readers) and all(shares)
        served.chats[0].process.send_signal(signal.SIGKILL)
        served.chats[0].process.wait(20)
        # Nobody signs in anew, and nobody sees an error.
        assert all(map(answered, readers))
        assert all(map(answered, readers))
    with served.visitor() as newcomer:
        assert answered(newcomer)


def test_a_server_that_is_stopped_finishes_its_answers_and_the_others_take_what_comes(served: Served) -> None:
    finished: list[bool] = []
    with ExitStack() as stack:
        readers = [stack.enter_context(served.visitor()) for _ in range(4)]
        events = [begun(reader, SLOWLY) for reader in readers]
        waiting = threading.Semaphore(0)

        def wait_for_the_answer(reader: httpx.Client, event: str) -> None:
            finished.append(bool(read(reader, event, waiting.release)))

        threads = [
            threading.Thread(target=wait_for_the_answer, args=given)
            for given in zip(readers, events, strict=True)
        ]
        for thread in threads:
            thread.start()
        assert all(waiting.acquire(timeout=60) for _ in readers)
        served.chats[1].process.send_signal(signal.SIGTERM)
        with served.visitor() as newcomer:
            assert answered(newcomer)
        for thread in threads:
            thread.join(60)
        assert finished == [True] * len(readers)
        assert all(map(answered, readers))
    assert served.chats[1].process.wait(60) == 0
