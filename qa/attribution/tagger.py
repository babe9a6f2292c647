"""The attribution tagger: from a text to who says what in it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache

from index.embedding.runtime import longest_first
from index.passages import Span
from qa.attribution.decoding import decode
from qa.attribution.model import TaggerModel
from qa.attribution.segments import segments, segments_at
from qa.attribution.values import Attribution, Spans

DECODER_VERSION = "2"
"""Version of the rules by which a text is cut and attributions are made of the network's outputs."""


SEGMENTS_KEPT = 1024
"""Number of segments whose attributions are kept in memory: those of some 200 news articles."""

TextPlaces = tuple[str, Sequence[Span]]
"""A text and the places of parts of it."""

Segment = tuple[str, Span]


class AttributionTagger:
    """Finds the attributions of English texts; any thread may use it."""

    def __init__(self, model: TaggerModel | None = None) -> None:
        """Tag with `model` (default: the one that ships with the project)."""
        self._model = model or TaggerModel()
        self._tag = lru_cache(SEGMENTS_KEPT)(self._tag_segment)

    @cached_property
    def fingerprint(self) -> str:
        """A name of the tagger that changes whenever its attributions would."""
        return f"{self._model.fingerprint}:{DECODER_VERSION}"

    def attributions(self, text: str) -> tuple[Attribution, ...]:
        """Return all attributions of a text in the order of their content, without speakers."""
        return self.attributions_in([text])[0]

    def attributions_in(self, texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
        """Return of each text its attributions; no processor waits for another until all texts are read."""
        return self._of_segments([[(text, span) for span in segments(text)] for text in texts])

    def attributions_at(self, places: Sequence[TextPlaces]) -> list[tuple[Attribution, ...]]:
        """Return of each text the attributions of the segments that its places are in; no others are read."""
        return self._of_segments(
            [[(text, segment) for segment in segments_at(segments(text), spans)] for text, spans in places]
        )

    def _of_segments(self, segments_of: Sequence[Sequence[Segment]]) -> list[tuple[Attribution, ...]]:
        """Return the attributions of each group of segments; segments of several groups are tagged once."""
        every = list(dict.fromkeys(segment for group in segments_of for segment in group))
        tagged = longest_first(
            lambda segment: self._tag(segment[0][slice(*segment[1])]),
            every,
            lambda segment: segment[1][1] - segment[1][0],
        )
        found = {
            segment: [_moved(one, segment[1][0]) for one in of_one]
            for segment, of_one in zip(every, tagged, strict=True)
        }
        return [tuple(one for segment in group for one in found[segment]) for group in segments_of]

    def _tag_segment(self, text: str) -> tuple[Attribution, ...]:
        return tuple(
            one for pieces in self._model.pieces(text) for one in decode(pieces, self._model.logits(pieces))
        )


@cache
def default_tagger() -> AttributionTagger:
    """Return the tagger that ships with the project; it is loaded when it first tags."""
    return AttributionTagger()


def attributions(text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a text in the order of their content, without speakers."""
    return default_tagger().attributions(text)


def _moved(one: Attribution, by: int) -> Attribution:
    def moved(spans: Spans) -> Spans:
        return tuple((start + by, end + by) for start, end in spans)

    return replace(one, source=moved(one.source), cue=moved(one.cue), content=moved(one.content))
