import pytest

from qa.conversation.pointing_requests import only_points
from tests.cpu_time_limit import cpu_time_limit


@pytest.mark.parametrize(
    "request_",
    ["Summarize it", "A timeline of that, please", "And the gist?", "What else?", "longer", "tl;dr"],
)
def test_a_request_for_a_kind_of_answer_that_names_nothing_only_points(request_: str) -> None:
    assert only_points(request_)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Why?",
        "And then?",
        "Summarize the strike",
        "What else did he say?",
        "A timeline of the war",
        "And Turku?",
    ],
)
def test_what_names_something_or_asks_for_no_kind_does_not(question: str) -> None:
    assert not only_points(question)


def test_a_long_request_takes_no_long_time() -> None:
    with cpu_time_limit():
        assert only_points("it says " * 20_000)
