import pytest

from index.loaders.pdf_strikethrough import Rule, mark_strikethrough, rule_of
from index.loaders.pdf_text_runs import TextRun

AS_IT_IS = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]


def is_struck(rule: Rule, size: float = 10) -> bool:
    (piece,) = mark_strikethrough([TextRun("18 million crowns", 50, 300, size)], [rule])
    return piece.struck


def test_a_line_through_text_strikes_it() -> None:
    assert is_struck(Rule(303, 50, 140, 0.7))


@pytest.mark.parametrize(
    "rule",
    [
        Rule(298.5, 50, 140, 0.7),  # below: an underline
        Rule(309, 50, 140, 0.7),  # above: the border of a cell
        Rule(303, 50, 70, 0.7),  # through its beginning only
        Rule(303, 90, 190, 0.7),
        Rule(303, 50, 140, 6),  # a highlight
    ],
)
def test_other_lines_do_not(rule: Rule) -> None:
    assert not is_struck(rule)


def test_flat_rectangles_and_level_lines_are_rules() -> None:
    assert rule_of(b"re", [50, 302.5, 90, 1], AS_IT_IS, None) == Rule(303, 50, 140, 1)
    assert rule_of(b"l", [140, 303], AS_IT_IS, (50, 303)) == Rule(303, 50, 140, 0)
    assert rule_of(b"re", [5, 30, 9, 1], [2.0, 0.0, 0.0, -2.0, 0.0, 100.0], None) == Rule(39, 10, 28, 2)


def test_boxes_and_broken_operands_are_none() -> None:
    assert rule_of(b"re", [50, 300, 90, 40], AS_IT_IS, None) is None
    assert rule_of(b"re", ["a", 300], AS_IT_IS, None) is None
    assert rule_of(b"l", [140, 303], AS_IT_IS, None) is None
