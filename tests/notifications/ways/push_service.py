"""A push service on this machine: browsers subscribe, it takes what is pushed and decrypts it as the browser would."""

import base64
import json
import os
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Browser:
    """What a browser keeps of its subscription, and what came."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    got: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def wish(self, label: str = "Firefox") -> dict[str, Any]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": b64(point), "auth": b64(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, "label": label}

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        self.got.append(json.loads(plain))
        self.headers.append(headers)


class PushService:
    """`answers`: what each coming request is answered (status, headers), then 201."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.asked = 0
        self._lock = threading.Lock()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, headers = service.handle(
                    self.path, body, {name.title(): value for name, value in self.headers.items()}
                )
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def browser(self) -> Browser:
        path = f"/push/{os.urandom(6).hex()}"
        self.browsers[path] = Browser(f"http://{self.address}{path}")
        return self.browsers[path]

    def handle(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        with self._lock:
            self.asked += 1
            if self.answers:
                return self.answers.pop(0)
            browser = self.browsers.get(path)
            if browser is None:
                return 410, {}
            browser.take(body, headers)
            return 201, {}

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def signed_by(headers: dict[str, str]) -> tuple[bool, str]:
    """Whether the VAPID signature is right, and the public key it says it is of."""
    fields = dict(part.split("=", 1) for part in headers["Authorization"].removeprefix("vapid ").split(","))
    return bool(Vapid02.verify(headers["Authorization"])), fields["k"]
