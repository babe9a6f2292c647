"""What a language model wrote, as it is told of in words."""

from dataclasses import replace

from qa.answers import Answer, Writing, WrittenSentence
from qa.language_model import Usage

LEAST_COST_SHOWN = 0.0001
"""Number of US dollars below which a cost is only said to be small."""


def without_held_back(answer: Answer) -> Answer:
    """Return an answer whose writing has only what holds, as who asks strictly sees it."""
    if answer.writing is None:
        return answer
    holding = tuple(sentence for sentence in answer.writing.sentences if sentence.holds)
    return replace(answer, writing=replace(answer.writing, sentences=holding))


def told_reasons(sentence: WrittenSentence) -> str:
    """Return why a sentence is held back, in one line; "" for one that holds."""
    return " ".join(reason.told for reason in sentence.support.reasons)


def told_usage(writing: Writing) -> str:
    """Return which model wrote, how many tokens it read and wrote, and what they cost where that is known."""
    usage = writing.usage
    counted = " (counted here: its server does not say)" if usage.estimated else ""
    tokens = f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written{counted}"
    done = "Written by" if writing.is_answer else "Asked"
    return " · ".join(filter(None, [f"{done} {writing.model}", tokens, told_cost(usage)]))


def told_cost(usage: Usage) -> str:
    """Return what tokens cost; "" where their price is not known."""
    if usage.cost is None:
        return ""
    if 0 < usage.cost < LEAST_COST_SHOWN:
        return f"less than ${LEAST_COST_SHOWN}"
    return f"${usage.cost:,.4f}" if usage.cost < 1 else f"${usage.cost:,.2f}"
