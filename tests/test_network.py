import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_the_tests_reach_no_other_machine() -> None:
    with pytest.raises(SocketConnectBlockedError), pytest.warns(UserWarning, match="connect"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_tests_look_up_no_name() -> None:
    with pytest.raises(socket.gaierror):
        socket.create_connection(("news.example", 80), timeout=1)


def test_the_tests_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
        assert socket.getaddrinfo("localhost", 80)
