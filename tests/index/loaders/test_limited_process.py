from pathlib import Path

import pytest

from index.errors import UnreadableArticle
from index.loaders.limited_process import run_limited

READER = """
from index.loaders.limited_process import serve_limited

def read(data, *words):
    if data == b"grow":
        return {"text": "x" * 10**11}
    if data == b"loop":
        while True: pass
    if data == b"exit":
        raise SystemExit(3)
    if data == b"noise":
        print("noise")
    return {"length": len(data), "words": words}

serve_limited(read)
"""


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "reader_for_a_test.py").write_text(READER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "reader_for_a_test"


def test_a_process_answers(reader: str) -> None:
    assert run_limited(reader, b"four", "a", arguments=("x",)) == {"length": 4, "words": ["x"]}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"grow", "too much memory"),
        (b"loop", "over 0.3 seconds"),
        (b"exit", "broken"),
        (b"noise", "broken"),
    ],
)
def test_a_process_that_fails_is_an_error_of_the_file(reader: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticle, match=f"^talks: .*{reason}"):
        run_limited(reader, data, "talks", seconds=0.3 if data == b"loop" else 30)


def test_a_module_that_is_missing_is_an_error_too() -> None:
    with pytest.raises(UnreadableArticle, match="broken"):
        run_limited("index.loaders.no_such_module", b"", "talks")
