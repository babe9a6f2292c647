"""Everything works on a machine that reaches nothing but itself."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.embedding.export import SIZES_FILE
from index.embedding.onnx_embedder import MODEL_FILE

ROOT = Path(__file__).parent.parent
GUARD = Path(__file__).parent / "offline"
MISSION_ANSWER = "artillery shells, anti-tank weapons, portable anti-aircraft missiles and other weapons"
HELPFUL = ("HF_", "TRANSFORMERS_", "GRADIO_", "CHROMA_", "ANONYMIZED_", "TOKENIZERS_", "QA_", "XDG_")
"""Settings that could keep somebody's code at home, or find what an earlier run fetched."""


def environment(home: Path) -> dict[str, str]:
    """Return the environment of somebody who has just installed this, with the guard in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(HELPFUL) and not name.lower().endswith("_proxy")
    }
    return {
        **kept,
        "HOME": str(home),
        "QA_LIBRARY": str(home / "library"),
        "QA_TEST_NETWORK_LOG": str(home / "network.log"),
        "PYTHONPATH": os.pathsep.join([str(GUARD), str(ROOT)]),
    }


def cut_off() -> list[str]:
    """Return the command that runs another without a network interface, if that is allowed here."""
    program = shutil.which("unshare")
    if program is None:
        return []
    command = [program, "--net"] if os.geteuid() == 0 else [program, "--net", "--map-root-user"]
    done = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if done.returncode == 0 else []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def errands(home: Path) -> dict[str, Any]:
    """What came of the errands of a user."""
    alone = cut_off()
    command = [*alone, sys.executable, "-m", "tests.offline.errands", str(home)]
    done = subprocess.run(
        [*command, "--raise-loopback"] if alone else command,
        env=environment(home),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("errand", ["add", "list", "search", "ask", "eval", "check", "workers", "chat"])
def test_it_works_without_a_network(errands: dict[str, Any], errand: str) -> None:
    assert errands[errand]["status"] == 0
    assert errands[errand]["out"]


def test_what_it_says_without_a_network_is_what_it_says_with_one(errands: dict[str, Any]) -> None:
    assert len(json.loads(errands["list"]["out"])) == 2
    assert MISSION_ANSWER in json.loads(errands["ask"]["out"])["citations"][0]["quote"]
    assert "Article QA" in errands["chat"]["page"]
    assert MISSION_ANSWER in errands["chat"]["out"]


@pytest.mark.usefixtures("errands")
def test_the_embedding_model_was_prepared_and_agrees_with_the_package(home: Path) -> None:
    """Where it does not, its making leaves no folder but the reason."""
    [folder] = (home / ".cache" / "article-qa").iterdir()
    assert {file.name for file in folder.iterdir()} == {MODEL_FILE, SIZES_FILE}
    sizes = json.loads((folder / SIZES_FILE).read_text(encoding="utf-8"))
    assert sizes == {MODEL_FILE: (folder / MODEL_FILE).stat().st_size}


def test_nothing_reached_for_another_machine(errands: dict[str, Any], home: Path) -> None:
    log = home / "network.log"
    assert not log.exists(), log.read_text(encoding="utf-8")


def test_code_that_is_not_python_found_no_way_out_either(errands: dict[str, Any]) -> None:
    if not cut_off():
        pytest.skip("this machine does not let a process be cut off from its network")
    assert errands["routes"] == []


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "urllib.request.urlopen('http://example.org')",
    ],
)
def test_the_guard_lets_nothing_out_and_notes_it(tmp_path: Path, attempt: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import socket, urllib.request\n{attempt}"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "The tests let nothing out" in done.stderr
    assert "socket." in (tmp_path / "network.log").read_text(encoding="utf-8")


def test_the_guard_lets_this_machine_be_reached(tmp_path: Path) -> None:
    here = "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{here}socket.create_connection(server.getsockname())"],
        env=environment(tmp_path),
        check=False,
    )
    assert done.returncode == 0
    assert not (tmp_path / "network.log").exists()
