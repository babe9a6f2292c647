"""Everything that the verifier is taught, and its batches."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from training.grounding.articles import article_examples, read_texts
from training.grounding.example import ClaimExample
from training.grounding.labelled import labelled_examples
from training.grounding.questions import question_examples

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TEXTS = ("news/articles", "summaries/news", "attribution/train")

REPEATS = {"fever_symmetric": 4, "wice": 3, "wice_spans": 1, "summaries": 3}
"""Number of times that each labelled claim is read."""

MAX_TOKENS = 160
"""Number of tokens of claim and evidence together in training, at most."""

PAD_TO_MULTIPLE_OF = 16
POOL = 40
"""Number of batches whose examples are sorted by length together."""

USUAL_LENGTH = 300
"""Length in characters of claim and evidence together beyond which only some of what is made is read."""

LONG_SHARE = 0.15

IGNORED = -1.0


def made_examples(data: Path, share: float, per_text: int, rng: random.Random) -> list[ClaimExample]:
    """Return the examples made by rule, from articles and from a share of the questions."""
    texts = read_texts([data / f"{name}.jsonl.gz" for name in TEXTS])
    made = [*article_examples(texts, per_text, rng), *question_examples(data, share, rng)]
    return [
        one for one in made if len(one.claim) + len(one.evidence) < USUAL_LENGTH or rng.random() < LONG_SHARE
    ]


def taught_examples(data: Path, sets: Sequence[str]) -> list[ClaimExample]:
    """Return the labelled claims that are learnt from, each as often as it is read."""
    return [
        one
        for name in sets
        for one in labelled_examples(data, name, learnt=True)
        for _ in range(REPEATS[name])
    ]


def batches(every: Sequence[ClaimExample], size: int, rng: random.Random) -> Iterator[list[ClaimExample]]:
    """Yield batches of examples about as long as each other, in random order."""
    order = rng.sample(every, len(every))
    for first in range(0, len(order), size * POOL):
        pool = sorted(order[first : first + size * POOL], key=lambda one: len(one.claim) + len(one.evidence))
        together = [pool[place : place + size] for place in range(0, len(pool), size)]
        rng.shuffle(together)
        yield from together


def pair_tokenizer() -> "Tokenizer":
    """Return the tokenizer of claims with evidence, as batches are cut and padded by it."""
    from tokenizers import Tokenizer

    from index.embedding.packaged_model import packaged_folder

    tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.enable_padding(pad_to_multiple_of=PAD_TO_MULTIPLE_OF)
    return tokenizer


def tensors(
    tokenizer: "Tokenizer", batch: Sequence[ClaimExample]
) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """Return a batch's inputs, its labels and those of its words (IGNORED: not known)."""
    encodings = tokenizer.encode_batch([(one.claim, one.evidence) for one in batch])
    inputs = {
        "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
        "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        "token_type_ids": torch.tensor([encoding.type_ids for encoding in encodings]),
    }
    words = [
        [
            IGNORED
            if one.unsupported is None or kind or not mask or first == last
            else float(any(last > start and first < end for start, end in one.unsupported))
            for (first, last), kind, mask in zip(
                encoding.offsets, encoding.type_ids, encoding.attention_mask, strict=True
            )
        ]
        for one, encoding in zip(batch, encodings, strict=True)
    ]
    return inputs, torch.tensor([one.supported for one in batch]), torch.tensor(words)
