"""The page of the chat: a heading and its three tabs, Ask, Articles and Evaluation.

Each tab's file has one function `lay_out`, called inside its `gr.Tab`. Any element of any tab with
`data-about="ARTICLE ID"` makes that article the search filter and leads to the tab to ask in.
The .js files beside this one and the .css files in `look` are sent with it.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qa.engine import Engine
from qa.thresholds import ANSWER_THRESHOLD, STRICT
from ui.chat import api, articles_tab, ask_tab, evaluation_tab
from ui.chat.chat_controller import ChatController
from ui.chat.client_state import user_of
from ui.render.environment import macro

if TYPE_CHECKING:
    import gradio

UPLOAD_LASTS = 3600
"""Seconds until a file is deleted that was uploaded and never used, as when a page was closed."""

# Read by gradio when it is imported: it reports to nobody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def build(
    assistant: Engine,
    examples: Sequence[str] = (),
    threshold: float = ANSWER_THRESHOLD,
    *,
    shared: bool = False,
    model: str = "",
) -> "gradio.Blocks":
    """Return the page; `launch` serves it.

    `examples` are questions to start from; `threshold` is the confidence from which the assistant answers;
    `shared` says that not only who runs it uses the page; `model` names the language model that the assistant
    writes with, if it does.
    """
    import gradio as gr

    def who(request: gr.Request) -> Any:
        user = user_of(request)
        return macro("page.html", "sign_out", user) if user else gr.skip()

    controller = ChatController(assistant, examples, threshold, shared=shared, model=model)
    blocks = gr.Blocks(
        title="Article QA",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(UPLOAD_LASTS, UPLOAD_LASTS),
    )
    with blocks:
        gr.HTML(macro("page.html", "heading"), elem_id="aq-name", apply_default_css=False, padding=False)
        signed_in = gr.HTML("", elem_id="aq-who", apply_default_css=False, padding=False)
        blocks.load(who, None, signed_in, queue=False, show_progress="hidden", api_visibility="private")
        with gr.Tabs(elem_id="aq-tabs"):
            with gr.Tab("Ask", id="ask") as tab:
                ask_tab.lay_out(blocks, tab, controller)
            with gr.Tab("Articles", id="articles") as tab:
                articles_tab.lay_out(assistant, controller.writer, tab)
            with gr.Tab("Evaluation", id="evaluation"):
                evaluation_tab.lay_out(assistant)
        api.add_endpoints(assistant, controller.asked_at_once, strict=threshold >= STRICT)
    return blocks
