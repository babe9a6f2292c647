from pathlib import Path

from benchmarks.quality.followups import Completed, followups, spoken
from tests.benchmarks.quality.fakes import bench_of, figures_of, write
from training.followups.examples import is_learnt_from


def row(number: str, question: str, rewrite: str) -> dict[str, object]:
    history = ["The Boats", "History", "Who led The Boats?", "The Boats were led by Ann Reed."]
    return {"id": number, "history": history, "question": question, "rewrite": rewrite}


def test_words_are_compared_without_case_endings_and_stop_words() -> None:
    assert spoken("Where did Ann Reed’s boat go?") == {"ann", "reed", "boat", "go"}


def test_what_is_left_out_and_what_is_needless() -> None:
    one = Completed(row("1", "Where did she go?", "Where did Ann Reed go?"), "Where did Ann Miller go?")
    assert one.changed
    assert one.filled_in == {"ann", "reed"}
    assert one.left_out == {"reed"}
    assert one.needless == {"miller"}
    assert not Completed(row("2", "Who won?", "who won"), "Who won?").changed


def test_questions_are_measured_apart_by_set_and_by_whether_they_were_learnt_from(tmp_path: Path) -> None:
    judged = next(number for number in map(str, range(100)) if not is_learnt_from("rewrites", number))
    learnt = next(number for number in map(str, range(100)) if is_learnt_from("rewrites", number))
    whole = "Who sold Ann Reed the large red boat in Turku?"
    rows = [
        row(f"{judged}_q1", "Where did Ann Reed go in May?", "Where did Ann Reed go in May 1999?"),
        row(f"{judged}_q2", whole, whole),
        row(f"{learnt}_q1", whole, whole),
    ]
    write(tmp_path, "followups/rewrites", rows)
    for name in ("cast", "mtrag"):
        write(tmp_path, f"followups/{name}", [{**rows[1], "history": [], "id": "1_1"}])
    part = followups(bench_of(tmp_path))
    figures = figures_of(part)
    assert figures["rewrites: that recall if nothing were completed"] == 4 / 5
    assert figures["rewrites: that recall if all were added that the conversation has of them"] == 4 / 5
    assert figures["rewrites: with needless additions where nothing is left out"] == 0
    assert figures["rewrites, learnt from: recall of the person's content words"] is None
    assert figures["cast: recall of the person's content words"] is None, (
        "a first question has no conversation"
    )
    assert [one.id for one in part.misses if "1999" in one.why] == [f"{judged}_q1"]


def test_what_is_within_reach_and_pronouns_that_a_person_left_are_told_apart(tmp_path: Path) -> None:
    judged = next(number for number in map(str, range(100)) if not is_learnt_from("rewrites", number))
    rows = [
        row(f"{judged}_q1", "Where did she go?", "Where did Ann Reed go afterwards?"),
        row(f"{judged}_q2", "Where did she go?", "Where did she go?"),
    ]
    assert Completed(rows[0], "Where did she go?").within_reach == {"ann", "reed", "go"}
    write(tmp_path, "followups/rewrites", rows)
    for name in ("cast", "mtrag"):
        write(tmp_path, f"followups/{name}", [{**rows[1], "history": [], "id": "1_1"}])
    figures = figures_of(followups(bench_of(tmp_path)))
    assert figures["rewrites: that recall if all were added that the conversation has of them"] == 3 / 4
    assert figures["rewrites: with needless additions where nothing is left out"] == 1
    without_pronouns = "with needless additions where, besides, no pronoun refers to what was said"
    assert figures[f"rewrites: {without_pronouns}"] is None
