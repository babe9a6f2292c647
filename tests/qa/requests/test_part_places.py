import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.requests.part_places import WordPart, places_of
from qa.requests.parts import Part, text_of

TAGS = {"s": Part.SUBJECT, "w": Part.SPEAKER, "c": Part.SIDE, "d": Part.DAY, "a": Part.ARTICLES, "-": None}


def read(request: str, tags: str) -> list[str]:
    words = [
        WordPart(*match.span(), TAGS[tag])
        for match, tag in zip(re.finditer(r"\w+|[^\w\s]", request), tags.split(), strict=True)
    ]
    return [text_of(request, [place]) for place in places_of(request, words)]


@pytest.mark.parametrize(
    ("request_text", "tags", "parts"),
    [
        ("“fat-tailed vole”?", "s s - s s - -", ["fat-tailed vole"]),
        ("Berg mill and boat", "w s - s", ["Berg", "mill and boat"]),
        ("the mayor of Aahus says", "- w - w -", ["mayor of Aahus"]),
        ("the reopening of the two mills", "- s - - - s", ["reopening", "mills"]),
        ("Berg and Lind", "w - w", ["Berg", "Lind"]),
        ("Berg's first boat", "c - - c c", ["Berg's first boat"]),
        ("July 8 vs July 14?", "c - - c - -", ["July 8", "July 14"]),
        ('Berg on the "Keep Off" law', "w - - - - s - s", ["Berg", "Keep Off", "law"]),
        ("on Mondays?!", "- d d d", ["Mondays"]),
        (
            "Ann Ek-Holm on over-the-top tolls",
            "w w - - - s - - - s s",
            ["Ann Ek-Holm", "over-the-top tolls"],
        ),
        ("what?", "- -", []),
    ],
)
def test_words_of_one_part_stand_together(request_text: str, tags: str, parts: list[str]) -> None:
    assert read(request_text, tags) == parts


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["mill", "of", "the", "8", "’", "“", '"', "?", "Berg"]),
            st.sampled_from(list(TAGS)),
        )
    )
)
def test_places_follow_one_another_and_begin_and_end_with_words(tagged: list[tuple[str, str]]) -> None:
    request, words = "", []
    for word, tag in tagged:
        request += " " if request else ""
        words.append(WordPart(len(request), len(request) + len(word), TAGS[tag]))
        request += word
    places = places_of(request, words)
    ends = [end for place in places for end in (place.start, place.end)]
    assert ends == sorted(ends)
    assert all(text.strip('“"’? ') == text != "" for text in (text_of(request, [place]) for place in places))
