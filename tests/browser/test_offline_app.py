"""The app that is installed: manifest, icons, and a service worker that helps and never gets in the way."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter, World
from tests.browser.pages import composer, expect_live, message, say, wait_for

pytestmark = pytest.mark.browser
DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
MOST_BYTES = 150 * 1024
CONTROLLED = "navigator.serviceWorker.controller !== null"


def with_worker(enter: Enter, who: str, path: str) -> Page:
    page = enter(who, service_workers="allow")
    page.goto(path)
    page.wait_for_function(CONTROLLED)
    return page


def cached(page: Page) -> list[str]:
    paths: list[str] = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
          return found;
        }"""
    )
    return paths


def test_manifest_and_icons_are_complete(world: World) -> None:
    with httpx.Client(base_url=world.server.url) as client:
        manifest = client.get("/manifest.webmanifest").json()
        assert manifest["display"] == "standalone"
        assert {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]} >= {
            ("192x192", "any"),
            ("512x512", "any"),
            ("512x512", "maskable"),
        }
        for icon in manifest["icons"]:
            answer = client.get(icon["src"])
            assert answer.status_code == 200
            assert answer.headers["content-type"] == icon["type"]
        german = client.get("/manifest.webmanifest", headers={"Accept-Language": "de"}).json()
        assert german["lang"] == "de"
        assert german["description"] != manifest["description"]
        worker = client.get("/service-worker.js")
        assert "no-cache" in worker.headers["cache-control"]


def test_only_the_builds_own_files_are_kept(world: World, enter: Enter) -> None:
    room = world.room()
    ann = with_worker(enter, "ann", f"/rooms/{room}/")
    expect_live(ann)
    say(ann, "a secret")
    expect(message(ann, "a secret")).to_be_visible()
    ann.goto("/profile/")
    ann.reload()
    paths = cached(ann)
    assert "/offline/" in paths
    assert [path for path in paths if not path.startswith(("/static/", "/words/", "/offline/"))] == []
    assert any(path.endswith(".css") for path in paths)


def test_without_a_line_a_page_of_ours_says_what_waits(world: World, enter: Enter) -> None:
    room = world.room()
    ann = with_worker(enter, "ann", f"/rooms/{room}/")
    expect_live(ann)
    ann.context.set_offline(True)
    say(ann, "written in the train")
    ann.reload()
    expect(ann.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(ann.get_by_role("status")).to_contain_text("1 message is kept here")
    ann.context.set_offline(False)
    expect(composer(ann)).to_be_visible()  # by itself
    expect(message(ann, "written in the train")).to_be_visible()
    expect(ann.locator(".pending")).to_have_count(0)
    expect(message(ann, "written in the train")).to_have_count(1)


def test_pages_are_never_stale(world: World, enter: Enter) -> None:
    room = world.room(name="before")
    ann = with_worker(enter, "ann", f"/rooms/{room}/")
    world.api("ann").call("PATCH", f"/rooms/{room}", json={"name": "after"})
    ann.goto(f"/rooms/{room}/")
    expect(ann).to_have_title(re.compile("# after · Collab$"))  # before it: what is unread elsewhere


def test_a_new_build_is_offered_and_old_files_go(world: World, enter: Enter) -> None:
    room = world.room()
    ann = with_worker(enter, "ann", f"/rooms/{room}/")
    ann.reload()  # from here on the page had a worker when it began
    ann.wait_for_function(CONTROLLED)
    ann.evaluate("Promise.all(['collab-older', 'collab-old', 'not-ours'].map((name) => caches.open(name)))")
    # The same scope with another script is what a new build is to the browser.
    ann.evaluate("navigator.serviceWorker.register('/service-worker.js?new', {updateViaCache: 'none'})")
    expect(ann.get_by_text("There is a new version of Collab.")).to_be_visible()
    wait_for(ann, "() => caches.has('collab-older').then((there) => !there)")
    names = ann.evaluate("caches.keys()")
    assert {"collab-old", "not-ours"} < set(
        names
    )  # the build before, for pages still open; and what is not ours


def test_the_worker_leaves_api_and_sockets_alone(world: World, enter: Enter) -> None:
    room = world.room()
    ann = with_worker(enter, "ann", f"/rooms/{room}/")
    expect_live(ann)
    with ann.expect_response("**/api/v1/me") as answer:
        ann.evaluate("fetch('/api/v1/me').then((answer) => answer.json())")
    assert not answer.value.from_service_worker
    with ann.expect_response(f"**/rooms/{room}/") as page:
        ann.reload()
    assert page.value.from_service_worker  # it sees this one, and asked the network for it


def test_the_chat_page_loads_little_script() -> None:
    """The entry and everything it imports before anything is lazy, compressed."""
    manifest: dict[str, dict[str, Any]] = json.loads((DIST / ".vite" / "manifest.json").read_text())

    def chunks(key: str, seen: set[str]) -> set[str]:
        if key not in seen:
            seen.add(key)
            for one in manifest[key].get("imports", ()):
                chunks(one, seen)
        return seen

    files = [manifest[key]["file"] for key in chunks("static/src/entries/chat.ts", set())]
    sizes = {file: len(gzip.compress((DIST / file).read_bytes())) for file in files}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
