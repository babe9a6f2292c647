"""Examples of the term classifier: questions in conversations, and the words that a person added to them."""

import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from index.text.words import content_words, words
from qa.conversation.model_input import ModelInput, is_candidate, model_input

if TYPE_CHECKING:
    from tokenizers import Tokenizer

REPEATS = {"rewrites": 1, "cast": 2, "mtrag": 2}
"""The sets, and how often a question of each stands in an epoch."""

COMPLETE_SHARE = 0.2
"""Share of the questions that are also read in their completed form, which needs nothing more."""

TOPIC_SWITCH_SHARE = 0.07
"""Share of the questions beside which a completed one of another conversation is read."""

IGNORED = -1.0
"""Label of a piece that begins no candidate."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A question in a conversation, and its standalone form by a person.

    Attributes:
        conversation: the id of the conversation.
        turns: the questions and answers before, oldest first.
    """

    dataset: str
    conversation: str
    turns: tuple[tuple[str, str], ...]
    question: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class TermExample:
    """An input with a label for each piece (1.0: its word was added; IGNORED) and for the question."""

    input: ModelInput
    labels: tuple[float, ...]
    needs_completion: float


def rewrites(data: Path, dataset: str) -> list[Rewrite]:
    """Return the questions of a set that stand in a conversation."""
    path = data / "followups" / f"{dataset}.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path} is absent. Name the folder of the measuring data.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [_rewrite(dataset, json.loads(line)) for line in lines]
    return [one for one in found if one.turns]


def is_learnt_from(dataset: str, conversation: str) -> bool:
    """Whether a conversation is learnt from: every second of CAsT and MTRAG, five in six of CANARD.

    The others are to judge by.
    """
    every = 6 if dataset == "rewrites" else 2
    return zlib.crc32(conversation.encode()) % every < every - 1


def term_example(tokenizer: "Tokenizer", question: str, one: Rewrite, rewrite: str) -> TermExample:
    """Return the example of a question after the turns of a conversation, completed as in `rewrite`."""
    read = model_input(tokenizer, question, one.turns)
    asked, wanted = set(words(question)), set(content_words(rewrite))
    labels = [IGNORED] * len(read.ids)
    for word in read.words:
        if is_candidate(word.word) and word.word not in asked:
            labels[word.piece] = float(word.word in wanted)
    return TermExample(read, tuple(labels), float(bool(wanted - asked)))


def epoch(tokenizer: "Tokenizer", learnt: Sequence[Rewrite], rng: random.Random) -> Iterator[TermExample]:
    """Yield the examples of one epoch; some questions also stand completed, or in another's conversation."""
    for one in learnt:
        for _ in range(REPEATS[one.dataset]):
            yield term_example(tokenizer, one.question, one, one.rewrite)
            chance, other = rng.random(), rng.choice(learnt)
            if chance < COMPLETE_SHARE:
                yield term_example(tokenizer, one.rewrite, one, one.rewrite)
            elif chance < COMPLETE_SHARE + TOPIC_SWITCH_SHARE and other.conversation != one.conversation:
                yield term_example(tokenizer, other.rewrite, one, other.rewrite)


def batches(examples: Sequence[TermExample], size: int, rng: random.Random) -> list[list[TermExample]]:
    """Return examples in batches of like length, in random order."""
    shuffled = rng.sample(examples, len(examples))
    found = []
    for start in range(0, len(shuffled), size * size):
        alike = sorted(shuffled[start : start + size * size], key=lambda one: len(one.input.ids))
        found += [alike[first : first + size] for first in range(0, len(alike), size)]
    rng.shuffle(found)
    return found


def tensors(batch: Sequence[TermExample]) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """Return the inputs and labels of a batch, (examples, pieces), and whether each needs completion."""
    length = -(-max(len(one.input.ids) for one in batch) // 16) * 16
    shape = (len(batch), length)
    ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    labels = torch.full(shape, IGNORED)
    for row, one in enumerate(batch):
        pieces = len(one.input.ids)
        ids[row, :pieces] = torch.tensor(one.input.ids)
        types[row, :pieces] = torch.tensor(one.input.types)
        mask[row, :pieces] = 1
        labels[row, :pieces] = torch.tensor(one.labels)
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    return inputs, labels, torch.tensor([one.needs_completion for one in batch])


def conversation_of(dataset: str, name: str) -> str:
    """Return the id of the conversation from a question's: "2019_58_2", "…<::>7", "…_q3"."""
    if dataset == "rewrites":
        return name.rsplit("_q", 1)[0]
    return "_".join(name.split("_")[:2]) if dataset == "cast" else name.split("<::>", maxsplit=1)[0]


def turns_of(history: Sequence[Any]) -> list[tuple[str, str]]:
    """Return a set's history as questions and answers; CANARD's opens with an article's title and section."""
    if history and isinstance(history[0], str):
        return list(zip(history[::2], history[1::2], strict=True))
    return [(question, answer) for question, answer in history]


def _rewrite(dataset: str, row: dict[str, Any]) -> Rewrite:
    conversation = conversation_of(dataset, str(row["id"]))
    return Rewrite(dataset, conversation, tuple(turns_of(row["history"])), row["question"], row["rewrite"])
