"""Embedders for workers' processes, which tell by a file what they were given, and die where they are to."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from index.embedding.embedder import Embedder, Vectors
from tests.fakes import WordEmbedder


class ToldEmbedder(WordEmbedder):
    """Words' vectors; every text that is embedded is a line of a file.

    Attributes:
        deadly: the process that is to embed this word is killed: as often as `deaths` says.
        pause: the number of seconds that every text takes.
    """

    def __init__(self, told: Path, *, deadly: str = "", deaths: int = 0, pause: float = 0) -> None:
        super().__init__()
        self._told = told
        self.deadly = deadly
        self.deaths = deaths
        self.pause = pause

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        deaths = self._told.with_suffix(".deaths")
        died = deaths.stat().st_size if deaths.exists() else 0
        if self.deadly and died < self.deaths and any(self.deadly in text for text in texts):
            with deaths.open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self.pause * len(texts))
        with self._told.open("a", encoding="utf-8") as file:
            file.writelines(f"{text.splitlines()[0]}\n" for text in texts)
        return super().embed_passages(texts)


def told_embedder(told: Path, deadly: str, deaths: int, pause: float, _gpu: bool) -> Embedder:
    return ToldEmbedder(told, deadly=deadly, deaths=deaths, pause=pause)


def other_embedder(_gpu: bool) -> Embedder:
    return WordEmbedder(name="other words")
