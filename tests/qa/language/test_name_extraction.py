import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language import names
from qa.language.name_extraction import name_texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Does Norland want wool? Was Ada Lind there? Has Turku a mill?", ["Norland", "Ada Lind", "Turku"]),
        ("Following the visit of Bo Berg to Turku, His Majesty left.", ["Bo Berg", "Turku", "Majesty"]),
        ("During Ada Lind’s visit", ["Ada Lind"]),
        ("Ada Lind’s boat and Bo Berg's shed", ["Ada Lind", "Bo Berg"]),
        ("the Bank of Norland and the University of Turku", ["Bank of Norland", "University of Turku"]),
        ("a mill near Århus, élan, Élan Vital and Пётр Ильич сказал", ["Århus", "Élan Vital", "Пётр Ильич"]),
        ("Who met Ada Lind in September on Monday?", ["Ada Lind"]),
        ("Boats are slow. Sheep are not.", []),
        ("They met John F. Kennedy, Mr. Berg or J.R. Lind.", ["John F. Kennedy", "Berg", "J.R. Lind"]),
        ("the iPhone maker Apple", ["Apple"]),
        ("We met Lind. Berg was late.", ["Lind"]),
        ("He saw Norland’s Ada Lind fly Apollo 11", ["Norland", "Ada Lind", "Apollo 11"]),
        ("Will Lind is late. Will Berg go? Then Will Ek left.", ["Will Lind", "Berg", "Will Ek"]),
        ("What Will Berg saw? “Will Lind,” he said.", ["Will Berg", "Will Lind"]),
        ("on ne sait pas où été é", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitals(text: str, found: list[str]) -> None:
    assert name_texts(text) == found


def test_a_word_that_may_only_open_a_sentence_is_uncertain() -> None:
    assert [(name.text, name.certain) for name in names("Lind left. Then Berg came. Berg sat.")] == [
        ("Lind", False),
        ("Berg", True),
        ("Berg", True),
    ]


@given(st.text() | st.text("Aa b.’'-\n1"))
def test_names_of_anybodys_text_are_slices_in_order(text: str) -> None:
    end = 0
    for name in names(text):
        assert end <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text
        end = name.end
