"""The server as a process of its own, and how it ends."""

import os
import signal
from pathlib import Path

import pytest

from tests.forks import Fork
from tests.ui.browsing import free_port
from ui.chat.uploads import FOLDER

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends a signal")


def serve_a_fake(_arguments: list[str]) -> int:
    from tests.ui.fakes_chat import FakeAssistant
    from ui.chat import serve

    serve(FakeAssistant(), examples=(), port=free_port(), open_browser=False)
    return 0


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_stopped_leaves_no_uploads(tmp_path: Path, ending: signal.Signals) -> None:
    (own := tmp_path / "temporary").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != FOLDER}
    server = Fork(serve_a_fake, [], environment | {"TMPDIR": str(own)}, tmp_path)
    try:
        server.wait_until_it_says("Article QA is at http://127.0.0.1:")
        (uploads,) = own.glob("article-qa-uploads-*")
        (uploads / "paper.txt").write_text("Lakes froze.")
        server.send_signal(ending)
        _, said = server.communicate(timeout=60)
    finally:
        server.kill()
    assert (server.returncode, said) == (0, "")
    assert list(own.glob("article-qa-*")) == []
