"""The engine as a LangChain runnable: a question in, an `Answer` out, its drafts where it is streamed."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from typing_extensions import override

from index.errors import QuestionError
from qa.answers import Answer, Drafts
from qa.assistant import Assistant
from qa.turns import Turn, as_turns

FORMS = 'A question is a text, or {"question": text, "history": turns or messages}'


class AnswerRunnable(Runnable[str | Mapping[str, Any], Answer]):
    """Answers questions from an assistant's library, as a part of anybody's chain.

    The input is a question, or a mapping of "question" and "history": turns, pairs of texts, or LangChain's
    messages. `stream` and `astream` yield values of `qa.Draft`; the last has the answer.
    """

    def __init__(self, assistant: Assistant) -> None:
        """Answer with `assistant`."""
        self._assistant = assistant

    @override
    def invoke(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any
    ) -> Answer:
        return self._call_with_config(self._ask, input, config)

    @override
    def stream(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> Iterator[Any]:
        return self._transform_stream_with_config(iter([input]), self._drafts, config)

    @override
    async def astream(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> AsyncIterator[Any]:
        drafts = self.stream(input, config)
        try:
            while (draft := await run_in_executor(config, next, drafts, None)) is not None:
                yield draft
        finally:
            await run_in_executor(config, drafts.close)  # type: ignore[attr-defined]

    def _ask(self, given: str | Mapping[str, Any]) -> Answer:
        question, history = _question(given)
        return self._assistant.ask(question, history=history)

    def _drafts(self, given: Iterator[str | Mapping[str, Any]]) -> Iterator[Any]:
        question, history = _question(next(given))
        drafts: Drafts = self._assistant.stream(question, history=history)
        yield from drafts


def _question(given: object) -> tuple[str, Sequence[Turn]]:
    match given:
        case str(question):
            return question, ()
        case {"question": str(question), **others} if not others.keys() - {"history"}:
            return question, _turns(others.get("history", ()))
    raise QuestionError(f"{FORMS}, not {repr(given)[:60]}.")


def _turns(history: object) -> Sequence[Turn]:
    """Return a conversation as turns; one of messages is made of what a human asks and what is replied."""
    if not isinstance(history, Sequence) or not any(isinstance(one, BaseMessage) for one in history):
        return as_turns(history)
    turns: list[Turn] = []
    asked: list[str] = []
    for message in history:
        if isinstance(message, HumanMessage):
            asked.append(message.text)
        elif isinstance(message, AIMessage) and asked:
            turns.append(Turn("\n".join(asked), message.text))
            asked = []
    return turns
