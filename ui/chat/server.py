"""How the page is served: by gradio, on this machine only unless another address is given."""

import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.engine import Engine
from qa.thresholds import ANSWER_THRESHOLD
from ui.chat.page import build
from ui.guard import LARGEST_UPLOAD, Guard, cannot_serve, check_free, reach_without_proxy

if TYPE_CHECKING:
    import gradio

    from ui.auth.auth_middleware import Authenticator

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
) -> None:
    """Serve the chat until Ctrl-C or SIGTERM, in the main thread: to those that `sign_in` lets in, or to all.

    Where it is `shared` with others than who runs it, it fetches nothing of this machine's network for them.

    `examples` are questions to start from; `threshold` is the confidence from which the assistant answers;
    `model` names the language model that it writes with, if it does.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    check_free(host, port)
    # What stops a service is an end like Ctrl-C: what was uploaded goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    blocks = build(assistant, examples, threshold, shared=shared, model=model)
    try:
        address = launch(blocks, host=host, port=port, open_browser=open_browser, sign_in=sign_in)
        sys.stdout.write(f"Article QA is at {address} (Ctrl-C stops it)\n")
        sys.stdout.flush()
        threading.Event().wait()
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
) -> str:
    """Start serving the page in the background and return its address; `blocks.close()` ends it.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    import gradio as gr
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from ui.auth.auth_middleware import AuthMiddleware

    reach_without_proxy(host)
    hosts = ["127.0.0.1", "localhost"] if host in {"127.0.0.1", "localhost"} else ["*"]
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(Guard)]
    if sign_in:
        guards.append(Middleware(AuthMiddleware, authenticator=sign_in))
    try:
        _, address, _ = blocks.launch(
            server_name=host,
            server_port=port,
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
    return str(address)


def _all_files(pattern: str) -> str:
    """Join files of this folder in the order of their names."""
    found = sorted(Path(__file__).parent.glob(pattern))
    return "\n".join(file.read_text(encoding="utf-8") for file in found)
