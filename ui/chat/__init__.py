"""The web chat. `page` is what it is made of, `server` how it is served; only this folder imports gradio."""

from qa.engine import Engine
from ui.chat.page import build
from ui.chat.server import launch, serve

__all__ = ["Engine", "build", "launch", "serve"]
