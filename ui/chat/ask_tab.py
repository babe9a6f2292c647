"""The Ask tab: the conversation on the left, the cited articles on the right.

The parts are HTML of our own; chat.js turns each click on one into an action, which arrives here as an event.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ui.chat.actions import dispatch
from ui.chat.arrival import arrive
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState, user_of
from ui.chat.scripts import script
from ui.render.environment import macro
from ui.render.sources_panel import sources_panel

# The functions that these call are in chat.js.
LOAD_JS = "(page, address, session) => [window.aq.remembered(), location.search, session]"
ASK_JS = "async (typed, page, session) => [typed, await window.aq.page(), session]"
SELECT_JS = "(page, session) => [window.aq.beenAway() ? page : '', session]"
REMEMBER_JS = "(page) => window.aq.remember(page)"
MESSAGE_JS = "(message) => window.aq.hear(message)"
DRAFT_JS = "(draft) => window.aq.drafted(draft)"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The tab's parts. Four are not seen: the client state (`page`), the query of the page's `address`, the
    `message` that the page shows or saves, and the `draft` of an answer, which the page puts into the
    conversation: all of that would be too much to send several times a second.
    """

    page: Any
    address: Any
    message: Any
    draft: Any
    conversation: Any
    box: Any
    ask: Any
    stop: Any
    sources_panel: Any
    filter_bar: Any
    filter_form: Any
    conversation_list: Any
    writing_switch: Any

    def outputs(self) -> list[Any]:
        """Return the parts in the order of `_shown`."""
        seen = [self.conversation, self.box, self.sources_panel, self.filter_bar, self.filter_form]
        return [self.page, self.message, self.draft, *seen, self.conversation_list, self.writing_switch]


def lay_out(blocks: Any, tab: Any, controller: ChatController) -> None:
    """Place the parts of `tab`, which is in `blocks`, and connect them."""
    import gradio as gr

    parts, session = _place(), gr.State(Session())
    remembered = [parts.page, session]
    shown: dict[str, Any] = {"outputs": parts.outputs(), "show_progress": "hidden"}
    # An unfinished question must not keep the user from a new conversation, hence "multiple".
    shown |= {"trigger_mode": "multiple", "api_visibility": "private"}
    limit: dict[str, Any] = {"concurrency_limit": controller.asked_at_once, "concurrency_id": "ask"}

    def ask(typed: str, page: str, session: Session, request: gr.Request) -> Iterator[list[Any]]:
        yield from map(_shown, controller.ask(typed, _client_state(page, request), session))

    def again(page: str, session: Session, request: gr.Request, event: gr.EventData) -> Iterator[list[Any]]:
        yield from map(_shown, controller.ask_again(event._data or {}, _client_state(page, request), session))

    def act(page: str, session: Session, request: gr.Request, event: gr.EventData) -> list[Any]:
        return _shown(dispatch(controller, event._data or {}, _client_state(page, request), session))

    def action(name: str) -> Callable[..., list[Any]]:
        def dispatched(page: str, session: Session, request: gr.Request) -> list[Any]:
            # A tab is chosen when the page is made, too: then there is nothing to do yet.
            if not page:
                return _shown(PageUpdate())
            return _shown(dispatch(controller, {"act": name}, _client_state(page, request), session))

        return dispatched

    def load(page: str, address: str, session: Session, request: gr.Request) -> list[Any]:
        return _shown(arrive(controller, address, _client_state(page, request), session))

    gr.on([parts.box.submit, parts.ask.click], ask, [parts.box, *remembered], js=ASK_JS, **shown, **limit)
    parts.conversation.again(again, remembered, **shown, **limit)
    parts.conversation.act(act, remembered, queue=False, **shown)
    parts.stop.click(action("stop"), remembered, queue=False, **shown)
    tab.select(action("look"), remembered, js=SELECT_JS, queue=False, **shown)
    blocks.load(load, [parts.page, parts.address, session], js=LOAD_JS, queue=False, **shown)
    parts.page.change(None, parts.page, None, js=REMEMBER_JS)
    parts.message.change(None, parts.message, None, js=MESSAGE_JS)
    parts.draft.change(None, parts.draft, None, js=DRAFT_JS)


def _place() -> _Parts:
    import gradio as gr

    def html(name: str, value: str = "", on_load: str | None = None) -> Any:
        return gr.HTML(value, elem_id=name, js_on_load=on_load, apply_default_css=False, padding=False)

    page, address, message, draft = (gr.Textbox(visible="hidden") for _ in range(4))
    with gr.Row(elem_id="aq-work"):
        with gr.Column(elem_id="aq-conversation"):
            html("aq-tools", macro("page.html", "conversation_tools"))
            conversation = html("aq-talk", on_load=script("actions.js"))
            filter_bar = html("aq-filter-bar")
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
                ask = gr.Button("Ask", variant="primary", scale=0, min_width=72, elem_id="aq-go")
                stop = gr.Button("Stop", scale=0, min_width=72, elem_id="aq-stop")
            writing_switch = html("aq-writing")
            filter_form = html("aq-filter-form")
            conversation_list = html("aq-history", _drawer(""))
        with gr.Column(elem_id="aq-sources"):
            panel = html("aq-panel", sources_panel())
    return _Parts(
        page,
        address,
        message,
        draft,
        conversation,
        box,
        ask,
        stop,
        panel,
        filter_bar,
        filter_form,
        conversation_list,
        writing_switch,
    )


def _drawer(conversation_list: str) -> Markup:
    """Return the drawer that holds the list of conversations."""
    return macro("page.html", "earlier_conversations", conversation_list)


def _client_state(page: str, request: Any) -> ClientState:
    """Tell who is asking: the signed-in user, else this browser."""
    return ClientState.of(page, user_of(request))


def _shown(update: PageUpdate) -> list[Any]:
    """Return an update as the values of the tab's parts."""
    import gradio as gr

    message = None
    if update.warning or update.export:
        # The same text twice would not be seen as a change.
        message = json.dumps({"say": update.warning, "save": update.export, "once": secrets.token_hex(4)})
    values = [
        update.state.to_page() if update.state else None,
        message,
        update.draft,
        *(update.conversation, update.box, update.sources_panel, update.filter_bar, update.filter_form),
        None if update.conversation_list is None else _drawer(update.conversation_list),
        update.writing_switch,
    ]
    return [gr.skip() if value is None else value for value in values]
