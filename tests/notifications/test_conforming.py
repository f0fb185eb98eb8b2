"""Other people's clients read our event streams as the standard says: httpx-sse, curl, Chromium's EventSource; and our
tests' own parser reads the standard's examples."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
import pytest_asyncio
from httpx_sse import aconnect_sse
from playwright.async_api import async_playwright

from tests.notifications.remote import Person
from tests.notifications.sse_client import Message, Parser
from tests.server import Server

SITE = tuple[Server, dict[str, str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SITE]:
    with Server(tmp_path_factory.mktemp("site")) as server:
        yield server, server.create_users("boss", staff=True) | server.create_users("ann")


@pytest_asyncio.fixture
async def boss(site: SITE) -> Any:
    person = Person(site[0].url, site[1]["boss"])
    yield person
    await person.close()


# -- the standard's examples (HTML, 9.2.6 "Interpreting an event stream") and its line ends

BOM = b"\xef\xbb\xbf"
EXAMPLES: list[tuple[bytes, list[tuple[str, str, str]]]] = [
    (b"data: YHOO\ndata: +2\ndata: 10\n\n", [("message", "YHOO\n+2\n10", "")]),
    (
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        [("message", "first event", "1"), ("message", "second event", ""), ("message", " third event", "")],
    ),
    (b"data\n\ndata\ndata\n\ndata:", [("message", "", ""), ("message", "\n", "")]),
    (b"data:test\n\ndata: test\n\n", [("message", "test", ""), ("message", "test", "")]),
    (
        b"event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
        [("add", "73857293", ""), ("remove", "2153", "")],
    ),
    (b"id: 7\n\ndata: x\n\n", [("message", "x", "7")]),
    (b"id: a\0b\ndata: x\n\n", [("message", "x", "")]),
    (b"retry: 10x\nfoo: bar\ndata: x\n\n", [("message", "x", "")]),
]


@pytest.mark.parametrize(("raw", "messages"), EXAMPLES)
@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("bom", [b"", BOM])
def test_the_standards_examples_in_any_cuts(
    raw: bytes, messages: list[tuple[str, str, str]], end: bytes, bom: bytes
) -> None:
    text = bom + raw.replace(b"\n", end)
    random = Random(len(text))
    for _ in range(20):
        parser, got, at = Parser(), list[Message](), 0
        while at < len(text):
            size = random.randint(1, 9)
            got += parser.feed(text[at : at + size])
            at += size
        assert [(m.event, m.data, m.id) for m in got] == messages


# -- other people's clients


@pytest.mark.slow
async def test_httpx_sse_reads_and_resumes(site: SITE, boss: Person) -> None:
    server, tokens = site
    got: list[str] = []
    last_id = ""
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {tokens['ann']}"}, timeout=20) as client:
        for turn in range(3):
            headers = {"Last-Event-ID": last_id} if last_id else {}
            async with aconnect_sse(client, "GET", f"{server.url}/events/", headers=headers) as source:
                source.response.raise_for_status()
                events = source.aiter_sse()
                first = await anext(events)
                assert first.event == "stream-open" and first.id and 1_000 <= (first.retry or 0) <= 3_000
                await boss.send(f"live {turn} ☕ é", {"user": "ann"})
                async with asyncio.timeout(10):
                    while not got or got[-1] != f"live {turn} ☕ é":
                        event = await anext(events)
                        assert event.event == "notification.created"
                        got.append(event.json()["notification"]["title"])
                        last_id = event.id
            await boss.send(f"missed {turn}")
    live = [f"live {turn} ☕ é" for turn in range(3)]
    assert got == [live[0], "missed 0", live[1], "missed 1", live[2]]


@pytest.mark.slow
def test_curl_shows_the_stream_as_it_comes(site: SITE) -> None:
    server, tokens = site
    command = ["curl", "-sSN", "-i", "--max-time", "2", f"{server.url}/events/?token={tokens['ann']}"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=20)
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    assert done.returncode == 28, done.stderr  # the time is up: the stream itself did not end
    assert head.startswith(b"HTTP/1.1 200") and b"content-type: text/event-stream" in head
    assert not body.startswith(BOM) and b"\r" not in body
    lines = body.decode().split("\n")
    assert lines[0].startswith("retry: ") and lines[1] == "event: stream-open"
    assert {line.partition(":")[0] for line in lines if line} <= {"retry", "event", "data", "id", ""}


@pytest.mark.parametrize("method", ["POST", "HEAD", "DELETE"])
def test_other_methods_are_djangos_to_refuse(site: SITE, method: str) -> None:
    answer = httpx.request(method, f"{site[0].url}/events/?token={site[1]['ann']}")
    assert answer.status_code in (403, 405) and "text/event-stream" not in answer.headers["content-type"]


def test_a_host_that_is_not_ours_is_refused(site: SITE) -> None:
    headers = {"Host": "evil.example", "Authorization": f"Bearer {site[1]['ann']}"}
    assert httpx.get(f"{site[0].url}/events/", headers=headers).status_code == 400


LISTEN = """token => {
    window.got = [];
    window.opened = 0;
    const source = new EventSource(`/events/?token=${token}`);
    source.onopen = () => window.opened++;
    for (const type of ["stream-open", "notification.created", "stream-error", "message"])
        source.addEventListener(type, event => window.got.push([type, event.data, event.lastEventId]));
    window.source = source;
}"""


@pytest.mark.slow
@pytest.mark.browser
async def test_a_browsers_eventsource_reconnects_with_its_place(tmp_path: Path, chromium: str) -> None:
    """Through a restart: what was sent meanwhile comes once, with nothing but the browser's own Last-Event-ID."""
    with Server(tmp_path) as server:
        boss = Person(server.url, server.create_users("boss", staff=True)["boss"])
        token = server.create_users("ann")["ann"]
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = await browser.new_page()
            await page.goto(f"{server.url}/healthz")
            await page.evaluate(LISTEN, token)
            await page.wait_for_function("window.got.length === 1")
            await boss.send("before", {"user": "ann"})
            await page.wait_for_function("window.got.length === 2")
            server.restart()
            await boss.send("meanwhile")
            await page.wait_for_function("window.opened === 2 && window.got.length >= 4", timeout=20_000)
            await boss.send("after", {"user": "ann"})
            await page.wait_for_function("window.got.length >= 5")
            got = await page.evaluate("window.got")
            await browser.close()
        await boss.close()
    told = [
        json.loads(data)["notification"]["title"]
        for type_, data, _id in got
        if type_ == "notification.created"
    ]
    assert told == ["before", "meanwhile", "after"]
    assert [type_ for type_, _data, _id in got].count("stream-open") == 2 and len(
        {id_ for *_rest, id_ in got}
    ) == 4
