"""The errors of a language model, each one line that names the next step. None of them holds a key."""

import re

from index.errors import LanguageModelError
from qa.language_model.settings import ModelSettings
from qa.language_model.values import PromptTooLong

_SHOWN = 160
"""Number of characters of a server's own words that are shown."""

_KEY_LIKE = re.compile(
    r"\b(?:Bearer +|AIza|(?:sk|pk|key|lsv2|gsk|xai|hf|nvapi)[-_])[\w*.…-]{6,}", re.IGNORECASE
)


def redacted(text: str, settings: ModelSettings) -> str:
    """Return a text as a part of a line of a message: short, printable, and without a key."""
    if settings.key:
        text = text.replace(settings.key, "…")
    text = _KEY_LIKE.sub("…", text)
    plain = " ".join("".join(one if one.isprintable() else " " for one in text[:5_000]).split())
    return f"{plain[:_SHOWN]}…" if len(plain) > _SHOWN else plain


def timed_out(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a server that is too slow."""
    return LanguageModelError(
        f"{settings.name} sent nothing for {settings.timeout:g} seconds. Try again, or wait longer for it: "
        "QA_MODEL_TIMEOUT."
    )


def too_slow(settings: ModelSettings, seconds: float) -> LanguageModelError:
    """Return the error of a text that takes too long as a whole."""
    return LanguageModelError(
        f"{settings.name} did not finish in {seconds:g} seconds. Take a faster model, or wait longer: "
        "QA_MODEL_TIMEOUT."
    )


def broken_off(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a text that has no end."""
    return LanguageModelError(
        f"The answer of {settings.name} broke off. Try again; if it stays, look at its server."
    )


def empty(settings: ModelSettings, *, truncated: bool) -> LanguageModelError:
    """Return the error of a text without a word."""
    if truncated:
        return LanguageModelError(
            f"{settings.name} used all its tokens before it wrote a word: it seems to think first. "
            "Take a model that answers at once."
        )
    return LanguageModelError(f"{settings.name} wrote nothing. Try again, or take another model.")


def filtered(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a text that the provider held back."""
    return LanguageModelError(
        f"The content filter of {settings.provider} held the answer back. Ask in other words, or take "
        "another model."
    )


def unreachable(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a server that does not answer."""
    start = "Start it (ollama serve)" if settings.provider == "ollama" else "Start the server"
    step = start if settings.is_on_this_machine else "Check the network"
    return LanguageModelError(f"{where(settings)} cannot be reached. {step}, or check QA_MODEL_URL.")


def not_secure(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a connection that TLS does not vouch for."""
    return LanguageModelError(
        f"The secure connection to {where(settings)} failed (TLS). Check the address, and the machine's "
        "clock and certificates."
    )


def other_protocol(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a server that speaks something else."""
    return LanguageModelError(
        f"{where(settings)} does not answer as a server of {settings.provider} does. Check QA_MODEL_URL and "
        "the provider."
    )


def elsewhere(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a server that sends on to another, which a key is not sent after."""
    return LanguageModelError(f"{where(settings)} sends on to another address. Set QA_MODEL_URL to that one.")


def no_key(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a provider that wants a key where none is set."""
    return LanguageModelError(
        f"{settings.name} wants a key, and none is set. Set {_key_variables(settings)}."
    )


def key_refused(settings: ModelSettings, status: int) -> LanguageModelError:
    """Return the error of a key that is not valid, or does not allow this.

    Not a word of the server's is in it, which may repeat the key.
    """
    if not settings.key:
        return no_key(settings)
    may = " (or what it asks is not allowed)" if status == 403 else ""
    return LanguageModelError(
        f"{where(settings)} does not know this key{may}. Set {_key_variables(settings)} to a valid one."
    )


def unknown_model(settings: ModelSettings) -> LanguageModelError:
    """Return the error of a model that the server does not have."""
    if settings.provider == "ollama":
        return LanguageModelError(
            f"Ollama has no model {settings.model}. Fetch it: ollama pull {settings.model}"
        )
    return LanguageModelError(
        f"{where(settings)} has no model {settings.model}. Check its name"
        + (", and QA_MODEL_URL (most end in /v1)." if settings.url else ".")
    )


def no_credit(settings: ModelSettings) -> LanguageModelError:
    """Return the error of an account that is used up."""
    return LanguageModelError(
        f"The account at {settings.provider} has no credit left. Add some there, or take another model."
    )


def rate_limited(settings: ModelSettings, wait: float | None) -> LanguageModelError:
    """Return the error of a server that is asked too often."""
    when = f"in {wait:,.0f} seconds" if wait and wait >= 1 else "in a minute"
    return LanguageModelError(f"{settings.name} takes no more requests for now. Try again {when}.")


def in_trouble(settings: ModelSettings, status: int) -> LanguageModelError:
    """Return the error of a server that fails."""
    return LanguageModelError(
        f"{where(settings)} is in trouble (HTTP {status}). Try again in a minute; if it stays, look at the "
        "server."
    )


def refused(settings: ModelSettings, status: int, told: str) -> LanguageModelError:
    """Return the error of a request that the server does not take, with the server's own words."""
    return LanguageModelError(
        f"{settings.name} refuses the request (HTTP {status}: {redacted(told, settings)}). Check the model's "
        "name and its settings."
    )


def failed(settings: ModelSettings, told: str) -> LanguageModelError:
    """Return the error of which nothing is known but the words."""
    return LanguageModelError(
        f"{settings.name} failed ({redacted(told, settings)}). Try again, or take another model."
    )


def prompt_too_long(settings: ModelSettings) -> PromptTooLong:
    """Return the error of a prompt that a model cannot read."""
    return PromptTooLong(
        f"The passages are longer than {settings.name} reads. Set QA_MODEL_CONTEXT to what it reads "
        f"(now {settings.context_tokens:,} tokens), or take another model."
    )


def where(settings: ModelSettings) -> str:
    """Return the model with its address."""
    return f"{settings.name} at {settings.url}" if settings.url else settings.name


def _key_variables(settings: ModelSettings) -> str:
    return " or ".join(settings.key_variables)
