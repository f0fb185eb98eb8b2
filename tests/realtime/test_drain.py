"""SIGTERM: sockets are told to resume elsewhere, what was sent is committed, and the process ends in time."""

import asyncio
import json
from pathlib import Path

from websockets.asyncio.client import connect

from tests.server import Server
from tests.sockets import open_socket
from tests.system.api import Api

SIGN_IN = """
from django.test import Client
from accounts.models import User
client = Client()
client.force_login(User.objects.get(username="ann"), "django.contrib.auth.backends.ModelBackend")
print(client.cookies["sessionid"].value)
"""


async def test_a_drain_closes_with_1012_and_loses_nothing(tmp_path: Path) -> None:
    server = Server(tmp_path)
    tokens = server.create_users("ann")
    server.start()
    api = Api(server.url, tokens["ann"])
    room = api.create_room("drain", [])
    async with open_socket(server.ws_url, tokens["ann"]) as a, open_socket(server.ws_url, tokens["ann"]) as b:
        await a.subscribe(f"room:{room}")
        await b.event("hello")
        for n in range(20):
            await a.send_command("message.send", 100 + n, room=room, body=f"m{n}", client_id=f"d{n}")
        await a.event("ack", id=119)
        waiting = asyncio.create_task(
            asyncio.to_thread(api.call, "GET", f"/rooms/{room}/changes?after=9999999&wait=25&epoch=x")
        )
        code = await asyncio.to_thread(server.terminate)
        assert code in (0, -15)  # uvicorn raises the signal again once it has left in order
        assert (await a.wait_closed())[0] == 1012
        assert (await b.wait_closed())[0] == 1012
        assert len([f for f in a.seen if f.get("type") == "ack" and f["id"] >= 100]) == 20
        await asyncio.wait_for(waiting, 15)
    server.start()
    assert [m["body"] for m in api.all_messages(room)] == [f"m{n}" for n in range(20)]
    server.terminate()


async def test_a_page_of_another_site_cannot_use_the_cookie(tmp_path: Path) -> None:
    server = Server(tmp_path)
    token = server.create_users("ann")["ann"]
    session = server.python(SIGN_IN).strip().splitlines()[-1]
    with server:
        cookie = {"Cookie": f"sessionid={session}"}

        async def first(origin: str | None, query: str = "") -> tuple[str, int | None]:
            address = f"{server.ws_url}/ws/{query}"
            async with connect(address, origin=origin, additional_headers=cookie) as ws:  # type: ignore[arg-type]
                try:
                    return json.loads(await asyncio.wait_for(ws.recv(), 10))["type"], None
                except Exception:
                    return "closed", ws.close_code

        assert await first(server.url) == ("hello", None)
        assert await first(None) == ("hello", None)
        assert await first("https://evil.example") == ("closed", 4401)
        assert await first(f"http://127.0.0.1:{server.port + 1}") == ("closed", 4401)
        assert await first("https://evil.example", f"?token={token}") == ("hello", None)
