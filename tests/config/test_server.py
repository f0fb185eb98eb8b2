"""The house stands: our server and daphne start, answer, survive a crash of theirs and end when told to."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Kind, Server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["serve", "daphne"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    kind: Kind = request.param
    with Server(tmp_path_factory.mktemp(kind), kind=kind) as running:
        yield running


def test_health_and_readiness_need_no_account(server: Server) -> None:
    assert server.get("/healthz")[0] == 200
    assert server.get("/readyz")[0] == 200
    assert server.get("/metrics")[0] == 200


def test_a_page_and_its_files_are_served(server: Server) -> None:
    status, page = server.get("/accounts/login/")
    assert status == 200
    address = page.split(b'<script type="module" src="')[1].split(b'"')[0].decode()
    assert server.get(address)[0] == 200
    assert server.get("/static/admin/css/base.css")[0] == 200


def test_the_interface_describes_itself(server: Server) -> None:
    status, body = server.get("/api/v1/openapi.json")
    assert status == 200
    assert "/api/v1/rooms" in json.loads(body)["paths"]
    assert server.get("/api/v1/docs")[0] == 200


def test_strangers_get_a_named_error(server: Server) -> None:
    status, body = server.get("/api/v1/rooms")
    assert status == 401
    assert json.loads(body)["error"]["code"] == "unauthenticated"


def test_a_token_made_on_the_command_line_opens_the_door(server: Server) -> None:
    token = server.create_users("carla")["carla"]
    status, body = server.get("/api/v1/me", token=token)
    assert (status, json.loads(body)["username"]) == (200, "carla")


def test_a_killed_server_starts_again_on_what_was_committed(server: Server) -> None:
    token = server.create_users("dora")["dora"]
    server.restart(kill=True)
    assert server.get("/api/v1/me", token=token)[0] == 200


def test_sigterm_ends_the_server_in_order(tmp_path: Path) -> None:
    server = Server(tmp_path).start()
    assert server.terminate() in (0, -signal.SIGTERM)  # uvicorn passes the signal on when it has finished
    assert "Traceback" not in server.log_tail()
