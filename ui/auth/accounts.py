"""The people who may sign in. A password is stored as its scrypt hash and read only at sign-in."""

import base64
import binascii
import getpass
import hashlib
import hmac
import re
import secrets
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError

COST, BLOCK, LANES = 15, 8, 1
"""The parameters of scrypt (log2 N, r, p) for new lines: a guess takes 32 MB and a tenth of a second."""

MOST_MEMORY = 256 * 2**20
"""Bytes that a line of somebody's file may have scrypt take."""

LONGEST_NAME = 64
LONGEST_PASSWORD = 1024
"""Characters."""

HOW = "Make a line with `qa password NAME`."

_LINE = re.compile(
    r"\$scrypt\$ln=(?P<cost>\d{1,2}),r=(?P<block>\d{1,3}),p=(?P<lanes>\d{1,2})"
    r"\$(?P<salt>[A-Za-z0-9+/]{11,86})\$(?P<key>[A-Za-z0-9+/]{22,86})"
)


@dataclass(frozen=True, slots=True)
class Account:
    """One person who may sign in.

    Attributes:
        salt: what makes equal passwords hash differently.
        key: the password's scrypt hash.
        cost, block, lanes: the parameters of scrypt it was made with: log2 N, r, p.
    """

    name: str
    salt: bytes
    key: bytes
    cost: int
    block: int
    lanes: int

    @classmethod
    def of(cls, name: str, password: str, salt: bytes | None = None) -> "Account":
        """Make an account; the salt is random unless given. Raises InputError."""
        salt = salt or secrets.token_bytes(16)
        key = _hash(_password(password), salt, (COST, BLOCK, LANES))
        return cls(_name(name), salt, key, COST, BLOCK, LANES)

    @classmethod
    def parse(cls, line: str) -> "Account":
        """Read a line that `line` wrote. Raises InputError, whose message tells nothing of the line."""
        name, colon, hashed = line.partition(":")
        found = _LINE.fullmatch(hashed.strip())
        if not colon or not found:
            raise InputError(f"not a name and a hashed password. {HOW}")
        cost, block, lanes = (int(found[part]) for part in ("cost", "block", "lanes"))
        if cost < 1 or block < 8 or not 0 < lanes <= 16 or 128 * block * 2**cost > MOST_MEMORY:
            raise InputError(f"hashed with parameters (ln, r, p) that are not taken here. {HOW}")
        return cls(_name(name), _decoded(found["salt"]), _decoded(found["key"]), cost, block, lanes)

    @property
    def line(self) -> str:
        """The account as a line of a file."""
        parameters = f"ln={self.cost},r={self.block},p={self.lanes}"
        return f"{self.name}:$scrypt${parameters}${_encoded(self.salt)}${_encoded(self.key)}"

    @property
    def fingerprint(self) -> str:
        """Names this name and password: another one as soon as either changes."""
        return hashlib.sha256(self.line.encode()).hexdigest()

    def opens(self, password: str) -> bool:
        """Whether this is the password; takes the same time whatever is wrong with it."""
        given = unicodedata.normalize("NFC", password[: LONGEST_PASSWORD + 1])
        found = _hash(given, self.salt, (self.cost, self.block, self.lanes), len(self.key))
        return hmac.compare_digest(found, self.key)


class Accounts:
    """Everybody who may sign in."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        """Raises InputError where two accounts have one name, or there is none."""
        self._accounts: dict[str, Account] = {}
        for account in accounts:
            if account.name in self._accounts:
                raise InputError(f"There are two passwords for {account.name!r}. Leave one away.")
            self._accounts[account.name] = account
        if not self._accounts:
            raise InputError(f"Nobody could sign in: no account was given. {HOW}")
        # Somebody who does not exist is refused as slowly as somebody with a wrong password.
        self._nobody = Account("nobody", bytes(16), bytes(32), COST, BLOCK, LANES)

    def admit(self, name: str, password: str) -> Account | None:
        """Return the account that this name and password open. It takes a tenth of a second, as it should."""
        found = self._accounts.get(unicodedata.normalize("NFC", name.strip()))
        opened = (found or self._nobody).opens(password)
        return found if opened else None

    def find(self, name: str) -> Account | None:
        """Return the account of a name."""
        return self._accounts.get(name)


def read_accounts(pairs: Sequence[str], file: Path | None, place: Path | str) -> Accounts | None:
    """Read the accounts of --auth and --auth-file; None where neither was given.

    Args:
        pairs: `name:password` each.
        file: lines as `qa password` makes them; blank ones and those that begin with # are skipped.
        place: the library; with the name it makes the salt of a pair, the same at every start, so that
            whoever is signed in stays so.

    Raises:
        InputError: a pair or a line cannot be used. No message holds a password.
    """
    if not pairs and file is None:
        return None
    named = [_of_pair(pair, place) for pair in pairs]
    return Accounts([*named, *(_of_file(file) if file else ())])


def password(flags: Namespace) -> int:
    """Print a line for --auth-file, of a name and a password that is asked for."""
    name = _name(flags.name)
    sys.stdout.write(f"{Account.of(name, _asked(name)).line}\n")
    return 0


def _asked(name: str) -> str:
    """Read the password twice from the terminal, else once from the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        given = getpass.getpass(f"Password for {name}: ")
        again = getpass.getpass("Once more: ")
    except EOFError as error:
        raise InputError("No password was typed. Run the command once more.") from error
    if given != again:
        raise InputError("The two passwords differ. Run the command once more.")
    return given


def _of_pair(pair: str, place: Path | str) -> Account:
    name, colon, secret = pair.partition(":")
    if not colon:
        raise InputError("--auth takes name:password. Put a colon between the two.")
    return Account.of(name, secret, hashlib.sha256(f"{place}\0{name}".encode(errors="replace")).digest()[:16])


def _of_file(file: Path) -> list[Account]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "not text in UTF-8"
        raise InputError(f"Cannot read {file} ({reason}). Name a file of lines. {HOW}") from error
    accounts: dict[str, Account] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            account = Account.parse(line.strip())
        except InputError as error:
            raise InputError(f"{file}:{number}: {error}") from error
        if account.name in accounts:
            raise InputError(f"{file}:{number}: a second password for {account.name!r}. Leave one away.")
        accounts[account.name] = account
    if not accounts:
        raise InputError(f"{file} names nobody. {HOW}")
    return list(accounts.values())


def _name(name: str) -> str:
    name = unicodedata.normalize("NFC", name.strip())
    if not name or len(name) > LONGEST_NAME or ":" in name or not name.isprintable():
        raise InputError(
            f"A name to sign in with has 1 to {LONGEST_NAME} letters, and no colon. Choose another."
        )
    return name


def _password(password: str) -> str:
    if not password:
        raise InputError("The password is empty. Choose one.")
    if len(password) > LONGEST_PASSWORD:
        raise InputError(f"The password has more than {LONGEST_PASSWORD:,} characters. Choose a shorter one.")
    return unicodedata.normalize("NFC", password)


def _hash(password: str, salt: bytes, parameters: tuple[int, int, int], length: int = 32) -> bytes:
    cost, block, lanes = parameters
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"),
        salt=salt,
        n=2**cost,
        r=block,
        p=lanes,
        # OpenSSL counts a little more than the blocks.
        maxmem=MOST_MEMORY + 2**20 * (1 + lanes),
        dklen=length,
    )


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise InputError(f"its salt or key is cut off. {HOW}") from error
