from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.token_counting import CountingReaderModel
from qa.reader.model import ReaderModel


def fake_outputs(_model: ReaderModel, question: str, _title: str, text: str) -> tuple[Any, list[str]]:
    """Encode each letter as a token."""
    return SimpleNamespace(ids=[*question, *text]), ["start", "end"]


def test_tokens_and_runs_are_counted_whichever_thread_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReaderModel, "outputs", fake_outputs)
    model = CountingReaderModel()
    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(lambda text: model.outputs("Who?", "Title", text), ["Ann"] * 200)]
    assert (model.runs, model.tokens) == (200, 200 * 7)
    assert found[0][1] == ["start", "end"]
    model.reset()
    assert (model.runs, model.tokens) == (0, 0)
