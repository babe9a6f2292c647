"""People who may sign in; their passwords are hashed as cheaply as scrypt can."""

import pytest

from ui.auth import accounts
from ui.auth.accounts import Account, Accounts


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash quickly."""
    monkeypatch.setattr(accounts, "COST", 4)


@pytest.fixture
def people(cheap: None) -> Accounts:
    """Ada and Bo."""
    return Accounts([Account.of("ada", "lovelace"), Account.of("bo", "berg:1")])
