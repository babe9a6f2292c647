"""Train the relevance network: `python -m training.relevance DATA [--into FOLDER]`.

DATA is the folder of the public data. It begins with the shipped reader's encoder, and ends with the weights
in `network.pt`, from which `python -m training.relevance.export` makes the shipped file.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from qa.reader.model import ReaderModel
from training.relevance.examples import marked_examples, question_examples
from training.relevance.trainer import RelevanceHyperparameters, train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    usual = RelevanceHyperparameters()
    parser = argparse.ArgumentParser(prog="python -m training.relevance", description="Train the network.")
    parser.add_argument("data", type=Path, help="the folder of the public data")
    parser.add_argument("--into", type=Path, default=Path("build/relevance"), help="where the weights go")
    parser.add_argument(
        "--from",
        type=Path,
        dest="initial",
        default=ReaderModel().file,
        metavar="WEIGHTS",
        help="begin with an earlier run's network.pt (default: with the shipped reader's encoder)",
    )
    parser.add_argument("--seed", type=int, default=usual.seed, metavar="N")
    parser.add_argument("--epochs", type=int, default=2, metavar="N", help="of the marked subjects")
    parser.add_argument("--no-questions", action="store_true", help="learn from marked subjects only")
    parser.add_argument(
        "--bf16", action="store_true", help="where the processor computes in bf16: twice as fast"
    )
    given = parser.parse_args(arguments)
    rng = random.Random(given.seed)  # noqa: S311
    epochs = [] if given.no_questions else [question_examples(given.data, rng)]
    epochs += [marked_examples(given.data, held_out=False, rng=rng) for _ in range(given.epochs)]
    settings = RelevanceHyperparameters(seed=given.seed, bf16=given.bf16)
    train(epochs, given.into, settings, given.initial)


if __name__ == "__main__":
    main()
