import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.loaders import pdf_text
from index.loaders.pdf_lines import Line
from index.loaders.pdf_structure import StructurePlace


def fold(pages: list[str]) -> str:
    """Fold pages whose lines have neither height nor size."""
    return pdf_text.join_paragraphs([[Line(line) for line in page.splitlines()] for page in pages])


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


def test_soft_hyphens_join_the_word() -> None:
    assert fold(["der Leucht\u00adturm\u00adwärter am Ha\u00ad\nfen"]) == "der Leuchtturmwärter am Hafen"


def test_a_hyphen_that_stands_for_a_word_to_come_stays() -> None:
    assert fold(["zur Ein-\nund Ausfuhr"]) == "zur Ein- und Ausfuhr"
    assert fold(["from 2019-\n2021"]) == "from 2019-2021"


def test_letters_of_arabic_are_not_their_shapes() -> None:
    assert fold(["ﻣﺮﺣﺒﺎ"]) == "مرحبا"


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    assert fold(["灯塔的看守人每月赚九十\n克朗，住在塔里。"]) == "灯塔的看守人每月赚九十克朗，住在塔里。"


def test_symbols_of_symbol_fonts_are_bullets_or_nothing() -> None:
    assert fold(["Share \uf09a now\n\uf0b7 one thing"]) == "Share now\n\n• one thing"


def lines(*texts: tuple[str, int]) -> list[Line]:
    return [Line(text, place=StructurePlace(block)) for text, block in texts]


def test_paragraphs_of_the_structure_are_kept() -> None:
    page = lines(
        (f"{WIDE} on and", 1), ("on to here", 1), ("from there it goes on and on, well", 2), (f"{WIDE}", 2)
    )
    rest = lines(("to the end.", 2))
    assert (
        pdf_text.join_paragraphs([page, rest])
        == f"{WIDE} on and on to here\n\nfrom there it goes on and on, well {WIDE} to the end."
    )


def test_a_structure_that_makes_all_text_one_paragraph_is_not_believed() -> None:
    page = lines((f"{WIDE} on and", 1), (f"{WIDE[:40]}.", 1)) * 80
    assert pdf_text.join_paragraphs([page]).count("\n\n") == 79


def test_rows_of_a_table_stand_on_lines_of_their_own() -> None:
    cells = ["Year", "Ships saved", "1901", "14"]
    table = [
        Line(text, place=StructurePlace(at + 1, 1, 1 + at // 2, at + 1)) for at, text in enumerate(cells)
    ]
    assert pdf_text.join_paragraphs([[Line("Ships"), *table, Line("After.")]]) == (
        "Ships\n\nYear | Ships saved\n1901 | 14\n\nAfter."
    )


def test_a_gap_or_another_size_begins_a_paragraph() -> None:
    heights = [("Heading that is long enough to fill the line of it up", 760, 18)]
    heights += [(f"{WIDE} {at}", 740 - 12 * at, 10) for at in range(5)]
    heights += [(f"{WIDE} below", 660, 10)]
    page = [Line(text, y, size) for text, y, size in heights]
    assert [part[:8] for part in pdf_text.join_paragraphs([page]).split("\n\n")] == [
        "Heading ",
        WIDE[:8],
        WIDE[:8],
    ]


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
