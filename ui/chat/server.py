"""How the page is served: by gradio, on this machine only unless another address is given."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from qa.engine import Engine
from qa.thresholds import ANSWER_THRESHOLD
from ui.chat.page import build
from ui.chat.request_id import current_request_id
from ui.guard import LARGEST_UPLOAD, Guard, cannot_serve, check_free, reach_without_proxy
from ui.serving.json_log import announce, take_over_uvicorn
from ui.serving.monitor import Monitor
from ui.serving.settings import ServingSettings

if TYPE_CHECKING:
    import gradio

    from ui.auth.auth_middleware import Authenticator

DEFAULT_SETTINGS = ServingSettings()

LAUNCH_OPTIONS: Mapping[str, Any] = {
    "prevent_thread_lock": True,
    "quiet": True,
    "share": False,
    "inline": False,
    "ssr_mode": False,
    "pwa": False,
    "mcp_server": False,
    "run_history": False,
    "enable_monitoring": False,
    "allowed_paths": [],
    "max_file_size": LARGEST_UPLOAD,
    "footer_links": [],
    "state_session_capacity": 1000,
}
"""Options of gradio's `launch`: the page is served, and nothing of gradio's else."""


def serve(
    assistant: Engine,
    *,
    examples: Sequence[str],
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool,
    threshold: float = ANSWER_THRESHOLD,
    sign_in: "Authenticator | None" = None,
    shared: bool = False,
    model: str = "",
    settings: ServingSettings = DEFAULT_SETTINGS,
) -> None:
    """Serve the chat until Ctrl-C or SIGTERM, in the main thread: to those that `sign_in` lets in, or to all.

    At SIGTERM answers that are being given are finished first, within the time of the `settings`.

    Where it is `shared` with others than who runs it, it fetches nothing of this machine's network for them.

    `examples` are questions to start from; `threshold` is the confidence from which the assistant answers;
    `model` names the language model that it writes with, if it does.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    check_free(host, port)
    stopped = _stopped_by_sigterm()
    monitor = Monitor(assistant, settings, current_request_id)
    blocks = build(monitor.engine, examples, threshold, shared=shared, model=model)
    try:
        address = launch(
            blocks, host=host, port=port, open_browser=open_browser, sign_in=sign_in, monitor=monitor
        )
        announce(address, as_json=settings.json_log)
        stopped.wait()
        monitor.drain()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        blocks.close(verbose=False)


def launch(
    blocks: "gradio.Blocks",
    *,
    host: str,
    port: int,
    open_browser: bool,
    sign_in: "Authenticator | None" = None,
    monitor: Monitor | None = None,
) -> str:
    """Start serving the page in the background and return its address; `blocks.close()` ends it.

    A server with a `monitor` has probes, logs its requests and knows its proxies.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    import gradio as gr
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from ui.auth.auth_middleware import AuthMiddleware

    reach_without_proxy(host)
    settings = monitor.settings if monitor else DEFAULT_SETTINGS
    # Through a proxy pages are asked for by its name.
    is_private = host in {"127.0.0.1", "localhost"} and not settings.behind_proxy
    hosts = ["127.0.0.1", "localhost"] if is_private else ["*"]
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]
    guards += [*(monitor.middleware() if monitor else ()), Middleware(Guard)]
    if sign_in:
        guards.append(Middleware(AuthMiddleware, authenticator=sign_in, root_path=settings.root_path))
    try:
        with _no_proxies_of_uvicorn() if monitor else nullcontext():
            _, address, _ = blocks.launch(
                server_name=host,
                server_port=port,
                root_path=settings.root_path,
                inbrowser=open_browser,
                **LAUNCH_OPTIONS,
                app_kwargs={"middleware": guards},
                theme=gr.themes.Base(
                    font=[gr.themes.Font("sans-serif")], font_mono=[gr.themes.Font("monospace")]
                ),
                css=_all_files("look/*.css"),
                # There before the first box is: what `js` runs would miss whoever types at once.
                head=f"<script>{_all_files('*.js')}</script>",
            )
    except OSError as error:
        raise cannot_serve(host, port, error) from error
    if settings.json_log:
        take_over_uvicorn()
    return str(address)


def _stopped_by_sigterm() -> threading.Event:
    """Return what a SIGTERM sets; one more is an end like Ctrl-C."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            signal.default_int_handler(number, frame)
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    return stopped


@contextmanager
def _no_proxies_of_uvicorn() -> Iterator[None]:
    """Have uvicorn believe no proxy: it would, of any program on this machine, before we see the request."""
    before = os.environ.get("FORWARDED_ALLOW_IPS")
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    try:
        yield
    finally:
        del os.environ["FORWARDED_ALLOW_IPS"]
        if before is not None:
            os.environ["FORWARDED_ALLOW_IPS"] = before


def _all_files(pattern: str) -> str:
    """Join files of this folder in the order of their names."""
    found = sorted(Path(__file__).parent.glob(pattern))
    return "\n".join(file.read_text(encoding="utf-8") for file in found)
