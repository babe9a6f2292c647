import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.loaders.markdown_marks import rendered_source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("It moved 77[^2] cranes.", "It moved 77 cranes."),
        ("It moved 77[^two][^3] cranes[^4].", "It moved 77 cranes."),
        ("It moved 77<sup>2</sup> cranes.", "It moved 77 cranes."),
        ("It moved 77<sup>[2](#fn2)</sup> cranes.", "It moved 77 cranes."),
        ("It moved 77<sup><a href='#n2'>2</a></sup> cranes.", "It moved 77 cranes."),
        ("It moved 77[[2]](#cite_note-2) cranes.", "It moved 77 cranes."),
        ("It moved 77[\\[2\\]](#fn2) cranes.", "It moved 77 cranes."),
        ("It moved 77^2^ cranes.", "It moved 77 cranes."),
        ("In 2019[^1]: a mill.", "In 2019: a mill."),
    ],
)
def test_note_marks_are_left_out(source: str, shown: str) -> None:
    assert rendered_source(source) == shown


def test_the_text_of_notes_stays_without_its_label() -> None:
    assert rendered_source("It moved.[^1]\n\n[^1]: By an estimate.\n[^b]:  Or more.\n") == (
        "It moved.\n\nBy an estimate.\nOr more.\n"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("12 km<sup>2</sup> of H<sub>2</sub>O", "12 km² of H2O"),
        ("12 km^2^ of H~2~O", "12 km² of H2O"),
        ("3 × 10<sup>6</sup>, the 21<sup>st</sup>", "3 × 10⁶, the 21st"),
    ],
)
def test_exponents_ordinals_and_formulas_stay(source: str, shown: str) -> None:
    assert rendered_source(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("at ~~18 million~~ 21 million", "at 21 million"),
        ("at ~~18~~21 million", "at 21 million"),
        ("at 21 million ~~or so~~.", "at 21 million."),
        ("at <del>18</del> <ins>21</ins> million", "at 21 million"),
        ("at <s class='x'>18</s> 21 <strike>or so</strike> million", "at 21 million"),
        ("at ~~18\nor 19~~ 21 million", "at 21 million"),
        ("~~18~~ million ~~19~~", "million"),
        ("at 18 <!-- or 19? -->million", "at 18 million"),
    ],
)
def test_struck_text_and_comments_are_left_out(source: str, shown: str) -> None:
    assert rendered_source(source).strip() == shown


@pytest.mark.parametrize(
    "source",
    [
        "It takes ~~ 3 hours ~~ or so.",
        "It takes ~~3 hours.\n\nOr 4~~.",
        "about ~3 or ~4 and 2^3 or 4^5",
        "write `a ~~b~~ c[^1]` or ``x<sup>2</sup>``",
        "```\n~~a~~ [^1]\n\n~~b~~\n```\n",
        "~~~ text\n~~a~~\n~~~\n",
        "a \\~~b\\~~ and \\[^1] c",
        "<sup>never closed",
        "Read the [FAQ](#faq) and the [map](#map) first",
        "A line with two spaces  \nand [a link](https://example.org/~~x) | cell\r\n",
    ],
)
def test_everything_else_stays_as_it_is(source: str) -> None:
    assert rendered_source(source) == source


@given(
    st.lists(st.sampled_from([*"~`^[]<> \n\\a2", "~~", "[^1]", "<del>", "</del>", "<sup>", "</sup>", "```"]))
)
def test_any_source_is_read(parts: list[str]) -> None:
    source = "".join(parts)
    assert set(rendered_source(source)) <= set(source) | set("²¹\n ")


@given(st.text(st.characters(exclude_characters="~`^[<")))
def test_a_source_without_marks_is_kept(source: str) -> None:
    assert rendered_source(source) == source
