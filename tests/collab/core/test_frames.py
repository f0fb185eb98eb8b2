"""Messages of the y-websocket protocol."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab.core import frames
from collab.core.errors import Bad
from collab.core.frames import AWARENESS, QUERY_AWARENESS, STEP_1, STEP_2, SYNC, UPDATE, read_message


@given(st.binary(max_size=400))
def test_messages_come_back(body: bytes) -> None:
    assert read_message(frames.step_1(body)) == (SYNC, STEP_1, body)
    assert read_message(frames.step_2(body)) == (SYNC, STEP_2, body)
    assert read_message(frames.update(body)) == (SYNC, UPDATE, body)
    assert read_message(frames.awareness(body)) == (AWARENESS, -1, body)


def test_the_bytes_are_those_of_y_protocols() -> None:
    assert frames.step_1(b"\x00") == bytes.fromhex("00000100")
    assert frames.denied("no").hex() == "02" + "00" + "02" + b"no".hex()
    assert frames.ack(300).hex() == "64ac02"
    assert read_message(b"\x03") == (QUERY_AWARENESS, -1, b"")
    assert read_message(frames.KEEP_ALIVE) == (AWARENESS, -1, b"\x00")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ends too early"),
        (b"\x00", "ends too early"),
        (b"\x00\x03\x00", "unknown sync message 3"),
        (b"\x07\x00", "unknown message 7"),
        (b"\x02\x00\x00", "unknown message 2"),
        (b"\x64\x01", "unknown message 100"),
        (b"\x00\x02\x05abc", "past the end"),
        (b"\x00\x02\x01ab", "behind the message"),
        (b"\xff" * 20, "too long"),
    ],
)
def test_other_bytes_are_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Bad, match=reason):
        read_message(data)
