"""Decoding: from the network's outputs for a segment to linked attributions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.passages import Span
from qa.attribution.pieces import BEGINS_PARAGRAPH, Pieces
from qa.attribution.values import Attribution, Spans

Floats = NDArray[np.float32]

SOURCE, CUE, CONTENT = 1, 2, 3
"""Roles of a piece; 0 has none. The tags of role r are 2r - 1, its begin, and 2r, its inside."""

TAG_BIAS = np.array([0, 0.5, 0.5, 0.5, 0.5, 0.3, 0.3], dtype=np.float32)
"""What is added to the logits of the tags, as outside is the commonest by far. Chosen for F1 and for linked
attributions on the articles of the training corpus that were held out."""

ROLES = {SOURCE: "source", CUE: "cue", CONTENT: "content"}


@dataclass(frozen=True, slots=True)
class TaggingLogits:
    """The network's outputs for a segment's pieces.

    Attributes:
        tags: logits of outside and of begin and inside of source, cue and content, shape (pieces, 7).
        cues: of each piece of content, logits of the pieces of its cue, shape (pieces, 1 + pieces); the first
            column stands for a cue that is not in the segment.
        sources: the same of each piece of a cue, for its source.
    """

    tags: Floats
    cues: Floats
    sources: Floats


def decode(pieces: Pieces, logits: TaggingLogits) -> list[Attribution]:
    """Return the attributions of a segment, in the order of their content.

    Content whose cue is not in the segment is an attribution with neither cue nor source.
    """
    tagged = role_spans(pieces, logits.tags)
    by_cue: dict[Span | None, list[Span]] = {}
    for content in tagged[CONTENT]:
        cue = _head(_softmax(logits.cues[slice(*content)]), tagged[CUE])
        by_cue.setdefault(cue, []).append(content)
    found = [_attribution(pieces, None, None, [content]) for content in by_cue.pop(None, [])]
    for cue, contents in by_cue.items():
        assert cue
        source = _head(_softmax(logits.sources[slice(*cue)]), tagged[SOURCE])
        found.append(_attribution(pieces, source, cue, contents))
    return sorted(found, key=lambda one: one.content)


def role_spans(pieces: Pieces, tags: Floats) -> dict[int, list[Span]]:
    """Return the runs of pieces of each role, over whole words, none over two paragraphs."""
    spans: dict[int, list[Span]] = {SOURCE: [], CUE: [], CONTENT: []}
    starts = np.flatnonzero(np.diff(pieces.words, prepend=-1))
    lengths = np.diff(starts, append=len(pieces)).astype(np.float32)
    words = np.add.reduceat(_softmax(tags + TAG_BIAS), starts) / lengths[:, None]
    roles = np.hstack([words[:, :1], words[:, 1::2] + words[:, 2::2]]).argmax(1)
    begins = (words[:, 1::2] > words[:, 2::2]) | (pieces.types[starts, None] & BEGINS_PARAGRAPH > 0)
    before = 0
    places = pairwise([*starts.tolist(), len(pieces)])
    for (start, end), role, is_first in zip(places, roles.tolist(), begins.tolist(), strict=True):
        if role and role == before and not is_first[role - 1]:
            spans[role][-1] = (spans[role][-1][0], end)
        elif role:
            spans[role].append((start, end))
        before = role
    return spans


def _head(likely: Floats, candidates: Sequence[Span]) -> Span | None:
    """Return the span that most of the links of these rows go to; None where more go to none of them."""
    mean = likely.mean(0)
    shares = [float(mean[1 + start : 1 + end].sum()) for start, end in candidates]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return candidates[best] if best is not None and shares[best] >= mean[0] else None


def _attribution(
    pieces: Pieces, source: Span | None, cue: Span | None, contents: Sequence[Span]
) -> Attribution:
    def places(spans: Sequence[Span | None]) -> Spans:
        return tuple(
            (int(pieces.offsets[span[0]][0]), int(pieces.offsets[span[1] - 1][1])) for span in spans if span
        )

    return Attribution(places([source]), places([cue]), places(contents))


def _softmax(logits: Floats) -> Floats:
    grown: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    share: Floats = grown / grown.sum(-1, keepdims=True)
    return share
