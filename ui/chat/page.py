"""The page: a heading, and a tab for each thing to do here.

Each tab's file has one function `lay_out`, called inside its `gr.Tab`. Any element of any tab with
`data-about="ARTICLE ID"` narrows the next question to that article and leads to the tab to ask in.
Every .css and .js file beside this one is sent with the page.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.assistant import THRESHOLD
from ui.asks import Asks
from ui.chat import api, articles_tab, ask_tab, evaluation_tab

if TYPE_CHECKING:
    import gradio

HEADING = '<a class="aq-skip" href="#aq-panel">Skip to the sources</a><h1>Article QA</h1>'

# Read by gradio when it is imported: it reports to nobody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def build(
    assistant: Asks, examples: Sequence[str] = (), threshold: float = THRESHOLD, *, shared: bool = False
) -> "gradio.Blocks":
    """Return the page; `launch` serves it.

    `examples` are questions to start from; `threshold` is the confidence from which the assistant answers;
    `shared` says that not only who runs it uses the page.
    """
    import gradio as gr

    blocks = gr.Blocks(title="Article QA", analytics_enabled=False, fill_width=True)
    with blocks:
        gr.HTML(HEADING, elem_id="aq-name", apply_default_css=False, padding=False)
        with gr.Tabs(elem_id="aq-tabs"):
            with gr.Tab("Ask", id="ask") as tab:
                ask_tab.lay_out(blocks, tab, assistant, examples, threshold)
            with gr.Tab("Articles", id="articles") as tab:
                articles_tab.lay_out(assistant, tab, shared=shared)
            with gr.Tab("Evaluation", id="evaluation"):
                evaluation_tab.lay_out(assistant)
        api.add_endpoints(assistant)
    return blocks
