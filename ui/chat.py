"""The web chat: the conversation on the left, the cited articles on the right, on this machine only.

The one file that imports gradio. What a session said lives in that session's `gr.State` and nowhere else.
"""

import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import ArticleQAError
from qa.answer import Answer
from ui.render import READING, Turn, panel, question_message, reply_message

if TYPE_CHECKING:
    import gradio
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_HISTORY = 10
"""Exchanges handed to the engine with a question."""

ASKED_AT_ONCE = 4
"""Questions answered at the same time; gradio would take one. More only share the same processor cores."""

LARGEST_UPLOAD = "1kb"
"""Nothing is uploaded in this chat; the route is closed too."""

CLOSED = tuple(
    f"/gradio_api/{route}"
    for route in ("upload", "file", "proxy", "stream", "component_server", "deep_link", "run-history")
)
"""Routes of gradio that read, write or fetch files; this chat has no use for them."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
"""The browser itself refuses to load anything from elsewhere. Gradio needs inline scripts and `eval`."""

HEADING = "<h1>Article QA</h1><p>Exact quotes from your articles, or an honest no.</p>"

UNEXPECTED = "Something went wrong while answering. The server's log says more; you can go on asking."

# Read by gradio when it is imported: it reports to nobody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

_log = logging.getLogger(__name__)


class Asks(Protocol):
    """What the chat needs: one thing that answers. It is called from several threads at once."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Answer a question; `history` holds the (question, answer text) pairs before it."""
        ...


def serve(
    assistant: Asks, *, examples: Sequence[str], host: str = "127.0.0.1", port: int = 7860, open_browser: bool
) -> None:
    """Serve the chat until Ctrl-C.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    _check_free(host, port)
    blocks = build(assistant, examples)
    address = launch(blocks, host=host, port=port, open_browser=open_browser)
    sys.stdout.write(f"Article QA is at {address} (Ctrl-C stops it)\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        blocks.close(verbose=False)


def build(assistant: Asks, examples: Sequence[str]) -> "gradio.Blocks":
    """Return the page; `launch` serves it. `examples` are questions to start from."""
    import gradio as gr

    def respond(typed: str, turns: tuple[Turn, ...]) -> Iterator[tuple[Any, ...]]:
        question = typed.strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        yield messages(turns, question), "", gr.skip(), gr.skip()
        turns = (*turns, take_turn(assistant, question, turns))
        answered = turns[-1].answer is not None and turns[-1].answer.answered
        yield messages(turns), gr.skip(), panel(turns) if answered else gr.skip(), turns

    def respond_to_example(turns: tuple[Turn, ...], event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from respond(str(event.value["text"]), turns)

    blocks = gr.Blocks(title="Article QA", analytics_enabled=False, fill_width=True)
    with blocks:
        anew, chat, box, button, sources = _lay_out(examples)
        turns = gr.State(())
        shown = [chat, box, sources, turns]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asks = quiet | {"concurrency_limit": ASKED_AT_ONCE, "concurrency_id": "ask"}
        asking = [
            gr.on([box.submit, button.click], respond, [box, turns], shown, **asks),
            chat.example_select(respond_to_example, [turns], shown, **asks),
        ]
        anew.click(lambda: ([], "", panel(()), ()), None, shown, cancels=asking, queue=False, **quiet)
    return blocks


def _lay_out(examples: Sequence[str]) -> tuple[Any, Any, Any, Any, Any]:
    """Place what the page is made of: the button to start anew, conversation, box, button to ask, sources."""
    import gradio as gr

    with gr.Row(elem_id="aq-top"):
        gr.HTML(HEADING, elem_id="aq-name")
        anew = gr.Button("New conversation", elem_id="aq-new", size="sm", scale=0)
    with gr.Row(elem_id="aq-work"):
        with gr.Column(elem_id="aq-conversation"):
            chat = _chatbot(examples)
            with gr.Row(elem_id="aq-ask"):
                box = gr.Textbox(
                    label="Your question",
                    placeholder="Ask your articles",
                    show_label=False,
                    container=False,
                    max_lines=6,
                    autofocus=True,
                    scale=1,
                )
                button = gr.Button("Ask", variant="primary", scale=0, min_width=72)
        with gr.Column(elem_id="aq-sources"):
            sources = gr.HTML(panel(()), elem_id="aq-panel")
    return anew, chat, box, button, sources


def _chatbot(examples: Sequence[str]) -> Any:
    import gradio as gr

    return gr.Chatbot(
        elem_id="aq-chat",
        label="Conversation",
        show_label=False,
        container=False,
        height=None,
        autoscroll=False,
        layout="panel",
        buttons=[],
        feedback_options=None,
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        placeholder="Ask a question, or start with one of these." if examples else "Ask a question.",
        examples=[{"text": example} for example in examples],
    )


def launch(blocks: "gradio.Blocks", *, host: str, port: int, open_browser: bool) -> str:
    """Start serving the page in the background and return its address; `blocks.close()` ends it.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    import gradio as gr
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    _reach_without_proxy(host)
    hosts = ["127.0.0.1", "localhost"] if host in {"127.0.0.1", "localhost"} else ["*"]
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(_Guard)]
    here = files("ui")
    try:
        _, address, _ = blocks.launch(
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            inline=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            run_history=False,
            enable_monitoring=False,
            allowed_paths=[],
            max_file_size=LARGEST_UPLOAD,
            footer_links=[],
            state_session_capacity=1000,
            app_kwargs={"middleware": guards},
            theme=gr.themes.Base(
                font=[gr.themes.Font("sans-serif")], font_mono=[gr.themes.Font("monospace")]
            ),
            css=here.joinpath("chat.css").read_text(encoding="utf-8"),
            js=here.joinpath("chat.js").read_text(encoding="utf-8"),
        )
    except OSError as error:
        raise _cannot_serve(host, port, error) from error
    return str(address)


def take_turn(assistant: Asks, question: str, turns: Sequence[Turn]) -> Turn:
    """Ask one question of a conversation; an error becomes a turn that tells of it."""
    history = [(turn.question, turn.answer.text) for turn in turns if turn.answer][-LONGEST_HISTORY:]
    try:
        return Turn(question, answer=assistant.ask(question, history=history))
    except ArticleQAError as error:
        return Turn(question, problem=str(error))
    except Exception:
        _log.exception("A question in the chat failed.")
        return Turn(question, problem=UNEXPECTED)


def messages(turns: Sequence[Turn], pending: str | None = None) -> list[dict[str, str]]:
    """Return the conversation for the chatbot, with the question being answered last."""
    said: list[tuple[str, str]] = []
    for number, turn in enumerate(turns, start=1):
        said += [("user", question_message(turn.question)), ("assistant", reply_message(turn, number))]
    if pending is not None:
        said += [("user", question_message(pending)), ("assistant", READING)]
    return [{"role": role, "content": content} for role, content in said]


def _check_free(host: str, port: int) -> None:
    """Say that a port is taken before the seconds that loading gradio takes."""
    try:
        family = socket.getaddrinfo(host, port)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise _cannot_serve(host, port, error) from error


def _cannot_serve(host: str, port: int, error: OSError) -> ArticleQAError:
    reason = error.strerror or "the port is taken"
    return ArticleQAError(f"Cannot serve the chat on {host}:{port} ({reason}). Choose a port with --port.")


def _reach_without_proxy(host: str) -> None:
    """Keep gradio's look at its own address away from a proxy named in the environment."""
    for name in ("NO_PROXY", "no_proxy"):
        known = os.environ.get(name, "")
        os.environ[name] = ",".join(filter(None, [known, "127.0.0.1", "localhost", host]))


class _Guard:
    """Close gradio's file routes, and have the browser load nothing from elsewhere."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def send_with_policy(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", POLICY.encode())]
            await send(message)

        if scope["type"] == "http" and scope["path"].startswith(CLOSED):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, send_with_policy)
