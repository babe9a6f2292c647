"""Train the term classifier: `python -m training.followups DATA [--into FOLDER]`.

DATA is the folder of the public data. It ends with the weights in `network.pt`, from which
`python -m training.followups.export` makes the shipped file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa.reader.model import ReaderModel
from training.followups.examples import REPEATS, is_learnt_from, rewrites
from training.followups.trainer import TermHyperparameters, train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    usual = TermHyperparameters()
    parser = argparse.ArgumentParser(prog="python -m training.followups", description="Train the classifier.")
    parser.add_argument("data", type=Path, help="the folder of the public data")
    parser.add_argument("--sets", nargs="+", choices=REPEATS, default=list(REPEATS), help="learn from these")
    parser.add_argument("--into", type=Path, default=Path("build/followups"), help="where the weights go")
    parser.add_argument("--epochs", type=int, default=usual.epochs, metavar="N")
    parser.add_argument("--seed", type=int, default=usual.seed, metavar="N")
    parser.add_argument("--bf16", action="store_true", help="compute in bf16, where the processor can")
    given = parser.parse_args(arguments)
    learnt = [
        one
        for name in given.sets
        for one in rewrites(given.data, name)
        if is_learnt_from(name, one.conversation)
    ]
    settings = TermHyperparameters(seed=given.seed, epochs=given.epochs, bf16=given.bf16)
    train(learnt, given.into, settings, reader=ReaderModel().file)


if __name__ == "__main__":
    main()
