import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.question_names import question_names


@pytest.mark.parametrize(
    ("question", "sure", "maybe"),
    [
        ("What did Bo Varn say of Elvia's dam?", ("bo", "varn", "elvia"), ()),
        ("who is the mayor of elvia", (), ("elvia",)),
        ("WHO IS THE MAYOR OF ELVIA?", (), ("elvia",)),
        ("Who Is The Mayor Of Elvia?", (), ("elvia",)),
        ("what did elvia ban?", (), ("elvia",)),
        ("Elvia's mayor is who?", (), ("elvia",)),
        ("Who leads the Office for Basins (OFB) since May?", ("office", "basins"), ()),
        ("how much does it cost", (), ()),
        ("who was elected in may", (), ()),
        ("Wer ist der Bürgermeister von Elvia?", (), ()),
        ("2023?", (), ()),
        ("", (), ()),
    ],
)
def test_capitals_tell_the_names_of_a_question_else_the_words_before(
    question: str, sure: tuple[str, ...], maybe: tuple[str, ...]
) -> None:
    assert question_names(question) == (sure, maybe)


@given(st.text(st.characters(exclude_categories=())))
def test_names_are_asked_in_any_text(question: str) -> None:
    sure, maybe = question_names(question)
    assert not (sure and maybe)
    assert all(len(name) > 1 for name in (*sure, *maybe))
