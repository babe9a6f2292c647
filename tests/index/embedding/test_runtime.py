import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding import runtime
from index.embedding.runtime import longest_first, openvino_precision


@given(st.lists(st.text(max_size=9)))
def test_what_is_made_comes_in_the_order_of_the_items(items: list[str]) -> None:
    assert longest_first(str.upper, items, len) == [item.upper() for item in items]


def test_the_longest_is_begun_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as one_after_another:
        monkeypatch.setattr(runtime, "inference_threads", lambda: one_after_another)
        begun: list[str] = []
        longest_first(begun.append, ["a", "a long one", "longer"], len)
    assert begun == ["a long one", "longer", "a"]


@pytest.mark.parametrize("work", [lambda _: 1 / 0, int])
def test_what_goes_wrong_is_raised(work: Callable[[str], object]) -> None:
    with pytest.raises((ZeroDivisionError, ValueError)):
        longest_first(work, ["a", "b"], len)


def test_what_many_texts_are_computed_in_is_what_the_processor_has() -> None:
    import openvino

    able = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    assert openvino_precision() in {
        "float32",
        *(name for short, name in (("BF16", "bfloat16"), ("FP16", "float16")) if short in able),
    }


def test_openvino_is_imported_without_what_it_would_tell_its_makers() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*asked): sys.exit(f'asked for {asked}')\n"
        "socket.getaddrinfo = refuse\n"
        "from index.embedding.runtime import openvino_precision\n"
        "assert openvino_precision() in ('float32', 'bfloat16', 'float16')\n"
        "assert sys.modules['openvino_telemetry'] is None\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_nobody_s_id_is_kept_and_nothing_reported_by_onnx_runtime(tmp_path: Path) -> None:
    network = Path(__file__).parents[3] / "qa" / "reader" / "weights" / "reader.onnx"
    imports = "from pathlib import Path\nfrom index.embedding.runtime import OnnxSession"
    loaded = f"{imports}\nOnnxSession(Path({str(network)!r}))"
    # It keeps quiet of itself where it sees that it is tested.
    unseen = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=Path(__file__).parents[3],
        env=unseen | {"XDG_CACHE_HOME": str(tmp_path)},
        check=True,
        timeout=120,
    )
    assert not list(tmp_path.iterdir())
