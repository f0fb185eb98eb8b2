"""Push from one end to the other: turned on in the preferences, sent by the server to a push service on this machine,
decrypted, and given to the service worker, which shows it.

Chromium cannot subscribe without its vendor's push service, so the browser's own `subscribe` is answered here; all else
is real: the permission, our API, the encryption, the worker's `push` event (by the DevTools protocol).
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import MAKE_PEOPLE, World
from tests.browser.pages import sign_in, wait_for
from tests.notifications.ways.push_service import Browser, PushService
from tests.ports import wait_until
from tests.server import Server

pytestmark = pytest.mark.browser
SUBSCRIBE = """(wish) => {
  const made = (key) => ({
    endpoint: wish.endpoint,
    options: { applicationServerKey: key.buffer ?? key },
    toJSON: () => ({ endpoint: wish.endpoint, keys: wish.keys }),
    unsubscribe: async () => { localStorage.removeItem("test-push"); return true; },
  });
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem("test-push", JSON.stringify([...new Uint8Array(options.applicationServerKey)]));
    return made(options.applicationServerKey);
  };
  PushManager.prototype.getSubscription = async () => {
    const key = localStorage.getItem("test-push");
    return key && made(new Uint8Array(JSON.parse(key)));
  };
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, data }) => ({ title, body, url: data?.url }))"""


@pytest.fixture
def service() -> Iterator[PushService]:
    service = PushService()
    yield service
    service.stop()


@pytest.fixture
def pushing(tmp_path: Path, service: PushService) -> Iterator[World]:
    """A server that may ask the push service of this machine."""
    server = Server(tmp_path, env={"PUSH_INSIDE": service.address})
    tokens = json.loads(server.python(MAKE_PEOPLE % (("ann", "bo", "staff"),)))
    with server:
        yield World(server, tokens)


@pytest.fixture
def mine(pushing: World, service: PushService, browser: Chromium) -> Iterator[tuple[Page, Browser]]:
    """Ann's preferences in a browser that allows notifications; and what the push service knows of that browser."""
    kept = service.browser()
    context = browser.new_context(base_url=pushing.server.url, permissions=["notifications"])
    context.add_init_script(f"({SUBSCRIBE})({json.dumps(kept.wish())})")
    page = context.new_page()
    sign_in(page, "ann", "ann")
    page.wait_for_url("**/")
    page.goto("/notifications/preferences/")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    yield page, kept
    context.close()


class Worker:
    """The page's service worker, reached by the DevTools protocol."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.registration = ""
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.on("ServiceWorker.workerRegistrationUpdated", self._learned)
        self.cdp.send("ServiceWorker.enable")

    def _learned(self, told: dict[str, Any]) -> None:
        for each in told["registrations"]:
            self.registration = each["registrationId"]

    def push(self, content: dict[str, Any]) -> None:
        end = time.monotonic() + 20
        while not self.registration and time.monotonic() < end:
            self.page.evaluate("0")  # lets the session hear
        wish = {"origin": self.page.evaluate("origin"), "registrationId": self.registration}
        self.cdp.send("ServiceWorker.deliverPushMessage", {**wish, "data": json.dumps(content)})


def expect_shown(page: Page, title: str) -> dict[str, Any]:
    wait_for(page, f"async (title) => (await ({SHOWN})()).some((one) => one.title === title)", title)
    found: dict[str, Any] = next(one for one in page.evaluate(SHOWN) if one["title"] == title)
    return found


def test_push_is_turned_on_tested_and_turned_off(mine: tuple[Page, Browser], service: PushService) -> None:
    page, kept = mine
    push = page.get_by_role("region", name="Push in this browser")
    expect(push.get_by_role("status")).to_contain_text("Off in this browser")
    push.get_by_role("button", name="Turn on push").click()
    expect(push.get_by_role("status")).to_contain_text("On in this browser")
    push.get_by_role("button", name="Send a test").click()
    wait_until(lambda: bool(kept.got), timeout=20, what="the test")
    expect(page.get_by_role("region", name="Notices")).to_contain_text("It should appear in a moment")
    Worker(page).push(kept.got[0])
    assert expect_shown(page, kept.got[0]["title"])["url"]

    page.reload()  # it is known afterwards as well
    expect(push.get_by_role("status")).to_contain_text("On in this browser")
    del service.browsers[next(iter(service.browsers))]  # the push service says: gone
    push.get_by_role("button", name="Send a test").click()
    expect(push.get_by_role("alert")).not_to_be_empty()
    expect(push.get_by_role("status")).to_contain_text("Off in this browser")


def test_who_is_away_is_pushed_to(mine: tuple[Page, Browser], pushing: World) -> None:
    page, kept = mine
    push = page.get_by_role("region", name="Push in this browser")
    push.get_by_role("button", name="Turn on push").click()
    expect(push.get_by_role("status")).to_contain_text("On in this browser")
    worker = Worker(page)
    page.goto("/offline/")  # a page without a line: Ann is away
    room = pushing.room(name="harbour")
    wait_until(lambda: "ann" not in online(pushing, room), what="Ann to be away", timeout=60)
    body = {"body": "@ann the boat leaves", "client_id": "boat"}
    pushing.api("bo").call("POST", f"/rooms/{room}/messages", 201, json=body)
    wait_until(lambda: any("mentioned" in got["title"] for got in kept.got), what="the push", timeout=60)
    content = next(got for got in kept.got if "mentioned" in got["title"])
    assert "the boat leaves" in content["body"]
    worker.push({**content, "tag": "test"})  # a test is shown in front of its page too, which this one is
    assert "/rooms/" in expect_shown(page, content["title"])["url"]


def online(world: World, room: int) -> list[str]:
    found: list[str] = world.api("bo").call("GET", f"/rooms/{room}/members")["online"]
    return found
