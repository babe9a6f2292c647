"""The invariants of every answer, checked against the record."""

import json

from qa.answer_json import to_json
from qa.answers import REFUSAL, Answer, AnswerKind
from qa.assistant import Assistant


def check_invariants(answer: Answer, assistant: Assistant) -> None:
    """Check an answer against the record's own text of the articles."""
    record = assistant.library.record
    assert answer.answered is bool(answer.citations)
    assert 0 <= answer.confidence <= 1
    for number, citation in enumerate(answer.citations, start=1):
        assert citation.n == number
        assert record.article(citation.article.id).text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        quote = f"“{' '.join(citation.quote.split())}” "
        told = "" if answer.kind is AnswerKind.CATALOG else quote
        assert f"{told}[{number}]" in answer.text
    for hit in answer.hits:
        assert record.article(hit.article_id).text[hit.start : hit.end] == hit.text
    for section in answer.sections:
        assert set(section.citations) <= set(answer.citations)
    if not answer.answered:
        assert answer.text == REFUSAL if answer.kind is AnswerKind.FACT else answer.text.strip()
    assert json.loads(json.dumps(to_json(answer), allow_nan=False)) == to_json(answer)
