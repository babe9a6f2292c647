"""Train the claim verifier: `python -m training.grounding DATA [--into FOLDER]`.

DATA is the folder of the public data. A run goes on from the last checkpoint in its folder, or begins with
the shipped reader's encoder. It ends with the weights in `network.pt`, from which
`python -m training.grounding.export` makes the shipped file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa.reader.model import ReaderModel
from training.grounding.hyperparameters import VerifierHyperparameters
from training.grounding.labelled import SETS
from training.grounding.trainer import train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    usual = VerifierHyperparameters()
    parser = argparse.ArgumentParser(prog="python -m training.grounding", description="Train the verifier.")
    parser.add_argument("data", type=Path, help="the folder of the public data")
    parser.add_argument("--into", type=Path, default=Path("build/grounding"), help="where weights go")
    parser.add_argument(
        "--from",
        type=Path,
        dest="initial",
        default=ReaderModel().file,
        metavar="WEIGHTS",
        help="begin with an earlier run's network.pt (default: with the shipped reader's encoder)",
    )
    parser.add_argument("--sets", nargs="*", choices=SETS, default=[], help="learn from half of these, too")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--steps", type=int, default=usual.steps, help="the number of optimizer steps")
    parser.add_argument("--warm-up-steps", type=int, default=usual.warm_up_steps)
    parser.add_argument("--decay-steps", type=int, default=usual.decay_steps)
    parser.add_argument("--learning-rate", type=float, default=usual.learning_rate)
    parser.add_argument("--head-learning-rate", type=float, default=usual.head_learning_rate)
    parser.add_argument("--made", type=int, help="the number of examples made by rule, at most")
    parser.add_argument(
        "--bf16", action="store_true", help="where the processor computes in bf16: twice as fast"
    )
    given = parser.parse_args(arguments)
    settings = VerifierHyperparameters(
        seed=given.seed,
        steps=given.steps,
        warm_up_steps=given.warm_up_steps,
        decay_steps=given.decay_steps,
        learning_rate=given.learning_rate,
        head_learning_rate=given.head_learning_rate,
        made=given.made,
        sets=tuple(given.sets),
        bf16=given.bf16,
    )
    train(given.data, given.into, settings, given.initial)


if __name__ == "__main__":
    main()
