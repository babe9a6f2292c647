"""The manifests of `deploy/kubernetes.md`, read as YAML; there is no cluster here to run them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.test_compose import SERVICES
from tests.test_settings_page import named_by_the_page
from ui.cli import parser
from ui.serving.settings import STOP_SECONDS

PAGE = (Path(__file__).parents[2] / "deploy" / "kubernetes.md").read_text(encoding="utf-8")
MANIFESTS: dict[str, dict[str, Any]] = {
    f"{manifest['kind']} {manifest['metadata']['name']}": manifest
    for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for manifest in yaml.safe_load_all(block)
}
PODS = {
    name: told["spec"]["template"]["spec"] for name, told in MANIFESTS.items() if "template" in told["spec"]
}


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, pod in PODS.items():
        for container in [*pod.get("initContainers", ()), *pod["containers"]]:
            yield f"{name} {container['name']}", container


CONTAINERS = dict(containers())


@pytest.mark.parametrize("name", CONTAINERS)
def test_settings_are_ones_that_are_read_and_secrets_are_referred_to(name: str) -> None:
    for setting in CONTAINERS[name].get("env", ()):
        if setting["name"].startswith("QA_"):
            assert setting["name"] in named_by_the_page()
        is_secret = re.search("PASSWORD|TOKEN", setting["name"])
        assert ("valueFrom" in setting) == bool(is_secret)
        assert "verify-full" in setting.get("value", "verify-full") or "postgresql:" not in setting["value"]


@pytest.mark.parametrize("name", CONTAINERS)
def test_no_container_is_root_and_images_are_those_of_compose(name: str) -> None:
    limits = CONTAINERS[name]["securityContext"]
    assert limits["allowPrivilegeEscalation"] is False
    assert limits["capabilities"] == {"drop": ["ALL"]}
    assert CONTAINERS[name]["image"] in {told["image"] for told in SERVICES.values()}
    assert all(pod["securityContext"]["runAsNonRoot"] for pod in PODS.values())


def test_a_chat_is_probed_and_has_the_time_to_stop_that_it_takes() -> None:
    pod = PODS["Deployment chat"]
    [chat] = pod["containers"]
    assert chat["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert chat["livenessProbe"]["httpGet"]["path"] == "/healthz"
    waiting = chat["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > waiting + STOP_SECONDS
    parser().parse_args(chat["args"])


def test_every_share_of_the_index_is_named_in_order() -> None:
    shares = MANIFESTS["StatefulSet chroma"]["spec"]["replicas"]
    named = [setting for one in CONTAINERS.values() for setting in one.get("env", ())]
    addresses = {setting["value"] for setting in named if setting["name"] == "QA_CHROMA_URL"}
    assert addresses == {",".join(f"http://chroma-{number}.chroma:8000" for number in range(shares))}


def test_what_is_mounted_is_a_volume_of_the_pod() -> None:
    for pod in PODS.values():
        mounted = {one["name"] for each in pod["containers"] for one in each.get("volumeMounts", ())}
        assert mounted <= {volume["name"] for volume in pod.get("volumes", ())} | {"data"}
