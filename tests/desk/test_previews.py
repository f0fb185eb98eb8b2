"""Link previews: only public addresses are asked, within limits, and what comes back is harmless text."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st

from chat import hooks
from chat.actions import EditMessage
from chat.events import Preview
from chat.models import Message
from desk.previews.fetch import Fetcher, Page
from desk.previews.page import preview_of
from desk.previews.work import Lookup, links_in
from realtime.commit import append
from realtime.outward.guard import Forbidden, is_public, target
from tests.people import person, room, sending

PAGE = b"""<html><head><title>Plain</title><meta property="og:title" content="A &lt;b&gt;title&lt;/b&gt;">
<meta content='What it is about' name=description><meta property="og:image" content="http://x/y.png">
<meta property="og:site_name" content="Example"></head><body><meta property="og:title" content="no"></body>"""


class Site(BaseHTTPRequestHandler):
    """A web server with some bad habits."""

    def do_GET(self) -> None:
        asked.append((self.path, self.headers["Host"]))
        if self.path.startswith("/to?"):
            self.answer(302, b"", Location=self.path[4:])
        elif self.path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                time.sleep(0.1)
                try:
                    self.wfile.write(b"X-More: x\r\n")
                except OSError:
                    ended.set()
                    return
        elif self.path == "/endless":
            self.answer(200, PAGE + b"x" * 5_000_000)
        elif self.path == "/image":
            self.answer(200, PAGE, Content_Type="image/png")
        else:
            self.answer(200, PAGE)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            cut.set()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


asked: list[tuple[str, str]] = []
ended, cut = threading.Event(), threading.Event()
NAMES = {"good.test": ["127.0.0.1"], "inner.test": ["127.0.0.1"], "both.test": ["127.0.0.1", "10.0.0.1"]}


@pytest.fixture
def port() -> Iterator[int]:
    asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def fetcher(seconds: float = 5.0) -> Fetcher:
    """Names of our own; only 127.0.0.1 counts as public, and not for inner.test."""
    resolved: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        resolved.append(host)
        if host not in NAMES:
            raise socket.gaierror("no such name")
        return NAMES[host] if host != "inner.test" else ["192.168.0.1"]

    return Fetcher(
        resolve=resolve, allowed=lambda address: address == "127.0.0.1", ports=frozenset(), seconds=seconds
    )


INNER = """127.0.0.1 127.9.9.9 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
    240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2002:a9fe:a9fe:: 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 224.0.0.1
    2001:0:4136:e378:8000:63bf:80ff:fffe localhost 2130706433"""
UNASKED = """ftp://a.b/ file:///etc/passwd gopher://a.b http:///x http://u:p@a.b/ http://a.b:22/ https://a.b:6379/
    http://[::1 javascript:alert(1) http://a.b:99999/ //a.b/ http://u@a.b/"""


@pytest.mark.parametrize("address", INNER.split())
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    UNASKED.split(),
)
def test_what_may_not_even_be_asked(url: str) -> None:
    with pytest.raises(Forbidden):
        target(url)
    with pytest.raises(Forbidden):
        target(f"http://a.b/{chr(10)}x")


def test_a_page_is_fetched_from_the_address_that_was_checked(port: int) -> None:
    found = fetcher().page(f"http://good.test:{port}/a?b=c#d")
    assert found is not None and found.body == PAGE
    assert asked == [("/a?b=c", f"good.test:{port}")]


@pytest.mark.parametrize("host", ["inner.test", "both.test", "127.0.0.2"])
def test_names_that_lead_inside_are_not_asked(host: str, port: int) -> None:
    with pytest.raises((Forbidden, OSError)):
        fetcher().page(f"http://{host}:{port}/")
    assert asked == []


@pytest.mark.parametrize(
    "where", ["http://inner.test:{port}/", "ftp://good.test/", "http://169.254.169.254/x"]
)
def test_redirects_are_checked_as_well(where: str, port: int) -> None:
    with pytest.raises((Forbidden, OSError)):
        fetcher().page(f"http://good.test:{port}/to?{where.format(port=port)}")
    assert len(asked) == 1


def test_a_few_redirects_are_followed_and_circles_end(port: int) -> None:
    found = fetcher().page(f"http://good.test:{port}/to?/to?http://good.test:{port}/a")
    assert found is not None and found.url.endswith("/a")
    assert fetcher().page(f"http://good.test:{port}/to?/to?/to?/to?/to?/a") is None


def test_a_server_that_drips_is_cut_off(port: int) -> None:
    ended.clear()
    assert fetcher(seconds=0.5).page(f"http://good.test:{port}/drip") is None
    assert ended.wait(10)


def test_no_more_than_the_beginning_is_read(port: int) -> None:
    found = fetcher().page(f"http://good.test:{port}/endless")
    assert found is not None and len(found.body) < 100_000


def test_what_is_no_page_is_none(port: int) -> None:
    assert fetcher().page(f"http://good.test:{port}/image") is None


def test_reading_a_page() -> None:
    assert preview_of("http://x.y/z", Page("http://x.y/z", PAGE, "utf-8")) == Preview(
        url="http://x.y/z", title="A <b>title</b>", description="What it is about", image=None, site="Example"
    )
    plain = b"<title>\n Gr\xfc\xdfe </title>"
    found = preview_of("http://www.x.y/", Page("http://www.x.y/", plain, "latin-1"))
    assert found is not None and (found.title, found.site) == ("Grüße", "x.y")
    assert preview_of("http://x.y/", Page("http://x.y/", b"<p>nothing", "")) is None
    assert preview_of("http://x.y/", Page("http://x.y/", b"<title>a</title>", "no-such-charset")) is not None


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "idna", "x"]))
def test_no_page_raises(body: bytes, charset: str) -> None:
    preview_of("http://x.y/", Page("http://x.y/", b"<title>a</title>" + body, charset))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", [b"<meta ", b"<title", b"<", b"<meta a=", b'<meta a="', b"<meta charset", b"<title>x"]
)
def test_no_page_keeps_us_busy(unit: bytes) -> None:
    assert preview_of("http://x.y/", Page("http://x.y/", (unit * 100_000)[: 96 * 1024], "")) is None


def test_links_of_a_message_are_those_it_shows() -> None:
    from chat.markdown import render

    html = render(
        "http://a.co `http://b.co` [x](https://c.co/?a=1&b=2) http://a.co http://localhost/x http://d.co e.co"
    )
    assert links_in(html) == ["http://a.co", "https://c.co/?a=1&b=2", "http://d.co"]


@pytest.mark.django_db(transaction=True)
def test_a_message_gets_its_preview_and_loses_it_with_the_link(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookup = Lookup(fetcher())
    monkeypatch.setattr(hooks, "linked", [lookup.hear])
    ann = person("ann")
    place = room(ann).id
    sent = append(sending(ann, place, f"see http://good.test:{port}/a")).message
    assert sent.extra is None  # nothing waits for it

    def previews(count: int) -> list[str]:
        for _ in range(100):
            extra = Message.objects.get(pk=sent.id).extra or {}
            found = [each["title"] for each in extra.get("previews", [])]
            if len(found) == count:
                return found
            time.sleep(0.05)
        raise AssertionError(found)

    assert previews(1) == ["A <b>title</b>"]
    append(EditMessage(ann.pk, place, sent.id, "see nothing"))
    assert previews(0) == []


def test_without_the_setting_nobody_looks_at_links() -> None:
    from desk.previews import work

    assert work.hear not in hooks.linked


@pytest.mark.django_db(transaction=True)
def test_a_link_card_asks_for_what_is_behind_an_address(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from desk import api

    looking = Lookup(fetcher())
    monkeypatch.setattr(api, "lookup", lambda: looking)
    client = Client()
    address = {"url": f"http://good.test:{port}/a"}
    assert client.get("/api/v1/previews", address).status_code == 401
    client.force_login(person("ann"))
    assert client.get("/api/v1/previews", address).status_code == 404  # they are off
    assert not asked
    with override_settings(LINK_PREVIEWS=True):
        found = client.get("/api/v1/previews", address).json()
        assert (found["title"], found["site"]) == ("A <b>title</b>", "Example")
        for inside in (f"http://inner.test:{port}/", "file:///etc/passwd"):
            assert client.get("/api/v1/previews", {"url": inside}).status_code == 404
        codes = {client.get("/api/v1/previews", {"url": "x"}).status_code for _ in range(25)}
        assert codes == {404, 429}
