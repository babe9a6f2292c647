"""The settings of a chat server that stands beside others behind a proxy, read once."""

import ipaddress
import os
import re
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import InputError

LOOPBACK = ("127.0.0.1", "::1")
"""Proxies that are trusted where none are named: programs on this machine."""

STOP_SECONDS = 25
"""Default number of seconds that running answers get at a stop: Kubernetes kills after 30."""

LONGEST_STOP = 3600

SHORTEST_TOKEN = 16
"""Characters of a token for the metrics."""

_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")


@dataclass(frozen=True, slots=True)
class ServingSettings:
    """How a server is reached, watched and stopped.

    Attributes:
        trusted_proxies: addresses and networks whose X-Forwarded headers are believed.
        behind_proxy: whether they were named, so that others than this machine's users come through them.
        root_path: the path at which the proxy serves the chat, "" for the whole host.
        metrics_token: what a reader of the metrics sends; "" where only programs on this machine may.
        stop_seconds: the number of seconds that running answers get at a stop.
        json_log: whether logs are lines of JSON.
        logs_questions: whether they tell what was asked.
    """

    trusted_proxies: tuple[str, ...] = LOOPBACK
    behind_proxy: bool = False
    root_path: str = ""
    metrics_token: str = ""
    stop_seconds: float = STOP_SECONDS
    json_log: bool = False
    logs_questions: bool = False


def serving_settings(flags: Namespace, environment: Mapping[str, str] = os.environ) -> ServingSettings:
    """Return the settings of the flags, else of the environment. Raises InputError for one that is none."""
    proxies = _proxies(environment.get("QA_TRUSTED_PROXIES", ""))
    return ServingSettings(
        trusted_proxies=proxies or LOOPBACK,
        behind_proxy=bool(proxies),
        root_path=_root_path(environment.get("QA_ROOT_PATH", "")),
        metrics_token=_token(environment.get("QA_METRICS_TOKEN", "")),
        stop_seconds=_seconds(environment.get("QA_STOP_SECONDS", "")),
        json_log=_is_json(flags.log or environment.get("QA_LOG", "")),
        logs_questions=flags.log_questions or environment.get("QA_LOG_QUESTIONS") == "1",
    )


def _proxies(said: str) -> tuple[str, ...]:
    proxies = tuple(filter(None, (one.strip() for one in said.split(","))))
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            raise InputError(
                f"QA_TRUSTED_PROXIES: {proxy!r} is no address and no network. Write them like "
                "10.0.0.7,10.1.0.0/16."
            ) from error
    return proxies


def _root_path(said: str) -> str:
    path = said.rstrip("/")
    if path and not _ROOT_PATH.fullmatch(path):
        raise InputError(f"QA_ROOT_PATH: {said!r} is no path. Write it like /archive.")
    return path


def _token(said: str) -> str:
    if said and (len(said) < SHORTEST_TOKEN or not said.isascii() or not said.isprintable()):
        raise InputError(
            f"QA_METRICS_TOKEN is no secret: take {SHORTEST_TOKEN} random letters or more "
            "(`openssl rand -hex 16` makes some)."
        )
    return said


def _seconds(said: str) -> float:
    if not said:
        return STOP_SECONDS
    if not said.isdecimal() or int(said) > LONGEST_STOP:
        raise InputError(f"QA_STOP_SECONDS: {said!r} is not a number from 0 to {LONGEST_STOP}.")
    return int(said)


def _is_json(said: str) -> bool:
    if said not in {"", "text", "json"}:
        raise InputError(f"QA_LOG: {said!r} is neither text nor json.")
    return said == "json"
