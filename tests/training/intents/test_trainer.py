import json
import warnings
from pathlib import Path

import pytest

from qa.requests.network import LABELS, NETWORK, RequestNetwork
from qa.requests.parts import Part, Place
from training.intents.examples import Example
from training.intents.export import export
from training.intents.trainer import RequestHyperparameters, train
from training.model_card import CARD

SETTINGS = RequestHyperparameters(epochs=4, batch_size=8, learning_rate=1e-3, warm_up_steps=2, dropout=0.0)
SUBJECTS = ("mill", "otter", "ferry", "harbour", "quince", "toll")


def about(label: str, subject: str) -> Example:
    request = f"{label} of the {subject} please"
    start = request.index(subject)
    return Example(request, label, label, (Place(start, start + len(subject), Part.SUBJECT),))


@pytest.fixture(scope="module")
def trained(shallow_base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    folder = tmp_path_factory.mktemp("trained")
    examples = [about(label, subject) for label in LABELS for subject in SUBJECTS]
    examples += [Example(f"how old is the {subject}", "fact", "a passage") for subject in SUBJECTS]
    return folder, train(examples, folder, SETTINGS, base=shallow_base)


def test_the_loss_falls(trained: tuple[Path, list[float]]) -> None:
    losses = trained[1]
    assert sum(losses[-4:]) < 0.5 * sum(losses[:4])


def test_the_card_tells_the_settings(trained: tuple[Path, list[float]]) -> None:
    card = json.loads((trained[0] / CARD).read_text(encoding="utf-8"))
    assert card["settings"]["seed"] == SETTINGS.seed
    assert card["steps"] == len(trained[1])


def test_what_is_exported_tells_what_was_learnt(
    trained: tuple[Path, list[float]], shallow_base: Path, tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        # What torch says of its own exporter is no news.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", module="torch|transformers")
        export(trained[0], tmp_path, shallow_base)
    network = RequestNetwork(tmp_path)
    for label in LABELS:
        reading = network.read(f"{label} of the lighthouse please")
        assert reading.label == label
        assert reading.text(Part.SUBJECT) == "lighthouse"
    assert {file.name for file in tmp_path.iterdir()} == {NETWORK, CARD}
