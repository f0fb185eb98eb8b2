"""The index on a real server: a message is found within a second, and after a crash as well."""

from pathlib import Path

from tests.ports import wait_until
from tests.server import Server
from tests.system.api import Api


def found(api: Api, q: str) -> int:
    return len(api.call("GET", "/search", params={"q": q})["hits"])


def test_a_message_is_found_soon_and_after_a_crash(tmp_path: Path) -> None:
    server = Server(tmp_path, env={"MESSAGES_PER_SECOND": "1000", "MESSAGES_BURST": "1000"})
    api = Api(server.url, server.create_users("ann")["ann"])
    with server:
        room = api.create_room("Hall", [])

        def say(word: str) -> None:
            api.call("POST", f"/rooms/{room}/messages", 201, json={"body": f"say {word}", "client_id": word})

        say("first")
        wait_until(lambda: found(api, "first") == 1, timeout=20, what="the first message found")
        for number in range(7):
            say(f"needle{number}x")
            wait_until(
                lambda n=number: found(api, f"needle{n}x") == 1,  # type: ignore[misc]
                timeout=20,
                what="a message found",
                pause=0.25,  # a person may search five times a second
            )

        for number in range(30):
            say(f"crash{number}x")
        server.restart(kill=True)
        assert all(found(api, f"crash{n}x") <= 1 for n in range(30))
        # The lease of the killed process runs out first.
        wait_until(lambda: found(api, "crash29x") == 1, timeout=60, what="found after a crash", pause=0.5)
        assert all(found(api, f"crash{n}x") == 1 for n in range(30))
