import re
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation, Disagreement
from tests.ui import fakes_kinds as kinds
from tests.ui.printing import HARBOUR, shown
from tests.ui.render.reading import hostile_turns
from tests.ui.signs import ANY_TEXT, COLOUR, SIGNS, safe
from ui.terminal import plain
from ui.terminal_answer import _quote, show_answer

OPENED = Citation(1, HARBOUR, 0, 28, (23, 27))
CLOSED = Citation(2, HARBOUR, 29, len(HARBOUR.text))
ANSWER = Answer(
    "When?", "When did it open?", "“…” [1]", 0.756, (OPENED, CLOSED), hits=(Hit(HARBOUR, 0, 28, 1.0),)
)
REFUSAL = Answer("When?", "When?", "These articles do not say.", 0.12, hits=(Hit(HARBOUR, 0, 28, 1.0),) * 5)


def test_small_talk_gets_its_reply_and_nothing_besides() -> None:
    said = Answer("Thanks!", "Thanks!", "You’re welcome.", 0.0, kind=AnswerKind.CONVERSATION)
    assert shown(lambda console: show_answer(console, said)).split() == ["You’re", "welcome."]


def test_quotes_are_set_apart_and_their_places_given() -> None:
    printed = shown(lambda console: show_answer(console, ANSWER))
    assert printed.splitlines() == [
        "",
        "Searched as: When did it open?",
        "",
        "  ▎ The harbour opened in 1931.",
        "  [1] A [bold]harbour[/bold] :anchor: · The Gull · 1 May 2024",
        "      harbour, characters 0–28",
        "",
        "  ▎ It was closed for good in 1999.",
        "  [2] A [bold]harbour[/bold] :anchor: · The Gull · 1 May 2024",
        "      harbour, characters 29–60",
        "",
        "  Confidence 76%",
        "",
    ]


def test_the_answering_words_are_marked() -> None:
    printed = shown(lambda console: show_answer(console, ANSWER), colour="standard")
    assert "\x1b[1m1931\x1b[0m" in printed
    assert COLOUR.sub("", printed) == shown(lambda console: show_answer(console, ANSWER))


@given(before=ANY_TEXT, words=ANY_TEXT.filter(str.strip), after=ANY_TEXT)
def test_just_the_answering_words_are_marked(before: str, words: str, after: str) -> None:
    article = Article("a", before + words + after, "A")
    place = len(before), len(before) + len(words)
    text = _quote(Citation(1, article, 0, len(article.text), place))
    assert text.plain == plain(article.text)
    marked = "".join(text.plain[span.start : span.end] for span in text.spans)
    assert marked.strip() == plain(words)


def test_what_each_source_says_is_shown_with_its_date() -> None:
    clash = Disagreement("When did it open?", (OPENED, CLOSED))
    answer = Answer("When?", "When?", "…", 0.5, (OPENED, CLOSED), (clash,))
    printed = shown(lambda console: show_answer(console, answer))
    disagreement = printed.partition("  The sources disagree: When did it open?\n")[2].splitlines()
    assert disagreement[0].startswith(
        "    1931 · A [bold]harbour[/bold] :anchor: · The Gull · 1 May 2024 [1]"
    )
    assert disagreement[1].startswith("    It was closed for good in 1999. · A [bold]harbour[/bold]")
    assert "Searched as" not in printed


@pytest.mark.parametrize("sign", SIGNS)
def test_what_sources_say_is_never_obeyed(sign: str) -> None:
    hostile = Article("h", f"It was {sign}red{sign}, they say.", f"A {sign} title", f"{sign} paper")
    citation = Citation(1, hostile, 0, len(hostile.text), (7, 10 + 2 * len(sign)))
    answer = Answer("?", "?", "…", 0.5, (citation,), (Disagreement(f"the {sign}colour", (citation,)),))
    assert safe(shown(lambda console: show_answer(console, answer)))


def test_a_refusal_shows_the_nearest_passages_as_no_answer() -> None:
    lines = shown(lambda console: show_answer(console, REFUSAL)).splitlines()
    assert lines[1:5] == [
        "  These articles do not say.",
        "  Confidence that the best passage answers: 12%",
        "",
        "  Nearest passages (not an answer):",
    ]
    assert lines.count("  ▎ The harbour opened in 1931.") == 3
    assert not any("[1]" in line for line in lines)


def test_a_refusal_of_an_empty_search_shows_no_passages() -> None:
    refusal = Answer("When?", "When?", "These articles do not say.", 0.0)
    assert "Nearest" not in shown(lambda console: show_answer(console, refusal))


@pytest.mark.parametrize("width", [1, 5, 7, 10, 20, 40, 80, 200, 1000])
@pytest.mark.parametrize("tty", [True, False])
def test_no_width_loses_a_letter(width: int, tty: bool) -> None:
    def letters(text: str) -> str:
        return "".join(char for char in text if char.isalnum())

    printed = shown(lambda console: show_answer(console, ANSWER), width, tty=tty)
    assert letters(OPENED.quote) in letters(printed)
    assert letters(CLOSED.quote) in letters(printed)
    if tty:
        assert max(map(len, printed.splitlines())) <= max(width, 5)
    assert shown(lambda console: show_answer(console, REFUSAL), width, tty=tty)


def test_lines_on_a_wide_terminal_stay_readable() -> None:
    article = Article("a", "word " * 200, "A")
    answer = Answer("q", "q", "…", 0.5, (Citation(1, article, 0, 999),))
    printed = shown(lambda console: show_answer(console, answer), 300)
    assert max(map(len, printed.splitlines())) <= 100


def printed(answer: Answer, width: int = 80, *, tty: bool = True) -> list[str]:
    """Return the lines that show an answer, without those that are blank."""
    lines = shown(lambda console: show_answer(console, answer), width, tty=tty).splitlines()
    return [line for line in lines if line.strip()]


def test_a_summary_names_its_article_once_and_whoever_says_something() -> None:
    lines = printed(kinds.SUMMARY, 100)
    assert lines[:2] == [
        "  4 sentences that tell most of it.",
        "  From: Ferry to Skarholm stops for the winter · Aldhaven Courier · 16 September 2025",
    ]
    assert sum("Aldhaven Courier" in line for line in lines) == 1
    said = lines.index("  – said by Maren Oddvik, who chairs the harbour board")
    assert re.fullmatch(r"  \[2\] ferry, characters \d+–\d+", lines[said + 1])
    assert not any("Confidence" in line for line in lines)


def test_days_speakers_and_sides_are_headings_that_need_no_colours() -> None:
    for answer in (kinds.TIMELINE, kinds.STATEMENTS, kinds.COMPARISON, kinds.NAMES):
        lines = printed(answer, 100)
        underlined = [above for above, below in pairwise(lines) if not below.strip(" -")]
        assert [line.removesuffix(" (2 quotes)").strip() for line in underlined] == [
            section.heading for section in answer.sections
        ]
    assert "  who chairs the harbour board · Aldhaven Courier · 16 September 2025" in printed(
        kinds.STATEMENTS
    )


def test_a_refusal_of_what_is_not_read_has_no_confidence() -> None:
    assert printed(kinds.NO_TIMELINE) == ["  These articles name no days."]


@pytest.mark.parametrize("width", [1, 5, 7, 20, 40, 200])
def test_no_width_loses_a_letter_of_a_heading_or_a_speaker(width: int) -> None:
    told = "".join("".join(printed(kinds.STATEMENTS, width)).split())
    assert "LivHammer" in told and "whoteachesattheisland’sschool" in told
    assert "saidbyMarenOddvik" in "".join("".join(printed(kinds.SUMMARY, width)).split())


def test_headings_and_speakers_of_anybody_are_never_obeyed() -> None:
    for answer in (turn.answer for turn in hostile_turns() if turn.answer):
        assert safe(shown(partial(show_answer, answer=answer)))


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_in_a_heading_is_never_obeyed(sign: str) -> None:
    hostile = Article("h", f"Bo {sign}Berg came.", "A", f"{sign} paper")
    cited = kinds.quoted(1, hostile, hostile.text, f"Bo {sign}Berg")
    for kind in (AnswerKind.STATEMENTS, AnswerKind.SUMMARY, AnswerKind.TIMELINE):
        answer = kinds.kind_of_answer(kind, (f"{sign}heading", (cited,)), statement=f"told {sign}")
        assert safe(shown(partial(show_answer, answer=answer)))
