"""Rooms with a long history, written straight into the database: sending 100,000 messages would take minutes."""

from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.conftest import World
from tests.browser.pages import log

FILL = """
from datetime import timedelta
from django.db import connection, transaction
from django.utils import timezone
from accounts.models import User
from chat.models import Message
from realtime.models import Stream
room, count, author = {room}, {count}, User.objects.get(username="{author}")
stream = Stream.objects.get(name=f"room:{{room}}")
head, now = stream.head, timezone.now()
def words(number):
    return f"Message {{number}}." + " And more of it." * (number % 24)
columns = ("room_id", "author_id", "body", "html", "client_id", "created_seq", "changed_seq", "created_at")
moment = connection.ops.adapt_datetimefield_value
with transaction.atomic(), connection.cursor() as cursor:
    cursor.executemany(
        f"INSERT INTO chat_message ({{', '.join(columns)}}) VALUES ({{', '.join(['%s'] * len(columns))}})",
        [(room, author.pk, words(number), f"<p>{{words(number)}}</p>", f"old{{number}}", head + number,
          head + number, moment(now - timedelta(seconds=30 * (count - number)))) for number in range(1, count + 1)])
stream.head = head + count
stream.save()
print(Message.objects.get(room=room, client_id="old1").pk)
"""
# What one reads (the first message that is wholly in view), and where it stands.
READING = """() => {
  const box = document.querySelector('main .log');
  const top = box.getBoundingClientRect().top;
  const read = [...box.querySelectorAll('article')].find((one) => one.getBoundingClientRect().top >= top);
  return [Number(read.dataset.message), read.getBoundingClientRect().top];
}"""
QUIET = """() => document.querySelector('main .log').getAttribute('aria-busy') === 'false'"""


def fill(world: World, room: int, count: int, author: str = "ann") -> int:
    """Messages 1 to `count` of one author; the id of the first. Ids and places ascend without holes."""
    done = world.server.python(FILL.format(room=room, count=count, author=author))
    return int(done.strip().splitlines()[-1])


def reading(page: Page) -> tuple[int, float]:
    message, top = page.evaluate(READING)
    return int(message), float(top)


def top_of(page: Page, message: int) -> float:
    box = line(page, message).bounding_box()
    assert box is not None, f"message {message} is not drawn"
    return box["y"]


def line(page: Page, message: int) -> Locator:
    return log(page).locator(f"[data-message='{message}']")


def scroll(page: Page, pixels: int) -> None:
    """By so many pixels, and until what this asked for is there."""
    page.evaluate("(by) => document.querySelector('main .log').scrollBy(0, by)", pixels)
    settle(page)


def settle(page: Page) -> None:
    """Two frames and nothing on its way: then everything is drawn."""
    frames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    page.evaluate(frames)
    page.wait_for_function(QUIET)
    page.evaluate(frames)


def rows_drawn(page: Page) -> int:
    drawn: int = page.evaluate("document.querySelectorAll('main .log .lines > *').length")
    return drawn


def say_as(world: World, username: str, room: int, body: str, **more: Any) -> dict[str, Any]:
    """A message by the API; `client_id` is made of the words."""
    wish = {"body": body, "client_id": f"api-{room}-{abs(hash((body, username))) % 10**12}", **more}
    sent: dict[str, Any] = world.api(username).call("POST", f"/rooms/{room}/messages", 201, json=wish)
    return sent
