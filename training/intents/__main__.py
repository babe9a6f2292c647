"""Train the request network: `python -m training.intents DATA [--into FOLDER]`.

DATA is the folder of the public data. It ends with the weights in `network.pt`, from which
`python -m training.intents.export` makes the shipped file. Nothing of `benchmarks/quality/intents.jsonl`, on
which it is judged, is trained on.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from training.intents.examples import normalised, public_facts, written_examples
from training.intents.public_fillers import public_fillers
from training.intents.trainer import RequestHyperparameters, train

JUDGED = Path(__file__).parents[2] / "benchmarks" / "quality" / "intents.jsonl"


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    usual = RequestHyperparameters()
    parser = argparse.ArgumentParser(prog="python -m training.intents", description="Train the network.")
    parser.add_argument("data", type=Path, help="the folder of the public data")
    parser.add_argument("--into", type=Path, default=Path("build/intents"), help="where the weights go")
    parser.add_argument("--epochs", type=int, default=usual.epochs, metavar="N")
    parser.add_argument("--seed", type=int, default=usual.seed, metavar="N")
    given = parser.parse_args(arguments)
    public = public_fillers(given.data, given.seed)
    examples = written_examples(given.seed, left_out=judged_requests(), public=public)
    examples += public_facts(given.data, given.seed)
    train(examples, given.into, RequestHyperparameters(seed=given.seed, epochs=given.epochs))


def judged_requests() -> frozenset[str]:
    """Return the requests that the network is judged on, normalised."""
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return frozenset(normalised(json.loads(line)["question"]) for line in lines)


if __name__ == "__main__":
    main()
