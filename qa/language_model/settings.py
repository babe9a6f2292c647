"""Which language model writes, when and how: read once from the environment and a flag."""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from index.errors import LanguageModelError
from qa.language_model.values import Price

DEFAULT_TIMEOUT = 120.0
"""Number of seconds that a piece of text is waited for: a small machine reads a long prompt in a minute."""

DEADLINE = 5.0
"""Number of time-outs that a whole text may take."""

UNKNOWN_CONTEXT = 8_192
"""Number of tokens that any server of today is expected to read."""

CONTEXTS = {"openai": 128_000, "anthropic": 200_000}
"""Number of tokens that the models read at their makers' own addresses."""

OWN_ADDRESSES = {"openai": "https://api.openai.com/v1", "anthropic": "https://api.anthropic.com"}

ADDRESS_VARIABLES = {
    "openai": ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
    "anthropic": ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    "ollama": ("OLLAMA_HOST",),
}
"""Variables by which a provider's own programs find its address, first the one that counts most."""

KEY_VARIABLES = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "ollama": "OLLAMA_API_KEY"}
"""Variables that hold a provider's key."""

_PROVIDER = re.compile(r"[a-z][a-z0-9_-]*")
_EXAMPLES = "openai:gpt-…, anthropic:claude-…, ollama:llama3.2"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Settings of a language model.

    Attributes:
        provider: by LangChain's name: "openai", "anthropic", "ollama" and others.
        model: the provider's name of the model.
        url: the address of its server; None where only the provider's package knows it.
        key: what the server knows us by, or "". It is in no `repr` and no message.
        key_variables: what the key is read from.
        context_tokens: how many tokens prompt and completion have together at most.
        timeout: seconds that a piece of text is waited for.
        price: what a token costs, where somebody said.
        tokens_a_day: how many tokens are used a day at most; None where no cap is set.
    """

    provider: str
    model: str
    url: str | None = None
    key: str = field(default="", repr=False)
    key_variables: tuple[str, ...] = ("QA_MODEL_KEY",)
    context_tokens: int = UNKNOWN_CONTEXT
    timeout: float = DEFAULT_TIMEOUT
    price: Price | None = None
    tokens_a_day: int | None = None

    @property
    def name(self) -> str:
        """The model as it is configured: "ollama:llama3.2"."""
        return f"{self.provider}:{self.model}"

    @property
    def is_on_this_machine(self) -> bool:
        """Whether its server is this machine: no proxy is asked for it."""
        return self.url is not None and is_loopback(self.url)


def model_settings(
    model: str | None = None, environment: Mapping[str, str] = os.environ
) -> ModelSettings | None:
    """Return the settings of the model that is named, by --model or else by QA_MODEL; None where none is.

    Raises LanguageModelError where a value cannot be used.
    """
    named = (model if model is not None else environment.get("QA_MODEL", "")).strip()
    if not named:
        return None
    own = _address(environment.get("QA_MODEL_URL", "").strip())
    provider, name = _split(named, own)
    url = own or _usual_address(provider, environment)
    # A key for the maker's own server is not sent to another.
    usual = () if own or provider not in KEY_VARIABLES else (KEY_VARIABLES[provider],)
    key_variables = ("QA_MODEL_KEY", *usual)
    key = next((held for variable in key_variables if (held := environment.get(variable, ""))), "")
    is_makers = url is not None and url == OWN_ADDRESSES.get(provider)
    return ModelSettings(
        provider,
        name,
        url,
        _plain_key(key),
        key_variables,
        _whole_number(environment, "QA_MODEL_CONTEXT", least=1_024)
        or (CONTEXTS[provider] if is_makers else UNKNOWN_CONTEXT),
        _seconds(environment.get("QA_MODEL_TIMEOUT", "")),
        _price(environment.get("QA_MODEL_PRICE", "")),
        _whole_number(environment, "QA_MODEL_TOKENS_A_DAY", least=1),
    )


def is_loopback(url: str) -> bool:
    """Whether an address is this machine itself."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _split(named: str, url: str | None) -> tuple[str, str]:
    provider, colon, name = named.partition(":")
    if colon and _PROVIDER.fullmatch(provider) and name.strip():
        return provider.replace("-", "_"), name.strip()
    # A server of one's own may call its models anything.
    if url and not colon:
        return "openai", named
    raise LanguageModelError(
        f"{_shown(named)} names no model. Write PROVIDER:MODEL (for instance {_EXAMPLES}), "
        "or a name alone beside QA_MODEL_URL."
    )


def _usual_address(provider: str, environment: Mapping[str, str]) -> str | None:
    for variable in ADDRESS_VARIABLES.get(provider, ()):
        if address := environment.get(variable, "").strip():
            if provider == "ollama" and "://" not in address:
                address = f"http://{_reachable(address)}"
            return _address(address, variable)
    return "http://127.0.0.1:11434" if provider == "ollama" else OWN_ADDRESSES.get(provider)


def _reachable(host: str) -> str:
    """Return the host that OLLAMA_HOST names for a server ("0.0.0.0", ":11434") as one to connect to."""
    # The colons in the brackets of "[::1]:99" are the address's own.
    closed = host.rfind("]") + 1
    name, colon, port = host[closed:].partition(":")
    name = host[:closed] + name
    name = "127.0.0.1" if name in {"", "0.0.0.0"} else name  # noqa: S104
    return f"{name}:{port if colon else 11434}"


def _address(url: str, variable: str = "QA_MODEL_URL") -> str | None:
    """Return an address without the slash at its end; None for none."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, usable = urlsplit(""), False
    # Nothing of the address is shown: it may hold a password.
    if not usable or any(character.isspace() or not character.isprintable() for character in url):
        raise LanguageModelError(
            f"{variable} is no address of a server. Write one that begins with http:// or https://, "
            "for instance http://127.0.0.1:8080/v1."
        )
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise LanguageModelError(
            f"{variable} holds more than an address. Leave out name, password and what follows ? or #; "
            "a key goes into QA_MODEL_KEY."
        )
    return url.rstrip("/")


def _plain_key(key: str) -> str:
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise LanguageModelError(
            "The key of the language model has characters that no key has. Copy it again, without spaces "
            "and line breaks."
        )
    return key


def _whole_number(environment: Mapping[str, str], variable: str, least: int) -> int | None:
    written = environment.get(variable, "").strip()
    if not written:
        return None
    plain = written.replace(",", "").replace("_", "")
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 16 and int(plain) >= least):
        raise LanguageModelError(
            f"{variable} is {_shown(written)}, no number of tokens. Write a whole number from {least:,} on."
        )
    return int(plain)


def _seconds(written: str) -> float:
    if not written.strip():
        return DEFAULT_TIMEOUT
    seconds = _number(written)
    if seconds is None or not 0 < seconds <= 86_400:
        raise LanguageModelError(
            f"QA_MODEL_TIMEOUT is {_shown(written)}, no number of seconds. Write one above 0, such as 120."
        )
    return seconds


def _price(written: str) -> Price | None:
    if not written.strip():
        return None
    parts = [_number(part) for part in written.split("/")]
    match parts:
        case [float(prompt), float(completion)] if prompt >= 0 and completion >= 0:
            return Price(prompt, completion)
    raise LanguageModelError(
        f"QA_MODEL_PRICE is {_shown(written)}, no price. Write US dollars for a million tokens read and "
        "written, for instance 0.15/0.60."
    )


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _shown(value: str) -> str:
    """Return what somebody wrote for a message of one line."""
    plain = "".join(character if character.isprintable() else " " for character in value)
    return f"“{plain[:60]}…”" if len(plain) > 60 else f"“{plain}”"
