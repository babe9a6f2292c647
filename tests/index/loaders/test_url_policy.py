"""Where addresses may lead for a server that fetches what other people ask for."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.errors import UnreadableArticle
from index.loaders import load_address, url_policy
from index.loaders.url_policy import is_public

OTHER = "127.0.0.2"
LOOK_UP = socket.getaddrinfo
"""As it is outside of the tests: what reads as a number to it need not look like an address."""


class Asked(BaseHTTPRequestHandler):
    """Tells what it was asked for; leads on from /to-NAME."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(f"{self.headers['Host']}{self.path}")
        host, _, to = self.path.removeprefix("/to-").partition("/")
        self.send_response(302 if self.path.startswith("/to-") else 200)
        port = self.connection.getsockname()[1]
        self.send_header("Location", f"http://{host}:{port}/{to}" if host else f"/{to}")
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"The talks began on Monday.")

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server at talks.example; its machine counts as public, no other of this one's addresses does."""
    Asked.asked = []
    look_up = socket.getaddrinfo

    def names(host: str, *rest: object, **options: object) -> object:
        return look_up("127.0.0.1" if host == "talks.example" else host, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(url_policy, "is_public", lambda machine: machine == "127.0.0.1")
    server = ThreadingHTTPServer(("", 0), Asked)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    "machine",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
        *(
            "169.254.169.254",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1%eth0",
            "fd00::1",
            "ff02::1",
        ),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::"),
    ],
)
def test_this_machine_and_private_networks_are_not_public(machine: str) -> None:
    assert not is_public(machine)


@pytest.mark.parametrize(
    "machine", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_the_open_web_is_public(machine: str) -> None:
    assert is_public(machine)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0", "127.1"])
def test_no_way_of_writing_this_machines_address_is_fetched(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(host: str, *_rest: object, **_options: object) -> object:
        written = "127.0.0.1" if host == "localhost" else host
        return LOOK_UP(written, 9, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(UnreadableArticle, match=r"leads to this machine or a private network.*`qa add`"):
        load_address(f"http://{host}:9/", only_public=True)


def test_a_public_page_is_fetched_from_the_machine_that_was_checked_under_its_own_name(port: int) -> None:
    article = load_address(f"http://talks.example:{port}/to-/talks.txt", only_public=True)
    assert article.text == "The talks began on Monday."
    assert article.url == f"http://talks.example:{port}/talks.txt"
    assert Asked.asked == [f"talks.example:{port}/to-/talks.txt", f"talks.example:{port}/talks.txt"]


def test_a_public_page_that_leads_to_a_private_one_is_not_followed(port: int) -> None:
    with pytest.raises(UnreadableArticle, match="private network"):
        load_address(f"http://talks.example:{port}/to-{OTHER}/secret", only_public=True)
    assert Asked.asked == [f"talks.example:{port}/to-{OTHER}/secret"]


def test_a_name_of_which_one_machine_is_private_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (machine, 80)) for machine in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: both)
    with pytest.raises(UnreadableArticle, match="private network"):
        load_address("http://talks.example/", only_public=True)


def test_a_name_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_arguments: object, **_options: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(UnreadableArticle, match="no connection; check the address"):
        load_address("http://talks.example/", only_public=True)
