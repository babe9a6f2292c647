"""The web chat. `page` is what it is made of, `server` how it is served; only this folder imports gradio."""

from ui.asks import Asks
from ui.chat.page import build
from ui.chat.server import launch, serve

__all__ = ["Asks", "build", "launch", "serve"]
