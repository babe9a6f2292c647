import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from index.errors import UnreadableArticle
from index.loaders import address, load_address
from tests.index.loaders import samples
from tests.index.loaders.samples import BODY, PAGE

TEXT = "text/plain; charset=utf-8"


class Site(BaseHTTPRequestHandler):
    """A web site of a few pages: path → (status, headers, body)."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/talks": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
        "/plain.txt": (200, {"Content-Type": TEXT}, BODY.encode()),
        "/latin": (200, {"Content-Type": "text/plain; charset=cp1251"}, "Переговоры".encode("cp1251")),
        "/notes.md": (200, {"Content-Type": "text/plain"}, f"# Lake talks end\n\n{BODY}".encode()),
        "/a/lake-talks.pdf": (200, {"Content-Type": "application/pdf"}, samples.pdf(["Nobody knew it."])),
        "/download": (200, {"Content-Type": "application/octet-stream"}, samples.pdf(["Nobody knew it."])),
        "/untold": (200, {}, PAGE.encode()),
        "/unknown": (200, {"Content-Type": "application/octet-stream"}, b"\x01\x02"),
        "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        "/empty": (200, {"Content-Type": TEXT}, b""),
        "/large": (200, {"Content-Type": TEXT}, b"x" * 3_000),
        "/packed": (200, {"Content-Type": TEXT, "Content-Encoding": "gzip"}, gzip.compress(BODY.encode())),
        "/packed-large": (
            200,
            {"Content-Type": TEXT, "Content-Encoding": "gzip"},
            gzip.compress(b"x" * 3_000),
        ),
        "/packed-badly": (200, {"Content-Type": TEXT, "Content-Encoding": "gzip"}, b"no gzip"),
        "/packed-oddly": (200, {"Content-Type": TEXT, "Content-Encoding": "br"}, b"?"),
        "/forbidden": (403, {}, b""),
        "/moved": (302, {"Location": "/talks"}, b""),
        "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/circle": (302, {"Location": "/circle"}, b""),
        "/nowhere": (302, {"Location": "http://[bad"}, b""),
    }

    def do_GET(self) -> None:
        status, headers, body = self.pages.get(self.path, (404, {}, b"<html>gone</html>"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def refused(url: str) -> str:
    with pytest.raises(UnreadableArticle) as problem:
        load_address(url)
    assert "\n" not in str(problem.value)
    return str(problem.value)


@pytest.mark.parametrize("path", ["/talks", "/moved", "/untold"])
def test_a_page_is_read(site: str, path: str) -> None:
    loaded = load_address(site + path)
    assert (loaded.id, loaded.title, loaded.path) == ("", "Lake talks end", None)
    assert loaded.text[loaded.body_start :].startswith("The talks began")


def test_the_address_is_the_one_fetched_when_the_page_names_another_site(site: str) -> None:
    assert load_address(f"{site}/moved#part").url == f"{site}/talks"


def test_a_page_may_name_its_own_address_on_its_site(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.replace("https://example.org", site).encode()
    monkeypatch.setitem(Site.pages, "/own", (200, {"Content-Type": "text/html"}, page))
    assert load_address(f"{site}/own").url == f"{site}/lake-talks"


def test_other_formats_are_read_by_their_type(site: str) -> None:
    assert load_address(f"{site}/plain.txt").text == BODY
    assert load_address(f"{site}/latin").text == "Переговоры"
    assert load_address(f"{site}/notes.md").title == "Lake talks end"
    assert load_address(f"{site}/a/lake-talks.pdf").title == "Lake talks"
    assert load_address(f"{site}/download").text == "Nobody knew it."
    assert load_address(f"{site}/packed").text == BODY


def test_a_password_in_the_address_is_not_kept(site: str) -> None:
    secret = site.replace("//", "//user:secret@")
    assert load_address(f"{secret}/plain.txt").url == f"{site}/plain.txt"
    assert "secret" not in refused(f"{secret}/gone")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "the server answers 404 Not Found; check the address"),
        ("/forbidden", "the server answers 403 Forbidden; open it in a browser"),
        ("/image", "no article but image/png"),
        ("/unknown", "no article but application/octet-stream"),
        ("/empty", "empty page"),
        ("/to-file", "leads to a file: address, which is not fetched"),
        ("/circle", "leads on more than 5 times"),
        ("/nowhere", "no connection"),
        ("/packed-badly", "damaged data"),
        ("/packed-oddly", "cannot be unpacked"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_next_step(site: str, path: str, reason: str) -> None:
    message = refused(site + path)
    assert message.startswith(f"{site}{path}: ")
    assert reason in message


@pytest.mark.parametrize("path", ["/large", "/packed-large"])
def test_a_download_over_the_limit_is_broken_off(
    site: str, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(address, "MAX_DOWNLOAD_BYTES", 2_999)
    assert "over 20 MB" in refused(site + path)


def test_a_download_that_takes_too_long_is_broken_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "DOWNLOAD_TIMEOUT", -1.0)
    assert "the download takes over" in refused(f"{site}/talks")


def test_a_silent_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "READ_TIMEOUT", 0.2)
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "too long to answer" in refused(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_no_server_is_told(site: str) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.server_close()
    assert "no connection; check the address" in refused(f"http://127.0.0.1:{server.server_port}/")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "127.0.0.1/a",
        "http://",
        "",
        "http://a\nb",
    ],
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    message = refused(url)
    web = "only addresses that begin with http:// or https:// can be fetched"
    assert message.endswith((web, "not a valid address; check it"))


def test_an_address_without_an_end_is_nobodys() -> None:
    assert refused("http://[bad").endswith("no connection; check the address and the network")
