"""A corpus of invented articles, and what a short run on a tiny network makes of it."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from training.attribution.examples import TaggedArticle, read_articles

NAMES = ("Bo Berg", "Ann Lee", "Tilda Moberg", "The mayor", "Ivo Sund")
CUES = ("said", "warned", "denied", "wrote")
CONTENTS = ("the ice is thin", "the harbour is open", "no ferry sails", "it froze in May")


def row(number: int) -> dict[str, object]:
    """An article of four sentences, each an attribution."""
    text, attributions = "", []
    for part in range(4):
        words = NAMES[(number + part) % 5], CUES[(number * part) % 4], CONTENTS[(number + 2 * part) % 4]
        places = []
        for word in words:
            places.append([[len(text), len(text) + len(word)]])
            text += word + " "
        text = text[:-1] + ".\n"
        attributions.append(dict(zip(("source", "cue", "content"), places, strict=True)))
    return {"text": text, "attributions": attributions}


@pytest.fixture(scope="package")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("corpus") / "train.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row(number)) + "\n" for number in range(60))
    return file


@pytest.fixture(scope="package")
def articles(corpus: Path) -> list[TaggedArticle]:
    return read_articles(corpus)


@pytest.fixture(scope="package")
def reader(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights of a tiny reader."""
    from training.network import ReaderNetwork

    file = tmp_path_factory.mktemp("reader") / "network.pt"
    torch.save(ReaderNetwork(tiny_base).state_dict(), file)
    return file


@pytest.fixture(scope="package")
def tiny(tiny_base: Path) -> Iterator[None]:
    """Train and export a tiny network, with a checkpoint every fourth step."""
    from training.attribution import export, trainer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "packaged_folder", lambda: tiny_base)
        patch.setattr(export, "packaged_folder", lambda: tiny_base)
        patch.setattr(trainer, "SAVE_EVERY", 4)
        yield
