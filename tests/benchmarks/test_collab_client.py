"""The load generator's dialect of our protocol: what it counts as delivered, acknowledged, or wrong."""

import json
from typing import Any

import pytest

from benchmarks.chat.clients import body_of
from benchmarks.chat.collab_client import FIRST_MESSAGE, CollabClient
from benchmarks.chat.score import Score


class Frame:
    """The two things that the client asks of a frame."""

    msg_type = 1

    def __init__(self, event: dict[str, Any]) -> None:
        self.text = json.dumps(event, separators=(",", ":")).encode()

    def get_payload_as_bytes(self) -> bytes:
        return self.text


def message(number: int) -> dict[str, Any]:
    return {"id": 7, "body": body_of(number), "html": f"<p>{body_of(number)}</p>"}


@pytest.fixture
def client() -> CollabClient:
    score = Score(5)
    score.sent = 5
    return CollabClient(score, 0, 1, lambda: None)


def hear(client: CollabClient, **event: Any) -> None:
    client.on_ws_frame(None, Frame(event))  # type: ignore[arg-type]


def test_event_is_one_delivery_though_the_html_repeats_its_text(client: CollabClient) -> None:
    hear(client, type="message.created", stream="room:1", seq=1, message=message(3))
    assert (len(client.score.latencies), client.score.twice, client.score.errors) == (1, 0, 0)


def test_ack_is_no_delivery(client: CollabClient) -> None:
    hear(client, type="ack", id=3 + FIRST_MESSAGE, result={"message": message(3), "repeated": False})
    assert (len(client.score.latencies), len(client.score.ack_latencies)) == (0, 1)


def test_ack_of_nothing_that_was_sent_is_an_error(client: CollabClient) -> None:
    hear(client, type="ack", id=99, result={"message": message(3), "repeated": False})
    assert client.score.errors == 1


def test_second_copy_and_wrong_order_are_counted(client: CollabClient) -> None:
    for number in (1, 1, 2, 0):
        hear(client, type="message.created", stream="room:1", seq=1, message=message(number))
    assert (client.score.twice, client.score.reordered, len(client.score.latencies)) == (1, 1, 3)


@pytest.mark.parametrize("kind", ["error", "reset", "dropped"])
def test_what_the_server_complains_of_is_an_error(client: CollabClient, kind: str) -> None:
    hear(client, type=kind, id=2, stream="room:1", error={"code": "too_fast", "message": "no"})
    assert client.score.errors == 1
