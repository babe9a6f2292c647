"""Where a library is: a folder, or a database and what belongs to it."""

from dataclasses import dataclass, field
from pathlib import Path

from index.store.chroma.address import ChromaAddress
from index.store.postgres.address import DEFAULT_SCHEMA, location_of


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """The place of a library that several machines share. Passwords and tokens are not shown.

    Attributes:
        address: the address of its PostgreSQL database (`postgresql://…`).
        folder: where the files of its vector index lie without `chroma`, in a folder of the library's own.
        schema: the schema of its tables.
        chroma: the servers of its vector index, each with a share; none where it is inside this process.
        token: what the servers let in, if they ask for it.
        replicas: addresses of the database's streaming replicas, from which it is read.
    """

    address: str = field(repr=False)
    folder: Path
    schema: str = DEFAULT_SCHEMA
    chroma: tuple[ChromaAddress, ...] = ()
    token: str = field(default="", repr=False)
    replicas: tuple[str, ...] = field(default=(), repr=False)

    @property
    def location(self) -> str:
        """The address as users read it: without a password."""
        return location_of(self.address)


Place = Path | SharedPlace
"""Where a library is: a folder with all of it, or a database."""
