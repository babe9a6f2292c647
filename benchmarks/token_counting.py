"""Counting of the tokens that the reader's network reads for an answer."""

from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.reader.model import SHIPPED, ReaderModel


class CountingReaderModel(ReaderModel):
    """The reader's model with counts of its tokens and runs, from any thread."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        super().__init__(folder)
        self._guard = Lock()
        self.tokens = self.runs = 0

    def outputs(self, question: str, title: str, text: str) -> tuple[Any, list[NDArray[np.float32]]]:
        """Return what the model returns, and count."""
        encoded, found = super().outputs(question, title, text)
        with self._guard:
            self.tokens += len(encoded.ids)
            self.runs += 1
        return encoded, found

    def reset(self) -> None:
        """Set the counts to 0."""
        with self._guard:
            self.tokens = self.runs = 0
