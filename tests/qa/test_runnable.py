import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.runnables import RunnableLambda

from index.errors import QuestionError
from qa.answers import Answer, Draft
from qa.assistant import Assistant
from qa.runnable import AnswerRunnable
from qa.turns import Turn
from tests.qa.fakes import BOAT, MILL, ListReader, ListWriter, library_of

QUESTION = "How many masts has the boat?"
WORDS = ("The boat has two masts.", "Both are masts.")


@pytest.fixture
def writer() -> ListWriter:
    return ListWriter(WORDS)


@pytest.fixture
def assistant(writer: ListWriter) -> Assistant:
    return Assistant(library_of(MILL, BOAT), ListReader([(BOAT, "It has two masts.", 0.9)]), writer=writer)


@pytest.fixture
def runnable(assistant: Assistant) -> AnswerRunnable:
    return AnswerRunnable(assistant)


def test_a_question_gives_the_assistants_answer(runnable: AnswerRunnable, assistant: Assistant) -> None:
    assert runnable.invoke(QUESTION) == assistant.ask(QUESTION)
    assert runnable.invoke({"question": QUESTION}) == assistant.ask(QUESTION)


def test_it_is_streamed_as_drafts(runnable: AnswerRunnable, assistant: Assistant) -> None:
    assert list(runnable.stream(QUESTION)) == list(assistant.stream(QUESTION))


def test_it_is_streamed_as_drafts_without_blocking_a_loop(
    runnable: AnswerRunnable, assistant: Assistant
) -> None:
    async def drafts() -> list[Draft]:
        return [draft async for draft in runnable.astream(QUESTION)]

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, drafts()).result() == list(assistant.stream(QUESTION))


@pytest.mark.parametrize(
    "history",
    [
        [("Who bought the boat?", "Bo Berg.")],
        [Turn("Who bought the boat?", "Bo Berg.")],
        [
            SystemMessage("Be brief."),
            HumanMessage("Who bought the boat?"),
            AIMessage("Bo Berg."),
            HumanMessage("Not answered yet"),
        ],
    ],
)
def test_a_conversation_is_turns_or_pairs_or_messages(
    runnable: AnswerRunnable, assistant: Assistant, history: list[object]
) -> None:
    asked = {"question": "Where does he live?", "history": history}
    told = [("Who bought the boat?", "Bo Berg.")]
    assert runnable.invoke(asked) == assistant.ask("Where does he live?", history=told)
    *_, last = runnable.stream(asked)
    assert last.answer.standalone.startswith("Where does Bo Berg live?")


def test_it_is_a_part_of_a_chain(runnable: AnswerRunnable) -> None:
    def quoted(answer: Answer) -> list[str]:
        return [citation.quote for citation in answer.citations]

    chain = RunnableLambda(str.strip) | runnable | RunnableLambda(quoted)
    assert chain.invoke(f" {QUESTION} ") == ["It has two masts."]
    assert chain.batch([QUESTION, QUESTION]) == [["It has two masts."]] * 2
    # The thread of the tests may have a loop: a browser's, which others of them drive.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, chain.ainvoke(QUESTION)).result() == ["It has two masts."]


def test_closing_its_stream_stops_the_writer(runnable: AnswerRunnable, writer: ListWriter) -> None:
    drafts = runnable.stream(QUESTION)
    assert next(drafts) == Draft((), WORDS[0])
    drafts.close()  # type: ignore[attr-defined]
    del drafts
    assert writer.cancelled == 1


def test_callbacks_are_told_of_it(runnable: AnswerRunnable) -> None:
    class Noting(BaseCallbackHandler):
        def __init__(self) -> None:
            self.ended: list[object] = []

        def on_chain_end(self, outputs: object, **told: object) -> None:
            self.ended.append(outputs)

    noting = Noting()
    answer = runnable.invoke(QUESTION, {"callbacks": [noting]})
    *_, last = runnable.stream(QUESTION, {"callbacks": [noting]})
    assert noting.ended == [answer, last]


@pytest.mark.parametrize(
    "given", [7, {"q": "Who?"}, {"question": 7}, {"question": "Who?", "sources": []}, " "]
)
def test_what_is_no_question_is_a_clear_error(runnable: AnswerRunnable, given: object) -> None:
    with pytest.raises(QuestionError):
        runnable.invoke(given)  # type: ignore[arg-type]
    with pytest.raises(QuestionError):
        list(runnable.stream(given))  # type: ignore[arg-type]
