import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import InputError
from tests.ui.commands import Run
from ui.auth.accounts import Account, Accounts, read_accounts

PLACE = Path("library")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.txt"


# Passwords


def test_only_the_password_opens_an_account(people: Accounts) -> None:
    ada = people.admit("ada", "lovelace")
    assert ada is not None
    assert ada.name == "ada"
    for name, password in (
        ("ada", "Lovelace"),
        ("ada", ""),
        ("ada", "berg:1"),
        ("ADA", "lovelace"),
        ("", ""),
    ):
        assert people.admit(name, password) is None


def test_a_name_is_found_whatever_stands_around_it_and_however_it_is_composed(cheap: None) -> None:
    people = Accounts([Account.of("zo\u00eb", "caf\u00e9")])
    assert people.admit(" zoe\u0308 ", "cafe\u0301")


def test_equal_passwords_hash_differently_and_do_not_show() -> None:
    one, other = Account.of("ada", "lovelace"), Account.of("bo", "lovelace")
    assert one.key != other.key
    assert "lovelace" not in one.line + repr(one)
    assert one.line.startswith("ada:$scrypt$ln=15,r=8,p=1$")


def test_another_password_is_another_fingerprint(cheap: None) -> None:
    salt = bytes(16)
    fingerprints = {Account.of("ada", password, salt).fingerprint for password in ("one", "two", "one")}
    assert len(fingerprints) == 2


@given(name=st.text(max_size=70), password=st.text(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_account_is_read_back_from_its_line_and_opens(name: str, password: str, cheap: None) -> None:
    try:
        account = Account.of(name, password)
    except InputError:
        assert (
            not password
            or not name.strip()
            or len(name.strip()) > 60
            or not name.strip().isprintable()
            or ":" in name
        )
        return
    assert Account.parse(account.line) == account
    assert "\n" not in account.line
    assert account.opens(password)
    assert not account.opens(f"{password}x")


@given(st.text(max_size=80))
def test_any_other_line_is_refused_and_told_nothing_of(line: str) -> None:
    with pytest.raises(InputError) as refused:
        Account.parse(f"ada:{line}")
    assert len(line) < 5 or line not in str(refused.value)


@pytest.mark.parametrize("parameters", ["ln=40,r=8,p=1", "ln=0,r=8,p=1", "ln=15,r=1,p=1", "ln=15,r=8,p=99"])
def test_parameters_that_would_take_all_memory_or_none_are_refused(people: Accounts, parameters: str) -> None:
    line = Account.of("ada", "lovelace").line.replace("ln=4,r=8,p=1", parameters)
    with pytest.raises(InputError, match="parameters"):
        Account.parse(line)


# Where they are given


def test_nobody_signs_in_where_no_account_is_given() -> None:
    assert read_accounts([], None, PLACE) is None


def test_accounts_come_from_flags_and_from_a_file(cheap: None, file: Path) -> None:
    line = Account.of("bo", "berg").line
    file.write_text(f"\ufeff# people\n\n{line}\r\n", encoding="utf-8")
    people = read_accounts(["ada:love:lace"], file, PLACE)
    assert people
    assert people.admit("ada", "love:lace")
    assert people.admit("bo", "berg")


def test_an_account_of_a_flag_stays_itself_from_start_to_start(cheap: None) -> None:
    def fingerprint(pair: str, place: Path = PLACE) -> str:
        people = read_accounts([pair], None, place)
        account = people and people.find("ada")
        assert account
        return account.fingerprint

    assert fingerprint("ada:lovelace") == fingerprint("ada:lovelace")
    assert fingerprint("ada:lovelace") != fingerprint("ada:other")
    assert fingerprint("ada:lovelace") != fingerprint("ada:lovelace", Path("another"))


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        (["secret"], "--auth takes name:password. Put a colon between the two."),
        ([":secret"], "A name to sign in with has 1 to 64 letters, and no colon. Choose another."),
        (["ada:"], "The password is empty. Choose one."),
        (["ada:secret" * 200], "The password has more than 1,024 characters. Choose a shorter one."),
        (["ada:secret", "ada:secret"], "There are two passwords for 'ada'. Leave one away."),
    ],
)
def test_a_flag_that_cannot_be_used_is_named_without_its_password(
    cheap: None, pairs: list[str], reason: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_accounts(pairs, None, PLACE)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ada:secret\n", ":1: not a name and a hashed password. Make a line with `qa password NAME`."),
        ("\n# x\nsecret", ":3: not a name and a hashed password."),
        ("LINE\nLINE\n", ":2: a second password for 'ada'. Leave one away."),
        ("LINE\nCUT\n", ":2: not a name and a hashed password."),
        ("", " names nobody. Make a line with `qa password NAME`."),
        ("# nobody\n", " names nobody."),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_line(
    cheap: None, file: Path, text: str, reason: str
) -> None:
    line = Account.of("ada", "lovelace").line
    file.write_text(text.replace("LINE", line).replace("CUT", line[:-30]), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_accounts([], file, PLACE)
    assert str(refused.value).startswith(f"{file}{reason}")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        ("folder", "Is a directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_way_out(
    file: Path, given: bytes | str | None, reason: str
) -> None:
    if isinstance(given, bytes):
        file.write_bytes(given)
    elif given:
        file.mkdir()
    with pytest.raises(InputError) as refused:
        read_accounts([], file, PLACE)
    assert str(refused.value).startswith(f"Cannot read {file} ({reason}). Name a file of lines.")


# Making a line


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Type these at a terminal that asks for passwords."""
    answers: list[str] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    return answers


def test_a_line_is_made_of_what_is_typed_twice(cheap: None, qa: Run, typed: list[str]) -> None:
    typed += ["lovelace", "lovelace"]
    ran = qa("password", "ada")
    assert (ran.status, ran.err) == (0, "")
    assert "lovelace" not in ran.out
    assert Account.parse(ran.out.strip()).opens("lovelace")


def test_a_line_is_made_of_what_comes_in_a_pipe(
    cheap: None, qa: Run, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"love lace{os.linesep}rest"))
    ran = qa("password", "ada")
    file.write_text(ran.out, encoding="utf-8")
    people = read_accounts([], file, PLACE)
    assert people
    assert people.admit("ada", "love lace")


@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("ada", ["one", "two"], "The two passwords differ. Run the command once more."),
        ("ada", ["", ""], "The password is empty. Choose one."),
        ("a:b", [], "A name to sign in with has"),
        ("", [], "A name to sign in with has"),
        ("tab\tbed", [], "A name to sign in with has"),
    ],
)
def test_a_line_that_cannot_be_made_is_an_error(
    qa: Run, typed: list[str], name: str, words: list[str], reason: str
) -> None:
    typed += words
    ran = qa("password", name)
    assert (ran.status, ran.out) == (1, "")
    assert reason in ran.err
