"""The command `qa chat`: who may reach the web chat, and who may sign in."""

import ipaddress
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import InputError
from index.library import Library
from ui import terminal
from ui.settings import language_model, library_folder, threshold

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.language_model import ModelSettings
    from ui.auth.accounts import Accounts

OVERHEARD = (
    "Note: over http, names and passwords can be overheard on the network. "
    "Put a server that speaks https in front of this one.\n"
)


def chat(flags: Namespace) -> int:
    """Serve the web chat until Ctrl-C."""
    from ui.auth.accounts import read_accounts

    folder = library_folder(flags)
    accounts = read_accounts(flags.auth, flags.auth_file, folder)
    check_reach(flags.host, public=flags.public, signed_in=accounts is not None)
    if accounts is not None and not is_loopback(flags.host):
        sys.stderr.write(OVERHEARD)
    model = language_model(flags)
    with _opened(folder, threshold(flags), model) as assistant:
        _serve(assistant, accounts, flags, model.name if model else "")
    return 0


def check_reach(host: str, *, public: bool, signed_in: bool) -> None:
    """Refuse to let a network read the articles by accident. Raises InputError."""
    if not (public or signed_in or is_loopback(host)):
        raise InputError(
            f"Listening on {host or 'every address'} lets everybody on the network read your articles. Have "
            "people sign in with --auth-file FILE (`qa password NAME` makes its lines), or say --public."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _opened(folder: Path, sure: float, model: "ModelSettings | None") -> "Assistant":
    """Open the library; where there is none, begin one: the page helps to fill it."""
    from qa.assistant import Assistant
    from qa.defaults import default_embedder

    with terminal.progress() as advance:
        Library.open(folder, default_embedder(), create=True, progress=advance).close()
    return Assistant.open(folder, threshold=sure, model=model)


def _serve(assistant: "Assistant", accounts: "Accounts | None", flags: Namespace, model: str) -> None:
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
    )
