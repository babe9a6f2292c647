"""A language model that LangChain's `init_chat_model` reaches. Nothing else imports LangChain's models.

Nothing is imported before `open_model`, and nothing contacted before a text's first piece is asked for.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from index.errors import LanguageModelError
from qa.language_model.connection import CONNECT_TIMEOUT, Connection
from qa.language_model.error_lines import no_key, redacted
from qa.language_model.generation import ChatGeneration, Request
from qa.language_model.settings import OWN_ADDRESSES, ModelSettings
from qa.language_model.tokens import count_tokens
from qa.language_model.values import LanguageModel, Message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

EXTRAS = ("openai", "anthropic", "ollama")
"""Providers whose packages are extras of this project."""

NO_KEY = "none"
"""What is sent as a key to a server that wants none: the packages insist on one."""

BACK_OFF = (0.5, 2.0, 6.0)
"""Number of seconds before each further try, where the server asks for no other."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server takes of the OpenAI protocol: all until it complains.

    Attributes:
        max_tokens: llama.cpp's servers read only this name of the limit.
        max_completion_tokens: OpenAI's newer models read only this one.
        usage: tokens are told at the end of a stream.
        temperature: models that think take none.
    """

    max_tokens: bool = True
    max_completion_tokens: bool = True
    usage: bool = True
    temperature: bool = True

    def without(self, complaint: str) -> "Dialect | None":
        """Return what is left when a server complains; None where it is about nothing of this."""
        if "stream_options" in complaint and self.usage:
            return replace(self, usage=False)
        if "temperature" in complaint and self.temperature:
            return replace(self, temperature=False)
        both = self.max_tokens and self.max_completion_tokens
        if both and "max_completion_tokens" in complaint and "max_tokens" not in complaint:
            return replace(self, max_completion_tokens=False)
        if both and "max_tokens" in complaint:
            return replace(self, max_tokens=False)
        return None


def open_model(settings: ModelSettings, back_off: Sequence[float] = BACK_OFF) -> LanguageModel:
    """Return the model of some settings; contacts nothing.

    Raises LanguageModelError where its package is missing, or its key.
    """
    if not settings.key and settings.url in OWN_ADDRESSES.values():
        raise no_key(settings)
    model = ChatModel(settings, back_off)
    model.check()
    return model


class ChatModel(LanguageModel):
    """A chat model of LangChain's. Any thread may generate: each generation has a connection of its own."""

    def __init__(self, settings: ModelSettings, back_off: Sequence[float] = BACK_OFF) -> None:
        self.name = settings.name
        self.context_tokens = settings.context_tokens
        self._settings = settings
        self._back_off = tuple(back_off)
        # What one generation learns, the others are spared; that two may learn it at once does no harm.
        self._dialect = _first_dialect(settings)

    @override
    def generate(self, messages: Sequence[Message], most_tokens: int) -> ChatGeneration:
        request = Request(self._settings, tuple(messages), most_tokens, self._back_off)
        return ChatGeneration(request, self._stream, self._learn)

    @override
    def count_tokens(self, text: str) -> int:
        return count_tokens(text)

    def check(self) -> None:
        """Raise LanguageModelError where the provider's package is missing or takes no such settings."""
        _chat(self._settings, Connection(), self._dialect, 1)

    def _stream(self, request: Request, connection: Connection) -> Generator["AIMessageChunk"]:
        from langsmith import tracing_context

        chat = _chat(self._settings, connection, self._dialect, request.most_tokens)
        chunks: Iterator[Any] = chat.stream([(message.role, message.text) for message in request.messages])
        # Whatever the environment says of tracing: questions and articles go to the model and nowhere else.
        with tracing_context(enabled=False):
            first = next(chunks, None)
        if first is not None:
            yield first
            yield from chunks

    def _learn(self, complaint: str) -> bool:
        left = self._dialect.without(complaint)
        if left is None:
            return False
        self._dialect = left
        return True


def _first_dialect(settings: ModelSettings) -> Dialect:
    # Its makers' own server refuses both names of the limit together.
    return Dialect(max_tokens=settings.url != OWN_ADDRESSES["openai"])


def _chat(
    settings: ModelSettings, connection: Connection, dialect: Dialect, most_tokens: int
) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model
    from pydantic import ValidationError

    try:
        options = _options(settings, connection, dialect, most_tokens)
        chat: BaseChatModel = init_chat_model(settings.model, model_provider=settings.provider, **options)
        if settings.provider == "anthropic":
            # Its class takes no client, and makes one that always asks the environment for a proxy.
            chat.__dict__["_client"] = _anthropic_client(settings, connection)
    except ImportError as error:
        raise _missing(settings, str(error)) from None
    except (ValueError, TypeError) as error:
        # The text of a ValidationError holds its input, and so a part of a key.
        told = redacted(
            "; ".join(one["msg"] for one in error.errors(include_input=False))
            if isinstance(error, ValidationError)
            else str(error),
            settings,
        )
        raise LanguageModelError(
            f"{settings.name} cannot be set up ({told}). Check QA_MODEL and the provider's own settings."
        ) from None
    return chat


def _options(
    settings: ModelSettings, connection: Connection, dialect: Dialect, most_tokens: int
) -> dict[str, Any]:
    limit = {"max_tokens": most_tokens}
    temperature = {"temperature": 0} if dialect.temperature else {}
    match settings.provider:
        case "openai":
            return {
                **_openai_connection(settings, connection),
                **temperature,
                **(limit if dialect.max_completion_tokens else {}),
                **({"extra_body": limit} if dialect.max_tokens else {}),
                "stream_usage": dialect.usage,
                "use_responses_api": False,
            }
        case "anthropic":
            key = settings.key or NO_KEY
            return {"base_url": settings.url, "api_key": key, "max_retries": 0, **limit, **temperature}
        case "ollama":
            return {
                "base_url": settings.url,
                "client_kwargs": _ollama_client(settings, connection),
                # Its server cuts a longer prompt at 4,096 tokens or so, without a word.
                "num_ctx": settings.context_tokens,
                "num_predict": most_tokens,
                **temperature,
            }
        case _:
            return {
                **({"base_url": settings.url} if settings.url else {}),
                **({"api_key": settings.key} if settings.key else {}),
                "max_retries": 0,
                "timeout": settings.timeout,
                **limit,
                **temperature,
            }


def _client_options(settings: ModelSettings, connection: Connection) -> dict[str, Any]:
    options = connection.client_options(settings.timeout, proxies=not settings.is_on_this_machine)
    return {**options, "timeout": (min(CONNECT_TIMEOUT, settings.timeout), *[settings.timeout] * 3)}


def _openai_connection(settings: ModelSettings, connection: Connection) -> dict[str, Any]:
    from openai import DefaultHttpxClient

    client = DefaultHttpxClient(**_client_options(settings, connection))
    return {
        "base_url": settings.url,
        "api_key": settings.key or NO_KEY,
        "max_retries": 0,
        "timeout": client.timeout,
        "http_client": client,
        "http_async_client": _unused_async_client(),
        # Its own variable for a proxy excludes a client of ours, which knows those of every program.
        "openai_proxy": None,
    }


@cache
def _unused_async_client() -> Any:
    """Return the client that `ChatOpenAI` would make for asynchronous calls, of which there are none here."""
    from openai import DefaultAsyncHttpxClient

    return DefaultAsyncHttpxClient(trust_env=False)


def _anthropic_client(settings: ModelSettings, connection: Connection) -> Any:
    from anthropic import Anthropic, DefaultHttpxClient

    client = DefaultHttpxClient(**_client_options(settings, connection))
    return Anthropic(
        api_key=settings.key or NO_KEY,
        base_url=settings.url,
        max_retries=0,
        timeout=client.timeout,
        http_client=client,
    )


def _ollama_client(settings: ModelSettings, connection: Connection) -> dict[str, Any]:
    options = _client_options(settings, connection)
    # Without one its client would send the key of the environment to any address.
    bearer = {"Authorization": f"Bearer {settings.key or NO_KEY}"}
    return {**options, "headers": {**options["headers"], **bearer}}


def _missing(settings: ModelSettings, told: str) -> LanguageModelError:
    if settings.provider in EXTRAS:
        command = f'pip install "article-qa[{settings.provider}]"'
    else:
        command = told.rpartition("`pip install ")[2].rstrip("`.") if "`pip install " in told else ""
        command = f"pip install {command or 'langchain-' + settings.provider.replace('_', '-')}"
    return LanguageModelError(f"The package for {settings.name} is missing. Install it: {command}")
