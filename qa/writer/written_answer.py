"""The answer out of checked sentences: prose with its citations, or the quotes where too little holds."""

from collections.abc import Sequence
from dataclasses import replace

from index.text.languages import language_of
from qa.answers import Answer, AnswerKind, Citation, Disagreement, Writing, WrittenSentence
from qa.citations import format_disagreement
from qa.grounding import Fault, Reason, Support
from qa.writer.checking import NOT_WHOLE

LEAST_SHARE = 1 / 3
"""Share of the sentences that hold, from which on they are an answer and the quotes need not stand for it."""

LEAST_SHARE_OF_REFUSED = 1 / 2
"""The same where the reader found no answer: a model that mostly invents has not found one either."""

NOTHING_FOUND = "The language model found no answer in the quotes."
NOTHING_WRITTEN = "The language model wrote nothing."
TOO_LITTLE = "Too little of what the language model wrote is carried by the quotes."
OTHER_LANGUAGE = "The language model did not write in the language of the question."

TOO_LITTLE_ELSE = Reason(Fault.INCOMPLETE, "Too little of what was written with it holds for an answer.")

WORDS_FOR_LANGUAGE = 4
"""Number of words from which on a text's language is told."""


def make_answer(answer: Answer, writing: Writing, *, says_nothing: bool) -> Answer:
    """Return the answer that was written, or the one made of quotes where too little of it holds.

    Args:
        answer: the one made of quotes, or the refusal.
        says_nothing: whether the model told that the quotes do not answer.
    """
    sentences = writing.sentences
    if not is_enough(answer, sentences, says_nothing=says_nothing):
        told = NOTHING_FOUND if says_nothing else TOO_LITTLE if sentences else NOTHING_WRITTEN
        withdrawn = tuple(map(_withdrawn, sentences))
        return replace(answer, writing=replace(writing, sentences=withdrawn, problem=writing.problem or told))
    if not writing.problem and _differ_in_language(answer.question, sentences):
        writing = replace(writing, problem=OTHER_LANGUAGE)
    cited = {citation.key: citation for sentence in sentences for citation in sentence.citations}
    disagreements = tuple(_renumbered(one, cited) for one in answer.disagreements)
    disagreeing = "\n".join(map(format_disagreement, disagreements))
    return replace(
        answer,
        text="\n\n".join(filter(None, [disagreeing, prose(sentences)])),
        citations=tuple(sorted(cited.values(), key=lambda citation: citation.n)),
        disagreements=disagreements,
        statement="",
        sections=(),
        writing=writing,
    )


def is_enough(answer: Answer, sentences: Sequence[WrittenSentence], *, says_nothing: bool) -> bool:
    """Whether the sentences that hold are an answer.

    A fact is told by the first sentence or by one that rests on the likeliest quote; where the reader
    refused, by the first sentence, and only if the model does not refuse as well.
    """
    claims = [sentence for sentence in sentences if sentence.support is not NOT_WHOLE]
    holding = [sentence for sentence in claims if sentence.holds]
    least = LEAST_SHARE if answer.citations else LEAST_SHARE_OF_REFUSED
    if not holding or len(holding) < least * len(claims):
        return False
    if not answer.citations:
        return claims[0].holds and not says_nothing
    likeliest = answer.citations[0].key
    cites_it = any(citation.key == likeliest for sentence in holding for citation in sentence.citations)
    return answer.kind is not AnswerKind.FACT or claims[0].holds or cites_it


def prose(sentences: Sequence[WrittenSentence]) -> str:
    """Return the sentences that hold with the numbers they rest on; what opens a paragraph on its line."""
    text = ""
    for sentence in sentences:
        if sentence.holds:
            between = "" if not text else "\n" if sentence.opens_paragraph else " "
            numbers = " ".join(f"[{citation.n}]" for citation in sentence.citations)
            text += f"{between}{sentence.text} {numbers}"
    return text


def _withdrawn(sentence: WrittenSentence) -> WrittenSentence:
    if not sentence.holds:
        return sentence
    support = Support(holds=False, score=sentence.support.score, reasons=(TOO_LITTLE_ELSE,))
    return replace(sentence, citations=(), support=support)


def _renumbered(disagreement: Disagreement, cited: dict[tuple[str, int, int], Citation]) -> Disagreement:
    """Return a disagreement whose sides are among the citations; those that are not yet are added."""
    for side in disagreement.citations:
        known = cited.get(side.key)
        cited[side.key] = replace(side, n=known.n if known else len(cited) + 1)
    return replace(disagreement, citations=tuple(cited[side.key] for side in disagreement.citations))


def _differ_in_language(question: str, sentences: Sequence[WrittenSentence]) -> bool:
    written = " ".join(sentence.text for sentence in sentences if sentence.holds)
    enough = min(len(question.split()), len(written.split())) >= WORDS_FOR_LANGUAGE
    return enough and language_of(question) != language_of(written)
