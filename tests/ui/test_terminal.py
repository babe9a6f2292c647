import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from index import sync
from index.articles import Article
from index.library import Library
from index.search import Hit
from qa.answers import Answer, Citation, Disagreement
from qa.evaluation import Evaluation, Fall, Outcome, Question, Reply
from tests.fakes import WordEmbedder
from tests.index.loaders import samples
from tests.ui.commands import Run
from ui import terminal

ROOT = Path(__file__).parents[2]
ANY_TEXT = st.text(st.characters(exclude_categories=()))
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SIGNS = ("\x1b[31m", "\x1b]0;title\x07", "\x9b31m", "\u202e", "\u2066", "\r\n", "\x07\x08\x7f", "\u2028")

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


def safe(printed: str) -> bool:
    """Whether a terminal would obey nothing in it."""
    signs = {char for char in printed if char not in "\n\u200c\u200d"}
    return all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in signs)


# Text made safe


@given(text=ANY_TEXT)
def test_plain_text_is_one_line_that_no_terminal_obeys(text: str) -> None:
    plain = terminal.plain(text)
    assert "\n" not in plain
    assert safe(plain)
    assert plain == terminal.plain(plain) == plain.strip()


@given(text=ANY_TEXT)
def test_plain_text_keeps_every_letter_and_sign_in_order(text: str) -> None:
    def visible(text: str) -> list[str]:
        return [char for char in text if unicodedata.category(char)[0] in "LMNPS"]

    assert visible(terminal.plain(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  two\twords\r\n", "two words"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("a\u202eb\u2066c\u200fd\ufeffe", "abcde"),
        ("co\N{SOFT HYPHEN}operate", "cooperate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("10\N{NO-BREAK SPACE}000", "10 000"),
        ("half \ud800 a pair", "half a pair"),
        ("", ""),
    ],
)
def test_what_plain_text_looks_like(text: str, plain: str) -> None:
    assert terminal.plain(text) == plain


@given(
    value=st.recursive(
        ANY_TEXT | st.integers() | st.none(), lambda part: st.lists(part) | st.dictionaries(ANY_TEXT, part)
    )
)
def test_json_says_the_same_and_no_terminal_obeys_it(value: Any) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for encoding in ("utf-8", "ascii", "cp1252"):
            file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            monkeypatch.setattr(sys, "stdout", file)
            terminal.print_json(value)
            file.seek(0)
            printed = file.read()
            assert json.loads(printed) == value
            assert all(char.isprintable() for char in printed.replace("\n", ""))


def test_json_can_be_read_in_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json({"title": "Ünï “quoted” 생명 😀"})
    assert capsys.readouterr().out == '{\n "title": "Ünï “quoted” 생명 😀"\n}\n'


def test_json_goes_where_no_encoding_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stdout", file)
    terminal.print_json(["é"])
    assert json.loads(file.getvalue()) == ["é"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_problem_is_one_line(capsys: pytest.CaptureFixture[str], sign: str) -> None:
    terminal.complain(f"two  blanks{sign}.txt does not exist.")
    printed = capsys.readouterr().err
    assert printed.startswith("qa: two  blanks\\")
    assert printed.endswith(".txt does not exist.\n")
    assert safe(printed)
    assert printed.count("\n") == 1


# Answers


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


def test_a_long_passage_is_cut_at_a_word() -> None:
    assert terminal.shortened("one two three", 8) == "one two …"
    assert terminal.shortened("one two three", 7) == "one …"
    assert terminal.shortened("one", 3) == "one"


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
    assert "1 questions" in printed or "1 question" in printed
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
    with terminal.progress() as advance:
        advance("Adding articles", 3, 7)
        advance("Rebuilding", 9, 2)
    printed = COLOUR.sub("", file.getvalue())
    assert "Reading…" in printed
    assert re.search(r"Adding articles +\S+ +3/7", printed)
    assert re.search(r"Rebuilding +\S+ +9/9", printed), "more done than was expected"


# What others wrote is only shown


@pytest.fixture
def hostile(tmp_path: Path) -> list[Article]:
    """Articles that would like to command a terminal, in the library the commands use."""
    articles = [
        Article(
            id=f"evil{number}{sign}",
            text=f"The boat {sign} was sold to {sign}Bo Berg{sign}.\n\n[red]{sign}",
            title=f"The{sign} boat{sign}",
            source=f"Gull{sign}",
            author=f"{sign}Ada",
            url=f"https://example.org/{sign}",
            path=str(tmp_path / "news" / f"evil{number}{sign}.txt"),
        )
        for number, sign in enumerate(SIGNS)
    ]
    samples.write(tmp_path, "news/boat.txt", "The boat was painted.")
    with Library.open(tmp_path / "library", WordEmbedder(), create=True) as library:
        assert not sync.add(library, articles)
    return articles


def test_no_command_prints_what_a_terminal_would_obey(
    qa: Run, hostile: list[Article], tmp_path: Path
) -> None:
    commands: list[list[str | Path]] = [
        ["list"],
        ["list", "--json"],
        ["search", "boat"],
        ["search", "boat", "--json"],
        ["ask", "Who was the boat sold to?"],
        ["ask", "Who was the boat sold to?", "--json"],
        ["ask", "Who ate the cheese\x1b[31m\u202e?"],
        ["show", "\x1b[31m\u202e\n"],
        ["add", tmp_path / "news"],
        ["add", "/nowhere\x1b[31m\u202e\n.txt"],
        ["list", "--library", "/nowhere\x1b[31m\u202e\n"],
    ]
    for article in hostile:
        commands += [["show", article.id], ["show", article.id, "--json"], ["remove", article.id]]
    for command in commands:
        ran = qa(*command)
        assert ran.out + ran.err
        assert safe(ran.out + ran.err), command
        assert len(ran.problems) <= 1


def test_escapes_in_json_lead_back_to_the_words(qa: Run, hostile: list[Article]) -> None:
    for article in hostile:
        told = qa("show", article.id, "--json").json
        assert (told["id"], told["text"], told["title"]) == (article.id, article.text, article.title)


def on_a_terminal(*arguments: str, library: Path) -> str:
    """Run the command on a terminal of its own; return every byte it sent there."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.with_words", *arguments],
        env={**os.environ, "QA_LIBRARY": str(library), "TERM": "xterm-256color", "COLUMNS": "60"},
        cwd=ROOT,
        stdin=its,
        stdout=its,
        stderr=its,
    ) as process:
        os.close(its)
        sent = b"".join(_sent(ours))
        assert process.wait(60) == 0
    os.close(ours)
    return sent.decode("utf-8")


def _sent(terminal_end: int) -> Iterator[bytes]:
    try:
        while block := os.read(terminal_end, 65536):
            yield block
    except OSError:  # how Linux tells that the other end was closed
        return


@pytest.mark.parametrize("command", [["list"], ["ask", "Who was the boat sold to?"]])
def test_a_real_terminal_gets_our_own_colours_only(
    hostile: list[Article], tmp_path: Path, command: list[str]
) -> None:
    sent = on_a_terminal(*command, library=tmp_path / "library")
    ours = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[2K|\x1b\[1A|\r")
    assert COLOUR.search(sent), "no colour at all: is this a terminal?"
    assert "Bo Berg" in sent or "evil0" in sent
    assert "\x1b[31m" not in sent
    assert safe(ours.sub("", sent))
