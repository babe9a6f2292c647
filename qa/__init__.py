"""What may we say? Ask your own articles: exact quotes with their places, or an honest no.

Start reading at `qa.assistant`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.answers import Answer, Citation, Disagreement
    from qa.assistant import STRICT, Assistant
    from qa.once import answer

__all__ = ["STRICT", "Answer", "Assistant", "Citation", "Disagreement", "answer"]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `import qa` alone stays instant."""
    from importlib import import_module

    homes = {"Assistant": "qa.assistant", "STRICT": "qa.assistant", "answer": "qa.once"}
    if name not in __all__:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(homes.get(name, "qa.answers")), name)
