import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.loaders.superscripts import Level, render_levels


def line(marked: str) -> str:
    """Join a line in which ^…^ is raised and ~…~ lowered."""
    pieces, level, levels = [], Level.BASELINE, {"^": Level.RAISED, "~": Level.LOWERED}
    text = ""
    for char in marked:
        if char in levels:
            pieces.append((text, level))
            text, level = "", Level.BASELINE if level is not Level.BASELINE else levels[char]
        else:
            text += char
    return render_levels([*pieces, (text, level)])


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("moved 77^12^ cranes", "moved 77 cranes"),
        ("opened in 2031^[4]^, he said", "opened in 2031, he said"),
        ("fell by half.^5^ It rose", "fell by half. It rose"),
        ("the engineer^a^ left", "the engineer left"),
        ("rose again^*^.", "rose again."),
        ("rose again ^†^.", "rose again."),
        ("as agreed^1,3–5^ then", "as agreed then"),
        ("as agreed^[1]^^[2]^ then", "as agreed then"),
        ("as agreed^[note 2]^ then", "as agreed then"),
        ("as claimed^[citation needed]^ then", "as claimed then"),
        ("cost $48^12^ million", "cost $48 million"),
        ("as agreed^iv^ then", "as agreed then"),
        ("for 48^3^boats", "for 48 boats"),
        ("^2^Without barges.", "2 Without barges."),
        ("^*^ Without barges.", "*  Without barges."),
    ],
)
def test_a_note_mark_is_left_out_or_set_apart(marked: str, expected: str) -> None:
    assert line(marked).replace("  ", " ") == expected.replace("  ", " ")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("an area of 12 km^2^ by the sea", "an area of 12 km² by the sea"),
        ("900 m^2^.", "900 m²."),
        ("5 m^3^/s", "5 m³/s"),
        ("9 m·s^−2^", "9 m·s⁻²"),
        ("9 m/s^2^", "9 m/s²"),
        ("12 ft^2^ of wood", "12 ft² of wood"),
        ("3.5 × 10^6^ tonnes", "3.5 × 10⁶ tonnes"),
        ("10^-9^ of it", "10⁻⁹ of it"),
        ("E = mc^2^", "E = mc²"),
        ("where x^2^ is", "where x² is"),
        ("2^10^ = 1024", "2¹⁰ = 1024"),
        ("by ^14^C dating", "by ¹⁴C dating"),
        ("Ca^2+^ ions", "Ca²⁺ ions"),
        ("gave 3^1^/~2~ years", "gave 3 1/2 years"),
        ("at 20^o^C today", "at 20°C today"),
        ("um 20^30^ Uhr", "um 20:30 Uhr"),
        ("100 km^2^^4^ of it", "100 km² of it"),
        ("at €12^50^ a box", "at €12⁵⁰ a box"),
        ("at ¥12^50^ a box", "at ¥12⁵⁰ a box"),
        ("12^50^ € a box", "12⁵⁰ € a box"),
    ],
)
def test_exponents_and_the_like_stay_readable(marked: str, expected: str) -> None:
    assert line(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("the 21^st^ rise", "the 21st rise"),
        ("le XIX^e^ siècle", "le XIXe siècle"),
        ("le 1^er^ mai", "le 1er mai"),
        ("M^me^ Rosa", "Mme Rosa"),
        ("N^o^ 5", "Nº 5"),
        ("Brand^TM^ names", "Brand™ names"),
        ("Brand^®^ names", "Brand® names"),
    ],
)
def test_ordinals_and_abbreviations_are_kept(marked: str, expected: str) -> None:
    assert line(marked) == expected


def test_lowered_figures_are_plain_but_never_part_of_a_number() -> None:
    assert line("H~2~O and CO~2~") == "H2O and CO2"
    assert line("the number 1010~2~") == "the number 1010₂"


def test_raised_words_are_kept_apart() -> None:
    assert line("a house^new today^built") == "a house new today built"


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(Level)), max_size=8))
def test_text_on_the_baseline_is_never_lost(pieces: list[tuple[str, Level]]) -> None:
    kept = "".join(render_levels(pieces).split())
    place = 0
    for char in "".join("".join(text for text, level in pieces if level is Level.BASELINE).split()):
        place = kept.index(char, place) + 1


def test_a_note_right_behind_an_exponent_is_none_of_it() -> None:
    pieces = [
        ("100 km", Level.BASELINE),
        ("2", Level.RAISED),
        ("4", Level.RAISED),
        (" of it", Level.BASELINE),
    ]
    assert render_levels(pieces) == "100 km² of it"


def test_a_mark_in_several_pieces_is_one_mark() -> None:
    pieces = [("1", Level.RAISED), ("4", Level.RAISED)]
    assert render_levels([("by ", Level.BASELINE), *pieces, ("C dating", Level.BASELINE)]) == "by ¹⁴C dating"
