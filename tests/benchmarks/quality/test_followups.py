from pathlib import Path

from benchmarks.quality.followups import Completed, followups, history_of, spoken
from tests.benchmarks.quality.fakes import bench_of, figures_of, write


def row(number: str, question: str, rewrite: str) -> dict[str, object]:
    history = ["The Boats", "History", "Who led The Boats?", "The Boats were led by Ann Reed."]
    return {"id": number, "history": history, "question": question, "rewrite": rewrite}


def test_words_are_compared_without_case_endings_and_stop_words() -> None:
    assert spoken("Where did Ann Reed’s boat go?") == {"ann", "reed", "boat", "go"}


def test_the_conversation_is_read_in_pairs() -> None:
    assert history_of(row("1", "q", "q")) == [
        ("The Boats", "History"),
        ("Who led The Boats?", "The Boats were led by Ann Reed."),
    ]


def test_what_is_left_out_and_what_is_needless() -> None:
    one = Completed(row("1", "Where did she go?", "Where did Ann Reed go?"), "Where did Ann Miller go?")
    assert one.changed
    assert one.filled_in == {"ann", "reed"}
    assert one.left_out == {"reed"}
    assert one.needless == {"miller"}
    assert not Completed(row("2", "Who won?", "who won"), "Who won?").changed


def test_completed_questions_are_measured_and_others_only_for_additions(tmp_path: Path) -> None:
    rows = [
        row("1", "Where did Ann Reed go?", "Where did Ann Reed go in 1999?"),
        row("2", "Who sold Ann Reed the large red boat?", "Who sold Ann Reed the large red boat?"),
    ]
    write(tmp_path, "followups/rewrites", rows)
    part = followups(bench_of(tmp_path))
    figures = figures_of(part)
    assert figures["changed: recall of the person's content words"] == 3 / 4
    assert figures["changed: that recall if nothing were completed"] == 3 / 4
    assert figures["changed: recall of the words filled in"] == 0
    assert figures["unchanged: with needless additions"] == 0
    assert [(one.id, one.why) for one in part.misses] == [("1", "Left out: 1999.")]
    assert part.misses[0].expected == ("Where did Ann Reed go in 1999?",)
