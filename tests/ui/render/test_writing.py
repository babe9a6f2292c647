import pytest

from qa.answers import Writing
from qa.language_model import Usage
from tests.ui.fakes_writing import HELD_BACK, OPENED, WRITING
from ui.render.writing import told_cost, told_reasons, told_usage


def test_the_reasons_are_told_in_one_line() -> None:
    assert told_reasons(HELD_BACK) == "The quotes do not have “1941”. The quotes do not say it."
    assert told_reasons(OPENED) == ""


def test_who_wrote_and_what_it_took_is_told() -> None:
    assert told_usage(WRITING) == "Written by openai:gull · 1,200 tokens read, 30 written · $0.0020"
    asked = Writing("ollama:gull", (HELD_BACK,), Usage(1200, 30, estimated=True))
    assert told_usage(asked) == (
        "Asked ollama:gull · 1,200 tokens read, 30 written (counted here: its server does not say)"
    )


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        (None, ""),
        (0.0, "$0.0000"),
        (0.00001, "less than $0.0001"),
        (0.00256, "$0.0026"),
        (1.5, "$1.50"),
        (1234.5, "$1,234.50"),
    ],
)
def test_a_cost_is_told_where_the_price_is_known(cost: float | None, told: str) -> None:
    assert told_cost(Usage(1, 1, cost)) == told
