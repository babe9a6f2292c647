import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.reader.excerpts import Excerpt
from qa.reader.model import MAX_INPUT_TOKENS, SHIPPED, ReaderModel
from qa.reader.span_decoding import AnswerSpan

GULL_ROCK = (
    "The lighthouse on Gull Rock was designed by the engineer Tilda Moberg. "
    "Its tower is 41 metres high and made of grey granite. "
    "The lamp was lit for the first time in October 1887. "
    "The keepers left in 1972 because the lamp had been made automatic. "
    "A ferry takes visitors to the rock on Sundays."
)
ODDITIES = [
    *("Ann sells apples. ", "“Who?” asked Bob. ", "…", "[SEP]", "[CLS] ", "[PAD]", "##s"),
    *("\n\n", "   ", "\t", "\0", "\ufeff", "\u2028", "\xad", "\u202e"),
    *("👩‍👩‍👧‍👦", "e\u0301", "日本語。", "שלום. ", "한국어 ", "ﷺ", "ﬁ"),
    *("a" * 950, "word " * 300, "x. " * 200),
]
ANY_CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
ANY_TEXT = st.lists(st.sampled_from(ODDITIES) | ANY_CHARACTERS, max_size=12).map("".join)
REPEATED = st.sampled_from([1, 1, 30, 2000])
ANY_QUESTION = st.builds(lambda text, times: (text * times)[:2000], ANY_TEXT, REPEATED)


def is_sound(reading: list[AnswerSpan], excerpt: Excerpt) -> bool:
    """Spans inside the excerpt, each in a sentence of its own, in order."""
    holders = [span.sentence for span in reading]
    assert set(holders) <= set(excerpt.sentences)
    assert holders == sorted(set(holders)), "two spans stand in one sentence"
    return all(
        first <= span.start < span.end <= last for span, (first, last) in zip(reading, holders, strict=True)
    )


@given(question=ANY_QUESTION, title=ANY_TEXT, text=ANY_TEXT)
@example(question="Who?", title="", text="")
@example(question="", title="", text="Ann sells apples.")
@example(question="", title="News", text="")
@example(question="Who sells apples?", title="", text="a" * 5000)
@example(question="a" * 2000, title="b" * 2000, text="c" * 5000)
@example(question="why " * 500, title="News", text="Ann sells apples. " * 100)
@settings(max_examples=40, deadline=None)
def test_any_text_gives_spans_inside_it(shipped: ReaderModel, question: str, title: str, text: str) -> None:
    excerpt = Excerpt.whole(title, text)
    (reading,) = shipped.read(question, [excerpt])
    assert is_sound(reading, excerpt)


@pytest.mark.parametrize("title", ["", "The lighthouse on Gull Rock"])
def test_every_sentence_has_a_span(shipped: ReaderModel, title: str) -> None:
    (reading,) = shipped.read("Who designed the lighthouse?", [Excerpt.whole(title, GULL_ROCK)])
    assert len(reading) == 5


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who designed the lighthouse?", "Tilda Moberg"),
        ("How high is the tower?", "41 metres"),
        ("When was the lamp first lit?", "October 1887"),
        ("On which day can visitors take a ferry?", "Sundays"),
    ],
)
@pytest.mark.parametrize("title", ["", "The lighthouse on Gull Rock"])
def test_the_best_span_holds_the_answer(shipped: ReaderModel, question: str, words: str, title: str) -> None:
    (reading,) = shipped.read(question, [Excerpt.whole(title, GULL_ROCK)])
    best = max(reading, key=lambda span: span.margin)
    assert words in GULL_ROCK[best.start : best.end]


def test_it_is_surer_where_the_answer_stands(shipped: ReaderModel) -> None:
    known, unknown = (
        shipped.read(question, [Excerpt.whole("", GULL_ROCK)])[0]
        for question in ("Who designed the lighthouse?", "Who won the chess match in Oslo?")
    )
    assert max(span.margin for span in known) > max(span.margin for span in unknown)


def test_what_is_beyond_the_limit_is_not_read_and_the_rest_is(shipped: ReaderModel) -> None:
    text = " ".join(f"Room {number} of the hotel is let to a painter." for number in range(100))
    excerpt = Excerpt.whole("The hotel", text)
    (reading,) = shipped.read("Who rents room 3?", [excerpt])
    assert is_sound(reading, excerpt)
    assert 10 < len(reading) < 100
    assert reading[0].end < 50


@pytest.mark.parametrize("question", ["why " * 500, "w" * 2000, "?" * 2000])
def test_a_long_question_leaves_room_for_the_passage(shipped: ReaderModel, question: str) -> None:
    text = f"{GULL_ROCK} " * 3 + "Nobody else lives on Gull Rock but the gulls and the seals in the summer."
    (reading,) = shipped.read(question, [Excerpt.whole("The lighthouse", text)])
    assert len(reading) == 16
    assert len(shipped.outputs(question, "", text * 5)[0].ids) <= MAX_INPUT_TOKENS


@pytest.mark.parametrize("title", ["", "The lighthouse on Gull Rock"])
def test_words_of_the_question_and_the_title_are_no_answer(shipped: ReaderModel, title: str) -> None:
    class Confused(ReaderModel):
        """Takes every word before the passage for the answer."""

        def outputs(self, question: str, title: str, text: str) -> tuple[Any, list[NDArray[np.float32]]]:
            encoded, (start, end, answers) = shipped.outputs(question, title, text)
            before = [
                kind == 0 or last <= len(title)
                for kind, (_, last) in zip(encoded.type_ids, encoded.offsets, strict=True)
            ]
            before[0] = False
            start[before] = end[before] = 99
            return encoded, [start, end, answers]

    asked = "Who designed the lighthouse?", [Excerpt.whole(title, GULL_ROCK)]
    assert Confused().read(*asked) == shipped.read(*asked)


def test_a_long_title_leaves_room_for_the_passage(shipped: ReaderModel) -> None:
    (reading,) = shipped.read(
        "Who designed the lighthouse?", [Excerpt.whole("A lighthouse " * 300, GULL_ROCK)]
    )
    assert len(reading) == 5


def test_half_a_character_in_the_question_stops_nothing(shipped: ReaderModel) -> None:
    (reading,) = shipped.read("Who designed \ud83d the lighthouse?", [Excerpt.whole("", GULL_ROCK)])
    assert len(reading) == 5


def test_excerpts_are_read_each_for_itself_and_in_order(shipped: ReaderModel) -> None:
    excerpts = [
        Excerpt.whole("", GULL_ROCK),
        Excerpt.whole("News", ""),
        Excerpt.whole("A bakery", "The baker is Jonas Eklund."),
        Excerpt.whole("", GULL_ROCK),
    ]
    together = shipped.read("Who designed the lighthouse?", excerpts)
    assert together == [shipped.read("Who designed the lighthouse?", [excerpt])[0] for excerpt in excerpts]
    assert together[0] == together[3]
    assert together[1] == []
    assert shipped.read("Who?", []) == []


@given(question=ANY_QUESTION, title=ANY_TEXT, text=ANY_TEXT)
@settings(max_examples=30, deadline=None)
def test_any_text_read_twice_gives_spans_inside_it(
    shipped: ReaderModel, question: str, title: str, text: str
) -> None:
    excerpt = Excerpt.whole(title, text)
    (reading,) = shipped.read(question, [excerpt])
    twice = shipped.read_sentences(question, [(excerpt, span) for span in reading])
    assert is_sound(twice, excerpt)
    assert [(span.sentence, span.margin) for span in twice] == [
        (span.sentence, span.margin) for span in reading
    ]


@given(question=ANY_QUESTION, title=ANY_TEXT, told=st.lists(ANY_TEXT, max_size=5))
@settings(max_examples=20, deadline=None)
def test_any_sentences_joined_give_spans_inside_them(
    shipped: ReaderModel, question: str, title: str, told: list[str]
) -> None:
    excerpt = Excerpt.joining(title, told)
    (reading,) = shipped.read(question, [excerpt])
    assert is_sound(reading, excerpt)


@given(st.lists(ANY_TEXT, max_size=6))
@settings(max_examples=30, deadline=None)
def test_tokens_are_counted_as_they_are_read(shipped: ReaderModel, texts: list[str]) -> None:
    for text, count in zip(texts, shipped.count_tokens(texts), strict=True):
        encoded, _ = shipped.outputs("", "", text)
        assert count == encoded.special_tokens_mask.count(0) or len(encoded.ids) == MAX_INPUT_TOKENS


def test_a_sentence_read_alone_is_rated_for_itself(shipped: ReaderModel) -> None:
    question, excerpt = "Who designed the lighthouse?", Excerpt.whole("", GULL_ROCK)
    (reading,) = shipped.read(question, [excerpt])
    twice = shipped.read_sentences(question, [(excerpt, span) for span in reading])
    best = max(twice, key=lambda span: span.second_pass_margin or -99.0)
    assert GULL_ROCK[best.start : best.end] == "Tilda Moberg"
    (alone,) = shipped.read(question, [Excerpt.whole("", GULL_ROCK[slice(*best.sentence)])])
    assert best.second_pass_margin == alone[0].margin


def test_threads_that_read_at_once_get_what_one_gets(shipped: ReaderModel) -> None:
    asked = [
        (
            f"Who sells {thing}?",
            [Excerpt.whole("Market", f"Ann sells {thing} on day {number}. " * (1 + number))],
        )
        for number, thing in enumerate(["apples", "boats", "clouds", "dates", "eggs", "figs"] * 3)
    ]
    alone = [shipped.read(*one) for one in asked]
    # One that is not loaded yet: loading, too, may happen at once.
    fresh = ReaderModel()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda one: fresh.read(*one), asked)) == alone


def test_reading_needs_neither_torch_nor_the_exporter() -> None:
    program = (
        "import sys\n"
        "sys.modules |= dict.fromkeys(['torch', 'transformers', 'onnx'])\n"
        "from qa.reader.excerpts import Excerpt\n"
        "from qa.reader.model import ReaderModel\n"
        "excerpt = Excerpt.whole('', 'Ann sells apples.')\n"
        "(reading,) = ReaderModel().read('Who sells apples?', [excerpt])\n"
        "assert len(reading) == 1\n"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_shipped_weights_are_small() -> None:
    assert (SHIPPED / "reader.onnx").stat().st_size < 30_000_000
