"""Examples of the attribution tagger: segments of articles with the tags and links of their pieces."""

import gzip
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.embedding.packaged_model import packaged_folder
from index.passages import Span
from qa.attribution.decoding import CONTENT, ROLES
from qa.attribution.model import MAX_PIECES
from qa.attribution.pieces import BEGINS_PARAGRAPH, CLS, SEP, Pieces, pieces_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IGNORED = -100
"""Tag of special tokens and padding, which the loss leaves out."""

SHORTEST_FIRST_SEGMENT = 20
"""Smallest number of pieces that an article's first segment is limited to, at random."""

_NOT_THERE = np.zeros(1, dtype=np.int64)

Batch = tuple[dict[str, Tensor], dict[str, Tensor]]
"""The network's inputs, and the right tags and links (see `loss`)."""


@dataclass(frozen=True, slots=True, eq=False)
class TaggedArticle:
    """An article's pieces with their annotation.

    Attributes:
        tags: each piece's tag, shape (pieces,).
        owners: the number of the attribution that a piece of a cue or of content belongs to; -1 for others.
        sources: of each attribution, the numbers of the pieces of its source.
    """

    pieces: Pieces
    tags: NDArray[np.int64]
    owners: NDArray[np.int64]
    sources: Sequence[NDArray[np.int64]]


SegmentBatch = Sequence[tuple[TaggedArticle, Span]]
"""Segments of articles: (first, last + 1) of the pieces of each."""


def read_articles(corpus: Path) -> list[TaggedArticle]:
    """Return the articles of an attribution corpus: JSONL with `text` and `attributions`."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return [tagged(json.loads(line), tokenizer) for line in lines]


def tagged(row: Mapping[str, Any], tokenizer: "Tokenizer") -> TaggedArticle:
    """Return an article of the corpus with its pieces tagged."""
    pieces = pieces_of(tokenizer, row["text"])
    tags = np.zeros(len(pieces), dtype=np.int64)
    owners = np.full(len(pieces), -1, dtype=np.int64)
    sources = []
    for number, attribution in enumerate(row["attributions"]):
        for role, name in ROLES.items():
            spans = [_inside(pieces, span) for span in attribution[name]]
            for inside in spans:
                tags[inside] = 2 * role
                tags[inside[:1]] = 2 * role - 1
                if name != "source":
                    owners[inside] = number
            if name == "source":
                sources.append(np.concatenate([*spans, np.zeros(0, dtype=np.int64)]))
    return TaggedArticle(pieces, tags, owners, sources)


def _inside(pieces: Pieces, span: Span) -> NDArray[np.int64]:
    starts, ends = pieces.offsets.T
    return np.flatnonzero((ends > span[0]) & (starts < span[1]))


def segments(pieces: Pieces, longest: int, first: int | None = None) -> list[Span]:
    """Return runs of whole paragraphs of at most `longest` pieces; a longer paragraph is cut.

    Args:
        first: the length of the first run at most, if not `longest`.
    """
    begins = np.flatnonzero(pieces.types & BEGINS_PARAGRAPH)
    runs: list[Span] = []
    start, room = 0, first or longest
    while start < len(pieces):
        end = min(start + room, len(pieces))
        if end < len(pieces):
            fitting = begins[: np.searchsorted(begins, end, side="right")]
            if len(fitting) and fitting[-1] > start:
                end = int(fitting[-1])
        runs.append((start, end))
        start, room = end, longest
    return runs


def shuffled_segments(
    articles: Sequence[TaggedArticle], rng: random.Random
) -> list[tuple[TaggedArticle, Span]]:
    """Return segments of all articles, cut at other places each time, in random order."""
    found = [
        (article, segment)
        for article in articles
        for segment in segments(
            article.pieces, MAX_PIECES, first=rng.randint(SHORTEST_FIRST_SEGMENT, MAX_PIECES)
        )
    ]
    rng.shuffle(found)
    return found


def batch_of(chosen: SegmentBatch, pad_to_multiple_of: int = 32) -> Batch:
    """Return inputs, and right tags and links, of segments."""
    longest = max(end - start for _, (start, end) in chosen) + 2
    length = -(-longest // pad_to_multiple_of) * pad_to_multiple_of
    shape = (len(chosen), length)
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    tags = np.full(shape, IGNORED, dtype=np.int64)
    cues, sources = (np.zeros((*shape, length), dtype=bool) for _ in range(2))
    for row, (article, (start, end)) in enumerate(chosen):
        last = end - start + 1
        ids[row, 0], ids[row, 1:last], ids[row, last] = CLS, article.pieces.ids[start:end], SEP
        types[row, 1:last] = article.pieces.types[start:end]
        mask[row, : last + 1] = 1
        tags[row, 1:last] = article.tags[start:end]
        _mark_heads(article, (start, end), cues[row], sources[row])
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    right = {"tags": tags, "cues": cues, "sources": sources}
    return (
        {name: torch.from_numpy(array) for name, array in inputs.items()},
        {name: torch.from_numpy(array) for name, array in right.items()},
    )


def _mark_heads(
    article: TaggedArticle, segment: Span, cues: NDArray[np.bool_], sources: NDArray[np.bool_]
) -> None:
    """Mark the right heads in a segment; [CLS], the first column, stands for one that is not in it."""
    start, end = segment
    tags, owners = article.tags[start:end], article.owners[start:end]
    for owner in set(owners[owners >= 0].tolist()):
        is_content = tags >= 2 * CONTENT - 1
        content = np.flatnonzero((owners == owner) & is_content) + 1
        cue = np.flatnonzero((owners == owner) & ~is_content) + 1
        source = article.sources[owner] - start
        source = source[(source >= 0) & (source < end - start)] + 1
        cues[np.ix_(content, cue if len(cue) else _NOT_THERE)] = True
        sources[np.ix_(cue, source if len(source) else _NOT_THERE)] = True
