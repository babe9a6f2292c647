"""What a language model wrote in answer to many questions: lines to read by hand, and figures."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa.answers import Answer, WrittenSentence
from qa.evaluation import Question
from qa.grounding import Evidence, Support, find_support


@dataclass(frozen=True, slots=True)
class Result:
    """An answer to a question.

    Attributes:
        seconds: how long it took.
        cited: the quotes that the model cited for each of its sentences.
    """

    question: Question
    answer: Answer
    seconds: float
    cited: Mapping[str, Sequence[str]] = field(default_factory=dict)


class RecordingSupport:
    """`find_support` that keeps which quotes each claim cited: an answer has none of a sentence held back."""

    def __init__(self) -> None:
        self.cited: dict[str, tuple[str, ...]] = {}

    def __call__(
        self, claim: str, evidence: Sequence[Evidence], cited: Sequence[int]
    ) -> tuple[Support, tuple[int, ...]]:
        """Return what `find_support` does."""
        self.cited[claim] = tuple(evidence[place].text for place in cited)
        return find_support(claim, evidence, cited)


def lines(result: Result) -> Iterator[dict[str, Any]]:
    """Yield a JSON object for every sentence that was written: let through or held back, with its quotes."""
    writing = result.answer.writing
    for sentence in writing.sentences if writing else ():
        yield {
            "question": result.question.question,
            "kind": result.answer.kind.value,
            "sentence": sentence.text,
            "let_through": sentence.holds,
            "score": round(sentence.support.score, 3),
            "reasons": [f"{reason.fault.value}: {reason}" for reason in sentence.support.reasons],
            "cited": list(result.cited.get(sentence.text, ())),
            "quotes": [_quote(sentence, place) for place in range(len(sentence.citations))],
        }


def figures(results: Sequence[Result]) -> dict[str, float]:
    """Return the figures of a run; those of tokens and seconds are sums."""
    writings = [result.answer.writing for result in results if result.answer.writing]
    sentences = [sentence for writing in writings for sentence in writing.sentences]
    held_back = [sentence for sentence in sentences if not sentence.holds]
    faults = Counter(reason.fault.value for sentence in held_back for reason in sentence.support.reasons[:1])
    exact = sum(
        citation.quote == citation.article.text[citation.start : citation.end]
        for result in results
        for citation in result.answer.citations
    )
    return {
        "questions": len(results),
        "written": len(writings),
        "answers with a sentence that holds": sum(writing.is_answer for writing in writings),
        "sentences": len(sentences),
        "let through": len(sentences) - len(held_back),
        "held back": len(held_back),
        "let through by a quote that was not cited": sum(map(_found_elsewhere, results)),
        **{f"held back, {fault}": count for fault, count in faults.most_common()},
        "with a problem": sum(bool(writing.problem) for writing in writings),
        "quotes": sum(len(result.answer.citations) for result in results),
        "exact quotes": exact,
        "prompt tokens": sum(writing.usage.prompt_tokens for writing in writings),
        "completion tokens": sum(writing.usage.completion_tokens for writing in writings),
        "seconds": round(sum(result.seconds for result in results), 1),
    }


def _found_elsewhere(result: Result) -> int:
    """Return how many sentences of an answer rest on a quote that the model did not cite for them."""
    writing = result.answer.writing
    return sum(
        not {citation.quote for citation in sentence.citations} <= set(result.cited[sentence.text])
        for sentence in (writing.sentences if writing else ())
        if sentence.text in result.cited
    )


def _quote(sentence: WrittenSentence, place: int) -> dict[str, str]:
    citation = sentence.citations[place]
    article = citation.article
    told = {
        "quote": citation.quote,
        "context": citation.context_text,
        "speaker": citation.speaker_text,
        "title": article.title,
        "source": article.source or "",
        "published": str(article.published or ""),
    }
    return {name: value for name, value in told.items() if value}
