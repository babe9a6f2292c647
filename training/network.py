"""The reader's network: MiniLM with heads for the start and end of the answer span and for answerability."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from index.embedding.packaged_model import packaged_folder
from training.cpu_kernels import FAST_ATTENTION, use_fast_dropout
from training.encoder import bert_encoder
from training.example import Example

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_INPUT_TOKENS = 288
"""Number of tokens of question, title and passage together in training, at most."""

PAD_TO_MULTIPLE_OF = 32
"""Multiple that inputs are padded to: a CPU's kernels are compiled anew for every shape."""

ANSWERABLE_LOSS_WEIGHT = 0.3
"""Weight of the answerability loss, beside the span loss."""


class ReaderNetwork(nn.Module):
    """A BERT encoder with a span head (start and end logits per token) and an answerability head."""

    def __init__(self, base: Path, *, dropout: float = 0.0, attention: str = FAST_ATTENTION) -> None:
        """Start from the weights of a BERT-like sentence-transformers model in a folder."""
        super().__init__()
        self.bert = bert_encoder(base, dropout=dropout, attention=attention)
        use_fast_dropout(self.bert)
        width = int(self.bert.config.hidden_size)
        self.places = nn.Linear(width, 2)
        self.answers = nn.Linear(width, 1)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of start and end, shape (batch, tokens), and of "it answers", shape (batch,)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.places(states).unbind(-1)
        return start, end, self.answers(states[:, 0]).squeeze(-1)


def loss(network: ReaderNetwork, batch: dict[str, Tensor], starts: Tensor, ends: Tensor) -> Tensor:
    """Return a batch's loss: cross-entropy of start and end (token 0: no answer) and of answerability."""
    start, end, answers = network(**batch)
    # Padding is no place.
    hidden = (1 - batch["attention_mask"]) * -1e4
    places = nn.functional.cross_entropy(start.float() + hidden, starts)
    places = places + nn.functional.cross_entropy(end.float() + hidden, ends)
    there = nn.functional.binary_cross_entropy_with_logits(answers.float(), (starts > 0).float())
    return places / 2 + ANSWERABLE_LOSS_WEIGHT * there


@contextmanager
def adversarial_embeddings(network: ReaderNetwork, length: float) -> Iterator[None]:
    """Move the word embeddings along their gradient within the context, so that the batch's loss grows.

    This is the fast gradient method of Miyato et al., Adversarial Training Methods for Semi-Supervised Text
    Classification, 2017: the network learns to lean less on single words.
    """
    words = network.bert.embeddings.word_embeddings.weight
    gradient = words.grad
    assert gradient is not None, "the batch is read as it is before"
    # Moved back, they would not be quite the same.
    unmoved = words.detach().clone()
    with torch.no_grad():
        words += gradient * (length / (gradient.norm() + 1e-12))
    try:
        yield
    finally:
        with torch.no_grad():
            words.copy_(unmoved)


def passage_text(title: str, passage: str) -> tuple[str, int]:
    """Return what the reader reads for a passage, and where in it the passage begins."""
    before = f"{title}\n" if title else ""
    return before + passage, len(before)


def training_tokenizer() -> "Tokenizer":
    """Return the tokenizer as batches are cut and padded by it."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_INPUT_TOKENS, strategy="only_second")
    tokenizer.enable_padding(pad_to_multiple_of=PAD_TO_MULTIPLE_OF)
    return tokenizer


def encoded(tokenizer: "Tokenizer", examples: Sequence[Example]) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """Return a batch's inputs, shape (examples, tokens), and the tokens where the answers start and end."""
    texts = [passage_text(example.title, example.passage) for example in examples]
    encodings = tokenizer.encode_batch(
        [(example.question, text) for example, (text, _) in zip(examples, texts, strict=True)]
    )
    places = [
        _tokens_of(encoding, example, before)
        for encoding, example, (_, before) in zip(encodings, examples, texts, strict=True)
    ]
    inputs = {
        "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
        "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        "token_type_ids": torch.tensor([encoding.type_ids for encoding in encodings]),
    }
    return inputs, torch.tensor([place[0] for place in places]), torch.tensor([place[1] for place in places])


def _tokens_of(encoding: Any, example: Example, before: int) -> tuple[int, int]:
    if example.answer is None:
        return 0, 0
    start, end = example.answer[0] + before, example.answer[1] + before
    inside = [
        token
        for token, ((first, last), kind) in enumerate(zip(encoding.offsets, encoding.type_ids, strict=True))
        if kind == 1 and last > start and first < end
    ]
    # Cut off with the passage's end: what is left does not answer.
    return (inside[0], inside[-1]) if inside and encoding.offsets[inside[-1]][1] >= end else (0, 0)
