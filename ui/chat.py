"""The web chat: the conversation on the left, the cited articles on the right, on this machine only.

The one file that imports gradio. What a session said lives in that session's `gr.State` and nowhere else.
"""

import logging
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import ArticleQAError
from qa.answers import Answer
from ui.guard import Guard, cannot_serve, check_free, reach_without_proxy
from ui.render import READING, Turn, panel, question_message, reply_message

if TYPE_CHECKING:
    import gradio

LONGEST_HISTORY = 10
"""Exchanges handed to the engine with a question."""

ASKED_AT_ONCE = 4
"""Questions answered at the same time; gradio would take one. More only share the same processor cores."""

LARGEST_UPLOAD = "1kb"
"""Nothing is uploaded in this chat; the route is closed too."""

HEADING = "<h1>Article QA</h1><p>Exact quotes from your articles, or an honest no.</p>"

UNEXPECTED = "Something went wrong while answering. The server’s log says more; you can go on asking."

# Read by gradio when it is imported: it reports to nobody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

_log = logging.getLogger(__name__)


class Asks(Protocol):
    """What the chat needs: one thing that answers. It is called from several threads at once."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Answer a question; `history` holds the (question, answer text) pairs before it."""
        ...


@dataclass(slots=True)
class Session:
    """What one browser session has said. It lives in that session's `gr.State`, and nowhere else.

    Attributes:
        turns: the conversation so far.
        asking: stands for the question being answered; a new conversation takes it away.
    """

    turns: tuple[Turn, ...] = ()
    asking: object | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What changes on the page; None leaves a part as it is."""

    chat: list[dict[str, str]] | None = None
    box: str | None = None
    sources: str | None = None


def serve(
    assistant: Asks, *, examples: Sequence[str], host: str = "127.0.0.1", port: int = 7860, open_browser: bool
) -> None:
    """Serve the chat until Ctrl-C.

    Raises:
        ArticleQAError: the port is taken, or the host is not one of this machine.
    """
    check_free(host, port)
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

    def respond(typed: str, session: Session) -> Iterator[tuple[Any, ...]]:
        for step in converse(assistant, typed, session):
            yield tuple(gr.skip() if part is None else part for part in (step.chat, step.box, step.sources))

    def respond_to_example(session: Session, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from respond(str(event.value["text"]), session)

    def begin_anew(session: Session) -> tuple[Any, ...]:
        session.turns, session.asking = (), None
        return [], "", panel(())

    blocks = gr.Blocks(title="Article QA", analytics_enabled=False, fill_width=True)
    with blocks:
        anew, chat, box, button, sources = _lay_out(examples)
        session, shown = gr.State(Session()), [chat, box, sources]
        # An unfinished question must not keep the reader from a new conversation, hence "multiple".
        ways: dict[str, Any] = {"trigger_mode": "multiple", "show_progress": "hidden"}
        ways |= {"api_visibility": "private"}
        limit: dict[str, Any] = {"concurrency_limit": ASKED_AT_ONCE, "concurrency_id": "ask"}
        gr.on([box.submit, button.click], respond, [box, session], shown, **ways, **limit)
        chat.example_select(respond_to_example, [session], shown, **ways, **limit)
        anew.click(begin_anew, [session], shown, queue=False, **ways)
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

    reach_without_proxy(host)
    hosts = ["127.0.0.1", "localhost"] if host in {"127.0.0.1", "localhost"} else ["*"]
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(Guard)]
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
        raise cannot_serve(host, port, error) from error
    return str(address)


def converse(assistant: Asks, typed: str, session: Session) -> Iterator[Step]:
    """Ask what was typed and keep the turn in the session: first a step that says so, then the reply.

    Nothing changes for a blank question, nor while another one is being answered; a reply to a
    conversation that was left in the meantime is dropped.
    """
    question = typed.strip()
    if not question or session.asking:
        yield Step()
        return
    mine = session.asking = object()
    try:
        yield Step(chat=messages(session.turns, question), box="")
        turn = take_turn(assistant, question, session.turns)
        if session.asking is not mine:
            yield Step()
            return
        session.turns = (*session.turns, turn)
    finally:
        if session.asking is mine:
            session.asking = None
    answered = turn.answer is not None and turn.answer.answered
    yield Step(chat=messages(session.turns), sources=panel(session.turns) if answered else None)


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
