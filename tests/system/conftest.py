"""Two nodes on one PostgreSQL and one Redis."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.backend import migrated_database
from tests.server import Server, migrate
from tests.services import Postgres, Redis
from tests.system.api import Api

UNLIMITED = {"MESSAGES_PER_SECOND": "100000", "MESSAGES_BURST": "100000"}
UNLIMITED |= {"COMMANDS_PER_SECOND": "100000", "COMMANDS_BURST": "100000"}


@dataclass
class Cluster:
    """Two running nodes, people with tokens, and a room they all are in."""

    a: Server
    b: Server
    redis: Redis
    tokens: dict[str, str]
    room: int

    def api(self, username: str, node: Server | None = None) -> Api:
        """The API as this person, on this node (the first one else)."""
        return Api((node or self.a).url, self.tokens[username])


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres, redis_server: Redis
) -> Iterator[Cluster]:
    directory: Path = tmp_path_factory.mktemp("cluster")
    name = f"cluster_{abs(hash(str(directory))):x}"
    env = {"DATABASE_URL": migrated_database(postgres_server, name, migrate), "REDIS_URL": redis_server.url}
    env |= UNLIMITED
    a = Server(directory / "a", env=env)
    b = Server(directory / "b", env=env)
    tokens = a.create_users("ann", "bo", "chi", "dev") | a.create_users("staff", staff=True)
    with a, b:
        room = Api(a.url, tokens["ann"]).create_room("cluster", ["bo", "chi", "dev"], "private")
        yield Cluster(a, b, redis_server, tokens, room)
    postgres_server.drop_database(name)
