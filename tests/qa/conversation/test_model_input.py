import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from qa.conversation.model_input import (
    MAX_EARLIER_ANSWER_PIECES,
    MAX_INPUT_PIECES,
    MAX_LAST_ANSWER_PIECES,
    PieceType,
    is_candidate,
    model_input,
)

TURNS = [
    ("Who built the Norling Mill?", "Ada Lind built it."),
    ("When did she do that?", "In 1902."),
    ("Who owns it?", "Bo Berg, a joiner."),
]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def test_the_opening_question_comes_first_and_then_the_newest(tokenizer: Tokenizer) -> None:
    read = model_input(tokenizer, "Where does he live?", TURNS)
    assert read.texts == (
        "Who built the Norling Mill?",
        *("Who owns it?", "Bo Berg, a joiner."),
        *("When did she do that?", "In 1902."),
        "Ada Lind built it.",
    )
    assert [PieceType(kind) for kind in dict.fromkeys(read.types)] == [
        *(PieceType.QUESTION, PieceType.OPENING_QUESTION, PieceType.LAST_QUESTION, PieceType.LAST_ANSWER),
        *(PieceType.EARLIER_QUESTION, PieceType.EARLIER_ANSWER),
    ]


def test_a_first_turn_is_the_last_one(tokenizer: Tokenizer) -> None:
    read = model_input(tokenizer, "Where?", TURNS[:1])
    assert read.texts == TURNS[0]
    assert PieceType.OPENING_QUESTION not in read.types


def test_a_word_knows_its_place_and_its_first_piece(tokenizer: Tokenizer) -> None:
    read = model_input(tokenizer, "Where does he live?", TURNS)
    (word,) = [word for word in read.words if word.word == "norling"]
    assert read.texts[word.text][word.start : word.end] == "Norling"
    assert tokenizer.id_to_token(read.ids[word.piece]) == "nor"


def test_the_question_itself_has_no_words_to_add(tokenizer: Tokenizer) -> None:
    assert "live" not in {word.word for word in model_input(tokenizer, "Where does he live?", TURNS).words}


def test_long_texts_are_cut_and_the_oldest_left_out(tokenizer: Tokenizer) -> None:
    long = "boat " * 500
    read = model_input(tokenizer, long, [(long, long)] * 9)
    assert len(read.ids) == len(read.types) <= MAX_INPUT_PIECES
    short = model_input(tokenizer, "Why?", [("Who?", long), ("What?", long)])
    assert short.types.count(PieceType.LAST_ANSWER) == MAX_LAST_ANSWER_PIECES + 1
    assert short.types.count(PieceType.EARLIER_ANSWER) == MAX_EARLIER_ANSWER_PIECES + 1


@settings(max_examples=50, deadline=None)
@given(question=ANY_TEXT, turns=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=5))
def test_any_conversation_has_an_input(
    tokenizer: Tokenizer, question: str, turns: list[tuple[str, str]]
) -> None:
    read = model_input(tokenizer, question, turns)
    assert len(read.ids) == len(read.types) <= MAX_INPUT_PIECES
    for word in read.words:
        assert read.texts[word.text][word.start : word.end].lower() == word.word
        assert 0 < word.piece < len(read.ids)


@pytest.mark.parametrize(("word", "may"), [("boat", True), ("1902", True), ("the", False), ("s", False)])
def test_stop_words_and_endings_are_no_candidates(word: str, may: bool) -> None:
    assert is_candidate(word) is may
