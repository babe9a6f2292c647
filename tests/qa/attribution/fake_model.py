"""A tagger model that is told the roles and links of words: "[Bo](s1) [said](k1) that [it rains](c1)"."""

import re
import threading
from dataclasses import dataclass, field

import numpy as np

from index.passages import Span
from qa.attribution.decoding import CONTENT, CUE, SOURCE, TaggingLogits
from qa.attribution.model import MAX_PIECES, TaggerModel
from qa.attribution.pieces import BEGINS_PARAGRAPH, Pieces

_MARKED = re.compile(r"\[([^\]]+)\]\(([skc])(\d+)\)")
_ROLES = {"s": SOURCE, "k": CUE, "c": CONTENT}
SURE = 10.0


@dataclass(frozen=True)
class Marked:
    """A text, and its marked spans: role, number of the attribution, start, end."""

    text: str
    spans: list[tuple[int, int, int, int]]


def marked(notation: str) -> Marked:
    """Return the text of a notation without its marks, and what they mark."""
    text, spans, last = "", [], 0
    for found in _MARKED.finditer(notation):
        text += notation[last : found.start()]
        spans.append((_ROLES[found[2]], int(found[3]), len(text), len(text) + len(found[1])))
        text += found[1]
        last = found.end()
    return Marked(text + notation[last:], spans)


def pieces_of_words(text: str) -> Pieces:
    """Return pieces of at most four letters each, and of single marks."""
    offsets: list[Span] = []
    words: list[int] = []
    types: list[int] = []
    for number, word in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        for start in range(word.start(), word.end(), 4):
            before = text[offsets[-1][1] if offsets else 0 : start]
            types.append(BEGINS_PARAGRAPH * (not offsets or "\n" in before))
            offsets.append((start, min(start + 4, word.end())))
            words.append(number)
    return Pieces(
        np.arange(len(offsets)) + 1000,
        np.array(offsets, dtype=np.int64).reshape(-1, 2),
        np.array(types, dtype=np.int64),
        np.array(words, dtype=np.int64),
    )


def logits_of(pieces: Pieces, spans: list[tuple[int, int, int, int]]) -> TaggingLogits:
    """Return the logits of a network that is sure of the marked spans and links."""
    count = len(pieces)
    tags = np.zeros((count, 7), dtype=np.float32)
    links = {role: np.zeros((count, 1 + count), dtype=np.float32) for role in (SOURCE, CUE)}
    tags[:, 0] = SURE
    inside: dict[tuple[int, int], list[int]] = {}
    for role, number, start, end in spans:
        rows = np.flatnonzero((pieces.offsets[:, 1] > start) & (pieces.offsets[:, 0] < end))
        tags[rows] = 0
        tags[rows, 2 * role] = SURE
        tags[rows[:1]] = 0
        tags[rows[:1], 2 * role - 1] = SURE
        inside.setdefault((role, number), []).extend(rows.tolist())
    for (role, number), members in inside.items():
        head = {CONTENT: CUE, CUE: SOURCE}.get(role)
        if head:
            heads = np.array(inside.get((head, number)) or [-1]) + 1
            links[head][np.ix_(np.array(members, dtype=np.int64), heads)] = SURE
    return TaggingLogits(tags, links[CUE], links[SOURCE])


@dataclass
class ToldModel(TaggerModel):
    """A model that knows what is marked in some texts, and counts the texts it reads.

    Each text is read whole, or as a segment that begins where one of its paragraphs does.
    """

    told: list[Marked]
    read: list[str] = field(default_factory=list)
    fingerprint: str = "told"
    reading: threading.local = field(default_factory=threading.local)

    def pieces(self, text: str) -> list[Pieces]:
        self.read.append(text)
        self.reading.text = text
        whole = pieces_of_words(text)
        return [whole.slice(start, start + MAX_PIECES) for start in range(0, len(whole), MAX_PIECES)]

    def logits(self, pieces: Pieces) -> TaggingLogits:
        text = self.reading.text
        for one in self.told:
            at = one.text.find(text)
            if at >= 0:
                return logits_of(
                    pieces, [(role, n, start - at, end - at) for role, n, start, end in one.spans]
                )
        return logits_of(pieces, [])
