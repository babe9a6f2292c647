"""Export of answers as plain text and as Markdown: each quote with its speaker and place."""

from collections.abc import Iterator, Sequence

from index.articles import byline
from index.text.plurals import several
from qa.answers import Answer, Citation, Writing
from ui.render.answer_layout import QuoteView, lay_out
from ui.render.text import plain_markdown
from ui.render.turns import ChatTurn, citations_by_number
from ui.render.written import prose


def turn_as_text(turn: ChatTurn) -> str:
    """Return a question and its answer with its citations as plain text."""
    return "\n\n".join(filter(None, [turn.question.strip(), *_text(turn)])) + "\n"


def turn_as_markdown(turn: ChatTurn) -> str:
    """Return a question and its answer as Markdown, in which nobody's text but our own is markup."""
    return "\n\n".join([f"**{plain_markdown(turn.question)}**", *_markdown(turn)]) + "\n"


def as_markdown(turns: Sequence[ChatTurn]) -> str:
    """Return a whole conversation as a Markdown document."""
    parts = ["# Conversation with your articles"]
    for turn in turns:
        parts += [f"## {plain_markdown(turn.question)}", *_markdown(turn)]
    return "\n\n".join(parts) + "\n"


def _text(turn: ChatTurn) -> Iterator[str]:
    answer = turn.answer
    if answer is None:
        yield turn.problem or ""
    elif not answer.answered:
        yield answer.text
        yield answer.note
        yield from _notes(answer.writing)
    else:
        yield from prose(answer.writing) if answer.writing else ()
        yield from _notes(answer.writing)
        yield answer.note
        yield answer.statement
        for part in lay_out(answer, answer.kind).parts:
            yield part.heading
            yield from map(_quoted, part.quotes)
        yield from _disagreements(answer)
        yield "\n".join(f"[{n}] {_place(citation)}" for n, citation in citations_by_number(answer).items())


def _markdown(turn: ChatTurn) -> Iterator[str]:
    answer = turn.answer
    if answer is None:
        yield plain_markdown(turn.problem or "")
    elif not answer.answered:
        yield plain_markdown(answer.text)
        yield from filter(None, [plain_markdown(answer.note)])
        yield from map(plain_markdown, _notes(answer.writing))
    else:
        yield from map(plain_markdown, prose(answer.writing) if answer.writing else ())
        yield from map(plain_markdown, _notes(answer.writing))
        yield from filter(None, [plain_markdown(answer.note)])
        yield from (plain_markdown(line) for line in answer.statement.splitlines())
        for part in lay_out(answer, answer.kind).parts:
            if part.heading:
                yield f"### {plain_markdown(part.heading)}"
            for quote in part.quotes:
                yield from _markdown_quote(quote)
        yield from (plain_markdown(line) for line in _disagreements(answer))
        places = (f"{n}. {plain_markdown(_place(one))}" for n, one in citations_by_number(answer).items())
        yield "\n".join(places)


def _notes(writing: Writing | None) -> Iterator[str]:
    """Yield what is to know about what a language model wrote; what is held back of it is only counted."""
    if writing is None:
        return
    if writing.problem:
        yield writing.problem
    if writing.is_answer:
        yield f"Written by {writing.model}; every sentence rests on the quotes below."
    if writing.held_back:
        yield f"{several(len(writing.held_back), 'sentence')} held back, which the quotes do not carry."


def _quoted(quote: QuoteView) -> str:
    citation = quote.citation
    before = f"({citation.context_text} …)\n" if citation.context else ""
    speaker = f"\n– said by {quote.speaker}" if quote.speaker else ""
    return f"{before}“{citation.quote}” [{citation.n}]{speaker}"


def _markdown_quote(quote: QuoteView) -> Iterator[str]:
    citation = quote.citation
    if citation.context:
        yield f"({plain_markdown(citation.context_text)} …)"
    speaker = f"\n> – said by {plain_markdown(quote.speaker)}" if quote.speaker else ""
    yield f"> {plain_markdown(citation.quote)} \\[{citation.n}\\]{speaker}"


def _disagreements(answer: Answer) -> Iterator[str]:
    for disagreement in answer.disagreements:
        sides = "; ".join(f"{_words(citation)} [{citation.n}]" for citation in disagreement.citations)
        yield f"The sources disagree: {disagreement.about}: {sides}"


def _words(citation: Citation) -> str:
    start, end = citation.answer or (citation.start, citation.end)
    return f"“{citation.article.text[start:end]}”"


def _place(citation: Citation) -> str:
    where = f"{citation.article.id}, characters {citation.start}–{citation.end}"
    return " · ".join(filter(None, [byline(citation.article), citation.article.url, where]))
