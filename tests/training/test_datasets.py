from pathlib import Path

import pytest

from training.datasets import HELD_OUT_EVERY, held_out_titles, rows, training_rows


def test_of_squad2_some_articles_are_held_back_always_the_same(data: Path) -> None:
    squad = rows(data, "train-squad2")
    held = held_out_titles(squad)
    titles = {row["title"] for row in squad}
    assert held < titles
    assert len(held) == len(titles) // HELD_OUT_EVERY
    assert held_out_titles(squad[::-1]) == held
    assert {row["title"] for row in training_rows(data, "squad2")} == titles - held


def test_of_other_kinds_all_is_trained_on(data: Path) -> None:
    assert training_rows(data, "qed") == rows(data, "train-qed")


def test_a_file_that_is_absent_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"train-qed\.jsonl\.gz is absent\. Name the folder"):
        rows(tmp_path, "train-qed")
