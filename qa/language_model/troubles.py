"""What went wrong with a language model, told from an error of a provider's package.

Errors are known by the names of their classes and by HTTP statuses: no package has to be installed.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time

from index.errors import LanguageModelError
from qa.language_model import error_lines
from qa.language_model.settings import ModelSettings

_PASSING = frozenset({408, 409, 425, 500, 502, 503, 504, 529})
"""HTTP statuses of servers in trouble, after which the same request may succeed."""

_TOO_LONG = re.compile(
    r"context[ _-]?(?:length|window|size)|prompt is too long|maximum model length|max_model_len|n_ctx|"
    r"input is too long|too many (?:input )?tokens|input tokens exceed",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    r"insufficient_quota|credit balance|billing|exceeded your current quota", re.IGNORECASE
)
_FILTERED = re.compile(r"content_filter|content[ _]policy|content management policy", re.IGNORECASE)
_NOT_PULLED = re.compile(r"model .{0,200} not found|try pulling", re.IGNORECASE)
_PASSING_WORDS = re.compile(r"overloaded|server_error|internal error|rate.?limit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error of a request as it is told, and whether the same request may succeed later.

    Attributes:
        error: what to raise.
        is_passing: whether it helps to try again.
        retry_after: seconds that the server asks us to wait; None where it asks for none.
    """

    error: LanguageModelError
    is_passing: bool = False
    retry_after: float | None = None


_CONNECTION: tuple[tuple[set[str], Callable[[ModelSettings], LanguageModelError], bool], ...] = (
    ({"ReadTimeout"}, error_lines.timed_out, False),
    ({"SSLError"}, error_lines.not_secure, False),
    ({"gaierror", "ConnectTimeout"}, error_lines.unreachable, False),
    ({"ConnectError", "ConnectionRefusedError"}, error_lines.unreachable, True),
    ({"TimeoutException", "APITimeoutError", "ModelTimeoutError"}, error_lines.timed_out, False),
    (
        {"ValidationError", "APIResponseValidationError", "JSONDecodeError", "UnicodeDecodeError"},
        error_lines.other_protocol,
        False,
    ),
    (
        {"TransportError", "APIConnectionError", "ModelConnectionError", "ConnectionError"},
        error_lines.broken_off,
        True,
    ),
)
"""What classes of errors mean by their names, the first that fits, and whether it may pass."""


def trouble_of(error: BaseException, settings: ModelSettings) -> Trouble:
    """Tell an error of a provider's package, or of what it uses, as one of ours."""
    if isinstance(error, LanguageModelError):
        return Trouble(error)
    if (status := status_of(error)) is not None:
        return _of_status(status, error, settings)
    names = {base.__name__ for one in _chain(error) for base in type(one).__mro__}
    for meant, line, is_passing in _CONNECTION:
        if names & meant:
            return Trouble(line(settings), is_passing)
    if "No generation chunks" in str(error):
        # A reply of status 200 with nothing of the protocol in it: a page to sign in, another program's JSON.
        return Trouble(error_lines.other_protocol(settings))
    return _of_words(error, settings)


def status_of(error: BaseException) -> int | None:
    """Return the HTTP status that an error is about; None where it tells none."""
    for one in _chain(error):
        for holder in (one, getattr(one, "response", None)):
            status = getattr(holder, "status_code", None)
            if isinstance(status, int) and 300 <= status < 600:
                return status
    return None


def complaint_of(error: BaseException) -> str:
    """Return what a server says against the form of a request; "" where it complains of something else."""
    told = _all_told(error)
    return told if status_of(error) in {400, 422} and not _TOO_LONG.search(told) else ""


def retry_after(error: BaseException) -> float | None:
    """Return how many seconds a server asks us to wait (Retry-After: seconds, or a time)."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    asked = headers.get("retry-after", "").strip()
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(asked).timestamp() - time()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _of_status(status: int, error: BaseException, settings: ModelSettings) -> Trouble:
    wait = retry_after(error)
    told = _all_told(error)
    passing = status in _PASSING
    line: LanguageModelError
    match status:
        case 400 | 413 | 422 | 500 if _TOO_LONG.search(told):
            passing, line = False, error_lines.prompt_too_long(settings)
        case 401 | 403:
            line = error_lines.key_refused(settings, status)
        case 404:
            line = error_lines.unknown_model(settings)
        case 402 | 429 | 400 if status == 402 or _NO_CREDIT.search(told):
            line = error_lines.no_credit(settings)
        case 429:
            passing, line = True, error_lines.rate_limited(settings, wait)
        case 400 if _FILTERED.search(told):
            line = error_lines.filtered(settings)
        case _ if status < 400:
            line = error_lines.elsewhere(settings)
        case _ if passing:
            line = error_lines.in_trouble(settings, status)
        case _:
            line = error_lines.refused(settings, status, _words(error))
    return Trouble(line, passing, wait)


def _of_words(error: BaseException, settings: ModelSettings) -> Trouble:
    """Tell an error by nothing but its words: one that comes in the middle of a stream has no status."""
    told = _all_told(error)
    if _TOO_LONG.search(told):
        return Trouble(error_lines.prompt_too_long(settings))
    if settings.provider == "ollama" and _NOT_PULLED.search(told):
        return Trouble(error_lines.unknown_model(settings))
    if _FILTERED.search(told):
        return Trouble(error_lines.filtered(settings))
    line = error_lines.failed(settings, _words(error) or type(error).__name__)
    return Trouble(line, is_passing=bool(_PASSING_WORDS.search(told)))


def _words(error: BaseException) -> str:
    """Return the server's own words on an error."""
    body = getattr(error, "body", None)
    told = body.get("message") if isinstance(body, dict) else None
    # ollama's errors: what the server says, without the status that `str` adds.
    return str(told or getattr(error, "error", None) or getattr(error, "message", None) or error)


def _all_told(error: BaseException) -> str:
    return f"{error} {getattr(error, 'body', '') or ''}"[:20_000]


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(10):
        if one is None:
            return
        yield one
        one = one.__cause__ or one.__context__
