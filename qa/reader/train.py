"""Train the reader: `python -m qa.reader.train DATA_FOLDER [--into FOLDER]`.

Goes on from the last checkpoint in the folder, or begins with the weights of another run or of the shipped
reader (`--from`); ends with the weights in `network.pt`, from which `python -m qa.reader.training.export`
makes the shipped file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa.reader.training.run import train
from qa.reader.training.settings import Given, Settings


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa.reader.train", description="Train the reader.")
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
        dest="earlier",
        metavar="WEIGHTS",
        help="begin with an earlier run's network.pt, or with an exported reader.onnx",
    )
    parser.add_argument(
        "--hardest",
        type=Path,
        metavar="FILE",
        help="learn from these rivals: see `python -m qa.reader.training.hardest`",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=Settings().rate, help="the largest learning rate")
    parser.add_argument(
        "--adversary",
        type=float,
        default=Settings().adversary,
        help="how far each batch's words are moved when it is read again, made harder (0: it is read once)",
    )
    parser.add_argument("--limit", type=int, help="train on so many examples only")
    parser.add_argument(
        "--bf16", action="store_true", help="where the processor computes in bf16: twice as fast"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    given = _arguments().parse_args(arguments)
    settings = Settings(
        seed=given.seed,
        rate=given.rate,
        adversary=given.adversary,
        bf16=given.bf16,
        limit=given.limit,
    )
    train(given.data, given.into, settings, Given(earlier=given.earlier, rivals=given.hardest))


if __name__ == "__main__":
    main()
