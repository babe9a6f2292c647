"""How a language model's prose looks in a terminal: what holds with its numbers, what does not struck."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qa.answers import Draft, Writing, WrittenSentence
from ui.render.writing import told_reasons, told_usage
from ui.terminal import plain

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

WIDEST = 100
"""Number of columns of a line to read, at most."""

LINES_BELOW_A_DRAFT = 4
"""Number of a terminal's lines that a draft leaves free."""


def show_prose(console: "Console", sentences: Sequence[WrittenSentence]) -> None:
    """Print sentences in their paragraphs, and between them what is held back."""
    for line in prose_lines(console, sentences):
        console.print(line)
    console.print()


def show_held_back(console: "Console", writing: Writing) -> None:
    """Print what was written and is no part of the answer."""
    if writing.held_back:
        console.print(f"  What {plain(writing.model)} wrote, no part of the answer:\n", style="dim")
        show_prose(console, writing.held_back)


def show_usage(console: "Console", writing: Writing) -> None:
    """Print which model wrote, its tokens and what they cost; nothing where it was not reached."""
    if not writing.usage.tokens:
        return
    console.print(f"  {plain(told_usage(writing))}\n", style="dim")


def drafted(console: "Console", draft: Draft, *, strict: bool) -> "RenderableType":
    """Return a draft as it is shown while it is written: the last lines that fit below each other.

    What is not checked yet is said to be so. `strict` leaves out what is held back.
    """
    from rich.console import Group
    from rich.text import Text

    lines = prose_lines(console, [one for one in draft.sentences if one.holds or not strict])
    if unchecked := plain(draft.unchecked):
        told = Text.assemble(("(not checked yet) ", "dim"), (unchecked, "dim italic"))
        lines += _set_in(console, told)
    return Group(*lines[-max(1, console.height - LINES_BELOW_A_DRAFT) :])


def prose_lines(console: "Console", sentences: Sequence[WrittenSentence]) -> list["Text"]:
    """Return the lines of prose: paragraphs of what holds, between them what is held back."""
    return [line for paragraph in _paragraphs(sentences) for line in _set_in(console, paragraph)]


def _paragraphs(sentences: Sequence[WrittenSentence]) -> Iterator["Text"]:
    from rich.text import Text

    paragraph = Text()
    for sentence in sentences:
        if paragraph and (sentence.opens_paragraph or not sentence.holds):
            yield paragraph
            paragraph = Text()
        if sentence.holds:
            paragraph.append(" " if paragraph else "").append_text(_holding(sentence))
        else:
            yield _held_back(sentence)
    if paragraph:
        yield paragraph


def _holding(sentence: WrittenSentence) -> "Text":
    from rich.text import Text

    numbers = "".join(f" [{citation.n}]" for citation in sentence.citations)
    return Text.assemble(plain(sentence.text), (numbers, "cyan"))


def _held_back(sentence: WrittenSentence) -> "Text":
    """Return a sentence struck through and why; the words say it where nothing can be struck through."""
    from rich.text import Text

    reason = f" ({plain(told_reasons(sentence))})"
    return Text.assemble(("[held back] ", "dim"), (plain(sentence.text), "dim strike"), (reason, "dim"))


def _set_in(console: "Console", text: "Text") -> list["Text"]:
    """Return a text in lines that begin two columns in; in a pipe it is one line."""
    from rich.text import Text

    if not console.is_terminal:
        return [Text("  ").append_text(text)]
    width = max(1, min(console.width, WIDEST) - 2)
    return [Text("  ").append_text(line) for line in text.wrap(console, width)]
