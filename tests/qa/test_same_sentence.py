import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language.answer_types import AnswerType
from qa.same_sentence import differing_values

OPENED = "The old mill on the river was opened by the mayor on 5 May 1901 before a large crowd."


def differ(first: str, second: str, kind: AnswerType) -> tuple[list[str], list[str]] | None:
    found = differing_values(first, second, kind)
    return found and (
        [first[value.start : value.end] for value in found[0]],
        [second[value.start : value.end] for value in found[1]],
    )


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (AnswerType.TIME, "5 May 1901", "9 May 1901"),
        (AnswerType.TIME, "5 May 1901", "May 1902"),
        (AnswerType.NAME, "Ann Pier", "Bob Quay"),
        (AnswerType.NUMBER, "40 miles", "60 miles"),
    ],
)
def test_the_value_that_was_changed_is_found_whole(kind: AnswerType, old: str, new: str) -> None:
    sentence = "The old mill on the river was opened again, says the mayor: {}."
    assert differ(sentence.format(old), sentence.format(new), kind) == ([old], [new])


@pytest.mark.parametrize(
    "other",
    [
        OPENED,
        OPENED.replace("5 May 1901", "May 1901"),
        OPENED.replace("5 May 1901", "1901-05-05"),
        OPENED.replace("mayor", "baker"),
        OPENED.replace("5 May 1901", "9 May 1901").replace("The old mill", "The mill at Leeds"),
        OPENED.replace("5 May 1901", "9 May 1901").replace("large crowd", "crowd of 300"),
        "On 9 May 1901 the river rose.",
        "",
    ],
)
def test_sentences_that_agree_or_speak_of_something_else_do_not_differ(other: str) -> None:
    assert differing_values(OPENED, other, AnswerType.TIME) is None


def test_lines_with_nothing_but_a_date_are_not_the_same_sentence() -> None:
    assert differing_values("Published: 5 May 2024", "Published: 6 May 2024", AnswerType.TIME) is None


def test_a_name_that_only_one_sentence_adds_somewhere_contradicts_nothing() -> None:
    first = "The Danish average for fish could be close to six later this summer, say the owners."
    second = "The average for fish could be close to six later this summer, say the Quayside owners."
    assert differing_values(first, second, AnswerType.NAME) is None


@settings(deadline=None)
@given(st.text(), st.text(), st.sampled_from(AnswerType))
def test_anybodys_text_is_compared(first: str, second: str, kind: AnswerType) -> None:
    assert differing_values(first, first, kind) is None
    found = differing_values(f"{OPENED} {first}", f"{OPENED} {second}", kind)
    for text, values in zip((f"{OPENED} {first}", f"{OPENED} {second}"), found or ((), ()), strict=True):
        assert all(0 <= value.start < value.end <= len(text) for value in values)
