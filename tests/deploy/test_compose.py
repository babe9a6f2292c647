"""What `deploy/compose.yaml` says, read as Compose reads it; nothing of it is started here."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_settings_page import named_by_the_page
from ui.cli import parser
from ui.serving.settings import STOP_SECONDS

DEPLOY = Path(__file__).parents[2] / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {"chroma-folders", "upgrade", "grants", "qa"}
"""Services that end when their work is done."""


def settings_of(service: str) -> dict[str, str]:
    """Return a service's environment."""
    given: dict[str, str] = SERVICES[service].get("environment", {})
    return given


@pytest.mark.parametrize("service", SERVICES)
def test_every_setting_is_one_that_is_read(service: str) -> None:
    ours = {name for name in settings_of(service) if name.startswith("QA_")}
    assert ours <= set(named_by_the_page())


@pytest.mark.parametrize("service", SERVICES)
def test_images_have_a_version_and_chroma_s_is_the_client_s(service: str) -> None:
    name, _, version = SERVICES[service]["image"].partition(":")
    assert re.fullmatch(r"\d+(\.\d+)+", version)
    constraints = (DEPLOY.parent / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    if name == "chromadb/chroma":
        assert f"chromadb=={version}" in constraints.splitlines()


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_is_root_or_may_become_it(service: str) -> None:
    told = SERVICES[service]
    if service != "chroma-folders":
        assert not told["user"].startswith(("0", "root"))
        assert "cap_add" not in told
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("service", SERVICES)
def test_what_serves_is_watched_and_started_again(service: str) -> None:
    told = SERVICES[service]
    assert (service in ONCE) != (told["restart"] == "unless-stopped")
    if service not in ONCE:
        assert told["healthcheck"]["test"][0] == "CMD"


def test_secrets_come_from_outside_and_have_no_default() -> None:
    asked = set(re.findall(r"\$\{(\w+):\?\}", TEXT))
    example = (DEPLOY / "env.example").read_text(encoding="utf-8")
    assert asked == set(re.findall(r"^(\w+)=$", example, re.MULTILINE))
    for service in SERVICES:
        for name, value in settings_of(service).items():
            if re.search("PASSWORD|TOKEN|SECRET|KEY", name):
                assert re.fullmatch(r"\$\{\w+:\?\}", value), f"{service}: {name}"
            assert not re.search(r"//[^/@]*:[^/@]*@", value), f"{service}: {name} holds a password"
    for name in ("roles.sql", "grants.sql", "nginx.conf", "Dockerfile"):
        written = (DEPLOY / name).read_text(encoding="utf-8")
        assert not re.search(r"PASSWORD\s+'", written)
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())


def test_each_service_has_the_role_that_its_work_needs() -> None:
    roles = {
        service: re.findall(r"//(\w+)@", settings["QA_DATABASE_URL"])[0]
        for service in SERVICES
        if "QA_DATABASE_URL" in (settings := settings_of(service))
    }
    assert roles == {"upgrade": "qa_owner", "chat-1": "qa_reader", "chat-2": "qa_reader", "qa": "qa_editor"}
    for service, role in roles.items():
        password = settings_of(service)["PGPASSWORD"]
        assert password == f"${{{role.removeprefix('qa_').upper()}_PASSWORD:?}}"


def test_only_the_proxy_is_reached_from_outside_and_only_it_reaches_out() -> None:
    assert [service for service, told in SERVICES.items() if "ports" in told] == ["proxy"]
    open_networks = {name for name, told in COMPOSE["networks"].items() if not (told or {}).get("internal")}
    assert open_networks == {"edge"}
    assert [one for one, told in SERVICES.items() if "edge" in told.get("networks", {})] == ["proxy"]


def test_the_chats_trust_the_proxy_and_nobody_else() -> None:
    proxy = SERVICES["proxy"]["networks"]["front"]["ipv4_address"]
    known = dict(one.split(":") for one in SERVICES["proxy"]["extra_hosts"])
    for chat in ("chat-1", "chat-2"):
        assert settings_of(chat)["QA_TRUSTED_PROXIES"] == proxy
        assert SERVICES[chat]["networks"]["front"]["ipv4_address"] == known[chat]


def test_a_chat_has_the_time_to_stop_that_it_takes() -> None:
    for chat in ("chat-1", "chat-2"):
        assert int(settings_of(chat)["QA_STOP_SECONDS"]) == STOP_SECONDS
        assert int(SERVICES[chat]["stop_grace_period"].removesuffix("s")) > STOP_SECONDS


@pytest.mark.parametrize("service", ["upgrade", "chat-1", "chat-2"])
def test_the_commands_are_ones_that_there_are(service: str) -> None:
    parser().parse_args(SERVICES[service]["command"])


def test_every_file_that_is_mounted_is_there_or_is_the_user_s_own() -> None:
    mounted = {
        volume.partition(":")[0]
        for told in SERVICES.values()
        for volume in told.get("volumes", [])
        if volume.startswith("./")
    }
    assert mounted
    assert all((DEPLOY / name).is_file() for name in mounted)
    named = {volume.partition(":")[0] for told in SERVICES.values() for volume in told.get("volumes", [])}
    assert set(COMPOSE["volumes"]) <= named


def test_the_grants_are_those_of_the_documentation() -> None:
    page = (DEPLOY.parent / "docs" / "postgresql.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    documented = re.findall(r"GRANT [^;]*;", block)
    assert documented
    assert re.findall(r"GRANT [^;]*;", (DEPLOY / "grants.sql").read_text(encoding="utf-8")) == documented


def test_the_image_is_built_of_what_the_wheel_is_built_of() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", dockerfile, re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert sources == {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert all((DEPLOY.parent / source).exists() for source in sources)
    # What a build downloads, a running container does not: there is no instruction after the last USER.
    assert "pip" not in dockerfile.rpartition("FROM ")[2]
    assert dockerfile.rpartition("USER ")[2].startswith("10001:10001")
