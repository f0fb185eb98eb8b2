"""Real Yjs clients under Node for tests (node/driver.mjs): stock y-websocket providers."""

import base64
import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

DRIVER = Path(__file__).parent / "node" / "driver.mjs"
TIMEOUT = 280


class Driver:
    """One Node process with any number of clients."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ids = 0
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            answer = json.loads(line)
            self._answers.pop(answer["id"]).put(answer)

    def call(self, do: str, name: str, **fields: Any) -> Any:
        """One action of one client; raises AssertionError with what Node says."""
        with self._lock:
            self._ids += 1
            number = self._ids
            answers = self._answers[number] = queue.Queue()
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps({"id": number, "do": do, "name": name, **fields}) + "\n")
            self._process.stdin.flush()
        answer = answers.get(timeout=TIMEOUT)
        assert "error" not in answer, f"{do} {name}: {answer['error']}"
        return answer["result"]

    def client(self, name: str, base: str, document: int, token: str | None, **fields: Any) -> "Client":
        """A client that is connected and synced (or neither, with `offline=True`)."""
        self.call("open", name, base=base, document=document, token=token, **fields)
        return Client(self, name)

    def start(self, name: str, base: str, document: int, token: str | None, **fields: Any) -> "Client":
        """A client that connects; nothing is awaited."""
        self.call("open", name, base=base, document=document, token=token, offline=True, **fields)
        self.call("start", name)
        return Client(self, name)


class Client:
    """One client. Every action of the driver is a method: `client.write(paragraphs=["a"])`."""

    def __init__(self, driver: Driver, name: str) -> None:
        self._driver, self.name = driver, name

    def __getattr__(self, do: str) -> Any:
        return lambda **fields: self._driver.call(do, self.name, **fields)

    def raw(self, data: bytes) -> None:
        """Send bytes on the client's socket, past its provider."""
        self._driver.call("raw", self.name, data=base64.b64encode(data).decode())

    def state(self) -> bytes:
        return base64.b64decode(self._driver.call("state", self.name))
