import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders.pdf_text import fold

WIDE = "This line is as wide as the column allows it to be and goes"


def test_lines_of_a_paragraph_are_joined() -> None:
    assert fold([f"{WIDE}\n{WIDE}\nto here. And\nso on."]) == f"{WIDE} {WIDE} to here. And so on."


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    assert fold([f"{WIDE}\nto here.\n{WIDE}\non."]) == f"{WIDE} to here.\n\n{WIDE} on."


def test_a_heading_stands_alone() -> None:
    assert fold([f"{WIDE}\nto here.\nA heading\n{WIDE}\non."]).split("\n\n")[1] == "A heading"


def test_a_word_hyphenated_at_the_line_end_is_joined() -> None:
    assert (
        fold(["the nego-\ntiations were dull, the nego\u00ad\ntiators too"])
        == "the negotiations were dull, the negotiators too"
    )


def test_a_compound_the_document_writes_with_a_hyphen_keeps_it() -> None:
    assert fold([f"a well-known town of the {WIDE} well-\nknown kind"]).endswith("well-known kind")
    assert fold(["New Anglo-\nSaxon words"]) == "New Anglo-Saxon words"


def test_ligatures_are_spelled_out() -> None:
    assert fold(["the ﬁrst oﬃce"]) == "the first office"


def test_page_numbers_and_running_heads_are_dropped() -> None:
    pages = [
        f"The Valley Gazette {number}\n{WIDE} {word}\nPage {number} of 4"
        for number, word in enumerate("abcd", 1)
    ]
    assert fold(pages) == " ".join(f"{WIDE} {word}" for word in "abcd")


def test_a_sentence_goes_on_over_a_page_break() -> None:
    assert fold([f"{WIDE}\n1", "on here.\n2"]) == f"{WIDE} on here."


def test_pages_that_are_all_alike_are_kept() -> None:
    assert fold(["Same."] * 4).startswith("Same.")


@settings(deadline=None)
@given(st.lists(st.text(st.characters(), max_size=80), max_size=5))
def test_any_pages_give_storable_text(pages: list[str]) -> None:
    text = fold(pages)
    text.encode("utf-8")
    assert "\0" not in text


@settings(deadline=None)
@given(st.lists(st.lists(st.text("abc ", min_size=1, max_size=30), max_size=6).map("\n".join), max_size=2))
def test_no_letter_of_fewer_than_three_pages_is_lost(pages: list[str]) -> None:
    assert re.sub(r"\s", "", fold(pages)) == re.sub(r"\s", "", "".join(pages))
