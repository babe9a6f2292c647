"""The training loop of the attribution tagger, with checkpoints and a model card."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import torch

from index.embedding.packaged_model import packaged_folder, sha256
from training.attribution.evaluation import scores
from training.attribution.examples import (
    SegmentBatch,
    TaggedArticle,
    batch_of,
    read_articles,
    shuffled_segments,
)
from training.attribution.hyperparameters import TaggerHyperparameters
from training.attribution.network import AttributionNetwork, loss
from training.model_card import CARD, card_of
from training.onnx_weights import load_weights
from training.run_state import RunState, say, two_rate_adamw

SAVE_EVERY = 200
SAY_EVERY = 10

TaggerRun = RunState[AttributionNetwork, TaggerHyperparameters]

CODE = ("examples.py", "hyperparameters.py", "network.py", "trainer.py")
"""Names of the files that decide the weights, beside the data and the hyperparameters."""


def train(data: Path, into: Path, settings: TaggerHyperparameters, initial: Path) -> list[float]:
    """Train from the last checkpoint in `into`, or from `initial`; return the losses of the steps.

    Args:
        data: the corpus, a JSONL file of articles with their attributions.
        initial: the weights to begin with: a run's `network.pt`, or a reader, whose encoder is taken.
    """
    torch.manual_seed(settings.seed)
    articles = read_articles(data)
    held_out = articles[:: settings.held_out]
    taught = [article for number, article in enumerate(articles) if number % settings.held_out]
    into.mkdir(parents=True, exist_ok=True)
    run = _begun(settings, initial)
    first = run.resume(into)
    _write_card(into, data, settings, initial, len(taught))
    losses: list[float] = []
    began = time.monotonic()
    for step, batch in enumerate(_batches(taught, settings)):
        if step < first:
            continue
        losses.append(_step(run, batch_of(batch)))
        done = step + 1
        if done % SAY_EVERY == 0:
            speed = len(losses) * settings.batch_size / (time.monotonic() - began)
            mean = sum(losses[-SAY_EVERY:]) / len(losses[-SAY_EVERY:])
            say(f"step {done} of {settings.steps}, loss {mean:.3f}, {speed:.1f} segments/s")
        if done % SAVE_EVERY == 0 or done == settings.steps:
            run.save(into, done)
            say(f"held-out articles: {scores(run.network, held_out, bf16=settings.bf16)}")
    return losses


def _batches(articles: Sequence[TaggedArticle], settings: TaggerHyperparameters) -> Iterator[SegmentBatch]:
    rng = random.Random(settings.seed)  # noqa: S311
    left, steps = [], 0
    while True:
        left += shuffled_segments(articles, rng)
        while len(left) >= settings.batch_size:
            if steps == settings.steps:
                return
            yield left[: settings.batch_size]
            left = left[settings.batch_size :]
            steps += 1


def _begun(settings: TaggerHyperparameters, initial: Path) -> TaggerRun:
    network = AttributionNetwork(packaged_folder(), dropout=settings.dropout).train()
    weights = load_weights(initial)
    if "tags.weight" in weights:
        network.load_state_dict(weights)
    else:
        network.load_encoder(weights)
    network.bert.embeddings.word_embeddings.weight.requires_grad_(settings.trains_words)
    optimizer = two_rate_adamw(
        network,
        encoder_rate=settings.learning_rate,
        head_rate=settings.head_learning_rate,
        weight_decay=settings.weight_decay,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, settings.rate)
    return RunState(network, optimizer, schedule, settings)


def _step(run: TaggerRun, batch: tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]) -> float:
    with torch.autocast("cpu", torch.bfloat16, enabled=run.settings.bf16):
        lost = loss(run.network, *batch)
    lost.backward()  # type: ignore[no-untyped-call]
    run.update()
    return float(lost.item())


def _write_card(
    folder: Path, data: Path, settings: TaggerHyperparameters, initial: Path, articles: int
) -> None:
    here = Path(__file__).parent
    card = {
        "model": "MiniLM (6 layers, 384 wide, 22 M parameters) with BIO tags of source, cue and content and "
        "head selection of cue and source",
        "begun_with": (
            {"reader": sha256(initial)} if initial.name == "reader.onnx" else card_of(initial.parent)
        ),
        "settings": asdict(settings),
        "articles": articles,
        "data": {data.name: sha256(data)},
        "code": {name: sha256(here / name) for name in CODE},
        "versions": {package: version(package) for package in ("torch", "transformers", "tokenizers")},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
