"""What a language model wrote, as JSON both ways; its citations are the answer's, told by their numbers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qa.answers import Citation, Writing, WrittenSentence
from qa.grounding import Fault, Reason, Support
from qa.language_model import Usage

Json = dict[str, Any]
"""Plain values, as JSON has them."""


def writing_json(writing: Writing) -> Json:
    """Return what a model wrote, each sentence with the numbers of its citations or why it is held back."""
    return {
        "model": writing.model,
        "problem": writing.problem,
        "usage": asdict(writing.usage),
        "sentences": [_sentence_json(sentence) for sentence in writing.sentences],
    }


def deserialize_writing(stored: Json, citations: Mapping[int, Citation]) -> Writing:
    """Return what `writing_json` made plain values of; raises where it is anything else."""
    return Writing(
        stored["model"],
        tuple(_sentence(one, citations) for one in stored["sentences"]),
        Usage(**stored["usage"]),
        stored["problem"],
    )


def _sentence_json(sentence: WrittenSentence) -> Json:
    return {
        "text": sentence.text,
        "citations": [citation.n for citation in sentence.citations],
        "holds": sentence.holds,
        "score": sentence.support.score,
        "reasons": [{"fault": one.fault.value, "told": one.told} for one in sentence.support.reasons],
        "opens_paragraph": sentence.opens_paragraph,
    }


def _sentence(stored: Json, citations: Mapping[int, Citation]) -> WrittenSentence:
    reasons = tuple(Reason(Fault(one["fault"]), one["told"]) for one in stored["reasons"])
    return WrittenSentence(
        stored["text"],
        tuple(citations[n] for n in stored["citations"]),
        Support(stored["holds"], stored["score"], reasons),
        stored["opens_paragraph"],
    )
