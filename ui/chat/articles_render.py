"""What the Articles tab shows, as HTML in which nobody else's text is markup. Pure functions."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from index.articles import Article, written_date
from index.errors import ArticleQAError
from index.listing import Entry, Listing
from index.retrieval.hybrid_search import Hit
from ui.chat.adding import Progress
from ui.render import article_body, shorten

ON_A_PAGE = 50
"""Articles listed at a time."""

LONGEST_SNIPPET = 160
"""Characters of a passage shown below an article found by its text."""

NOTHING_OPEN = '<p class="aq-nothing">Open an article to read it here.</p>'

BACK = '<button type="button" class="aq-link" data-back>↑ Back to the list</button>'


def shelf(listed: Listing, words: str, page: int, hits: Sequence[tuple[Entry, Hit]] = ()) -> str:
    """Return the list of articles: those whose names have the words, then those found by their text.

    Args:
        page: from 0, of `ON_A_PAGE` articles each.
        hits: articles whose text answers to the words, each with its best passage.
    """
    if not listed.total and not hits:
        return f'<p class="aq-nothing" role="status">No article has {_quoted(words)}.</p>'
    parts = [f'<p class="aq-small" role="status">{_counted(listed, words, page)}</p>']
    if listed.entries:
        parts += [_table("".join(_row(entry) for entry in listed.entries)), _pager(listed, page)]
    if hits:
        rows = "".join(_row(entry, hit) for entry, hit in hits)
        parts += ["<h2>In the text, nearest first</h2>", _table(rows)]
    return "".join(parts)


def empty_shelf(*, with_samples: bool) -> str:
    """Return what stands in the place of the list while there is no article."""
    samples = (
        '<p>To look around first:</p><button type="button" class="aq-button" data-samples>'
        "Load the sample articles</button>"
    )
    return (
        '<div class="aq-start"><h2>No articles yet</h2><p>Drop files above, or paste the address of a page. '
        f"Then ask: every answer is a quote from them.</p>{samples if with_samples else ''}</div>"
    )


def reading(article: Article, passages: int) -> str:
    """Return an article to read, with what can be done with it."""
    day = written_date(article.published) if article.published else None
    facts = [article.source, article.author, day, _number(passages, "passage")]
    told = " · ".join(escape(fact) for fact in facts if fact)
    key, title = escape(article.id), escape(article.title)
    return (
        f'<article class="aq-reading-article"><header>{BACK}<h2 tabindex="-1">{title}</h2>'
        f'<p>{told}{_original(article.url)}</p><div class="aq-actions">'
        f'<button type="button" class="aq-button aq-main" data-about="{key}">Ask about this article</button>'
        f'<button type="button" class="aq-button" data-remove aria-expanded="false">Remove…</button></div>'
        f'<div class="aq-sure" role="group" aria-label="Remove this article?" hidden>'
        f"<p>Remove “{title}” from the library, for everybody who uses it?</p>"
        f'<button type="button" class="aq-button aq-danger" data-sure="{key}">Remove it</button>'
        '<button type="button" class="aq-button" data-keep>Keep it</button></div></header>'
        f'<div class="aq-text" tabindex="0" role="region" aria-label="Text of the article">'
        f"{article_body(article.text, ())}</div></article>"
    )


def removed(article: Article) -> str:
    """Return what the reader sees in the place of an article that is no more."""
    return f'<p class="aq-nothing" role="status" tabindex="-1">Removed “{escape(article.title)}”.</p>'


def problem(error: ArticleQAError | str) -> str:
    """Return one line on what went wrong."""
    return f'<p class="aq-wrong" role="alert" tabindex="-1">{escape(str(error))}</p>'


def progress(steps: Sequence[Progress]) -> str:
    """Return how far adding has come: a line on all, then a line for each file or address."""
    done = sum(step.done for step in steps)
    counts = [sum(of_one) for of_one in zip(*(step.counts for step in steps), strict=True)]
    failed = sum(step.failed for step in steps)
    so_far = ", ".join(
        f"{count:,} {what}"
        for count, what in zip(
            (*counts, failed), ("added", "updated", "there already", "failed"), strict=True
        )
        if count
    )
    if done < len(steps):
        head = f"Adding: {done} of {len(steps)} done" + (f" ({so_far})" if so_far else "")
    else:
        head = f"Done: {so_far or 'nothing to add'}."
    rows = "".join(_step(step) for step in steps)
    return (
        f'<div class="aq-adding"><p role="status">{head}</p>'
        f'<ul tabindex="0" aria-label="Files and addresses">{rows}</ul></div>'
    )


def _step(step: Progress) -> str:
    stored = sum(step.counts)
    state = "waiting"
    if step.done:
        state = _outcome(step)
    elif step.begun:
        state = f"{stored:,} of about {step.total:,}" if step.total > 1 else "reading…"
    bar = (
        f'<progress max="{step.total}" value="{min(stored, step.total)}" aria-label="{escape(step.name)}">'
        "</progress>"
        if step.begun and not step.done and step.total > 1
        else ""
    )
    told = "".join(f"<li>{escape(said)}</li>" for said in step.problems)
    if step.failed > len(step.problems):
        told += f"<li>… and {step.failed - len(step.problems):,} more</li>"
    wrong = f'<ul class="aq-problems">{told}</ul>' if told else ""
    kind = "aq-failed" if step.failed else "aq-done" if step.done else "aq-waiting"
    one = step.article if step.done and stored == 1 else None
    opener = _opener(one, step.name) if one else f"<span>{escape(step.name)}</span>"
    return f'<li class="{kind}">{opener} <span class="aq-state">{state}</span>{bar}{wrong}</li>'


def _outcome(step: Progress) -> str:
    if sum(step.counts) == 1 and not step.failed:
        return ("added", "updated", "there already")[step.counts.index(1)]
    told = [
        f"{count:,} {what}"
        for count, what in zip(step.counts, ("added", "updated", "there already"), strict=True)
        if count
    ]
    if step.failed:
        told.append("failed" if not told and step.failed == 1 else f"{step.failed:,} failed")
    return ", ".join(told) or "holds no article"


def _counted(listed: Listing, words: str, page: int) -> str:
    if not listed.total:
        return f"No title, source or author has {_quoted(words)}."
    first = page * ON_A_PAGE + 1
    shown = f"{first:,}–{first + len(listed.entries) - 1:,} of " if listed.total > ON_A_PAGE else ""
    having = f" with {_quoted(words)}" if words.strip() else ""
    return f"{shown}{_number(listed.total, 'article')}{having}"


def _quoted(words: str) -> str:
    return f"“{escape(shorten(words, 80))}”"


def _table(rows: str) -> str:
    return (
        '<table class="aq-table"><thead><tr><th scope="col">Title</th><th scope="col">Source</th>'
        '<th scope="col">Date</th><th scope="col" class="aq-number">Passages</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(entry: Entry, hit: Hit | None = None) -> str:
    day = written_date(entry.published) if entry.published else ""
    snippet = f'<p class="aq-snippet">{escape(shorten(hit.text, LONGEST_SNIPPET))}</p>' if hit else ""
    return (
        f'<tr><th scope="row">{_opener(entry.id, entry.title)}{snippet}</th>'
        f"<td>{escape(entry.source or '')}</td>"
        f'<td>{day}</td><td class="aq-number" data-unit="{_unit(entry.passages, "passage")}">'
        f"{entry.passages:,}</td></tr>"
    )


def _opener(article_id: str, name: str) -> str:
    key = escape(article_id)
    return f'<button type="button" class="aq-link" data-open="{key}">{escape(name)}</button>'


def _pager(listed: Listing, page: int) -> str:
    last = (listed.total - 1) // ON_A_PAGE
    if not last:
        return ""
    turns = "".join(
        f'<button type="button" class="aq-button" data-page="{to}"{"" if 0 <= to <= last else " disabled"}>'
        f"{name}</button>"
        for name, to in (("← Previous", page - 1), ("Next →", page + 1))
    )
    place = f"<span>Page {page + 1:,} of {last + 1:,}</span>"
    return f'<nav class="aq-pager" aria-label="Pages of the list">{turns}{place}</nav>'


def _original(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return ""
    if not url or not host or not url.startswith(("http://", "https://")):
        return ""
    return f' <a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(host)} ↗</a>'


def _number(count: int, thing: str) -> str:
    return f"{count:,} {_unit(count, thing)}"


def _unit(count: int, thing: str) -> str:
    return thing if count == 1 else f"{thing}s"
