import random
from pathlib import Path

import pytest

from training.intents.examples import LABELS
from training.intents.grammar import draw, read_fillers, read_wordings

FILLERS = {"P": ("$LAST",), "LAST": ("Berg", "Lind")}


def drawn(wording: str) -> set[str]:
    rng = random.Random(1)
    return {draw(wording, FILLERS, rng) for _ in range(60)}


def test_alternatives_may_be_empty_and_stand_in_one_another() -> None:
    assert drawn("{who|{what|where}} is it{?|}") == {
        f"{word} is it{sign}" for word in ("who", "what", "where") for sign in ("?", "")
    }


def test_fillers_may_be_made_of_fillers() -> None:
    assert drawn("and $P {|now}") == {"and Berg", "and Lind", "and Berg now", "and Lind now"}


def test_wordings_and_fillers_are_read_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("what else\n\ngo on\n", encoding="utf-8")
    (tmp_path / "fillers.txt").write_text("ORG: Acme|the Mill Trust\n", encoding="utf-8")
    assert read_wordings("more", tmp_path) == ["what else", "go on"]
    assert read_fillers(tmp_path)["ORG"] == ("Acme", "the Mill Trust")


@pytest.mark.parametrize("label", LABELS)
def test_every_wording_can_be_drawn_whole(label: str) -> None:
    fillers, rng = read_fillers(), random.Random(1)
    for wording in read_wordings(label):
        assert wording.count("{") == wording.count("}"), wording
        for _ in range(5):
            assert not set("${|}") & set(draw(wording, fillers, rng)), wording
