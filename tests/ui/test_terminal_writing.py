import dataclasses
from functools import partial

import pytest
from hypothesis import given

from qa.answers import Answer, AnswerKind, Draft, WrittenSentence
from tests.ui.fakes_writing import (
    CLOSED,
    FAULTS,
    FIRST,
    HELD_BACK,
    HOLDS,
    NOT_WRITTEN,
    OPENED,
    WRITING,
    WRITTEN,
)
from tests.ui.printing import shown
from tests.ui.signs import ANY_TEXT, COLOUR, SIGNS, safe
from ui.render.writing import without_held_back
from ui.terminal_answer import show_answer
from ui.terminal_writing import drafted, show_prose

STRIKE = "\x1b[2;9m"


def printed(answer: Answer, *, strict: bool = False, tty: bool = True, width: int = 100) -> list[str]:
    """Return the lines that show an answer, without those that are blank."""
    lines = shown(
        partial(show_answer, answer=without_held_back(answer) if strict else answer), width, tty=tty
    ).splitlines()
    return [line for line in lines if line.strip()]


def test_prose_comes_first_then_its_quotes_by_number_then_who_wrote_it() -> None:
    lines = printed(WRITTEN)
    assert lines[:5] == [
        "  It opened in 1931. [1]",
        "  [held back] It burned in 1941. (The quotes do not have “1941”. The quotes do not say it.)",
        "  It was closed in 1999. [2] [1]",
        "  ▎ The harbour opened in 1931.",
        "  [1] A [bold]harbour[/bold] :anchor: · The Gull · 1 May 2024",
    ]
    assert lines[-2:] == [
        "  Confidence 76%",
        "  Written by openai:gull · 1,200 tokens read, 30 written · $0.0020",
    ]


def test_what_is_held_back_is_struck_through_and_marked_where_nothing_can_be() -> None:
    coloured = shown(partial(show_prose, sentences=WRITING.sentences), colour="standard")
    assert f"{STRIKE}It burned in 1941.\x1b[0m" in coloured
    assert coloured.count(STRIKE) == 1
    for tty in (True, False):
        plain = shown(partial(show_prose, sentences=(HELD_BACK,)), 200, tty=tty)
        assert plain.startswith("  [held back] It burned in 1941. (The quotes do not have")


def test_strictly_what_is_held_back_is_left_out() -> None:
    for answer in (WRITTEN, NOT_WRITTEN):
        assert any("burned" in line for line in printed(answer))
        assert not any("burned" in line or "no part of" in line for line in printed(answer, strict=True))


def test_where_nothing_holds_the_quotes_stand_and_what_was_written_comes_after_them() -> None:
    lines = printed(NOT_WRITTEN)
    assert lines[0] == "  ▎ The harbour opened in 1931."
    assert lines[-3:] == [
        "  What openai:gull wrote, no part of the answer:",
        "  [held back] It burned in 1941. (The quotes do not have “1941”. The quotes do not say it.)",
        "  Asked openai:gull · 1,200 tokens read, 30 written",
    ]


def test_a_refusal_is_told_as_ever() -> None:
    refusal = dataclasses.replace(NOT_WRITTEN, text="These articles do not say.", citations=())
    lines = printed(refusal)
    assert lines[0] == "  These articles do not say."
    assert "  What openai:gull wrote, no part of the answer:" in lines


def test_every_kind_can_be_written_and_names_its_quotes_places() -> None:
    for kind in set(AnswerKind) - {AnswerKind.CONVERSATION}:
        lines = printed(dataclasses.replace(WRITTEN, kind=kind))
        assert lines[0] == "  It opened in 1931. [1]"
        assert any("harbour, characters 0–28" in line for line in lines), kind


def test_a_draft_tells_checked_from_unchecked() -> None:
    draft = Draft((OPENED, HELD_BACK), "It was closed\n in")
    lines = shown(lambda console: console.print(drafted(console, draft, strict=False))).splitlines()
    assert lines[0] == "  It opened in 1931. [1]"
    assert lines[1].startswith("  [held back] It burned in 1941.")
    assert lines[-1] == "  (not checked yet) It was closed in"
    strict = shown(lambda console: console.print(drafted(console, draft, strict=True)))
    assert "burned" not in strict


def test_of_a_long_draft_the_end_is_shown() -> None:
    many = Draft(tuple(WrittenSentence(f"Line {n}.", (FIRST,), HOLDS, True) for n in range(100)), "And")
    lines = shown(lambda console: console.print(drafted(console, many, strict=False))).splitlines()
    assert 1 < len(lines) <= 25
    assert lines[-2:] == ["  Line 99. [1]", "  (not checked yet) And"]


@pytest.mark.parametrize("width", [1, 5, 20, 80, 300])
@pytest.mark.parametrize("tty", [True, False])
def test_no_width_loses_a_letter(width: int, tty: bool) -> None:
    lines = printed(WRITTEN, width=width, tty=tty)
    assert "ItwasclosedIn1999.".lower() in "".join("".join(lines).split()).lower()
    if tty:
        assert max(map(len, lines)) <= max(min(width, 100), 5)


def test_in_a_pipe_a_paragraph_is_a_line() -> None:
    long = tuple(WrittenSentence(f"Sentence {n} says something.", (FIRST,), HOLDS) for n in range(20))
    assert len(shown(partial(show_prose, sentences=long), tty=False).split("\n")) == 3


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_that_a_model_writes_is_never_obeyed(sign: str) -> None:
    hostile = (
        WrittenSentence(f"It {sign}opened.", (FIRST,), HOLDS),
        WrittenSentence(f"It {sign}burned.", (), FAULTS),
    )
    assert safe(shown(partial(show_prose, sentences=hostile)))
    draft = Draft(hostile, f"And {sign}then")
    assert safe(shown(lambda console: console.print(drafted(console, draft, strict=False))))


@given(text=ANY_TEXT)
def test_whatever_a_model_writes_is_shown_and_obeyed_by_nothing(text: str) -> None:
    sentences = (WrittenSentence(text, (), FAULTS), dataclasses.replace(CLOSED, text=text))
    shown_text = shown(partial(show_prose, sentences=sentences), colour="standard")
    assert safe(COLOUR.sub("", shown_text))
    assert "[held back]" in shown_text
