"""Read first by every Python with this folder on its PYTHONPATH: nothing gets out, and who tried is noted."""

import os
import socket
import sys
from typing import Any

NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
SENT = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in NAMED:
        host = arguments[0]
    elif event in SENT and arguments[0].family in {socket.AF_INET, socket.AF_INET6} and arguments[1]:
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in {"", "localhost", "::1"} or name.startswith("127."):
        return
    with open(os.environ["QA_TEST_NETWORK_LOG"], "a", encoding="utf-8") as log:  # noqa: PTH123
        log.write(f"{event} {name} {sys.argv}\n")
    raise OSError(f"The tests let nothing out: {event} {name}")


sys.addaudithook(_watch)
