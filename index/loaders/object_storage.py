"""Loading articles from an object storage (s3://, gs://, abfs:// …) through fsspec, by what reads files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from index.articles import Article
from index.errors import InputError, UnreadableArticle
from index.loaders import json_lines
from index.loaders.files import FORMATS, MAX_FILE_BYTES, format_of, read_format
from index.loaders.normalisation import printable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_OF_THE_WEB = frozenset({"http", "https"})

_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "checksum", "LastModified", "last_modified", "mtime")
_VERSIONS_LAST = ("updated", "created", "creation_time")
"""Fields by which the storages tell one version of an object from another, the surest first."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object that can be loaded.

    Attributes:
        address: its whole address.
        size: its number of bytes, 0 where the storage does not say.
        version: what tells this version of it from another one; None where the storage does not say.
    """

    address: str
    size: int
    version: str | None


@dataclass(frozen=True, slots=True)
class FoundObjects:
    """The objects below an address.

    Attributes:
        objects: those that can be loaded, in the order of their names.
        left_out: the names, below the address, of those of other formats.
    """

    objects: tuple[StoredObject, ...]
    left_out: tuple[str, ...] = ()


def is_object_address(name: str) -> bool:
    """Whether this is the address of an object storage, rather than a path or an address of the web."""
    scheme = _ADDRESS.match(name)
    return scheme is not None and scheme[1].lower() not in _OF_THE_WEB


def discover_objects(address: str) -> FoundObjects:
    """Return the objects to load at an address: one object, or all below a prefix.

    Raises:
        InputError: the storage cannot be read, or holds nothing there that can.
    """
    where = printable(address)
    storage, path = _storage(address)
    try:
        listed: dict[str, dict[str, Any]] = storage.find(path, detail=True)
    except Exception as error:  # each provider has errors of its own
        raise InputError(f"{where} {_failure(error)}.") from error
    shown = {name: info for name, info in sorted(listed.items()) if not _is_hidden(name, path)}
    objects = tuple(
        StoredObject(storage.unstrip_protocol(name), int(info.get("size") or 0), _version(info))
        for name, info in shown.items()
        if format_of(PurePosixPath(name))
    )
    if not objects:
        what = "holds no object that can be read" if shown else "does not exist, or holds nothing"
        raise InputError(f"{where} {what}; the formats are {', '.join(FORMATS)}.")
    if _storage(objects[0].address)[0] != storage:
        raise InputError(f"{where} names a server or another file, which no worker would find. Mount it.")
    left_out = (name[len(path) :].lstrip("/") for name in shown if not format_of(PurePosixPath(name)))
    return FoundObjects(objects, tuple(left_out))


def load_object(address: str) -> Iterator[Article | UnreadableArticle]:
    """Yield the articles of one object, as `load_file` does; their `path` is the address."""
    where = printable(address)
    try:
        storage, path = _storage(address)
        with storage.open(path, "rb") as raw:
            if format_of(PurePosixPath(path)).startswith(".jsonl"):
                yield from json_lines.read_stream(raw, where, address)
            else:
                yield replace(_read(raw.read(MAX_FILE_BYTES + 1), path, where), path=address)
    except UnreadableArticle as error:
        yield error
    except InputError as error:
        yield UnreadableArticle(where, str(error))
    except Exception as error:  # each provider has errors of its own
        yield UnreadableArticle(where, _failure(error))


def _storage(address: str) -> tuple["AbstractFileSystem", str]:
    from fsspec.core import url_to_fs
    from fsspec.registry import known_implementations

    scheme = address.partition("://")[0].lower()
    try:
        storage, path = url_to_fs(address)
    except ImportError as error:
        known = known_implementations.get(scheme, {"class": ""})
        package = str(known["class"]).partition(".")[0]
        how = f'pip install "{package}"' if package not in {"", "fsspec"} else str(error)
        raise InputError(
            f"Reading {scheme}:// takes a package that is not installed. Install it, then run the command "
            f"again: {how}"
        ) from error
    except Exception as error:  # each provider has errors of its own
        reason = f"cannot be read ({_first_line(error)}); name a path, or an address such as s3://bucket/news"
        raise InputError(f"{printable(address)} {reason}.") from error
    return storage, str(path)


def _read(data: bytes, path: str, where: str) -> Article:
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableArticle(where, "over 200 MB; split it")
    name = PurePosixPath(path)
    suffix = format_of(name)
    return read_format(suffix, data, where, name.name[: -len(suffix)])


def _is_hidden(name: str, root: str) -> bool:
    """Whether a part of a name below the root begins with a dot, as of files that are passed over."""
    return any(part.startswith(".") for part in name[len(root) :].split("/"))


def _version(info: dict[str, Any]) -> str | None:
    told = next((str(info[name]) for name in (*_VERSIONS, *_VERSIONS_LAST) if info.get(name)), None)
    return told and f"{info.get('size')} {told}"


def _failure(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist; check the address"
        case PermissionError():
            return "cannot be opened: permission denied; check your credentials and who may read it"
        case _:
            return f"cannot be read ({_first_line(error)}); check the address and your credentials"


def _first_line(error: Exception) -> str:
    return printable((str(error).splitlines() or [type(error).__name__])[0][:200])
