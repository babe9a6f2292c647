"""Addresses of Chroma servers as users set them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import InputError

DEFAULT_TENANT = "default_tenant"
DEFAULT_DATABASE = "default_database"
"""Chroma's own names, of a server that one runs oneself."""


@dataclass(frozen=True, slots=True)
class ChromaAddress:
    """A database on a Chroma server: `http://HOST:PORT`, or `https://HOST/TENANT/DATABASE` of a
    hosted one."""

    host: str
    port: int
    is_encrypted: bool
    tenant: str = DEFAULT_TENANT
    database: str = DEFAULT_DATABASE

    @property
    def is_hosted(self) -> bool:
        """Whether others run the server, and limit how much is written and read at once."""
        return self.tenant != DEFAULT_TENANT

    @property
    def origin(self) -> str:
        """The server's address, without the database."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.is_encrypted else 'http'}://{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.origin}/{self.tenant}/{self.database}" if self.is_hosted else self.origin


def read_addresses(text: str) -> tuple[ChromaAddress, ...]:
    """Return the addresses in QA_CHROMA_URL, separated by commas. Raises InputError."""
    found = tuple(_read(part.strip()) for part in text.split(",") if part.strip())
    if len(set(found)) < len(found):
        raise InputError("QA_CHROMA_URL names a server twice. Name each once: each holds its own share.")
    return found


def _read(text: str) -> ChromaAddress:
    # What may be a password is not told.
    wrong = "QA_CHROMA_URL: {} is no address of a Chroma server. Write it like http://127.0.0.1:8000."
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(wrong.format("what it holds")) from error
    if parts.username is not None or parts.password is not None or "@" in text:
        raise InputError("QA_CHROMA_URL holds a name or a password. Leave it out; set QA_CHROMA_TOKEN.")
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise InputError(wrong.format(repr(text)[:100]))
    is_encrypted = parts.scheme == "https"
    named = [part for part in parts.path.split("/") if part]
    if len(named) not in (0, 2):
        raise InputError(
            f"QA_CHROMA_URL: the path of {text[:100]} is not a tenant and a database. "
            "Write it like https://api.trychroma.com/TENANT/DATABASE."
        )
    return ChromaAddress(host, port or (443 if is_encrypted else 80), is_encrypted, *named)
