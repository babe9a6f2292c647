import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from rich.console import Console

from index.articles import Article
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation, Disagreement
from qa.evaluation import Evaluation, Fall, Outcome, Question, Reply
from tests.ui.signs import ANY_TEXT, COLOUR, SIGNS, safe
from ui import terminal

HARBOUR = Article(
    id="harbour",
    text="The harbour opened\nin  1931. It was closed for good in 1999.",
    title="A [bold]harbour[/bold] :anchor:",
    source="The Gull",
    author="Ann Pier",
    published=date(2024, 5, 1),
    url="https://example.org/harbour",
    path="/articles/my harbour.txt",
)
OPENED = Citation(1, HARBOUR, 0, 28, (23, 27))
CLOSED = Citation(2, HARBOUR, 29, len(HARBOUR.text))
ANSWER = Answer(
    "When?", "When did it open?", "“…” [1]", 0.756, (OPENED, CLOSED), hits=(Hit(HARBOUR, 0, 28, 1.0),)
)
REFUSAL = Answer("When?", "When?", "These articles do not say.", 0.12, hits=(Hit(HARBOUR, 0, 28, 1.0),) * 5)


def shown(
    print_it: Callable[[Console], None], width: int = 80, *, tty: bool = True, colour: Any = None
) -> str:
    """Return what is printed on a terminal, or in a pipe; without colours unless asked for."""
    file = io.StringIO()
    options: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False, "soft_wrap": not tty}
    print_it(Console(file=file, width=width, force_terminal=tty, color_system=colour, **options))
    return file.getvalue()


# Answers


def test_small_talk_gets_its_reply_and_nothing_besides() -> None:
    said = Answer("Thanks!", "Thanks!", "You’re welcome.", 0.0, kind=AnswerKind.CONVERSATION)
    assert shown(lambda console: terminal.show_answer(console, said)).split() == ["You’re", "welcome."]


def test_quotes_are_set_apart_and_their_places_given() -> None:
    printed = shown(lambda console: terminal.show_answer(console, ANSWER))
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
    printed = shown(lambda console: terminal.show_answer(console, ANSWER), colour="standard")
    assert "\x1b[1m1931\x1b[0m" in printed
    assert COLOUR.sub("", printed) == shown(lambda console: terminal.show_answer(console, ANSWER))


@given(before=ANY_TEXT, words=ANY_TEXT.filter(str.strip), after=ANY_TEXT)
def test_just_the_answering_words_are_marked(before: str, words: str, after: str) -> None:
    article = Article("a", before + words + after, "A")
    place = len(before), len(before) + len(words)
    text = terminal._quote(Citation(1, article, 0, len(article.text), place))
    assert text.plain == terminal.plain(article.text)
    marked = "".join(text.plain[span.start : span.end] for span in text.spans)
    assert marked.strip() == terminal.plain(words)


def test_what_each_source_says_is_shown_with_its_date() -> None:
    clash = Disagreement("When did it open?", (OPENED, CLOSED))
    answer = Answer("When?", "When?", "…", 0.5, (OPENED, CLOSED), (clash,))
    printed = shown(lambda console: terminal.show_answer(console, answer))
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
    assert safe(shown(lambda console: terminal.show_answer(console, answer)))


def test_a_refusal_shows_the_nearest_passages_as_no_answer() -> None:
    lines = shown(lambda console: terminal.show_answer(console, REFUSAL)).splitlines()
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
    assert "Nearest" not in shown(lambda console: terminal.show_answer(console, refusal))


def test_articles_and_hits_are_shown_as_text() -> None:
    assert shown(lambda console: terminal.show_article(console, HARBOUR)).splitlines() == [
        "A [bold]harbour[/bold] :anchor: · The Gull · 1 May 2024",
        "author: Ann Pier",
        "url: https://example.org/harbour",
        "path: /articles/my harbour.txt",
        "",
        "The harbour opened",
        "in 1931. It was closed for good in 1999.",
    ]
    printed = shown(lambda console: terminal.show_hits(console, [Hit(HARBOUR, 0, 28, 0.9)] * 2))
    assert " 1. 0.900  A [bold]harbour[/bold] :anchor: · The Gull · 1 May 2024" in printed
    assert " 2. 0.900" in printed
    assert "▎ The harbour opened in 1931." in printed
    assert shown(lambda console: terminal.show_hits(console, [])).strip() == "Nothing found."


@pytest.mark.parametrize("width", [1, 5, 7, 10, 20, 40, 80, 200, 1000])
@pytest.mark.parametrize("tty", [True, False])
def test_no_width_loses_a_letter(width: int, tty: bool) -> None:
    def letters(text: str) -> str:
        return "".join(char for char in text if char.isalnum())

    printed = shown(lambda console: terminal.show_answer(console, ANSWER), width, tty=tty)
    assert letters(OPENED.quote) in letters(printed)
    assert letters(CLOSED.quote) in letters(printed)
    if tty:
        assert max(map(len, printed.splitlines())) <= max(width, 5)
    terminal_views: list[Callable[[Console], None]] = [
        lambda console: terminal.show_answer(console, REFUSAL),
        lambda console: terminal.show_hits(console, [Hit(HARBOUR, 0, 28, 0.9)]),
        lambda console: terminal.show_articles(console, [HARBOUR]),
        lambda console: terminal.show_article(console, HARBOUR),
    ]
    assert all(shown(view, width, tty=tty) for view in terminal_views)


def test_lines_on_a_wide_terminal_stay_readable() -> None:
    article = Article("a", "word " * 200, "A")
    answer = Answer("q", "q", "…", 0.5, (Citation(1, article, 0, 999),))
    printed = shown(lambda console: terminal.show_answer(console, answer), 300)
    assert max(map(len, printed.splitlines())) <= 100


def test_figures_and_falls_are_shown() -> None:
    reply = Reply("…", ("a quote",), (True,), None, 0.9, 0.25)
    evaluation = Evaluation((Outcome(Question("q", "Who?", ("a quote",)), None, reply),))
    printed = shown(
        lambda console: terminal.show_figures(console, evaluation, [Fall("answer_in_first_quote", 1.0, 0.5)]),
        120,
    )
    assert re.search(r"^ *1 question *$", printed, re.MULTILINE)
    assert re.search(r"Answer in the first quote +│ +100\.0%", printed)
    assert re.search(r"Right article first \(hit@1\) +│ +–", printed)
    assert "Fell: Answer in the first quote: 100.0% before, 50.0% now" in printed


# Progress


def test_nothing_is_drawn_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.progress() as advance, terminal.waiting("Reading…"):
        advance("Adding articles", 0, 0)
        advance("Adding articles", 5, 3)
    assert capsys.readouterr() == ("", "")


def test_a_watcher_sees_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(terminal, "messages", lambda: Console(file=file, force_terminal=True, width=100))
    with terminal.waiting("Reading…"):
        pass
    with terminal.waiting("Reading…") as advance:
        advance("Upgrading", 1, 2)
    with terminal.progress() as advance:
        advance("Adding articles", 3, 7)
        advance("Rebuilding", 9, 2)
    printed = COLOUR.sub("", file.getvalue())
    assert "Reading…" in printed
    assert "Upgrading (1 of 2)" in printed
    assert re.search(r"Adding articles +\S+ +3/7", printed)
    assert re.search(r"Rebuilding +\S+ +9/9", printed), "more done than was expected"
