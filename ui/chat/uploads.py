"""Files that a reader hands in: dropped or chosen in the page, held until they are read, then deleted."""

import atexit
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ui.chat.scripts import script
from ui.guard import LARGEST_UPLOAD
from ui.render.environment import macro

LONGEST_NAME = 240
"""Bytes of a file's name that are kept whole; file systems take 255."""

FOLDER = "GRADIO_TEMP_DIR"
"""The environment variable that tells gradio where uploads go."""

_PROBLEMS = {
    "large": f"over {LARGEST_UPLOAD // 1_000_000} MB; split it, or add it in a terminal with `qa add`",
    "failed": "did not arrive; try it again (of a folder, choose the files in it)",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: where it lies for now, or why it did not arrive."""

    name: str
    file: Path | None = None
    problem: str | None = None


def drop_zone(name: str, invitation: str, formats: str, *, several: bool) -> Any:
    """Place a field to drop files on or choose them; its event `handed_in` is for `Uploads`.

    Args:
        name: an id for the field, unique in the page.
        invitation: what the field says.
        formats: what can be handed in, said below.
        several: whether more than one file can be handed in at once.
    """
    import gradio as gr

    _keep_uploads_private()
    field = macro("page.html", "drop_zone", name, invitation, formats, several, LARGEST_UPLOAD)
    return gr.HTML(field, elem_id=name, js_on_load=script("upload.js"))


class Uploads:
    """The files of one handing-in, moved to a folder of their own under their own names.

    Whoever uses them deletes them with `clear`.
    """

    def __init__(self, data: object) -> None:
        """Take over the files that an event's data names; what is no upload did not arrive."""
        Path(os.environ[FOLDER]).mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="taken-", dir=os.environ[FOLDER]))
        listed = data.get("files") if isinstance(data, dict) else None
        rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
        self.files = tuple(self._taken(number, row) for number, row in enumerate(rows))

    def clear(self) -> None:
        """Delete the files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _taken(self, number: int, row: dict[str, object]) -> Upload:
        name = _file_name(row.get("name"))
        if row.get("problem") in _PROBLEMS:
            return Upload(name, problem=_PROBLEMS[str(row["problem"])])
        own = self._folder / str(number) / name
        try:
            own.parent.mkdir()
            arrived = _uploaded(row.get("path"))
            arrived.rename(own)
            arrived.parent.rmdir()
        except (OSError, ValueError):
            return Upload(name, problem=_PROBLEMS["failed"])
        return Upload(name, own)


def _uploaded(path: object) -> Path:
    """Return the uploaded file of this path; ValueError for any other: the page could name all there are."""
    if not isinstance(path, str):
        raise ValueError
    folder, file = Path(os.environ[FOLDER]).resolve(), Path(path).resolve()
    if file.parent.parent != folder or file.parent.name.startswith("taken-") or not file.is_file():
        raise ValueError
    return file


def _file_name(name: object) -> str:
    """Make a name that any file system takes and any page shows of what the browser calls a file."""
    last = str(name).replace("\\", "/").rpartition("/")[2] if name else ""
    plain = "".join(sign if sign.isprintable() else "_" for sign in last).strip(". ")
    if len(plain.encode()) > LONGEST_NAME:
        plain = f"{plain[:30]}…{hashlib.sha256(plain.encode()).hexdigest()[:8]}{plain[-20:]}"
    return plain or "unnamed"


def _keep_uploads_private() -> None:
    """Have uploads land in a folder that others on this machine cannot read and that goes with the server."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="article-qa-uploads-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
