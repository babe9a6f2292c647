"""Training data of invented facts, and one short training run on it."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from tokenizers import Tokenizer

from index.embedding.packaged_model import packaged_folder
from tests.training import facts

STEPS = 24
BATCH = 8


@dataclass(frozen=True, slots=True)
class Trained:
    """A finished training run: its folder, and the loss of each step."""

    folder: Path
    losses: list[float]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with contexts of four sentences."""
    return facts.write(tmp_path_factory.mktemp("data"), facts.all_rows())


@pytest.fixture(scope="session")
def long_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose contexts are longer than a passage."""
    return facts.write(tmp_path_factory.mktemp("long"), facts.all_rows(padding=12))


@pytest.fixture(scope="session")
def shallow_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The first two of the real model's six layers: uneven, as trained weights are, and quicker."""
    from transformers import BertModel

    folder = tmp_path_factory.mktemp("shallow")
    BertModel.from_pretrained(
        str(packaged_folder()), local_files_only=True, add_pooling_layer=False, num_hidden_layers=2
    ).save_pretrained(folder)
    shutil.copyfile(packaged_folder() / "tokenizer.json", folder / "tokenizer.json")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def trained(data: Path, shallow_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    """A short run on the shallow model, each batch read once: it takes half the time.

    Its files are large, so they go when the tests are done.
    """
    from training import trainer as run
    from training.hyperparameters import Hyperparameters

    folder = tmp_path_factory.mktemp("trained")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "packaged_folder", lambda: shallow_base)
        losses = run.train(
            data,
            folder,
            Hyperparameters(batch_size=BATCH, max_examples=STEPS * BATCH, adversarial_epsilon=0.0),
        )
    yield Trained(folder, losses)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def exact_folder(
    trained: Trained, shallow_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The trained weights in float32, in a folder that `ReaderModel` reads."""
    from training import export
    from training.onnx_export import write_onnx

    folder = tmp_path_factory.mktemp("exact")
    with _old_exporter(export, shallow_base):
        write_onnx(export.load_network(trained.folder), folder / "reader.onnx", export.OUTPUTS)
    shutil.copyfile(packaged_folder() / "tokenizer.json", folder / "tokenizer.json")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def exported(
    trained: Trained, shallow_base: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The trained weights as they are shipped."""
    from training import export

    folder = tmp_path_factory.mktemp("exported") / "weights"
    with _old_exporter(export, shallow_base):
        export.export(trained.folder, folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network to start from that is small enough to train in a moment, with random weights."""
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(1)
    config = BertConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(packaged_folder() / "tokenizer.json", folder / "tokenizer.json")
    return folder


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The tokenizer as the training sets it."""
    from training.network import training_tokenizer

    return training_tokenizer()


@contextmanager
def _old_exporter(module: ModuleType, base: Path) -> Iterator[None]:
    """Export a network made on another base; what torch says of its own exporter is no news."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.filterwarnings("ignore", module="torch|transformers")
        patch.setattr(module, "packaged_folder", lambda: base)
        yield
