"""The relevance network: MiniLM that labels every token of a window; a sentence is the mean of its tokens.

This is sentence pruning in context as in Provence (Chirkova et al., 2025).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from index.embedding.packaged_model import packaged_folder
from qa.relevance.network import MOST_TOKENS, tokens_in
from training.cpu_kernels import FAST_ATTENTION, use_fast_dropout
from training.encoder import bert_encoder
from training.onnx_weights import load_weights
from training.relevance.examples import RelevanceExample

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD_TO_MULTIPLE_OF = 32
"""Multiple that inputs are padded to: a CPU's kernels are compiled anew for every shape."""

POOL = 16
"""Number of batches among which examples of like length are put together."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """An example as the network reads it.

    Attributes:
        sentences: the tokens of each sentence that has a label.
        labels: their labels.
    """

    ids: list[int]
    types: list[int]
    sentences: tuple[tuple[int, ...], ...]
    labels: tuple[float, ...]


class RelevanceEncoder(nn.Module):
    """A BERT encoder with a head on each token; word embeddings are not trained."""

    def __init__(self, base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> None:
        """Start from the weights of a BERT-like sentence-transformers model in a folder."""
        super().__init__()
        self.bert = bert_encoder(base, dropout=dropout, attention=attention)
        use_fast_dropout(self.bert)
        self.bert.embeddings.requires_grad_(requires_grad=False)
        self.about = nn.Linear(int(self.bert.config.hidden_size), 1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Return a logit of "it is about the subject" for each token, shape (windows, tokens)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits: Tensor = self.about(states).squeeze(-1)
        return logits

    def begin_with(self, weights: Path) -> None:
        """Take over an earlier run's weights, or the encoder of a reader, which knows questions."""
        state = load_weights(weights)
        if "about.weight" not in state:
            state = {name: value for name, value in state.items() if name.startswith("bert.")}
        self.load_state_dict(state, strict=False)


def relevance_tokenizer() -> "Tokenizer":
    """Return the tokenizer of subjects with windows, as the network is used with."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, strategy="longest_first")
    return tokenizer


def tokens_of(tokenizer: "Tokenizer", example: RelevanceExample) -> Tokens:
    """Return an example's tokens, with those sentences that have a label and are read."""
    encoded = tokenizer.encode(example.subject, example.window.text)
    told = [
        (own, label)
        for place, label in zip(example.window.places, example.labels, strict=True)
        if label >= 0 and (own := tuple(tokens_in(encoded, place)))
    ]
    sentences, labels = zip(*told, strict=True) if told else ((), ())
    return Tokens(encoded.ids, encoded.type_ids, sentences, labels)


def batches(examples: Sequence[Tokens], size: int, rng: random.Random) -> list[list[Tokens]]:
    """Return examples in batches of like length, in random order."""
    shuffled = rng.sample(examples, len(examples))
    found = []
    for start in range(0, len(shuffled), size * POOL):
        alike = sorted(shuffled[start : start + size * POOL], key=lambda one: len(one.ids))
        found += [alike[first : first + size] for first in range(0, len(alike), size)]
    rng.shuffle(found)
    return found


def loss(network: RelevanceEncoder, batch: Sequence[Tokens]) -> Tensor:
    """Return a batch's loss: the binary cross-entropy of its sentences."""
    length = -(-max(len(one.ids) for one in batch) // PAD_TO_MULTIPLE_OF) * PAD_TO_MULTIPLE_OF
    ids = torch.zeros((len(batch), length), dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        types[row, : len(one.ids)] = torch.tensor(one.types)
        mask[row, : len(one.ids)] = 1
    logits = network(ids, mask, types).float()
    told = torch.stack(
        [logits[row, list(own)].mean() for row, one in enumerate(batch) for own in one.sentences]
    )
    labels = torch.tensor([label for one in batch for label in one.labels])
    return nn.functional.binary_cross_entropy_with_logits(told, labels)
