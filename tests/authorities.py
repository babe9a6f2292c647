"""The certificate authorities of the web, which no server of the tests has its certificate from.

A client that is opened reads them all, which takes as long as some hundred requests on loopback.
"""

import ssl
from typing import Any

import certifi

_PATHS = ssl.get_default_verify_paths()
_OF_THE_WEB = {certifi.where(), _PATHS.openssl_cafile, "/etc/ssl/certs/ca-certificates.crt"}
_load = ssl.SSLContext.load_verify_locations


def leave_out_authorities() -> None:
    """Have clients of this process trust no authority but those that a test names."""
    ssl.SSLContext.load_verify_locations = _load_what_a_test_names  # type: ignore[method-assign, assignment]


def _load_what_a_test_names(
    context: ssl.SSLContext, cafile: Any = None, capath: Any = None, cadata: Any = None
) -> None:
    if cafile not in _OF_THE_WEB and (cafile or cadata or capath != _PATHS.openssl_capath):
        _load(context, cafile, capath, cadata)
