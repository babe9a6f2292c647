"""A library of two articles, for the commands that keep it."""

from pathlib import Path

import pytest

from tests.index.loaders import samples
from tests.ui.commands import Run
from tests.ui.library_commands.library import BOAT, MILL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    samples.write(tmp_path, "news/boat.txt", BOAT)
    samples.write(tmp_path, "news/mill.txt", MILL)
    return tmp_path / "news"


@pytest.fixture
def filled(folder: Path, qa: Run, tmp_path: Path) -> Path:
    """The folder of a library with two articles."""
    assert qa("add", folder).status == 0
    return tmp_path / "library"
