from pathlib import Path

import pytest

from qa.evaluation import load_questions
from ui import samples


def test_the_samples_of_the_source_code_are_found() -> None:
    folder, questions = samples.sample_articles(), samples.sample_questions()
    assert folder and len(list(folder.glob("*.txt"))) == 2
    assert questions and load_questions(questions)


def test_an_installed_package_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "_CHECKOUT", tmp_path)
    assert samples.sample_articles() is None and samples.sample_questions() is None
