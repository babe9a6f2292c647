from collections.abc import Sequence
from pathlib import Path

import pytest

from index import ingest
from index.articles import Article
from index.errors import LanguageModelError
from index.library import Library
from qa.answers import REFUSAL, Answer, AnswerKind, Draft, StopWriting
from qa.assistant import Assistant
from qa.grounding import Fault
from qa.language_model import PromptTooLong
from qa.turns import Turn
from qa.writer.drafting import MOST_CHARACTERS, MOST_REPETITIONS, STOPPED, TOO_LONG
from qa.writer.written_answer import NOTHING_FOUND, NOTHING_WRITTEN, OTHER_LANGUAGE, TOO_LITTLE
from tests.fakes import WordEmbedder
from tests.qa.fakes import BOAT, MILL, ListReader, library_of, quotes
from tests.qa.writer.fakes import ScriptedModel, number_of, quote_lines, writer_of

QUESTION = "How many masts has the boat?"
FOUND = [(BOAT, "It has two masts.", 0.9)]
TRUE = "The boat has two masts."


def assistant_with(
    model: ScriptedModel, found: Sequence[tuple[Article, str, float]] = FOUND, *articles: Article
) -> Assistant:
    return Assistant(library_of(*(articles or (MILL, BOAT))), ListReader(found), writer=writer_of(model))


def asked(script: str, question: str = QUESTION, **model: object) -> Answer:
    return assistant_with(ScriptedModel(script, **model)).ask(question)  # type: ignore[arg-type]


def held_back(answer: Answer) -> list[str]:
    assert answer.writing
    return [sentence.text for sentence in answer.writing.held_back]


# What holds


def test_prose_takes_the_place_of_the_quotes_and_every_sentence_has_its_own() -> None:
    answer = asked(f"{TRUE} [1] It was sold to Bo Berg. [2]")
    assert answer.text == "The boat has two masts. [1] It was sold to Bo Berg. [2]"
    assert quotes(answer) == ["It has two masts.", "The boat was sold to Bo Berg."]
    assert (answer.confidence, answer.kind, answer.statement, answer.sections) == (
        0.9,
        AnswerKind.FACT,
        "",
        (),
    )
    writing = answer.writing
    assert writing
    assert (writing.model, writing.problem, writing.is_answer, writing.held_back) == (
        "scripted",
        "",
        True,
        (),
    )
    assert [sentence.citations for sentence in writing.sentences] == [
        (citation,) for citation in answer.citations
    ]
    assert writing.usage.prompt_tokens == 100


def test_quotes_are_numbered_by_their_first_use() -> None:
    answer = asked("The boat was sold to Bo Berg. [2] The boat has two masts. [1][2]")
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert quotes(answer) == ["The boat was sold to Bo Berg.", "It has two masts."]
    assert answer.text.endswith("The boat has two masts. [2] [1]")


def test_a_sentence_with_the_wrong_number_rests_on_the_quote_that_carries_it() -> None:
    answer = asked("The boat was sold to Bo Berg. [9] It has two masts. [3] The boat has two masts.")
    assert quotes(answer) == ["The boat was sold to Bo Berg.", "It has two masts."]
    assert not held_back(answer)


def test_what_no_quote_carries_is_held_back_with_its_reason() -> None:
    answer = asked(f"{TRUE} [1] It has three masts. [1] It was sold to Bo Berg. [2]")
    assert "three" not in answer.text
    assert answer.writing
    (sentence,) = answer.writing.held_back
    assert (sentence.text, sentence.citations) == ("It has three masts.", ())
    assert sentence.support.reasons[0].told == "The quotes do not say it."


def test_points_and_lines_stay_apart() -> None:
    answer = asked(f"Here is what they say:\n\n- {TRUE} [1]\n- It was sold to Bo Berg. [2]")
    assert answer.text == "The boat has two masts. [1]\nIt was sold to Bo Berg. [2]"
    assert answer.writing
    assert [sentence.opens_paragraph for sentence in answer.writing.sentences] == [True, True]


# Drafts


def test_the_first_draft_comes_before_the_model_is_asked_and_no_draft_shows_what_is_unchecked() -> None:
    model = ScriptedModel(f"{TRUE} [1] It has three masts. [1]")
    drafts = assistant_with(model).stream(QUESTION)
    assert next(drafts) == Draft()
    assert not model.generations
    rest = list(drafts)
    assert rest[0].unchecked == "The boa"
    seen = [sentence for draft in rest for sentence in draft.sentences]
    assert {sentence.text: sentence.holds for sentence in seen} == {TRUE: True, "It has three masts.": False}
    assert [draft.answer is not None for draft in rest] == [*[False] * (len(rest) - 1), True]
    assert rest[-1].answer and rest[-1].answer.writing
    assert rest[-1].sentences == rest[-1].answer.writing.sentences


def test_closing_the_drafts_closes_the_request() -> None:
    model = ScriptedModel(TRUE * 50)
    drafts = assistant_with(model).stream(QUESTION)
    next(drafts)
    next(drafts)
    drafts.close()
    assert model.generations[0].closed
    assert model.generations[0].sent == 1


def test_stopped_writing_keeps_what_was_checked_and_cancels_the_request() -> None:
    model = ScriptedModel(f"{TRUE} [1] It was sold to Bo Berg. [2] It sails on Monday.")
    drafts = assistant_with(model).stream(QUESTION)
    while not next(drafts).sentences:
        pass
    last = drafts.throw(StopWriting())
    assert last.answer and last.answer.writing
    assert (last.answer.text, last.unchecked) == (f"{TRUE} [1]", "")
    assert last.answer.writing.problem == STOPPED
    assert last.answer.writing.usage.prompt_tokens == 100
    assert model.generations[0].closed
    assert list(drafts) == []


def test_writing_that_is_stopped_before_anything_was_checked_leaves_the_quotes() -> None:
    model = ScriptedModel(TRUE)
    drafts = assistant_with(model).stream(QUESTION)
    next(drafts)
    last = drafts.throw(StopWriting())
    assert last.answer and last.answer.writing
    assert quotes(last.answer) == ["It has two masts."]
    assert (last.answer.writing.sentences, last.answer.writing.problem) == ((), STOPPED)
    assert model.prompts == []


# Where too little holds


@pytest.mark.parametrize(
    "script",
    [
        "It has nine masts. [1]",
        f"It flies. [1] It sinks. [1] It burns. [1] {TRUE} [1]",
        "[1] [2]",
        "```\n```",
    ],
)
def test_where_too_little_holds_the_quotes_stand_and_what_was_written_is_told(script: str) -> None:
    plain = assistant_with(ScriptedModel("")).ask(QUESTION, written=False)
    answer = asked(script)
    assert (answer.text, answer.citations) == (plain.text, plain.citations)
    assert answer.writing
    assert answer.writing.problem in (TOO_LITTLE, NOTHING_WRITTEN)
    assert not answer.writing.is_answer


def test_a_fact_is_not_answered_beside_the_point() -> None:
    found = [(BOAT, "The boat was sold to Bo Berg.", 0.9), (BOAT, "It has two masts.", 0.85)]
    answer = assistant_with(ScriptedModel("It was sold in 1901. [1] It has two masts. [2]"), found).ask(
        "Sold?"
    )
    assert answer.writing and not answer.writing.is_answer
    withdrawn = answer.writing.held_back[1]
    assert withdrawn.support.reasons[0].fault is Fault.INCOMPLETE
    assert quotes(answer)[0] == "The boat was sold to Bo Berg."


@pytest.mark.parametrize(
    "script", ["NONE", "none.", "Answer: NONE", "These articles do not say that.", "**NONE**"]
)
def test_a_model_that_finds_nothing_leaves_the_quotes_or_the_refusal(script: str) -> None:
    answer = asked(script)
    assert quotes(answer) == ["It has two masts."]
    assert answer.writing and answer.writing.problem == NOTHING_FOUND
    refused = assistant_with(ScriptedModel(script), []).ask(QUESTION)
    assert (refused.text, refused.answered) == (REFUSAL, False)
    assert refused.writing and refused.writing.problem == NOTHING_FOUND


def test_that_the_articles_do_not_say_something_is_held_back_beside_what_they_say() -> None:
    answer = asked(f"{TRUE} [1] The articles do not say who built it.")
    assert answer.text == f"{TRUE} [1]"
    assert held_back(answer) == ["The articles do not say who built it."]


def test_a_model_may_find_what_the_reader_did_not() -> None:
    model = ScriptedModel(lambda asked: f"The boat has two masts. [{number_of(asked, 'two masts')}]")
    answer = assistant_with(model, []).ask(QUESTION)
    assert answer.answered
    assert (quotes(answer), answer.confidence) == (["It has two masts."], 0.0)


def test_a_refusal_is_not_answered_by_something_else() -> None:
    answer = assistant_with(
        ScriptedModel("The articles do not say how many. The boat was sold to Bo Berg. [1]"), []
    ).ask(QUESTION)
    assert answer.text == REFUSAL
    assert not answer.citations


def test_a_strict_refusal_stays_one_and_no_model_is_asked() -> None:
    model = ScriptedModel(TRUE)
    answer = assistant_with(model, []).answer(QUESTION, threshold=0.8)
    assert (answer.text, answer.writing, model.prompts) == (REFUSAL, None, [])


@pytest.mark.parametrize("question", ["Thanks!", "How many articles are there?"])
def test_small_talk_and_the_catalog_need_no_model(question: str) -> None:
    model = ScriptedModel(TRUE)
    answer = assistant_with(model).ask(question)
    assert answer.kind in (AnswerKind.CONVERSATION, AnswerKind.CATALOG)
    assert (answer.writing, model.prompts) == (None, [])


def test_without_anything_found_no_model_is_asked() -> None:
    model = ScriptedModel(TRUE)
    empty = Article("empty", "", "Empty")
    assert assistant_with(model, [], empty).ask(QUESTION).text == REFUSAL
    assert model.prompts == []


# Trouble


TROUBLE = LanguageModelError("The server broke off. Ask again.")


def test_what_was_checked_before_the_stream_broke_off_is_kept_and_half_a_sentence_is_not() -> None:
    answer = asked(f"{TRUE} [1] It was sold to Bo", error=TROUBLE)
    assert answer.text == f"{TRUE} [1]"
    assert answer.writing
    assert answer.writing.problem == str(TROUBLE)
    assert held_back(answer) == ["It was sold to Bo"]


def test_a_number_that_may_have_been_cut_is_not_taken_for_whole() -> None:
    answer = asked("It has two masts.", error=TROUBLE)
    assert answer.writing and not answer.writing.is_answer
    assert asked("It has two masts. [1]", error=TROUBLE).text == "It has two masts. [1]"


def test_a_model_that_cannot_be_asked_leaves_the_quotes() -> None:
    answer = asked("", error=TROUBLE)
    assert quotes(answer) == ["It has two masts."]
    assert answer.writing and (answer.writing.sentences, answer.writing.problem) == ((), str(TROUBLE))


def test_a_reply_that_was_cut_at_its_limit_ends_with_its_last_whole_sentence() -> None:
    answer = asked(f"{TRUE} [1] It was sold to Bo", is_truncated=True)
    assert answer.text == f"{TRUE} [1]"
    assert answer.writing and answer.writing.problem == TOO_LONG


def test_a_prompt_that_is_too_long_for_the_model_is_tried_with_fewer_quotes() -> None:
    model = ScriptedModel("", error=PromptTooLong("Too long. Choose a larger context."))
    answer = assistant_with(model).ask(QUESTION)
    assert [len(quote_lines(prompt)) for prompt in model.prompts] == [5, 1]
    assert answer.writing and answer.writing.problem == "Too long. Choose a larger context."
    assert quotes(answer) == ["It has two masts."]


def test_an_empty_reply_leaves_the_quotes() -> None:
    answer = asked("  \n")
    assert quotes(answer) == ["It has two masts."]
    assert answer.writing and answer.writing.problem == NOTHING_WRITTEN


def test_a_model_that_does_not_stop_is_stopped() -> None:
    model = ScriptedModel(" ".join(f"{TRUE} It has {n} masts." for n in range(10_000)), piece_length=50)
    answer = assistant_with(model).ask(QUESTION)
    assert model.generations[0].closed
    assert model.generations[0].sent * 50 <= MOST_CHARACTERS
    assert answer.writing and answer.writing.problem == TOO_LONG
    at_once = ScriptedModel(model.script, piece_length=10**6)
    told = assistant_with(at_once).ask(QUESTION)
    assert told.writing and len(told.writing.sentences) == len(answer.writing.sentences)


def test_repeated_sentences_are_dropped_and_a_loop_is_left() -> None:
    model = ScriptedModel(f"{TRUE} [1] " * 100)
    answer = assistant_with(model).ask(QUESTION)
    assert answer.text == f"{TRUE} [1]"
    assert model.generations[0].sent < (MOST_REPETITIONS + 3) * len(TRUE)


def test_another_language_than_asked_is_told() -> None:
    article = Article("mühle", "Die Mühle wurde im Mai an Ada Lind verkauft.", "Mühle")
    reader = [(article, article.text, 0.9)]
    answer = assistant_with(ScriptedModel(article.text + " [1]"), reader, article).ask(
        "Who bought the mill in May?"
    )
    assert answer.writing and answer.writing.problem == OTHER_LANGUAGE
    in_german = assistant_with(ScriptedModel(article.text), reader, article).ask("Wer hat die Mühle gekauft?")
    assert in_german.writing and not in_german.writing.problem


def test_nothing_is_held_on_the_writer_between_questions(small_library: Library) -> None:
    assistant = assistant_with(ScriptedModel(f"{TRUE} [1]"))
    first = assistant.ask(QUESTION)
    assert assistant.ask(QUESTION) == first


# Conversations


def test_the_conversation_goes_on_after_a_written_answer() -> None:
    assistant = assistant_with(ScriptedModel(f"{TRUE} [1]"))
    first = assistant.ask(QUESTION)
    history = [Turn(QUESTION, first)]
    support = assistant.ask("Where does it say so?", history=history)
    assert support.kind is AnswerKind.SUPPORT
    assert "It has two masts." in support.citations[0].quote
    assert support.writing is None


def test_more_is_written_from_what_was_not_shown() -> None:
    found = [(BOAT, "It has two masts.", 0.9), (BOAT, "The boat was sold to Bo Berg.", 0.8)]
    model = ScriptedModel(f"{TRUE} [1]")
    assistant = assistant_with(model, found)
    first = assistant.ask(QUESTION)
    assert quotes(first) == ["It has two masts."]
    assistant.ask("What else?", history=[Turn(QUESTION, first)])
    assert "It has two masts." not in " ".join(quote_lines(model.prompts[-1]).values())
    assert number_of(model.prompts[-1], "sold to Bo Berg") == 1
    assert "without repeating" in model.prompts[-1][-1].text


def test_an_assistant_is_opened_with_a_model(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [BOAT])
    model = ScriptedModel("NONE")
    with Assistant.open(tmp_path / "library", embedder=WordEmbedder(), model=model) as assistant:
        answer = assistant.ask(QUESTION)
    assert answer.writing and answer.writing.model == "scripted"
