import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.retrieval.near_duplicates import without_near_duplicates

STORY = (
    "Officials in Lake Town said on Monday that 40 boats lay still on the frozen lake, and that nobody knew "
    "when the ice would melt. The mayor, Ada Berg, asked for patience and promised that the harbour would "
    "open again before the end of March, as it had done in every other year since the great flood of 1931."
)


def kept(*texts: str) -> list[str]:
    return list(without_near_duplicates(texts, str))


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.replace(" ", "\n"),
        STORY.replace(", and that", " and that").replace("said on", "had said on"),
        STORY[:-1] + ", people said.",
        STORY.replace("the great flood", "the flood"),
    ],
    ids=["exact", "blanks", "small words", "longer", "a word less"],
)
def test_a_near_copy_counts_once(copy: str) -> None:
    assert kept(STORY, "Something else.", copy) == [STORY, "Something else."]
    assert kept(copy, STORY) == [copy]


@pytest.mark.parametrize(
    ("of", "to"),
    [
        ("40 boats", "50 boats"),
        ("1931", "1932"),
        ("Monday", "Tuesday"),
        ("Ada Berg", "Ida Berg"),
        ("Lake Town", "Town Lake"),
        ("lay still", "lay burning"),
        ("nobody knew", "nobody never knew"),
        ("had done", "hadn't done"),
        ("every other year since", "every other year, as Eva Lund wrote, since"),
    ],
)
def test_what_differs_in_a_name_a_number_or_in_what_is_said_stays(of: str, to: str) -> None:
    assert of in STORY
    assert kept(STORY, STORY.replace(of, to)) == [STORY, STORY.replace(of, to)]


def test_short_passages_are_copies_only_word_for_word() -> None:
    assert kept("The lake froze.", "the lake froze!") == ["The lake froze."]
    assert len(kept("The lake froze.", "The lake froze over.", "The lake is frozen.")) == 3


def test_words_in_another_order_are_another_text() -> None:
    shuffled = " ".join(sorted(STORY.split(), key=lambda word: (word[::-1], word)))
    assert kept(STORY, shuffled) == [STORY, shuffled]


def test_items_are_looked_at_only_as_far_as_they_are_asked_for() -> None:
    looked_at: list[int] = []

    def text_of(number: int) -> str:
        looked_at.append(number)
        return "same" if number < 3 else f"other {number}"

    found = without_near_duplicates(range(100), text_of)
    assert [next(found), next(found), next(found)] == [0, 3, 4]
    assert looked_at == [0, 1, 2, 3, 4]


@given(st.lists(st.text(max_size=40), max_size=8))
@settings(deadline=None)
def test_of_any_texts_each_is_kept_once(texts: list[str]) -> None:
    once = kept(*texts)
    assert kept(*texts, *texts) == once
    assert kept(*once) == once
    assert set(once) <= set(texts)
    assert bool(once) == bool(texts)
