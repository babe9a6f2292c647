import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article
from qa.erratum_notes import is_note, with_whole_notes
from qa.reader import Reading

WRONG = "An earlier version of this article said that the mill had been sold for 3 million crowns."
RIGHT = "It fetched 1.2 million."
BODY = "The mill of Varn was sold on Monday. It is old."


def article(note: str) -> Article:
    return Article(id="a", title="A", text=f"{BODY}\n\n{note}\n\nRead more.")


def reading(of: Article, words: str, sure: float = 0.5, answer: str = "") -> Reading:
    start = of.text.index(words)
    marked = of.text.index(answer, start) if answer else 0
    return Reading(of, start, start + len(words), sure, (marked, marked + len(answer)) if answer else None)


@pytest.mark.parametrize(
    "note",
    [
        f"Correction: {WRONG} {RIGHT}",
        f"CORRECTION — {WRONG} {RIGHT}",
        f"{WRONG} {RIGHT}",
        f"Editor’s note: {WRONG} {RIGHT}",
        f"Correction (6 June): {WRONG} {RIGHT}",
        f"This article was amended on 6 June 2024. {WRONG} {RIGHT}",
        f"Clarification: the mill was not sold for 3 million crowns. {RIGHT}",
    ],
)
def test_of_a_note_of_correction_the_whole_is_quoted_once(note: str) -> None:
    of = article(note)
    found = [reading(of, RIGHT, 0.9), reading(of, "3 million crowns", 0.4), reading(of, "It is old.", 0.2)]
    whole = with_whole_notes(found)
    assert [one.quote for one in whole] == [note, "It is old."]
    assert [is_note(one) for one in whole] == [True, False]


def test_what_was_wrong_is_not_marked_as_the_answer() -> None:
    of = article(f"Correction: {WRONG} {RIGHT}")
    wrong = reading(of, f"Correction: {WRONG}", answer="3 million crowns")
    assert with_whole_notes([wrong])[0].answer is None
    right = reading(of, RIGHT, answer="1.2 million")
    assert with_whole_notes([right])[0].answer == right.answer


@pytest.mark.parametrize(
    "line",
    [
        "The corrections officer said that it was late. It fetched 1.2 million.",
        "She read an earlier version of the treaty. It fetched 1.2 million.",
        "Note that it is old. It fetched 1.2 million.",
        "Correction: " + "it is old. " * 90 + RIGHT,
    ],
)
def test_other_sentences_are_quoted_alone(line: str) -> None:
    of = article(line)
    assert [one.quote for one in with_whole_notes([reading(of, RIGHT)])] == [RIGHT]


@given(st.text(st.characters(exclude_categories=()), min_size=1), st.data())
def test_a_quote_stays_a_part_of_its_article(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    of = Article(id="a", title="A", text=text)
    for one in with_whole_notes([Reading(of, start, end, 0.5)]):
        assert 0 <= one.start <= start < end <= one.end <= len(text)
