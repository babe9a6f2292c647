"""The parts a report's page is made of: escaped text, tables, plots and entries; nothing from the outside."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from qa.evaluation.charts import reliability_chart, risk_coverage_chart, time_histogram_chart
from qa.evaluation.figures import histogram, reliability, risk_coverage

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{css}</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, sections: Iterable[str]) -> str:
    """Return a whole page of sections, which are HTML; the title is text, and its first heading."""
    css = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    body = "\n".join([f"<h1>{shown(title)}</h1>", *sections])
    return _PAGE.format(title=shown(title), css=css, body=body)


def shown(text: str) -> str:
    """Escape a text for the page; half a surrogate pair, which no file can hold, becomes a question mark."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def table(names: Sequence[str], rows: Sequence[str]) -> str:
    """Return a table of `row`s under the names of its columns; none for a table without a head."""
    head = ""
    if names:
        first, *others = (shown(name) for name in names)
        cells = "".join(f'<th scope="col" class="number">{other}</th>' for other in others)
        head = f'<thead><tr><th scope="col">{first}</th>{cells}</tr></thead>'
    # Focusable, so that the keyboard can scroll a table that is wider than the page.
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>{head}'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def row(name: str, numbers: Sequence[str]) -> str:
    """Return a row: its name, then its numbers as they are shown."""
    cells = "".join(f'<td class="number">{shown(number)}</td>' for number in numbers)
    return f'<tr><th scope="row">{shown(name)}</th>{cells}</tr>'


def section(name: str, *inside: str) -> str:
    """Return a part of the page, by which it can be placed."""
    return f'<section class="{name}">{"".join(inside)}</section>'


def confidence(confidences: Sequence[float], right: Sequence[bool], asked: int) -> str:
    """Return the reliability and the risk-coverage plot of answers, and the table of the first.

    Args:
        confidences, right: of each answer that was given.
        asked: how many questions there were.
    """
    if not right:
        return "<p>No answer was given, so there is nothing to plot.</p>"
    bins = reliability(confidences, right)
    rows = [row(f"{sure:.2f}", [f"{share:.0%}", str(size)]) for size, sure, share in bins]
    curve = risk_coverage(confidences, right, asked)
    return (
        f'<div class="plots"><figure>{reliability_chart(bins)}'
        "<figcaption>On the dashed line, confidence is the share right.</figcaption></figure>"
        f"<figure>{risk_coverage_chart(curve)}"
        "<figcaption>The surest answers come first.</figcaption></figure></div>"
        + table(["Mean confidence", "Right", "Answers"], rows)
    )


def times(seconds: Sequence[float]) -> str:
    """Return the histogram of the seconds that answers and refusals took."""
    if not seconds:
        return "<p>No question was asked, so there is nothing to plot.</p>"
    return f'<div class="plots"><figure>{time_histogram_chart(histogram(seconds))}</figure></div>'


def miss(question: str, why: str, label: str, details: Iterable[tuple[str, str]]) -> str:
    """Return the entry of a question that went wrong: why, what it is called, and what there is to know."""
    listed = "".join(f'<dt>{shown(name)}</dt><dd dir="auto">{shown(text)}</dd>' for name, text in details)
    return (
        f'<article><h3 dir="auto">{shown(question)}</h3><p class="why">{shown(why)}</p>'
        f"<p>{shown(label)}</p><dl>{listed}</dl></article>"
    )
