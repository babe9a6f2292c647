import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.writer.sentence_stream import LONGEST_SENTENCE, Claim, SentenceStream


def claims(*pieces: str, is_cut: bool = False) -> list[Claim]:
    stream = SentenceStream()
    return [
        *(claim for piece in pieces for claim in stream.feed(piece)),
        *stream.end(is_cut=is_cut),
    ]


def told(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.numbers) for claim in claims(text)]


SOLD, BOAT = "The mill was sold.", "The boat has two masts."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The mill was sold. [1]", (1,)),
        ("The mill was sold.[1]", (1,)),
        ("The mill was sold [1].", (1,)),
        ("The mill was sold[1] .", (1,)),
        ("The mill was sold. [1][2]", (1, 2)),
        ("The mill was sold. [1], [2].", (1, 2)),
        ("The mill was sold [1, 2].", (1, 2)),
        ("The mill was sold 【1】【3】.", (1, 3)),
        ("The mill was sold. 【2†source】", (2,)),
        ("The mill was sold. [[1]]", (1,)),
        ("The mill was sold. \\[1\\]", (1,)),
        ("The mill was sold. [1](https://example.org/a)", (1,)),
        ("The mill [1] was [2] sold.", (1, 2)),
        ("[1] The mill was sold.", (1,)),
        ("[3]: The mill was sold.", (3,)),
        ("The mill was sold.\n[1]\n", (1,)),
        ("The mill was sold. [0] [77]", (0, 77)),
        ("The mill was sold. [^4]", (4,)),
        ("The mill was sold.", ()),
    ],
)
def test_markers_belong_to_the_sentence_they_stand_in_or_after(text: str, numbers: tuple[int, ...]) -> None:
    ((words, found),) = told(text)
    assert words.lstrip(": ").replace(" ,", "").rstrip(" .,") == SOLD.rstrip(".")
    assert found == numbers


@pytest.mark.parametrize(
    "text",
    [
        f"{SOLD} [1] {BOAT} [2]",
        f"{SOLD}[1]{BOAT}[2]",
        "The mill was sold [1]. The boat has two masts [2].",
        f"{SOLD} [1]\n{BOAT} [2]",
        f"{SOLD} [1]\n\n{BOAT} [2]",
        f"- {SOLD} [1]\n- {BOAT} [2]",
        f"1. {SOLD} [1]\n2. {BOAT} [2]",
        f"* **{SOLD}** [1]\n* _{BOAT}_ [2]",
        f"```text\n{SOLD} [1]\n{BOAT} [2]\n```",
        f"> {SOLD} [1]\n> {BOAT} [2]",
        f"[1] {SOLD}\n[2] {BOAT}",
        f"{SOLD} [1]\r\n\r\n***\r\n{BOAT} [2]",
        f"![mill](http://example.org/x.png) {SOLD} [1] {BOAT} [2] ![](x)",
        f"[{SOLD}](http://example.org) [1] [{BOAT}][ref] [2]",
        f"{SOLD} [1] <img src='http://example.org/x.png'> {BOAT} [2] http://example.org/y",
        f"{SOLD} [1]\n\n[ref]: http://example.org/z 'The ref'\n{BOAT} [2]",
        f"[![alt](http://example.org/i)](http://example.org/j) {SOLD} [1] {BOAT} [2]",
        f"{SOLD} [1] {BOAT} [2] http:()//example.org/y <<b>img src=x>",
        f"\u202e{SOLD}\u200b [1] {BOAT}\U000e0041 [2]\x00",
    ],
)
def test_markup_is_dropped_and_its_sentences_are_found(text: str) -> None:
    assert told(text) == [(SOLD, (1,)), (BOAT, (2,))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. embassy paid 3.5 million to Mr. Berg and Dr. Lind.",
        "J. R. Berg sold it to Acme Inc. of Aahus, No. 7 on the list.",
        "Is it sold?",
        "“It is sold!” he said.",
        "He said: “It is sold.”",
        "It costs 1,500.50 crowns (about 200 euros).",
        "The file is called old_mill_plan.",
        "Wait... it was sold.",
        "It was sold [sic] there.",
        "5 of 7 mills were sold.",
    ],
)
def test_full_stops_inside_a_sentence_do_not_end_it(sentence: str) -> None:
    assert told(f"{sentence} [1] {BOAT} [2]") == [(sentence, (1,)), (BOAT, (2,))]


def test_what_ends_with_no_is_no_number() -> None:
    assert told(f"The answer is no. {BOAT}") == [("The answer is no.", ()), (BOAT, ())]


def test_sentences_of_other_scripts_end_with_their_own_marks() -> None:
    assert told("磨坊卖了。[1]船有两根桅杆。【2】") == [("磨坊卖了。", (1,)), ("船有两根桅杆。", (2,))]


def test_a_line_that_is_broken_within_a_sentence_goes_on() -> None:
    assert told("The mill was\nsold. [1]") == [(SOLD, (1,))]


def test_new_lines_and_points_open_paragraphs() -> None:
    found = claims(f"{SOLD} [1] {BOAT} [2]\nIt is old. [3]\n- It is new. [4]")
    assert [claim.opens_paragraph for claim in found] == [False, False, True, True]


def test_headings_are_told_from_sentences() -> None:
    found = claims(f"## Sales\n{SOLD} [1]")
    assert [(claim.text, claim.is_heading) for claim in found] == [("Sales", True), (SOLD, False)]


@pytest.mark.parametrize(
    ("text", "is_cut", "is_whole"),
    [
        ("The mill was sold", False, False),
        ("The mill was sold.", False, True),
        ("The mill was sold for 3.", True, False),
        ("The mill was sold. ", True, True),
        ("The mill was sold [1]", True, True),
        ("The mill was sold\n", False, False),
        ("The mill was sold\n\n", False, True),
        ("The mill was sold. [1", True, True),
        ("x" * (LONGEST_SENTENCE + 5) + ".", False, False),
    ],
)
def test_what_was_not_written_to_its_end_is_not_whole(text: str, is_cut: bool, is_whole: bool) -> None:
    (claim,) = claims(text, is_cut=is_cut)
    assert claim.is_whole is is_whole


def test_the_words_of_an_unfinished_sentence_are_told() -> None:
    stream = SentenceStream()
    assert list(stream.feed(f"{SOLD} [1] The bo")) == [Claim(SOLD, (1,))]
    assert stream.pending == "The bo"


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"aB .!?\n[]()12-#*_`>:|,\\“”。【】é\u200b",
            *("U.S. ", "[1]", "](", "![", "```", "\n\n", "http://a ", "no. ", " [2] "),
        ]
    ),
    max_size=60,
).map("".join)


@given(text=MARKDOWN, cuts=st.lists(st.integers(0, 200), max_size=8))
@example(text="The mill [1", cuts=[10])
@example(text="a.[1](x", cuts=[3, 4, 5])
def test_how_a_text_is_cut_into_pieces_changes_nothing(text: str, cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    whole = claims(text)
    assert claims(*pieces) == whole == claims(*text)


@given(text=st.text(max_size=300) | MARKDOWN)
def test_whatever_is_written_every_sentence_is_one_line_without_markers_or_hidden_characters(
    text: str,
) -> None:
    for claim in claims(text):
        assert claim.text == " ".join(claim.text.split()) != ""
        assert not {"\n", "\u202e", "\u200b", "`", "*"} & set(claim.text)
        assert not any(f"[{n}]" in claim.text for n in range(100))


@pytest.mark.parametrize(
    "unit",
    ["[", "(", "a[", "[1](", "!", "![a](", "*", "_", "- ", "> ", "#", "<a ", "```\n", "a. ", "\\", "[1-9]"],
)
def test_it_is_linear_in_time_for_any_text(unit: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        claims(unit * (length // len(unit)))
        return time.process_time() - began

    assert seconds(80_000) < 24 * min(seconds(10_000) for _ in range(3)) + 0.2
