"""The server as a process of its own, and how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ui.chat.uploads import FOLDER

SERVING = """
import signal, socket
from tests.ui.fakes_chat import FakeAssistant
from ui.chat import serve

# In the background of a shell it comes ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
serve(FakeAssistant(), examples=(), port=port, open_browser=False)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_stopped_leaves_no_uploads(tmp_path: Path, ending: signal.Signals) -> None:
    environment = {name: value for name, value in os.environ.items() if name != FOLDER}
    with subprocess.Popen(
        [sys.executable, "-c", SERVING],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | {"TMPDIR": str(tmp_path)},
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().startswith("Article QA is at http://127.0.0.1:")
            (uploads,) = tmp_path.glob("article-qa-uploads-*")
            (uploads / "paper.txt").write_text("Lakes froze.")
            process.send_signal(ending)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, said) == (0, "")
    assert list(tmp_path.glob("article-qa-*")) == []
