"""Loading an article from a web address that the user gave; only this file uses the network."""

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from index.articles import Article
from index.errors import UnreadableArticle
from index.loaders import files, markdown, pdf, plain_text, web_page, word
from index.loaders.normalisation import printable
from index.loaders.url_policy import NotPublic, pin_address

if TYPE_CHECKING:
    import httpx

MAX_DOWNLOAD_BYTES = 20_000_000
"""Number of bytes of a page or file, unpacked, at most."""

MOST_REDIRECTS = 5
READ_TIMEOUT = 20.0
"""Seconds that a server may take to connect or to send the next bytes."""

DOWNLOAD_TIMEOUT = 90.0
"""Seconds for the whole download, so that one from a server that drips bytes ends too."""

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_PACKED = frozenset({"", "identity", "gzip", "deflate"})
_PRIVATE = (
    "leads to this machine or a private network, which is not fetched for others; "
    "add it in a terminal with `qa add`"
)
_SAVE_IT = "open it in a browser, save it and add the file"


@dataclass(frozen=True, slots=True)
class _Download:
    data: bytes
    kind: str
    charset: str | None
    address: str


def load_address(url: str, *, only_public: bool = False) -> Article:
    """Fetch a page, PDF, Word document or text from an http(s) address and read its article.

    With `only_public` nothing of this machine or its private network is fetched, and no proxy is asked: for a
    server that fetches what other people ask for.

    The article's `id` is empty and its `path` None; its `url` is what the page declares as its own address
    on the same site, else the address that was fetched, without user name and password.

    Raises:
        UnreadableArticle: the address cannot be fetched or holds no article; the reason names the next step.
    """
    import httpx

    where = printable(url)
    try:
        address = httpx.URL(url.strip())
        where = printable(_public(address))
        if address.scheme not in {"http", "https"} or not address.host:
            raise UnreadableArticle(
                where, "only addresses that begin with http:// or https:// can be fetched"
            )
        download = _fetch(address, where, only_public=only_public)
    except NotPublic as error:
        raise UnreadableArticle(where, _PRIVATE) from error
    except (OSError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, ValueError) as error:
        raise UnreadableArticle(where, _reason(error)) from error
    article = _read(download, where)
    own = article.url if article.url and _host(article.url) == _host(download.address) else None
    return replace(article, url=own or download.address)


def _fetch(address: "httpx.URL", where: str, *, only_public: bool) -> _Download:
    import httpx

    deadline = time.monotonic() + DOWNLOAD_TIMEOUT
    headers = {"User-Agent": "article-qa", "Accept-Encoding": "gzip", "Accept": "text/html, */*;q=0.5"}
    with httpx.Client(timeout=READ_TIMEOUT, headers=headers, trust_env=not only_public) as client:
        for _ in range(MOST_REDIRECTS + 1):
            target = pin_address(address) if only_public else {"url": address}
            with client.stream("GET", **target) as response:
                if not response.has_redirect_location:
                    _check(response, where)
                    return _download(response, _public(address), where, deadline)
                address = address.join(response.headers["Location"])
            if address.scheme not in {"http", "https"}:
                raise UnreadableArticle(
                    where, f"leads to a {address.scheme}: address, which is not fetched; {_SAVE_IT}"
                )
    raise UnreadableArticle(where, f"leads on more than {MOST_REDIRECTS} times; {_SAVE_IT}")


def _check(response: "httpx.Response", where: str) -> None:
    if response.status_code != 200:
        known = response.status_code in {404, 410}
        advice = "check the address" if known else _SAVE_IT
        answer = printable(f"{response.status_code} {response.reason_phrase}".strip())
        raise UnreadableArticle(where, f"the server answers {answer}; {advice}")
    if response.headers.get("Content-Encoding", "identity").lower() not in _PACKED:
        raise UnreadableArticle(
            where, f"the server packs the page in a way that cannot be unpacked; {_SAVE_IT}"
        )


def _download(response: "httpx.Response", address: str, where: str, deadline: float) -> _Download:
    data = bytearray()
    for block in response.iter_bytes():
        data += block
        if len(data) > MAX_DOWNLOAD_BYTES:
            raise UnreadableArticle(where, "over 20 MB; download it and add the article itself")
        if time.monotonic() > deadline:
            raise UnreadableArticle(
                where, f"the download takes over {DOWNLOAD_TIMEOUT:g} seconds; {_SAVE_IT}"
            )
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return _Download(bytes(data), kind, response.charset_encoding, address)


def _read(download: _Download, where: str) -> Article:
    data, charset = download.data, download.charset
    if not data:
        raise UnreadableArticle(where, f"the server sends an empty page; {_SAVE_IT}")
    stem, suffix = _name(download.address)
    match _suffix(download, suffix):
        case ".html":
            return web_page.read(data, where, stem, charset, download.address)
        case ".pdf":
            return pdf.read(data, where, stem)
        case ".docx":
            return word.read(data, where, stem)
        case ".md":
            return markdown.read(data, where, stem, charset)
        case ".txt":
            return plain_text.read(data, where, stem, charset)
        case _:
            kind = printable(download.kind)[:80] or "something of no known type"
            raise UnreadableArticle(
                where, f"no article but {kind}; give the address of a web page, PDF, .docx or text"
            )


def _suffix(download: _Download, of_address: str) -> str | None:
    """Return the suffix of the reader for a download, by its media type, its first bytes or its address."""
    if download.kind == "text/plain" and of_address == ".md":
        return ".md"
    if download.kind not in _UNTOLD:
        return _KINDS.get(download.kind)
    start = download.data[:512].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return ".pdf"
    return ".html" if start.startswith((b"<!doctype html", b"<html")) else of_address


def _name(address: str) -> tuple[str, str]:
    """Return the last part of an address without its suffix, or the host; and the known suffix or ""."""
    parts = urlsplit(address)
    name = unquote(parts.path.rstrip("/").rpartition("/")[2], errors="replace")
    suffix = next((known for known in files.FORMATS if name.lower().endswith(known)), "")
    same = {".htm": ".html", ".markdown": ".md"}
    return name[: len(name) - len(suffix)] or parts.hostname or "Untitled", same.get(suffix, suffix)


def _public(address: "httpx.URL") -> str:
    """Return an address without user name, password and fragment: it is stored and shown."""
    return str(address.copy_with(username=None, password=None, fragment=None))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _reason(error: Exception) -> str:
    import httpx

    match error:
        case httpx.TimeoutException():
            return "the server takes too long to answer; try again later"
        case httpx.ConnectError() | OSError():
            return "no connection; check the address and the network"
        case httpx.DecodingError():
            return f"the server sends damaged data; {_SAVE_IT}"
        case httpx.InvalidURL() | UnicodeError() | ValueError() | httpx.UnsupportedProtocol():
            return "not a valid address; check it"
        case _:
            return f"cannot be fetched ({type(error).__name__}); try again, or {_SAVE_IT}"
