"""The command `qa chat`: who may reach the web chat, and who may sign in."""

import ipaddress
import sys
from argparse import Namespace
from contextlib import nullcontext
from typing import TYPE_CHECKING

from index.errors import InputError
from index.library import Library
from index.store.place import Place, SharedPlace
from ui import terminal
from ui.settings import language_model, library_place, threshold

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.language_model import ModelSettings
    from ui.auth.accounts import Accounts
    from ui.serving.settings import ServingSettings

OVERHEARD = (
    "Note: over http, names and passwords can be overheard on the network. "
    "Put a server that speaks https in front of this one.\n"
)


def chat(flags: Namespace) -> int:
    """Serve the web chat until Ctrl-C."""
    from ui.auth.accounts import read_accounts
    from ui.serving.json_log import json_log
    from ui.serving.settings import serving_settings

    place = library_place(flags)
    named = place.location if isinstance(place, SharedPlace) else place
    accounts = read_accounts(flags.auth, flags.auth_file, named)
    settings = serving_settings(flags)
    check_reach(
        flags.host,
        public=flags.public,
        signed_in=accounts is not None,
        behind_proxy=settings.behind_proxy,
    )
    if accounts is not None and not is_loopback(flags.host) and not settings.behind_proxy:
        sys.stderr.write(OVERHEARD)
    model = language_model(flags)
    log = json_log(with_questions=settings.logs_questions) if settings.json_log else nullcontext()
    with _opened(place, threshold(flags), model) as assistant, log:
        _serve(assistant, accounts, flags, settings, model.name if model else "")
    return 0


def check_reach(host: str, *, public: bool, signed_in: bool, behind_proxy: bool = False) -> None:
    """Refuse to let a network read the articles by accident, through a proxy either. Raises InputError."""
    if not (public or signed_in or (is_loopback(host) and not behind_proxy)):
        where = "behind a proxy (QA_TRUSTED_PROXIES)" if behind_proxy else f"on {host or 'every address'}"
        raise InputError(
            f"Listening {where} lets everybody on the network read your articles. Have "
            "people sign in with --auth-file FILE (`qa password NAME` makes its lines), or say --public."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _opened(place: Place, sure: float, model: "ModelSettings | None") -> "Assistant":
    """Open the library; where there is none, begin one: the page helps to fill it."""
    from qa.assistant import Assistant
    from qa.defaults import default_embedder

    with terminal.progress() as advance:
        Library.open(place, default_embedder(), create=True, progress=advance).close()
    return Assistant.open(place, threshold=sure, model=model)


def _serve(
    assistant: "Assistant",
    accounts: "Accounts | None",
    flags: Namespace,
    settings: "ServingSettings",
    model: str,
) -> None:
    from ui.auth.auth_middleware import Authenticator
    from ui.auth.sessions import kept_sessions
    from ui.chat import serve

    with terminal.waiting("Loading the model…"):
        # The first person to ask should not have to wait for it.
        assistant.ask("Ready?", written=False)
    store = assistant.library.store
    serve(
        assistant,
        examples=flags.example,
        host=flags.host,
        port=flags.port,
        open_browser=not flags.no_browser,
        threshold=threshold(flags),
        sign_in=Authenticator(accounts, kept_sessions(store), store.location) if accounts else None,
        model=model,
        shared=flags.public or accounts is not None or not is_loopback(flags.host),
        settings=settings,
    )
