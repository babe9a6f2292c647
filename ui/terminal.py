"""How articles, passages and figures look in a terminal; for answers see `ui.terminal_answer`."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.articles import Article, byline
from index.errors import InputError
from index.progress import Progress, silent
from index.retrieval.hybrid_search import Hit
from index.text.plurals import several

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from qa.evaluation import Evaluation, Fall

WIDTH_IN_A_PIPE = 200
JOINERS = "\u200c\u200d"


def output() -> "Console":
    """Return where results go. A program that stopped reading is a BrokenPipeError, as anywhere else."""
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    piped = not sys.stdout.isatty()
    return Output(
        file=sys.stdout,
        width=WIDTH_IN_A_PIPE if piped else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=piped,
    )


def messages() -> "Console":
    """Return where progress goes: never into a pipe that reads the results."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def plain(text: str) -> str:
    """Make text from an article safe to print: one line, no control characters, no terminal escapes.

    Of the invisible characters only those stay that join letters or emoji; the others could reorder a line.
    """
    return " ".join("".join(map(_safe, text)).split())


def _safe(char: str) -> str:
    if char.isprintable() or char in JOINERS:
        return char
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return char if category in {"Cn", "Co"} else " "


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar on the terminal while something long is done; nothing where nobody watches."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.text import Text

    class RateColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.1f}/s" if speed else "")

    console = messages()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, int] = {}

        def advance(what: str, done: int, total: int) -> None:
            task = tasks.get(what)
            if task is None:
                tasks[what] = task = int(bar.add_task(what, total=total))
            bar.update(task, completed=done, total=max(done, total))  # type: ignore[arg-type]

        yield advance


@contextmanager
def waiting(what: str) -> Iterator[Progress]:
    """Show that something takes a few seconds, or how far a longer step is; nothing where nobody watches."""
    console = messages()
    if not console.is_terminal:
        yield silent
        return
    with console.status(what) as status:
        yield lambda step, done, total: status.update(f"{step} ({done:,} of {total:,})")


def complain(problem: str) -> None:
    """Print a problem on one line where errors go; a path in it may hold anything."""
    from index.loaders.normalisation import printable

    sys.stderr.write(f"qa: {printable(problem)}\n")


def print_json(value: Any) -> None:
    """Print a value as JSON, readable in any language."""
    sys.stdout.write(printable_json(value, ascii_only=not speaks_utf(), indent=1) + "\n")


def speaks_utf() -> bool:
    """Whether standard output takes the letters of any language."""
    return (sys.stdout.encoding or "utf-8").lower().startswith("utf")


def printable_json(value: Any, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """Return a value as JSON; what a terminal would obey is escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return re.sub(
        r"[^ -~\n]", lambda char: char[0] if char[0].isprintable() else json.dumps(char[0])[1:-1], text
    )


def write_file(path: Path, text: str) -> None:
    """Write a file; half a surrogate pair, which articles may hold, is written as JSON escapes it.

    Raises InputError where the file cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise InputError(f"Cannot write {path} ({error.strerror}). Name another file.") from error


def show_articles(console: "Console", articles: Iterable[Article]) -> None:
    """Print a table of articles."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    # An id is typed or copied: it is never cut off.
    table.add_column("id", no_wrap=True, overflow="ignore")
    for name in ("title", "source", "published"):
        table.add_column(name)
    for article in articles:
        published = article.published.isoformat() if article.published else ""
        table.add_row(plain(article.id), plain(article.title), plain(article.source or ""), published)
    console.print(table)


def show_article(console: "Console", article: Article) -> None:
    """Print what is known about an article and its text."""
    console.print(plain(byline(article)), style="bold")
    for name in ("author", "url", "path"):
        if value := getattr(article, name):
            console.print(f"{name}: {plain(value)}", style="dim")
    console.print()
    for line in article.text.splitlines():
        console.print(plain(line))


def show_hits(console: "Console", hits: Sequence[Hit]) -> None:
    """Print passages with their scores, best first."""
    if not hits:
        console.print("Nothing found.")
    for rank, hit in enumerate(hits, start=1):
        console.print(f"\n{rank:2}. {hit.score:.3f}  {plain(byline(hit.article))}", style="bold")
        console.print(f"    {plain(hit.article_id)}, characters {hit.start}–{hit.end}", style="dim")
        set_apart(console, plain(hit.text), "cyan")
    console.print()


def show_figures(console: "Console", evaluation: "Evaluation", falls: Sequence["Fall"]) -> None:
    """Print the figures of an evaluation as a table, and what fell against the baseline."""
    from rich.table import Table

    from qa.evaluation import shown_figures

    table = Table(title=several(len(evaluation.outcomes), "question"))
    table.add_column("figure")
    table.add_column("", justify="right")
    for label, value in shown_figures(evaluation.figures):
        table.add_row(label, value)
    console.print(table)
    for fall in falls:
        console.print(f"Fell: {fall}", style="red")


def set_apart(console: "Console", text: "Text | str", colour: str) -> None:
    """Print a text with a bar at its left."""
    from rich.text import Text

    if not console.is_terminal:
        console.print(Text("  | ").append_text(Text(text) if isinstance(text, str) else text))
        return
    width = max(1, min(console.width, 100) - 6)
    for line in (Text(text) if isinstance(text, str) else text).wrap(console, width):
        console.print(Text.assemble("  ", ("▎ ", colour), line))
