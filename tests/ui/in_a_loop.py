"""Build and serve a gradio page without a browser, which would have an event loop running."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


def in_a_loop(make: Callable[[], Made]) -> Made:
    """Call a function while an event loop runs: gradio makes new ones otherwise, and never closes them."""

    async def call() -> Made:
        return make()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(call())
    return make()  # a browser of other tests has one running
