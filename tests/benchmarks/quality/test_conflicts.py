from pathlib import Path

import pytest

from benchmarks.quality.conflicts import _alarms, _shows_both, conflicts
from qa.evaluation import Reply
from tests.benchmarks.quality.fakes import bench_of, figures_of, write

PASSAGES = [
    {"id": "1-t", "kind": "true", "text": "The boat left on Monday ."},
    {"id": "1-a", "kind": "altered", "text": "The boat left on Friday ."},
    {"id": "1-n", "kind": "noise", "text": "The boat is red ."},
]
ROW: dict[str, object] = {
    "id": "1",
    "question": "When did the boat leave?",
    "answer": "Monday",
    "altered_answer": "Friday",
    "passages": PASSAGES,
}


def reply(*quotes: str, disagreements: tuple[tuple[str, ...], ...] = ()) -> Reply:
    return Reply("", quotes, (True,) * len(quotes), None, 0.9, 0.1, disagreements)


@pytest.mark.parametrize(
    ("given", "both"),
    [
        (reply("On Monday.", "On Friday."), True),
        (reply("On Monday.", disagreements=(("On Monday.", "On Friday."),)), True),
        (reply("On Monday.", disagreements=(("It is red.", "It is blue."),)), False),
        (reply("On Monday or Friday."), False),
        (reply("On Monday.", "On Monday."), False),
        (reply(), False),
    ],
)
def test_both_answers_take_two_quotes(given: Reply, both: bool) -> None:
    assert _shows_both(ROW, given.quotes, given) is both


def test_an_alarm_is_any_disagreement() -> None:
    assert _alarms([reply("x"), reply("x", disagreements=(("x", "y"),))]) == 0.5


def test_each_question_is_asked_of_its_own_passages(tmp_path: Path) -> None:
    passages = [{**passage, "text": "Nothing is said ."} for passage in PASSAGES]
    write(tmp_path, "conflicts/questions", [ROW, {**ROW, "id": "2", "passages": passages}])
    part = conflicts(bench_of(tmp_path, {str(ROW["question"]): {"Monday": 0.9, "Friday": 0.8}}))
    figures = figures_of(part)
    assert figures["both answers shown, where both stand"] == 1.0
    assert figures["both answers shown, of all"] == 0.5
    assert [one.id for one in part.misses if one.id.endswith("both")] == ["2, both"]
    assert "2 questions" in part.about and "of 1 to the word" in part.about
