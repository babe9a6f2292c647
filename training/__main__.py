"""Train the reader: `python -m training DATA_FOLDER [--into FOLDER]`.

A run goes on from the last checkpoint in its folder, or begins with the weights of another run or of the
shipped reader (`--from`). It ends with the weights in `network.pt`, from which `python -m training.export`
makes the shipped file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.hyperparameters import Hyperparameters, InitialFiles
from training.trainer import train


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description="Train the reader.")
    parser.add_argument("data", type=Path, help="the folder that holds reading/train-*.jsonl.gz")
    parser.add_argument(
        "--into",
        type=Path,
        default=Path("build/reader"),
        help="where checkpoints and weights go (default: build/reader)",
    )
    parser.add_argument(
        "--from",
        type=Path,
        dest="initial_weights",
        metavar="WEIGHTS",
        help="begin with an earlier run's network.pt, or with an exported reader.onnx",
    )
    parser.add_argument(
        "--hard-negatives",
        type=Path,
        metavar="FILE",
        help="train on these hard negatives: see `python -m training.hard_negatives.reader_mined`",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--learning-rate",
        type=float,
        default=Hyperparameters().learning_rate,
        help="the largest learning rate",
    )
    parser.add_argument(
        "--adversarial-epsilon",
        type=float,
        default=Hyperparameters().adversarial_epsilon,
        help="length of the adversarial step on each batch's word embeddings (0: no adversarial pass)",
    )
    parser.add_argument("--max-examples", type=int, help="the number of examples to train on, at most")
    parser.add_argument(
        "--bf16", action="store_true", help="where the processor computes in bf16: twice as fast"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    given = _arguments().parse_args(arguments)
    settings = Hyperparameters(
        seed=given.seed,
        learning_rate=given.learning_rate,
        adversarial_epsilon=given.adversarial_epsilon,
        bf16=given.bf16,
        max_examples=given.max_examples,
    )
    files = InitialFiles(given.initial_weights, given.hard_negatives)
    train(given.data, given.into, settings, files)


if __name__ == "__main__":
    main()
