"""Addresses of those who connect."""

import ipaddress
from collections.abc import Mapping
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def peer_address(scope: Mapping[str, Any]) -> Address | None:
    """Return the address a request came from; None where it is none, as with a socket in the file system.

    A server that listens on IPv6 sees IPv4 addresses in those of IPv6.
    """
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
