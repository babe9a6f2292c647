import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.abbreviations import Abbreviation, abbreviations, expand_abbreviation


def hits(*texts: str) -> list[Hit]:
    return [Hit(Article(id="a", title="", text=text), 0, len(text), 1.0) for text in texts]


def asked(question: str, *texts: str) -> str:
    return expand_abbreviation(question, hits(*texts), lambda _name: [])


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Board for Mill Safety (BMS) met.", "BMS", "Board for Mill Safety"),
        ("BMS (Board for Mill Safety) met.", "BMS", "Board for Mill Safety"),
        ("the Board for Mill Safety, or BMS, met.", "BMS", "Board for Mill Safety"),
        ("BMS, short for Board for Mill Safety, met.", "BMS", "Board for Mill Safety"),
        ("The Board for Mill Safety (BMS, founded 1920) met.", "BMS", "Board for Mill Safety"),
        ("gross milling product (GMP) fell.", "GMP", "gross milling product"),
        ("They asked Sailors of Orkney (FRM) for help.", "FRM", "Sailors of Orkney"),
        ("A Ministry of Boats (MoB) was founded.", "MoB", "Ministry of Boats"),
        ("the Near-Shore Camera (NSCam) saw it.", "NSCam", "Near-Shore Camera"),
    ],
)
def test_an_abbreviation_is_explained_by_the_words_that_spell_it_or_the_name_before(
    text: str, short: str, long: str
) -> None:
    assert abbreviations(text) == [Abbreviation(short, long)]


@pytest.mark.parametrize(
    "text",
    ["It met in 1902 (GMT).", "a man (BMS) ran.", "the harbour (see Gull)", "(BMS)", "()", "Ann (22) won."],
)
def test_other_brackets_explain_nothing(text: str) -> None:
    assert abbreviations(text) == []


EXPLAINED = "The Board for Mill Safety (BMS) found two faults."


@pytest.mark.parametrize(
    ("question", "text", "read_as"),
    [
        (
            "When was the Board for Mill Safety set up?",
            "The BMS was set up in 1902.",
            "When was the BMS set up?",
        ),
        (
            "when was the board for mill safety set up?",
            "The BMS was set up in 1902.",
            "when was the BMS set up?",
        ),
        (
            "When was the BMS set up?",
            "The Board for Mill Safety was set up in 1902.",
            "When was the Board for Mill Safety set up?",
        ),
        ("When was the BMS set up?", "The BMS was set up in 1902.", "When was the BMS set up?"),
        ("What did the BMS find?", "It is old.", "What did the BMS (Board for Mill Safety) find?"),
        ("What does BMS stand for?", "It is old.", "What does BMS stand for?"),
        ("What is the mill?", "It is old.", "What is the mill?"),
    ],
)
def test_a_question_is_read_with_the_form_that_the_passages_have(
    question: str, text: str, read_as: str
) -> None:
    assert asked(question, EXPLAINED, text) == read_as


def test_what_no_passage_explains_is_looked_up() -> None:
    looked_up: list[str] = []

    def search(name: str) -> list[Hit]:
        looked_up.append(name)
        return hits(EXPLAINED)

    found = hits("The Board for Mill Safety has 40 members.")
    question = expand_abbreviation("How many members has the BMS?", found, search)
    assert question == "How many members has the Board for Mill Safety?"
    assert looked_up == ["BMS"]


@given(
    st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=()), max_size=60)
)
def test_any_text_can_be_read(text: str, question: str) -> None:
    assert all(one.short not in one.long and " " in one.long for one in abbreviations(text))
    assert asked(question, text) or not question
