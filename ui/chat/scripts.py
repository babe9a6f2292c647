"""The scripts that gradio runs when a part of the page is loaded (`js_on_load`), each a file of `on_load`."""

from pathlib import Path


def script(name: str) -> str:
    """Return the script of this name."""
    return Path(__file__).with_name("on_load").joinpath(name).read_text(encoding="utf-8")
