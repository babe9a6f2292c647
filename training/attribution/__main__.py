"""Train the attribution tagger: `python -m training.attribution CORPUS [--into FOLDER]`.

CORPUS is the file attribution/train.jsonl.gz of the public data. A run goes on from the last checkpoint in
its folder, or begins with the shipped reader's encoder. It ends with the weights in `network.pt`, from which
`python -m training.attribution.export` makes the shipped file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from qa.reader.model import ReaderModel
from training.attribution.hyperparameters import TaggerHyperparameters
from training.attribution.trainer import train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    usual = TaggerHyperparameters()
    parser = argparse.ArgumentParser(prog="python -m training.attribution", description="Train the tagger.")
    parser.add_argument("corpus", type=Path, help="the file attribution/train.jsonl.gz")
    parser.add_argument("--into", type=Path, default=Path("build/attribution"), help="where weights go")
    parser.add_argument(
        "--from",
        type=Path,
        dest="initial",
        default=ReaderModel().file,
        metavar="WEIGHTS",
        help="begin with an earlier run's network.pt (default: with the shipped reader's encoder)",
    )
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--steps", type=int, default=usual.steps, help="the number of optimizer steps")
    parser.add_argument("--head-learning-rate", type=float, default=usual.head_learning_rate)
    parser.add_argument("--warm-up-steps", type=int, default=usual.warm_up_steps)
    parser.add_argument("--decay-steps", type=int, default=usual.decay_steps)
    parser.add_argument("--train-words", action="store_true", help="train the vectors of words, too")
    parser.add_argument(
        "--bf16", action="store_true", help="where the processor computes in bf16: twice as fast"
    )
    given = parser.parse_args(arguments)
    settings = TaggerHyperparameters(
        seed=given.seed,
        steps=given.steps,
        head_learning_rate=given.head_learning_rate,
        warm_up_steps=given.warm_up_steps,
        decay_steps=given.decay_steps,
        trains_words=given.train_words,
        bf16=given.bf16,
    )
    train(given.corpus, given.into, settings, given.initial)


if __name__ == "__main__":
    main()
