"""What the Evaluation tab shows, as HTML in which nobody else's text is markup. Pure functions."""

from html import escape

from qa.evaluation import Evaluation, sections

MOST_MISSES = 200
"""Misses shown in the page; the report that can be downloaded has all."""

NO_SET = '<p class="aq-nothing">No question set chosen yet.</p>'

FORMAT = (
    '<details class="aq-format"><summary>What a question file looks like</summary>'
    "<p>One JSON object a line, as for <code>qa eval</code>. Only <code>question</code> is required.</p>"
    '<pre>{"question": "…", "answers": ["…"], "relevant": {"article-id": 1}}</pre>'
    "<p>A quote that contains one of the answers is right; <code>[]</code> means that refusing is right; "
    "without the key only the search is measured.</p></details>"
)


def chosen(name: str, questions: int) -> str:
    """Return which set was chosen."""
    return f'<p class="aq-set" role="status"><strong>{escape(name)}</strong> · {_number(questions)}</p>'


def wrong(reason: str) -> str:
    """Return why a set cannot be used, or what went wrong."""
    return f'<p class="aq-wrong" role="alert">{escape(reason)}</p>'


def running(done: int, total: int) -> str:
    """Return how far a run is."""
    return (
        f'<div class="aq-running"><label for="aq-run-bar">Asked {done:,} of {_number(total)}</label>'
        f'<progress id="aq-run-bar" max="{total}" value="{done}"></progress></div>'
    )


def waiting() -> str:
    """Return what is shown until a run begins."""
    return '<p class="aq-small" role="status">Waiting for its turn: one evaluation is run at a time…</p>'


def stopping() -> str:
    """Return what is shown between the wish to stop and the end."""
    return '<p class="aq-small" role="status">Stopping after this question…</p>'


def ended(done: int, total: int, *, stopped: bool) -> str:
    """Return what is shown when a run is over."""
    told = f"Stopped after {done:,} of {_number(total)}." if stopped else f"Done: {_number(total)}."
    return f'<p class="aq-small" role="status">{told}</p>'


def results(name: str, evaluation: Evaluation) -> str:
    """Return the figures, plots and misses of a run."""
    if not evaluation.outcomes:
        return ""
    body = "".join(sections(evaluation, MOST_MISSES))
    return f'<div class="aq-report"><h2>{escape(name)}</h2>{body}</div>'


def _number(questions: int) -> str:
    return f"{questions:,} question{'' if questions == 1 else 's'}"
