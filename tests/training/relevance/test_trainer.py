"""A short run learns which sentences are about a subject, and its export tells the same."""

import json
import random
import warnings
from pathlib import Path

import pytest

from index.passages import sentences
from qa.reader.model import ReaderModel
from qa.relevance.network import NETWORK, RelevanceNetwork
from qa.relevance.windows import windows
from training.model_card import CARD
from training.relevance.examples import RelevanceExample
from training.relevance.export import export
from training.relevance.trainer import RelevanceHyperparameters, train

SETTINGS = RelevanceHyperparameters(batch_size=8, learning_rate=1e-3, warm_up_steps=2, dropout=0.0)
SUBJECTS = ("mill", "otter", "ferry", "harbour", "quince", "toll", "lamp", "goose")


def examples(seed: int, number: int) -> list[RelevanceExample]:
    rng = random.Random(seed)
    found = []
    for _ in range(number):
        told = rng.sample(SUBJECTS, 4)
        text = " ".join(f"Bo Berg saw the {subject} in spring." for subject in told)
        (read,) = windows("News", text, sentences(text, 0))
        asked = rng.choice(told)
        found.append(RelevanceExample(asked, read, tuple(float(one == asked) for one in told), "made"))
    return found


@pytest.fixture(scope="module")
def trained(shallow_base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    folder = tmp_path_factory.mktemp("trained")
    epochs = [examples(seed, 96) for seed in (1, 2)]
    return folder, train(epochs, folder, SETTINGS, ReaderModel().file, base=shallow_base)


def test_the_loss_falls(trained: tuple[Path, list[float]]) -> None:
    losses = trained[1]
    assert sum(losses[-4:]) < 0.6 * sum(losses[:4])


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
    text = "Ada Lind saw the goose in June. Ada Lind saw the toll in June."
    spans = sentences(text, 0)
    goose, toll = RelevanceNetwork(tmp_path).relevance("goose", "News", text, spans, [0, 1])
    assert goose > toll
    assert {file.name for file in tmp_path.iterdir()} == {NETWORK, CARD}
