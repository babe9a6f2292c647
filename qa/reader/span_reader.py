"""The reader: it selects sentences, finds answer spans and calibrates their confidence."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import encodable
from index.passages import MAX_TITLE_LENGTH
from index.retrieval.hybrid_search import Hit
from qa.reader.calibration import calibrated_logits
from qa.reader.candidates import Candidate
from qa.reader.excerpts import EXCERPT_TOKENS, Excerpt, pack, sentences_in
from qa.reader.lexical_reader import is_lexical, read_lexically
from qa.reader.model import MAX_INPUT_TOKENS, MAX_QUESTION_TOKENS, SPECIAL_TOKENS, shipped_model
from qa.reader.penalties import penalties
from qa.reader.reading import Reading
from qa.reader.second_pass import TwoPassModel, read_twice
from qa.reader.sentence_selection import select_sentences


class SpanReader:
    """An extractive reader over the selected sentences of the passages, with the shipped network."""

    def __init__(self, model: TwoPassModel | None = None) -> None:
        """Take a model, or the one that is shipped."""
        self._model = model or shipped_model()

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Return readings with a calibrated confidence, best first, no two overlapping."""
        if is_lexical(question):
            return read_lexically(question, hits)
        candidates = self.candidates(question, hits)
        if not candidates:
            return []
        logits = calibrated_logits(question, candidates) - penalties(question, candidates)
        confidences = 1 / (1 + np.exp(-logits))
        return [candidates[place].reading(float(confidences[place])) for place in _apart(candidates, logits)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Return the best spans of the passages, one a sentence, by the network alone, best first."""
        sentences = sentences_in(hits)
        lengths = self._model.count_tokens([sentence.text for sentence in sentences])
        chosen = select_sentences(question, sentences, lengths)
        groups = pack(
            [sentences[number] for number in chosen],
            [lengths[number] for number in chosen],
            self._sentence_tokens(question, {sentences[number].hit.article.title for number in chosen}),
        )
        excerpts = [
            Excerpt.joining(group[0].hit.article.title, [sentence.text for sentence in group])
            for group in groups
        ]
        found = read_twice(self._model, question, excerpts)
        return [
            Candidate.of(groups[number][excerpts[number].sentences.index(span.sentence)], span)
            for number, span in found
        ]

    def _sentence_tokens(self, question: str, titles: Collection[str]) -> int:
        """Return the number of tokens of sentences that an excerpt may have without being truncated."""
        asked, *longest = self._model.count_tokens(
            [encodable(question), *(title[:MAX_TITLE_LENGTH] for title in titles)]
        )
        beside = min(asked, MAX_QUESTION_TOKENS) + max(longest, default=0) + SPECIAL_TOKENS
        return max(1, min(EXCERPT_TOKENS, MAX_INPUT_TOKENS - beside))


def _apart(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> list[int]:
    """Return the indices of candidates, best first; of candidates that overlap only the best is kept."""
    chosen: list[int] = []
    for place in np.argsort(-scores, kind="stable").tolist():
        if not any(candidates[place].overlaps(candidates[other]) for other in chosen):
            chosen.append(place)
    return chosen
