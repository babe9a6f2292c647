"""The values of the command line's flags: each is read from its text, or refused with what it should be."""

from argparse import ArgumentTypeError
from datetime import date

from ui.settings import MOST_PASSAGES

MOST_WORKERS = 10_000
"""Largest number of workers that anybody means."""

LAST_PORT = 65535
"""Largest number of a port."""


def day(text: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a day like 2024-06-16") from error


def place(text: str) -> str:
    """Read a folder or an address; Python would take an empty one for the folder one is in."""
    if not text:
        raise ArgumentTypeError("is empty; name a folder")
    return text


def model(text: str) -> str:
    """Read the name of a language model; what it names is found out when it is opened."""
    if not text.strip():
        raise ArgumentTypeError("is empty; name a model like ollama:llama3.2, or say --quotes-only")
    return text


def port(text: str) -> int:
    """Read the number of a port; 0 is any that is free."""
    if not text.isdecimal() or not int(text) <= LAST_PORT:
        raise ArgumentTypeError(f"{text!r} is not a number from 0 (any that is free) to {LAST_PORT}")
    return int(text)


def passages(text: str) -> int:
    """Read a number of passages."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PASSAGES:
        raise ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_PASSAGES}")
    return int(text)


def workers(text: str) -> int:
    """Read a number of workers."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_WORKERS:,}")
    return int(text)
