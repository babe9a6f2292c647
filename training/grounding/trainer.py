"""The training loop of the claim verifier."""

import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder, sha256
from training.grounding.example import ClaimExample
from training.grounding.examples import batches, made_examples, pair_tokenizer, taught_examples, tensors
from training.grounding.hyperparameters import VerifierHyperparameters
from training.grounding.network import VerifierNetwork, loss
from training.hyperparameters import WEIGHTS
from training.model_card import CARD, card_of
from training.onnx_weights import load_weights
from training.run_state import RunState, say, two_rate_adamw

SAVE_EVERY = 100
SAY_EVERY = 20

CODE = (
    "articles.py",
    "corruptions.py",
    "declaratives.py",
    "example.py",
    "examples.py",
    "hyperparameters.py",
    "labelled.py",
    "network.py",
    "paraphrases.py",
    "questions.py",
    "trainer.py",
)
"""Names of the files that decide the weights, beside the data and the hyperparameters."""

VerifierRun = RunState[VerifierNetwork, VerifierHyperparameters]


def train(
    data: Path, into: Path, settings: VerifierHyperparameters, initial: Path, base: Path | None = None
) -> list[float]:
    """Train from the last checkpoint in `into`, or from `initial`; return the losses of this run's steps.

    Args:
        data: the folder of the public data.
        initial: the weights to begin with: a run's `network.pt`, or a reader, whose encoder is taken.
        base: the folder of another encoder than the packaged MiniLM, for tests.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311
    made = made_examples(data, settings.question_share, settings.sentences_per_text, rng)
    every = [*rng.sample(made, len(made))[: settings.made], *taught_examples(data, settings.sets)]
    into.mkdir(parents=True, exist_ok=True)
    run = _begun(settings, initial, base)
    first = run.resume(into)
    _write_card(into, settings, initial, every)
    tokenizer = pair_tokenizer()
    passes = (batches(every, settings.batch_size, rng) for _ in itertools.count())
    planned = itertools.islice(itertools.chain.from_iterable(passes), first, settings.steps)
    losses: list[float] = []
    began = time.monotonic()
    for step, batch in enumerate(planned, start=first + 1):
        losses.append(_step(run, tensors(tokenizer, batch)))
        if step % SAY_EVERY == 0:
            speed = len(losses) * settings.batch_size / (time.monotonic() - began)
            mean = sum(losses[-SAY_EVERY:]) / len(losses[-SAY_EVERY:])
            say(f"step {step} of {settings.steps}, loss {mean:.3f}, {speed:.1f} pairs/s")
        if step % SAVE_EVERY == 0 or step == settings.steps:
            run.save(into, step)
    return losses


def _begun(settings: VerifierHyperparameters, initial: Path, base: Path | None) -> VerifierRun:
    network = VerifierNetwork(base or packaged_folder(), dropout=settings.dropout).train()
    network.begin_with(load_weights(initial))
    # What it was taught of words by more text than there is here is not to be unlearnt.
    network.bert.embeddings.requires_grad_(False)
    for layer in network.bert.encoder.layer[: settings.frozen_layers]:
        layer.requires_grad_(False)
    optimizer = two_rate_adamw(
        network,
        encoder_rate=settings.learning_rate,
        head_rate=settings.head_learning_rate,
        weight_decay=settings.weight_decay,
    )
    return RunState(network, optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, settings.rate), settings)


def _step(run: VerifierRun, batch: tuple[dict[str, torch.Tensor], torch.Tensor, torch.Tensor]) -> float:
    with torch.autocast("cpu", torch.bfloat16, enabled=run.settings.bf16):
        lost = loss(run.network, *batch)
    lost.backward()  # type: ignore[no-untyped-call]
    run.update()
    return float(lost.item())


def _write_card(
    folder: Path, settings: VerifierHyperparameters, initial: Path, every: Sequence[ClaimExample]
) -> None:
    here = Path(__file__).parent
    card = {
        "model": "MiniLM (6 layers, 384 wide, 22 M parameters) that reads claim and evidence together, with "
        "heads for the claim and for its unsupported words",
        "begun_with": card_of(initial.parent) if initial.name == WEIGHTS else {"reader": sha256(initial)},
        "settings": asdict(settings),
        "examples": dict(sorted(Counter(one.kind for one in every).items())),
        "code": {name: sha256(here / name) for name in CODE},
        "versions": {package: version(package) for package in ("torch", "transformers", "tokenizers")},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
