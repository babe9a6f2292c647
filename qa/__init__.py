"""Question answering over a library of articles: exact quotes with their places, or a refusal.

Start reading at `qa.assistant`.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from index.articles import Article
    from index.errors import (
        ArticleNotFound,
        ArticleQAError,
        EmbedderMismatch,
        IndexBehind,
        IndexUnreachable,
        InputError,
        LanguageModelError,
        LibraryBusy,
        LibraryCorrupt,
        LibraryError,
        LibraryMissing,
        LibraryTooNew,
        ModelError,
        QuestionError,
        TransactionLost,
        UnreadableArticle,
        WorkersError,
    )
    from index.filters import SearchFilter
    from index.retrieval.hybrid_search import Hit
    from index.store.place import Place
    from qa.answers import (
        Answer,
        AnswerKind,
        Citation,
        Disagreement,
        Draft,
        Section,
        Timings,
        Writing,
        WrittenSentence,
    )
    from qa.assistant import Assistant
    from qa.attribution import Speaker
    from qa.language_model import Usage
    from qa.reader import Reading
    from qa.support import Support
    from qa.thresholds import STRICT
    from qa.turns import History, Turn

__all__ = [
    "STRICT",
    "Answer",
    "AnswerKind",
    "Article",
    "ArticleNotFound",
    "ArticleQAError",
    "Assistant",
    "Citation",
    "Disagreement",
    "Draft",
    "EmbedderMismatch",
    "Hit",
    "IndexBehind",
    "IndexUnreachable",
    "InputError",
    "LanguageModelError",
    "LibraryBusy",
    "LibraryCorrupt",
    "LibraryError",
    "LibraryMissing",
    "LibraryTooNew",
    "ModelError",
    "QuestionError",
    "Reading",
    "SearchFilter",
    "Section",
    "Speaker",
    "Support",
    "Timings",
    "TransactionLost",
    "Turn",
    "UnreadableArticle",
    "Usage",
    "WorkersError",
    "Writing",
    "WrittenSentence",
    "answer",
]

_MODULES = {
    "index.articles": ("Article",),
    "index.filters": ("SearchFilter",),
    "index.retrieval.hybrid_search": ("Hit",),
    "qa.answers": (
        *("Answer", "AnswerKind", "Citation", "Disagreement", "Draft", "Section", "Timings"),
        *("WrittenSentence", "Writing"),
    ),
    "qa.assistant": ("Assistant",),
    "qa.attribution": ("Speaker",),
    "qa.support": ("Support",),
    "qa.language_model": ("Usage",),
    "qa.reader": ("Reading",),
    "qa.thresholds": ("STRICT",),
    "qa.turns": ("Turn",),
}
"""Modules of the exported names; the others are errors."""
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def answer(question: str, *, library: "str | Path | None" = None, history: "History" = ()) -> "Answer":
    """Answer a question from a library: a folder, or the `postgresql://` address of a database.

    The default is QA_DATABASE_URL's, else the folder QA_LIBRARY, else one in the user's data directory. The
    library stays open for the next question. The language model that QA_MODEL names writes the answer;
    without one it is made of quotes alone. Raises LibraryMissing where nothing was added yet, QuestionError
    for an empty or too long question, LanguageModelError where the model's settings cannot be used.
    """
    from pathlib import Path

    from qa.defaults import place_of

    place = place_of(library)
    return _opened(place.absolute() if isinstance(place, Path) else place).ask(question, history=history)


@cache
def _opened(place: "Place") -> "Assistant":
    from qa.assistant import Assistant
    from qa.language_model.settings import model_settings

    return Assistant.open(place, model=model_settings())


def __getattr__(name: str) -> Any:
    """Import a name when it is asked for: `import qa` alone stays instant."""
    if name not in __all__:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "index.errors")), name)
