"""The reader's network while it is trained: MiniLM, and on it the places an answer starts and ends.

A third output says whether the passage answers at all.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from index.packaged_model import packaged_folder
from qa.reader.training.example import Example
from qa.reader.training.quick import MASKED, QUICK, register_attention, with_quick_dropout

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST_INPUT = 288
"""Tokens of question, title and passage together, while training."""

PADDED_TO = 32
"""A processor's kernels are made anew for every shape: a few lengths, not every one."""

ANSWERS_WEIGHT = 0.3
"""Of the loss for "does it answer at all", beside the places of start and end."""


Wanted = tuple[Tensor, Tensor, Tensor]
"""What to learn of a batch: the answers' first and last tokens, shape (batch,), or how likely each token is
one, (batch, tokens); and how likely there is an answer, (batch,)."""


class ReaderNetwork(nn.Module):
    """Question and passage in; for each token how likely the answer starts or ends there."""

    def __init__(
        self, base: Path, *, dropout: float = 0.0, attention: str = QUICK, pretrained: bool = True
    ) -> None:
        """Make it of what a folder holds: the `config.json` of a BERT or an MPNet, and its weights.

        Args:
            pretrained: take the weights too; else they are chance's.
        """
        super().__init__()
        self.bert = _encoder(base, dropout=dropout, attention=attention, pretrained=pretrained)
        with_quick_dropout(self.bert)
        width = int(self.bert.config.hidden_size)
        self.places = nn.Linear(width, 2)
        self.answers = nn.Linear(width, 1)

    @classmethod
    def of_run(cls, folder: Path) -> "ReaderNetwork":
        """Return the network of a training run, as it is in the run's folder; SystemExit where none is."""
        if not all((folder / name).is_file() for name in ("config.json", "network.pt")):
            raise SystemExit(f"No trained weights in {folder}. Run `python -m qa.reader.train DATA` first.")
        network = cls(folder, pretrained=False)
        network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
        return network

    @property
    def described(self) -> str:
        """What it is, in words."""
        of = self.bert.config
        million = round(sum(value.numel() for value in self.parameters()) / 1e6)
        size = f"{of.num_hidden_layers} layers, {of.hidden_size} wide, {million} M parameters"
        return f"{of.model_type} ({size}) with heads for start, end and “it answers”"

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of start and end, shape (batch, tokens), and of "it answers", shape (batch,)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end = self.places(states).unbind(-1)
        return start, end, self.answers(states[:, 0]).squeeze(-1)


def _encoder(base: Path, *, dropout: float, attention: str, pretrained: bool) -> Any:
    from transformers import AutoConfig, BertModel

    config = AutoConfig.from_pretrained(str(base), local_files_only=True)
    config.hidden_dropout_prob, config.attention_probs_dropout_prob = dropout, 0.0
    kind: Any = BertModel
    if config.model_type == "mpnet":
        from qa.reader.training.mpnet import MPNetOnBertsTokens

        # Its attention is its own; this decides the mask's form.
        kind, attention = MPNetOnBertsTokens, "eager"
    else:
        register_attention()
    config._attn_implementation = attention
    if not pretrained:
        return kind(config, add_pooling_layer=False)
    options: dict[str, Any] = {"add_pooling_layer": False, "attn_implementation": attention}
    return kind.from_pretrained(str(base), config=config, local_files_only=True, **options)


def certain(starts: Tensor, ends: Tensor) -> Wanted:
    """Return what to learn where the answers' tokens are known; the first token means that there is none."""
    return starts, ends, (starts > 0).float()


def loss(network: ReaderNetwork, batch: dict[str, Tensor], wanted: Wanted) -> Tensor:
    """Return the loss of a batch."""
    start, end, answers = network(**batch)
    starts, ends, there = wanted
    places = nn.functional.cross_entropy(without_padding(start, batch), starts)
    places = places + nn.functional.cross_entropy(without_padding(end, batch), ends)
    whether = nn.functional.binary_cross_entropy_with_logits(answers.float(), there)
    return places / 2 + ANSWERS_WEIGHT * whether


def without_padding(logits: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Return logits by which padding is no place."""
    return logits.float() + (1 - batch["attention_mask"]) * MASKED


@contextmanager
def moved_words(network: ReaderNetwork, length: float) -> Iterator[None]:
    """Move the words' embeddings along their gradient for a while, so that the batch's loss grows.

    Whoever learns to answer nevertheless leans less on single words: the fast gradient method of Miyato et
    al., Adversarial Training Methods for Semi-Supervised Text Classification, 2017.
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
    tokenizer.enable_truncation(LONGEST_INPUT, strategy="only_second")
    tokenizer.enable_padding(pad_to_multiple_of=PADDED_TO)
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
