from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from index.articles import Article
from qa.answers import Answer, AnswerKind, Citation, Disagreement, Section, Writing, WrittenSentence
from qa.assistant import Assistant
from qa.grounding import Fault, Reason, Support
from qa.language_model import Message, Usage
from qa.writer.checking import NOT_WHOLE
from qa.writer.written_answer import TOO_LITTLE, make_answer, prose
from tests.qa.fakes import BOAT, MILL, ListReader, library_of
from tests.qa.writer.fakes import ScriptedModel, writer_of

GULL = Article("gull", "The pier opened in 1931. The mayor spoke.", "Gull", source="The Gull")
HERON = Article("heron", "The pier opened in 1932.", "Heron", source="The Heron")
OPENED, SPOKE = Citation(1, GULL, 0, 24, (19, 23)), Citation(2, GULL, 25, 41)
OTHERWISE = Citation(2, HERON, 0, 24, (19, 23))
HOLDS = Support(holds=True, score=0.9)
FALSE = Support(holds=False, score=0.1, reasons=(Reason(Fault.NUMBER, "The quotes do not have “1941”."),))


def quoted(*citations: Citation, kind: AnswerKind = AnswerKind.FACT) -> Answer:
    return Answer("When?", "When?", "quotes", 0.8, citations, kind=kind)


def writing(*sentences: WrittenSentence, problem: str = "") -> Writing:
    return Writing("m", sentences, Usage(1, 1), problem)


def sentence(
    text: str, *citations: Citation, support: Support | None = None, opens: bool = False
) -> WrittenSentence:
    return WrittenSentence(text, citations, support or (HOLDS if citations else FALSE), opens)


TRUE, LIE = sentence("It opened in 1931.", OPENED), sentence("It opened in 1941.")


def test_sources_that_disagree_are_both_cited_though_only_one_was_written_of() -> None:
    answer = replace(quoted(OPENED, OTHERWISE), disagreements=(Disagreement("when", (OPENED, OTHERWISE)),))
    written = make_answer(answer, writing(TRUE), says_nothing=False)
    assert written.text == (
        "The articles disagree: “1931” (The Gull) [1]; “1932” (The Heron) [2].\n\nIt opened in 1931. [1]"
    )
    assert written.citations == (OPENED, OTHERWISE)
    assert written.disagreements == answer.disagreements


def test_sections_and_statements_give_way_to_the_prose() -> None:
    answer = replace(
        quoted(SPOKE, kind=AnswerKind.SUMMARY),
        statement="One article. [2]",
        sections=(Section("Gull", (SPOKE,)),),
    )
    written = make_answer(answer, writing(TRUE), says_nothing=False)
    assert (written.text, written.sections, written.statement) == ("It opened in 1931. [1]", (), "")
    assert (written.kind, written.confidence) == (AnswerKind.SUMMARY, 0.8)


@pytest.mark.parametrize(
    ("sentences", "is_answer"),
    [
        ((TRUE,), True),
        ((TRUE, LIE, LIE), True),
        ((TRUE, LIE, LIE, LIE), False),
        ((LIE, TRUE), True),
        ((LIE, sentence("The mayor spoke.", replace(SPOKE, n=1))), False),
        ((sentence("The mayor spoke.", replace(SPOKE, n=1)), LIE), True),
        ((TRUE, *[sentence("It op", support=NOT_WHOLE)] * 5), True),
        ((LIE,), False),
        ((), False),
    ],
)
def test_how_much_of_a_fact_has_to_hold(sentences: Sequence[WrittenSentence], is_answer: bool) -> None:
    answer = quoted(OPENED)
    written = make_answer(answer, writing(*sentences), says_nothing=False)
    assert written.writing and written.writing.is_answer is is_answer
    assert len(written.writing.sentences) == len(sentences)
    if not is_answer:
        assert replace(written, writing=None) == answer


@pytest.mark.parametrize(
    ("sentences", "is_answer"),
    [((TRUE,), True), ((TRUE, LIE), True), ((TRUE, LIE, LIE), False), ((LIE, TRUE), False)],
)
def test_what_the_reader_refused_takes_more_to_be_answered(
    sentences: Sequence[WrittenSentence], is_answer: bool
) -> None:
    written = make_answer(quoted(), writing(*sentences), says_nothing=False)
    assert written.answered is is_answer
    assert not make_answer(quoted(), writing(*sentences), says_nothing=True).answered


def test_a_problem_that_is_known_is_told_rather_than_that_too_little_holds() -> None:
    known = make_answer(quoted(OPENED), writing(LIE, problem="No key."), says_nothing=False).writing
    assert known and known.problem == "No key."
    unknown = make_answer(quoted(OPENED), writing(LIE), says_nothing=False).writing
    assert unknown and unknown.problem == TOO_LITTLE


def test_prose_leaves_out_what_is_held_back() -> None:
    assert prose([LIE, TRUE, LIE, sentence("It is old.", OPENED, replace(SPOKE, n=2), opens=True)]) == (
        "It opened in 1931. [1]\nIt is old. [1] [2]"
    )


def test_many_answers_are_written_at_once_and_none_is_mixed_with_another() -> None:
    def script(asked: Sequence[Message]) -> str:
        words = asked[-1].text.partition("Question: Does ")[2].partition(" ")[0]
        return f"{'The boat has two masts' if words == 'boats' else 'The mill was sold to Ada Lind'}. [1]"

    reader = ListReader([(BOAT, "It has two masts.", 0.9), (MILL, "The mill was sold to Ada Lind.", 0.8)])
    assistant = Assistant(
        library_of(MILL, BOAT), reader, writer=writer_of(ScriptedModel(script, piece_length=1))
    )
    asked = ["boats", "mills"] * 10
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda word: assistant.ask(f"Does {word} matter?"), asked))
    for word, answer in zip(asked, answers, strict=True):
        assert answer.text.startswith("The boat" if word == "boats" else "The mill")
        assert len(answer.citations) == 1
