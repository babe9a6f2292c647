"""Ray on this machine, or a cluster that the user named."""

import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.embedding.runtime import processors
from index.errors import WorkersError

OBJECT_STORE_BYTES = 1 << 30
"""Number of bytes that wait between workers and whoever stores, at most; then the workers wait."""

CONNECT_TIMEOUT = 10.0
"""Number of seconds that a cluster may take to answer at first."""

HOME = ("HOME", "USERPROFILE")
"""Names of the variables that tell a process its user's home folder, on any system."""

_LOCAL_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    # As on macOS and Windows: Ray listens on loopback alone, not on every network of this machine.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    # Nobody else who uses this machine can have it run anything.
    "RAY_AUTH_MODE": "token",
}


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers to be used.

    Attributes:
        count: how many; None for one a processor.
        address: the address of a cluster; None for this machine.
    """

    count: int | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """What there is to work with.

    Attributes:
        workers: how many workers there are to be.
        processors: how many processors each has.
        gpus: how many GPUs there are.
    """

    workers: int
    processors: int
    gpus: int


@contextmanager
def running(workers: Workers) -> Iterator[Capacity]:
    """Start Ray on this machine, or connect to the cluster; stop, or leave it, at the end.

    Raises:
        WorkersError: Ray is not installed, does not start, or the cluster cannot be used.
    """
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    if workers.address is None:
        os.environ.update(_LOCAL_SETTINGS)
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    try:
        import ray
    except ImportError as error:
        raise WorkersError(
            'Adding by several workers takes Ray, which is not installed: pip install "article-qa[ray]"'
        ) from error
    if ray.is_initialized():
        yield _capacity(workers)
        return
    folder = tempfile.mkdtemp(prefix="qa-ray-")
    try:
        _start(workers, folder)
        yield _capacity(workers)
    finally:
        ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


def _start(workers: Workers, folder: str) -> None:
    import ray

    try:
        with _quiet():
            if workers.address is not None:
                _reach(workers.address)
                ray.init(workers.address, log_to_driver=False, logging_level=logging.ERROR)
            else:
                with _home_without_cloud(Path(folder)):
                    ray.init(
                        "local",
                        num_cpus=workers.count or processors(),
                        include_dashboard=False,
                        object_store_memory=OBJECT_STORE_BYTES,
                        log_to_driver=False,
                        logging_level=logging.ERROR,
                        _temp_dir=folder,
                    )
    except Exception as error:  # ConnectionError, RuntimeError, ValueError, and what gRPC raises
        place = f"the Ray cluster at {workers.address}" if workers.address else "Ray on this machine"
        raise WorkersError(
            f"Cannot use {place} ({_reason(error)}). Check that it runs, with the same versions of Python "
            "and Ray as here, or add without it."
        ) from error


def _reach(address: str) -> None:
    """Raise OSError where nobody listens at an address: Ray itself asks again for many minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_TIMEOUT).close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep from the terminal what Ray's compiled part says of its own settings; errors are raised."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _home_without_cloud(folder: Path) -> Iterator[None]:
    """Have Ray's processes find a note of where they run, or they ask the network which cloud it is.

    Workers take their own home folder back: see `index.workers.pipeline`.
    """
    (folder / "ray_bootstrap_config.yaml").write_text("provider:\n  type: local\n", encoding="utf-8")
    kept = {name: os.environ.get(name) for name in HOME}
    os.environ.update(dict.fromkeys(HOME, str(folder)))
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _capacity(workers: Workers) -> Capacity:
    import ray

    resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    gpus = int(resources.get("GPU", 0))
    if workers.address is not None:
        return Capacity(workers.count or max(1, int(resources.get("CPU", 1))), 1, gpus)
    count = workers.count or processors()
    return Capacity(count, max(1, processors() // count), gpus)


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines)[:300].rstrip(".") if lines else type(error).__name__
