"""The layout of a written answer: its paragraphs, what is held back, who wrote it and what that used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qa.answers import Answer, Draft, Writing, WrittenSentence
from qa.language_model import Usage
from qa.thresholds import STRICT
from ui.render.environment import macro, render

FEW_HELD_BACK = 2
"""Number of sentences that are struck through in their place; more are folded below the answer."""

CHEAP = 0.01
"""US dollars below which a cost is told to a hundredth of a cent."""

Paragraph = tuple[WrittenSentence, ...]


@dataclass(frozen=True, slots=True)
class WrittenView:
    """What a language model wrote as it is shown.

    Attributes:
        paragraphs: the sentences of the answer, and those held back that stand among them; none where the
            answer is made of quotes alone.
        folded: the sentences held back that are told below, at a click.
        model: who wrote it.
        used: tokens and cost in words, or "".
        problem: the line that tells why it is not whole, or why the quotes stand in its place, or "".
    """

    paragraphs: tuple[Paragraph, ...]
    folded: tuple[WrittenSentence, ...]
    model: str
    used: str
    problem: str


def lay_out_writing(writing: Writing, threshold: float) -> WrittenView:
    """Return how what was written is shown; whoever answers only when very sure shows nothing held back."""
    shown = writing.sentences if threshold < STRICT else _holding(writing.sentences)
    held_back = tuple(sentence for sentence in shown if not sentence.holds)
    folded = held_back if not writing.is_answer or len(held_back) > FEW_HELD_BACK else ()
    prose = shown if writing.is_answer and not folded else _holding(shown) if writing.is_answer else ()
    return WrittenView(paragraphs(prose), folded, writing.model, used(writing.usage), writing.problem)


def paragraphs(sentences: Sequence[WrittenSentence]) -> tuple[Paragraph, ...]:
    """Return sentences in their paragraphs."""
    made: list[list[WrittenSentence]] = []
    for sentence in sentences:
        if sentence.opens_paragraph or not made:
            made.append([])
        made[-1].append(sentence)
    return tuple(map(tuple, made))


def prose(writing: Writing) -> Iterator[str]:
    """Yield the paragraphs of what holds, each sentence with the numbers that it cites."""
    for paragraph in paragraphs(_holding(writing.sentences)):
        yield " ".join(
            " ".join([sentence.text, *(f"[{citation.n}]" for citation in sentence.citations)])
            for sentence in paragraph
        )


def used(usage: Usage) -> str:
    """Return tokens and cost in words; "" where nothing was used."""
    if not usage.tokens:
        return ""
    tokens = f"{'about ' if usage.estimated else ''}{usage.tokens:,} tokens"
    if usage.cost is None:
        return tokens
    return f"{tokens} · ${usage.cost:.{4 if usage.cost < CHEAP else 2}f}"


def is_written(answer: Answer) -> bool:
    """Whether an answer is a language model's prose; otherwise it is made of quotes alone, or a refusal."""
    return answer.writing is not None and answer.writing.is_answer


def draft_in_progress(draft: Draft, number: int, model: str, threshold: float) -> Markup:
    """Return what is shown of an answer while it is written, in place of the response to turn `number`."""
    sentences = draft.sentences if threshold < STRICT else _holding(draft.sentences)
    return render(
        "draft.html",
        paragraphs=paragraphs(sentences),
        unchecked=draft.unchecked.strip(),
        number=number,
        model=model,
    )


def writing_switch(model: str, *, written: bool) -> Markup:
    """Return the choice, beside the box, of having the next answer written; nothing without a model."""
    return macro("written.html", "writing_switch", model, written)


def _holding(sentences: Sequence[WrittenSentence]) -> tuple[WrittenSentence, ...]:
    """Return the sentences that hold; a paragraph whose first one does not is still one."""
    kept: list[WrittenSentence] = []
    opens = False
    for sentence in sentences:
        opens |= sentence.opens_paragraph
        if sentence.holds:
            kept.append(sentence if sentence.opens_paragraph == opens else _opening(sentence))
            opens = False
    return tuple(kept)


def _opening(sentence: WrittenSentence) -> WrittenSentence:
    return WrittenSentence(sentence.text, sentence.citations, sentence.support, opens_paragraph=True)
