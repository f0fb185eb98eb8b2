"""Uploads and downloads on a real server: what it holds in memory, and what it refuses before it reads it."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server import Server

MIB = 1024 * 1024
LIMITS = {"MAX_FILE_BYTES": str(40 * MIB), "MAX_BODY_BYTES": str(1 * MIB)}


class Place:
    """A running server, Ann's token and a room of hers."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.token = server.create_users("ann")["ann"]

    def client(self, token: str | None = "") -> httpx.Client:
        headers = {} if token is None else {"Authorization": f"Bearer {token or self.token}"}
        return httpx.Client(base_url=self.server.url, headers=headers, timeout=60, trust_env=False)

    def room(self) -> int:
        with self.client() as http:
            room: int = http.post("/api/v1/rooms", json={"name": "Hall", "visibility": "private"}).json()[
                "id"
            ]
        return room

    def most_memory(self) -> int:
        """The most bytes the process has ever had resident."""
        status = Path(f"/proc/{self.server.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) * 1024


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    server = Server(tmp_path_factory.mktemp("files"), env=LIMITS)
    made = Place(server)
    with server:
        yield made


def noise(size: int) -> bytes:
    return bytes(range(256)) * (size // 256)


def test_a_large_file_is_never_whole_in_memory(place: Place) -> None:
    room = place.room()
    raw = noise(36 * MIB)
    with place.client() as http:
        http.post(f"/api/v1/rooms/{room}/files", files={"file": ("warm.bin", b"x")})
        before = place.most_memory()
        answer = http.post(f"/api/v1/rooms/{room}/files", files={"file": ("noise.bin", raw)})
        assert answer.status_code == 201
        url = answer.json()["url"]
        assert http.get(url).content == raw
        part = http.get(url, headers={"Range": f"bytes={20 * MIB}-{21 * MIB - 1}"})
        assert (part.status_code, part.content) == (206, raw[20 * MIB : 21 * MIB])
        assert http.head(url).headers["content-length"] == str(len(raw))
    assert place.most_memory() - before < 16 * MIB
    assert list((place.server.directory / "uploads").iterdir()) == []


def test_too_much_is_refused_unread(place: Place) -> None:
    """Only the head of the request is sent: an answer proves that nobody waited for the body."""
    room = place.room()
    own = f"Authorization: Bearer {place.token}\r\n"
    upload, other = f"/api/v1/rooms/{room}/files", f"/api/v1/rooms/{room}/messages"
    assert asked(place, upload, 41 * MIB, own) == (413, "too_large")
    assert asked(place, upload, 30 * MIB, "") == (401, "unauthenticated")
    assert asked(place, upload, 30 * MIB, "Authorization: Bearer junk\r\n") == (401, "unauthenticated")
    assert asked(place, other, 2 * MIB, own) == (413, "too_large")
    assert asked(place, "/accounts/login/", 2 * MIB, "") == (413, "too_large")


def asked(place: Place, path: str, length: int, headers: str) -> tuple[int, str]:
    with socket.create_connection(("127.0.0.1", place.server.port), timeout=20) as line:
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {length}\r\n\r\n"
        line.sendall(head.encode())
        status, _, body = _answer(line).partition(b"\r\n\r\n")
    return int(status.split()[1]), json.loads(body)["error"]["code"]


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while portion := line.recv(65536):
        answer += portion
    return answer


def test_a_body_of_unknown_length_ends_at_the_limit(place: Place) -> None:
    room = place.room()

    def endless() -> Iterator[bytes]:
        for _ in range(64):
            yield b"x" * 65536

    with place.client() as http:
        try:
            answer = http.post(f"/api/v1/rooms/{room}/messages", content=endless())
        except httpx.TransportError:
            return  # closed in our face while we were sending: as good
    assert answer.status_code == 413


def test_others_do_not_wait_for_a_slow_upload(place: Place) -> None:
    room = place.room()
    go_on = threading.Event()

    def slow_parts() -> list[bytes]:
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="slow.bin"\r\n\r\n'
        return [head, b"x" * MIB, b"y\r\n--b--\r\n"]

    def slow() -> Iterator[bytes]:
        yield from slow_parts()[:2]
        go_on.wait(30)
        yield slow_parts()[2]

    answers: list[int] = []

    def upload() -> None:
        length = sum(map(len, slow_parts()))
        headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(length)}
        with place.client() as http:
            sent = http.post(f"/api/v1/rooms/{room}/files", content=slow(), headers=headers)
        answers.append(sent.status_code)

    uploads = [threading.Thread(target=upload) for _ in range(12)]  # more than there are threads for views
    for each in uploads:
        each.start()
    try:
        with place.client() as http:
            assert http.get("/api/v1/me", timeout=20).status_code == 200
    finally:
        go_on.set()
        for each in uploads:
            each.join(60)
    assert answers == [201] * 12
