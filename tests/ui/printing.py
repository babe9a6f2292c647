"""What is printed on a terminal made by hand, and an article to print."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from rich.console import Console

from index.articles import Article

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


def shown(
    print_it: Callable[[Console], None], width: int = 80, *, tty: bool = True, colour: Any = None
) -> str:
    """Return what is printed on a terminal, or in a pipe; without colours unless asked for."""
    file = io.StringIO()
    options: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False, "soft_wrap": not tty}
    print_it(Console(file=file, width=width, force_terminal=tty, color_system=colour, **options))
    return file.getvalue()
