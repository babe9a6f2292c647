"""The `qa` command as processes of its own, several at once, with vectors of words."""

import os
import subprocess
import sys

from index.store.place import Place, SharedPlace

LONGEST = 600
"""Seconds after which a command is taken to hang."""

BUSY = "Another process is writing"
"""What a command says where a library takes one writer, and another is at work."""


def qa_command(place: Place, *arguments: str) -> "subprocess.Popen[str]":
    """Start the command with vectors of words."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    if isinstance(place, SharedPlace):
        settings |= {"QA_DATABASE_URL": place.address, "QA_DATABASE_SCHEMA": place.schema}
        settings |= {"QA_CHROMA_URL": ",".join(map(str, place.chroma)), "QA_LIBRARY": str(place.folder)}
    else:
        settings |= {"QA_LIBRARY": str(place)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ui.with_words", *arguments],
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def complaint(command: "subprocess.Popen[str]") -> str:
    """Wait until a command ends; return what it complains of, unless another was writing."""
    _, said = command.communicate(timeout=LONGEST)
    return "" if command.returncode == 0 or BUSY in said else said.strip()
