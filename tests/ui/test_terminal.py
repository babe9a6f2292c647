import io
import re

import pytest
from rich.console import Console

from index.retrieval.hybrid_search import Hit
from qa.evaluation import Evaluation, Fall, Outcome, Question, Reply
from tests.ui.printing import HARBOUR, shown
from tests.ui.signs import COLOUR
from ui import terminal


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


@pytest.mark.parametrize("width", [1, 7, 20, 80, 1000])
@pytest.mark.parametrize("tty", [True, False])
def test_articles_and_hits_are_shown_at_any_width(width: int, tty: bool) -> None:
    for view in (
        lambda console: terminal.show_hits(console, [Hit(HARBOUR, 0, 28, 0.9)]),
        lambda console: terminal.show_articles(console, [HARBOUR]),
        lambda console: terminal.show_article(console, HARBOUR),
    ):
        assert "harbour" in "".join(shown(view, width, tty=tty).split()) or width < 8
