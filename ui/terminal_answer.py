"""How an answer looks in a terminal: quotes below their headings, each with its speaker, source and place."""

from typing import TYPE_CHECKING

from index.articles import byline
from qa.answers import Answer, AnswerKind, Citation, Disagreement
from ui.render.answer_layout import RATED, PartView, attribution, is_completed, lay_out
from ui.render.text import shorten
from ui.terminal import plain, set_apart
from ui.terminal_writing import show_held_back, show_prose, show_usage

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

NEAREST_SHOWN = 3
LONGEST_PASSAGE_SHOWN = 300


def show_answer(console: "Console", answer: Answer) -> None:
    """Print quotes set apart, each with its source and place; or the refusal with what came nearest.

    What a language model wrote comes before the quotes it rests on.
    """
    console.print()
    if is_completed(answer):
        how = "Searched" if answer.hits else "Understood"
        console.print(f"{how} as: {plain(answer.standalone)}\n", style="dim")
    if answer.kind is AnswerKind.CONVERSATION:
        console.print(f"  {plain(answer.text)}\n")
        return
    if answer.writing and answer.writing.is_answer:
        show_prose(console, answer.writing.sentences)
    if answer.answered:
        _show_quotes(console, answer)
    else:
        _show_refusal(console, answer)
    if answer.writing:
        if not answer.writing.is_answer:
            show_held_back(console, answer.writing)
        show_usage(console, answer.writing)


def _show_quotes(console: "Console", answer: Answer) -> None:
    for line in answer.statement.splitlines():
        console.print(f"  {plain(line)}\n", style="bold")
    view = lay_out(answer, answer.kind)
    if view.source:
        console.print(f"  From: {plain(view.source)}\n", style="dim")
    for part in view.parts:
        _show_part(console, part)
    for disagreement in answer.disagreements:
        _show_disagreement(console, disagreement)
    if answer.kind in RATED:
        console.print(f"  Confidence {answer.confidence:.0%}\n", style="dim")


def _show_part(console: "Console", part: PartView) -> None:
    """Print a section: its heading, underlined for those who see no bold letters, and its quotes."""
    if part.heading:
        heading = f"{plain(part.heading)}{f' ({part.count})' if part.count else ''}"
        console.print(f"  {heading}", style="bold")
        console.print(f"  {'-' * max(1, min(len(heading), console.width - 2))}")
    if part.about:
        console.print(f"  {plain(part.about)}", style="dim")
    if part.heading:
        console.print()
    for quote in part.quotes:
        citation = quote.citation
        if citation.context:
            console.print(f"  (Before it: {plain(citation.context_text)})", style="dim italic")
        set_apart(console, _quote(citation), "cyan")
        if quote.speaker:
            console.print(f"  – said by {plain(quote.speaker)}")
        place = f"{plain(citation.article.id)}, characters {citation.start}–{citation.end}\n"
        source = f"{plain(quote.place)}\n      " if quote.place else ""
        console.print(f"  [{citation.n}] {source}{place}", style="dim")


def _show_disagreement(console: "Console", disagreement: Disagreement) -> None:
    """Print what each source says, one below the other, each with its source and date."""
    console.print(f"  The sources disagree: {plain(disagreement.about)}", style="yellow")
    for citation in disagreement.citations:
        start, end = citation.answer or (citation.start, citation.end)
        words = plain(citation.article.text[start:end])
        console.print(f"    {words} · {plain(attribution(citation))} [{citation.n}]", style="yellow")
    console.print()


def _show_refusal(console: "Console", answer: Answer) -> None:
    for line in answer.text.splitlines():
        console.print(f"  {plain(line)}", style="bold yellow")
    if answer.kind in RATED:
        console.print(f"  Confidence that the best passage answers: {answer.confidence:.0%}\n", style="dim")
    else:
        console.print()
    if answer.hits:
        console.print("  Nearest passages (not an answer):\n", style="dim")
    for hit in answer.hits[:NEAREST_SHOWN]:
        set_apart(console, plain(shorten(hit.text, LONGEST_PASSAGE_SHOWN)), "bright_black")
        console.print(f"      {plain(byline(hit.article))}\n", style="dim")


def _quote(citation: Citation) -> "Text":
    """Return the quote with the answering words, where they are known, in bold."""
    from rich.text import Text

    shown = Text(plain(citation.quote))
    if citation.answer:
        # What stands before an edge is as long in print as it is with a letter behind it, less that letter.
        text, first = citation.article.text, citation.start
        start, end = (len(plain(text[first:edge] + "x")) - 1 for edge in citation.answer)
        shown.stylize("bold", start, end)
    return shown
