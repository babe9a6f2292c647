import socket

import pytest

from index.errors import WorkersError
from index.workers.cluster import Workers, running


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_a_cluster_that_nobody_runs_is_told_at_once_in_one_line(scheme: str) -> None:
    address = f"{scheme}127.0.0.1:{free_port()}"
    with pytest.raises(WorkersError) as caught, running(Workers(address=address)):
        pytest.fail("there is no cluster")
    assert str(caught.value).startswith(f"Cannot use the Ray cluster at {address} ([Errno ")
    assert "\n" not in str(caught.value)
