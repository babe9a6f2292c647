"""Windows over an article's sentences: what the relevance network reads at once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.passages import sentences
from qa.relevance.windows import LONGEST, windows

LONG = " ".join(f"The ferry {number} left the harbour of Tey at dawn." for number in range(60))


def test_each_sentence_is_read_with_the_one_before_it() -> None:
    spans = sentences(LONG, 0)
    read = list(windows("Ferries", LONG, spans))
    assert len(read) > 2
    for before, after in pairwise(read):
        assert after.sentences[0] == before.sentences[-1]
    assert sorted({number for one in read for number in one.sentences}) == list(range(len(spans)))


def test_windows_without_a_wanted_sentence_are_left_out() -> None:
    spans = sentences(LONG, 0)
    (only,) = windows("Ferries", LONG, spans, {0})
    assert 0 in only.sentences
    assert not list(windows("Ferries", LONG, spans, ()))


@given(st.text(max_size=200), st.text(max_size=3000))
def test_the_places_in_a_window_hold_the_sentences_as_they_stand(title: str, text: str) -> None:
    spans = sentences(text, 0)
    for one in windows(title, text, spans):
        for number, place in zip(one.sentences, one.places, strict=True):
            assert one.text[slice(*place)] == text[slice(*spans[number])]
        own = [spans[number] for number in one.sentences[1:]]
        assert not own or own[-1][1] - own[0][0] <= LONGEST or len(own) == 1
