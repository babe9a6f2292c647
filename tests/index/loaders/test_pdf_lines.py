from hypothesis import given
from hypothesis import strategies as st

from index.loaders.pdf_lines import lines_of
from index.loaders.pdf_structure import StructurePlace
from index.loaders.pdf_text_runs import TextRun


def texts(*pieces: TextRun) -> list[str]:
    return [" ".join(line.text.split()) for line in lines_of(pieces)]


def line(*parts: tuple[str, float, float], x: float = 50, y: float = 300) -> list[TextRun]:
    """Make the pieces of a line, each a text, its size and how much higher it stands than the line."""
    pieces = []
    for text, size, rise in parts:
        pieces.append(TextRun(text, x, y + rise, size))
        x += 0.52 * size * len(text)
    return pieces


def test_a_small_raised_figure_is_a_note() -> None:
    assert texts(*line(("moved 77", 11, 0), ("12", 8, 4), (" cranes", 11, 0))) == ["moved 77 cranes"]


def test_a_raised_figure_of_full_size_is_a_note_too() -> None:
    assert texts(*line(("moved 77", 11, 0), ("12", 11, 4), (" cranes", 11, 0))) == ["moved 77 cranes"]


def test_an_exponent_and_a_formula_stay() -> None:
    assert texts(*line(("12 km", 11, 0), ("2", 8, 4), (" of H", 11, 0), ("2", 8, -2), ("O", 11, 0))) == [
        "12 km² of H2O"
    ]


def test_small_type_on_the_baseline_stays() -> None:
    assert texts(*line(("moved 77", 11, 0), ("12", 8, 0), (" cranes", 11, 0))) == ["moved 7712 cranes"]


def test_a_note_that_pypdf_sets_on_a_line_of_its_own_is_none() -> None:
    first, note, rest = line(("moved 77", 11, 0), ("12", 5, 7), (" cranes", 11, 0))
    broken = [TextRun(each.text + "\n", each.x, each.y, each.size) for each in (first, note)]
    assert texts(*broken, rest) == ["moved 77 cranes"]


def test_a_note_at_the_head_of_a_footnote_is_kept_apart() -> None:
    assert texts(*line(("1", 6, 3), ("The figure is an estimate.", 9, 0))) == ["1 The figure is an estimate."]


def test_superscripts_that_are_drawn_last_stand_in_their_lines() -> None:
    first = [
        TextRun("sold 91", 50, 300, 12),
        TextRun("  blocks on 7 km", 97, 300, 12),
        TextRun("  of land", 190, 300, 12),
    ]
    second = TextRun("and no more of them than that.", 50, 285, 12)
    drawn_last = [TextRun("4", 91, 306, 9), TextRun(" 2", 184, 306, 9)]
    ended = [TextRun(first[-1].text + "\n", 190, 300, 12), TextRun(second.text + "\n", 50, 285, 12)]
    assert texts(*first[:-1], *ended, *drawn_last) == [
        "sold 91 blocks on 7 km² of land",
        "and no more of them than that.",
    ]


def test_struck_text_is_left_out() -> None:
    before, after = TextRun("cost ", 50, 300, 11), TextRun(" million", 90, 300, 11)
    assert texts(before, TextRun("5", 76, 300, 11, struck=True), TextRun(" 6", 83, 300, 11), after) == [
        "cost 6 million"
    ]


def test_a_wide_gap_is_marked_and_a_space_is_not() -> None:
    (found,) = lines_of(
        [TextRun("Year", 50, 300, 11), TextRun(" Ships", 200, 300, 11), TextRun(" saved", 230, 300, 11)]
    )
    assert found.text == "Year\tShips saved"


def test_cells_of_the_structure_are_lines_of_their_own() -> None:
    cells = [
        TextRun("Year", 50, 300, 11, StructurePlace(1, 1, 1, 1)),
        TextRun(" Ships", 80, 300, 11, StructurePlace(2, 1, 1, 2)),
    ]
    assert [line.place.cell for line in lines_of(cells)] == [1, 2]


def test_a_line_read_from_right_to_left_is_turned_round() -> None:
    visual = [TextRun(".", 40, 300, 11), TextRun("1954", 50, 300, 11), TextRun(" ", 72, 300, 11)]
    assert texts(*visual, TextRun("נסגר בשנת", 80, 300, 11)) == ["נסגר בשנת 1954."]


@given(
    st.lists(
        st.builds(
            TextRun,
            st.text(st.sampled_from("ab\n 1"), max_size=9),
            st.floats(0, 600),
            st.sampled_from([0.0, 20.0, 40.0]),
            st.sampled_from([0.0, 11.0]),
        ),
        max_size=8,
    )
)
def test_no_letter_is_lost(pieces: list[TextRun]) -> None:
    found = "".join(line.text for line in lines_of(pieces))
    letters = filter(str.isalnum, "".join(piece.text for piece in pieces))
    assert sorted(filter(str.isalnum, found)) == sorted(letters)
