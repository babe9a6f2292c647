"""What `qa add` was given: paths with what is there, addresses of the web, and of object storages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError

if TYPE_CHECKING:
    from index.loaders import FoundFiles
    from index.loaders.object_storage import FoundObjects


@dataclass(frozen=True, slots=True)
class GivenInputs:
    """The inputs of an addition.

    Attributes:
        paths: the paths, with the files there.
        addresses: the http(s) addresses.
        stored: the addresses of object storages, with the objects there.
    """

    paths: list[tuple[Path, "FoundFiles"]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    stored: list[tuple[str, "FoundObjects"]] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """The files."""
        return [file for _, found in self.paths for file in found.files]

    def __bool__(self) -> bool:
        """Whether there is anything to add."""
        return bool(self.files or self.addresses or self.stored)


def given_inputs(names: Iterable[str], *, by_workers: bool) -> tuple[GivenInputs, list[InputError]]:
    """Sort what was given by what it is; return the errors of what is nothing that can be added.

    An object storage is read by workers alone: it may hold what one process would take days for.
    """
    given = GivenInputs()
    errors: list[InputError] = []
    for name in names:
        try:
            _sort(name, given, by_workers=by_workers)
        except InputError as error:
            errors.append(error)
    return given, errors


def _sort(name: str, given: GivenInputs, *, by_workers: bool) -> None:
    from index.loaders import discover_files, discover_objects, is_object_address

    if name.lower().startswith(("http://", "https://")):
        given.addresses.append(name)
    elif not name:
        # Python takes it for the folder one is in.
        raise InputError("A path is empty. Name a file, a folder or an address.")
    elif not is_object_address(name) or Path(name).exists():
        given.paths.append((Path(name), discover_files(Path(name))))
    elif not by_workers:
        raise InputError(
            f"{name} is no address that can be read. Name one of http:// or https://; an object storage is "
            "read with --workers."
        )
    elif name.lower().startswith("file://"):
        path = Path(name[len("file://") :])
        given.paths.append((path, discover_files(path)))
    else:
        given.stored.append((name, discover_objects(name)))
