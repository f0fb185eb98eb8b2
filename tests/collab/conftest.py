"""One server and one Node process for all tests that want them."""

from collections.abc import Iterator

import pytest

from tests.collab.stage import PEOPLE, Stage
from tests.collab.yjs_clients import Driver
from tests.server import Server


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    server = Server(tmp_path_factory.mktemp("stage"))
    tokens = server.create_users(*PEOPLE)
    with server, Driver() as driver:
        yield Stage(server, driver, tokens)
