"""One real server for all browser tests, and people who enter it with a browser of their own."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.pages import sign_in
from tests.server import Server
from tests.system.api import Api

expect.set_options(timeout=20_000)  # two busy cores; a test that passes never waits for it
UNLIMITED = {"MESSAGES_PER_SECOND": "100000", "MESSAGES_BURST": "100000"}
MAKE_PEOPLE = """
import json
from accounts.actions import create_token
from accounts.models import User
def make(name, staff):
    user = User.objects.create_user(username=name, password=name, is_staff=staff)
    return create_token(user.pk, "tests", None).token
print(json.dumps({name: make(name, name == "staff") for name in %s}))
"""
# Gus, Kim and Lea change what others would rely on (name, sign-ins, password); Lonely is in no room.
PEOPLE = ("ann", "bo", "cy", "eve", "fay", "gus", "hal", "ida", "jo", "kim", "lea", "lonely", "staff")


@dataclass
class World:
    """A running server and its people (password: their name). Each test makes rooms of its own."""

    server: Server
    tokens: dict[str, str]
    cookies: dict[str, list[Any]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def api(self, username: str) -> Api:
        return Api(self.server.url, self.tokens[username])

    def room(self, *members: str, name: str = "", visibility: str = "private") -> int:
        """A room of Ann's with these members (Bo, unless others are named)."""
        name = name or f"room {next(self._numbers)}"
        return self.api("ann").create_room(name, list(members or ("bo",)), visibility)

    def document(self, room: int, content: str = "") -> int:
        body = {"title": "Plan", "content": content}
        made: int = self.api("ann").call("POST", f"/rooms/{room}/documents", 201, json=body)["id"]
        return made

    def document_text(self, document: int) -> str:
        text: str = self.api("ann").call("GET", f"/documents/{document}")["text"]
        return text


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    server = Server(tmp_path_factory.mktemp("browser"), env=UNLIMITED)
    tokens = json.loads(server.python(MAKE_PEOPLE % (PEOPLE,)))
    with server:
        yield World(server, tokens)


Enter = Callable[..., Page]


@pytest.fixture
def enter(world: World, browser: Browser) -> Iterator[Enter]:
    """`enter("ann")`: a page in a new browser context where Ann is signed in (nobody, for None); options go to the
    context. An exception in any of its pages fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def enter(username: str | None, **options: Any) -> Page:
        defaults = {"base_url": world.server.url, "reduced_motion": "reduce", "service_workers": "block"}
        context = browser.new_context(**{**defaults, **options})
        contexts.append(context)
        context.on("weberror", lambda fault: faults.append(f"{username}: {fault.error}"))
        page = context.new_page()
        if username is None:
            return page
        if username not in world.cookies:  # signing in is limited and slow, on purpose
            sign_in(page, username, username)
            expect(page.get_by_role("button", name=f"Your menu: {username}")).to_be_visible()
            world.cookies[username] = context.cookies()
        context.add_cookies(world.cookies[username])
        return page

    yield enter
    for context in contexts:
        context.close()
    assert faults == []
