"""The URL policy of a server that fetches addresses which others paste: public machines only (no SSRF).

Otherwise whoever may paste an address could have the server read what only it can reach: its own services,
those of its private network, its provider's.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any

from index.errors import InputError

if TYPE_CHECKING:
    import httpx


class NotPublic(InputError):
    """The error of an address that leads to this machine or to a private network."""


def pin_address(address: "httpx.URL") -> dict[str, Any]:
    """Return the request for an address, pinned to the IP address that was checked (no DNS rebinding).

    A name that is looked up twice can lead elsewhere the second time, so the request has no name to look up;
    the certificate is still that of the name.

    Raises:
        NotPublic: the address leads to this machine or to a private network.
        OSError: the name leads nowhere.
    """
    host = address.raw_host.decode("ascii").strip("[]")
    found = socket.getaddrinfo(host, address.port or address.scheme, type=socket.SOCK_STREAM)
    machines = [str(entry[4][0]) for entry in found]
    if not all(map(is_public, machines)):
        raise NotPublic
    return {
        "url": address.copy_with(host=machines[0]),
        "headers": {"Host": address.netloc.decode("ascii")},
        "extensions": {"sni_hostname": host},
    }


def is_public(machine: str) -> bool:
    """Tell whether an IP address, of either version, is one of the open web."""
    parsed = ip_address(machine.partition("%")[0])
    within = _within(parsed)
    return parsed.is_global and not parsed.is_multicast and (within is None or within.is_global)


def _within(parsed: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the address of version 4 that one of version 6 stands for, if it does."""
    if isinstance(parsed, IPv4Address):
        return None
    return parsed.ipv4_mapped or parsed.sixtofour
