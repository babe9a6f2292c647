import random
from pathlib import Path

import pytest

from qa.requests.network import LABELS
from qa.requests.parts import Part, text_of
from training.intents.grammar import draw, draw_marked, parts_of, read_fillers, read_wordings, unmarked

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


@pytest.mark.parametrize(
    ("wording", "request_text", "parts"),
    [
        (
            "what did [speaker $LAST] say of [subject the {mill}]",
            "what did Berg say of the mill",
            ["Berg", "the mill"],
        ),
        ("[side $LAST] and [side Ek]", "Berg and Ek", ["Berg", "Ek"]),
        ("who is $LAST", "who is Berg", ["Berg"]),
        ("who is it", "who is it", []),
    ],
)
def test_parts_are_where_they_are_marked_and_fillers_are_what_their_names_tell(
    wording: str, request_text: str, parts: list[str]
) -> None:
    marked = draw_marked(wording, {"LAST": ("Berg",)}, random.Random(1))
    assert unmarked(marked) == request_text
    assert [text_of(request_text, [place]) for place in parts_of(marked)] == parts


def test_a_filler_outside_brackets_is_the_part_of_its_name_and_inside_that_of_the_brackets() -> None:
    fillers = {"S": ("Berg",), "YEAR": ("1992",)}
    parts = [
        place.part
        for wording in ("$S in $YEAR", "[side $S] or [subject $YEAR]")
        for place in parts_of(draw_marked(wording, fillers, random.Random(1)))
    ]
    assert parts == [Part.SPEAKER, Part.DAY, Part.SIDE, Part.SUBJECT]


def test_an_article_before_a_filler_that_has_one_is_said_once() -> None:
    assert draw("who is the $ROLE", {"ROLE": ("the mayor",)}, random.Random(1)) == "who is the mayor"


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
        assert wording.count("[") == wording.count("]"), wording
        for _ in range(5):
            assert not set("${|}[]") & set(draw(wording, fillers, rng)), wording
