"""What the environment and the flags say, read once and handed on as plain arguments."""

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.filters import SearchFilter
from index.store.place import Place

if TYPE_CHECKING:
    from qa.language_model import ModelSettings

MOST_PASSAGES = 1000
"""Largest number of passages of one search: all that anybody can read."""


def library_place(flags: Namespace) -> Place:
    """Return where --library says that the library is, else the environment, else a data directory."""
    from qa.defaults import place_of

    place = place_of(flags.library)
    if not isinstance(place, Path):
        return place
    try:
        # Path.expanduser raises where there is no such user.
        return Path(os.path.expanduser(place)).absolute()  # noqa: PTH111
    except FileNotFoundError as error:
        raise LibraryError(
            "The folder that this was started in is gone. Change to another, or name the library in full: "
            "--library /home/you/library."
        ) from error


def threshold(flags: Namespace) -> float:
    """Return the confidence below which nothing is answered."""
    from qa.thresholds import ANSWER_THRESHOLD, STRICT

    return STRICT if flags.strict else ANSWER_THRESHOLD


def language_model(flags: Namespace) -> "ModelSettings | None":
    """Return the settings of the language model of --model, else of QA_MODEL.

    None where none is set, or --quotes-only says that none is to write. Nothing is contacted. Raises
    LanguageModelError where a setting cannot be used, or the model's package or its key is missing: before
    anything is asked.
    """
    return None if flags.quotes_only else checked_model(flags.model)


def checked_model(name: str | None = None) -> "ModelSettings | None":
    """Return the settings of a model, by default of QA_MODEL's; errors as those of `language_model`."""
    from qa.language_model import model_settings, open_model

    settings = model_settings(name)
    if settings:
        open_model(settings)
    return settings


def search_filter(flags: Namespace) -> SearchFilter:
    """Return the sources, days and articles that a search is to use."""
    return SearchFilter.of(flags.source, flags.since, flags.until, flags.article)
