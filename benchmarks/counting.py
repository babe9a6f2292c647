"""How much is read for an answer: the shipped network, which counts."""

from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.reader.model import SHIPPED, ReaderModel


class CountingReaderModel(ReaderModel):
    """The reader's model, which also counts the tokens it reads and the runs of its network.

    Passages are read side by side, so counting is guarded.
    """

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

    def forget(self) -> None:
        """Count from nothing."""
        with self._guard:
            self.tokens = self.runs = 0
