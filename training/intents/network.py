"""The request network: MiniLM with a head for a request's kind and one for the part of each of its words.

This is joint intent classification and slot filling (Chen, Zhuo and Wang, BERT for Joint Intent
Classification and Slot Filling, 2019).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from qa.requests.network import LABELS, MOST_PIECES, PARTS
from training.cpu_kernels import FAST_ATTENTION, use_fast_dropout
from training.encoder import bert_encoder
from training.intents.examples import Example

if TYPE_CHECKING:
    from tokenizers import Tokenizer

IGNORED = -100
"""Label of a piece that begins no word, or whose part is not known."""

LABEL_SMOOTHING = 0.05
"""Probability that is spread over all kinds, so that the network does not learn to be sure of anything."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A request as the network reads it: the ids of its word pieces, the part of each, its kind."""

    ids: list[int]
    parts: list[int]
    kind: int


class RequestEncoder(nn.Module):
    """A BERT encoder with a head on the request and one on each piece; word embeddings are not trained."""

    def __init__(self, base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> None:
        """Start from the weights of a BERT-like sentence-transformers model in a folder."""
        super().__init__()
        self.bert = bert_encoder(base, dropout=dropout, attention=attention)
        use_fast_dropout(self.bert)
        self.bert.embeddings.requires_grad_(requires_grad=False)
        width = int(self.bert.config.hidden_size)
        self.kind = nn.Linear(2 * width, len(LABELS))
        self.parts = nn.Linear(width, len(PARTS))

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return logits of the kinds, (requests, kinds), and of the parts, (requests, pieces, parts).

        The whole request is its first piece's state and the mean of all.
        """
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        return self.kind(torch.cat([states[:, 0], mean], -1)), self.parts(states)


def pieces_of(tokenizer: "Tokenizer", example: Example) -> Pieces:
    """Return a request's pieces; the part of a word is its first piece's label."""
    encoded = tokenizer.encode(example.request)
    labels = [IGNORED] * len(encoded.ids)
    before = None
    for piece, word in enumerate(encoded.word_ids):
        if word is not None and word != before and example.parts is not None:
            start = encoded.offsets[piece][0]
            part = next((one.part for one in example.parts if one.start <= start < one.end), None)
            labels[piece] = PARTS.index(part)
        before = word
    return Pieces(encoded.ids[:MOST_PIECES], labels[:MOST_PIECES], LABELS.index(example.label))


def batches(requests: Sequence[Pieces], size: int, rng: random.Random) -> list[list[Pieces]]:
    """Return requests in batches of like length, in random order."""
    shuffled = rng.sample(requests, len(requests))
    found = []
    for start in range(0, len(shuffled), size * size):
        alike = sorted(shuffled[start : start + size * size], key=lambda one: len(one.ids))
        found += [alike[first : first + size] for first in range(0, len(alike), size)]
    rng.shuffle(found)
    return found


def loss(network: RequestEncoder, batch: Sequence[Pieces]) -> Tensor:
    """Return a batch's loss: cross-entropy of the kinds, and of the parts of all words where known."""
    length = -(-max(len(one.ids) for one in batch) // 8) * 8
    ids = torch.zeros((len(batch), length), dtype=torch.long)
    mask, parts = torch.zeros_like(ids), torch.full_like(ids, IGNORED)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        parts[row, : len(one.ids)] = torch.tensor(one.parts)
    kinds, told = network(ids, mask, torch.zeros_like(ids))
    cross_entropy = nn.functional.cross_entropy
    kind = torch.tensor([one.kind for one in batch])
    lost: Tensor = cross_entropy(kinds.float(), kind, label_smoothing=LABEL_SMOOTHING)
    if (parts >= 0).any():
        lost = lost + cross_entropy(told.float().flatten(0, 1), parts.flatten(), ignore_index=IGNORED)
    return lost
