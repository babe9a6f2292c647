"""The training loop, with checkpoints and a model card."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from training.batches import batches_of
from training.example import Example
from training.examples import examples
from training.hard_negatives.reader_mined import load_mined
from training.hyperparameters import Hyperparameters, InitialFiles
from training.model_card import TrainingRecord, write_card
from training.network import ReaderNetwork, adversarial_embeddings, encoded, loss, training_tokenizer
from training.onnx_weights import load_weights
from training.run_state import RunState, say

SAVE_EVERY = 200
SAY_EVERY = 50

NOTHING = InitialFiles()


def train(data: Path, into: Path, settings: Hyperparameters, files: InitialFiles = NOTHING) -> list[float]:
    """Train from the last checkpoint in `into`, or from the start; return the losses of this run's steps."""
    torch.manual_seed(settings.seed)
    mined = load_mined(files.hard_negatives) if files.hard_negatives else None
    settings = files.with_digests(settings)
    into.mkdir(parents=True, exist_ok=True)
    every = examples(data, settings.seed, mined)[: settings.max_examples]
    batches = batches_of(every, settings.batch_size, settings.seed)
    run = _begun(settings, len(batches))
    if files.initial_weights:
        run.network.load_state_dict(load_weights(files.initial_weights))
    first = run.resume(into)
    if not first:
        # Before the first step: files edited while it runs have no part in it.
        without = sum(example.answer is None for example in every)
        begun_with = files.initial_weights.parent if files.initial_weights else None
        made = TrainingRecord(asdict(settings), len(every), without, len(batches), begun_with)
        write_card(into, data, made)
    tokenizer = training_tokenizer()
    losses: list[float] = []
    started = time.monotonic()
    for done, batch in enumerate(batches[first:], start=1):
        losses.append(_step(run, tokenizer, batch))
        if done % SAY_EVERY == 0:
            speed = done * settings.batch_size / (time.monotonic() - started)
            mean = sum(losses[-SAY_EVERY:]) / SAY_EVERY
            say(f"step {first + done} of {len(batches)}, loss {mean:.3f}, {speed:.1f} examples/s")
        if (first + done) % SAVE_EVERY == 0 or first + done == len(batches):
            run.save(into, first + done)
    return losses


def _begun(settings: Hyperparameters, steps: int) -> RunState[ReaderNetwork, Hyperparameters]:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = ReaderNetwork(packaged_folder(), dropout=settings.dropout).to(device).train()
    optimizer, schedule = _optimizer(network, settings, steps)
    return RunState(network, optimizer, schedule, settings)


def _step(
    run: RunState[ReaderNetwork, Hyperparameters], tokenizer: Tokenizer, batch: Sequence[Example]
) -> float:
    inputs, starts, ends = encoded(tokenizer, batch)
    inputs = {name: tensor.to(run.device) for name, tensor in inputs.items()}
    autocast = torch.autocast(run.device.type, torch.bfloat16, enabled=run.settings.bf16)
    starts, ends = starts.to(run.device), ends.to(run.device)
    with autocast:
        lost = loss(run.network, inputs, starts, ends)
    lost.backward()  # type: ignore[no-untyped-call]
    if run.settings.adversarial_epsilon:
        with adversarial_embeddings(run.network, run.settings.adversarial_epsilon), autocast:
            loss(run.network, inputs, starts, ends).backward()  # type: ignore[no-untyped-call]
    run.update()
    return float(lost.item())


def _optimizer(
    network: ReaderNetwork, settings: Hyperparameters, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """Return AdamW with linear warm-up and linear decay to zero, as BERT is usually fine-tuned."""
    decayed = [value for value in network.parameters() if value.ndim > 1]
    others = [value for value in network.parameters() if value.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": others, "weight_decay": 0.0}],
        lr=settings.learning_rate,
        fused=True,
    )
    warm = max(1, int(settings.warm_up * steps))
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm + 1)))
    )
