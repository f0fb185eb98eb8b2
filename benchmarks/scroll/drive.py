"""Scrolls a room and a plain page in Chromium, in turns. Runs in Collab's own Python, with what its tests need.

`python -m benchmarks.scroll.drive URL ROOM ROUNDS SECONDS` prints `{"chromium": version, "loads": {load: {page:
[report, one for each round]}}}`.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from benchmarks.contest import Report, say
from benchmarks.scroll.figures import figures
from tests.browser.pages import open_room, sign_in
from tests.browsers import launched_browser

PROBE: Final = (Path(__file__).parent / "probe.js").read_text()
VIEW: Final = ViewportSize(width=1280, height=800)
LEAP, EVERY = 8_000, 250
"""Pixels of a leap, and milliseconds from one to the next."""
LEAPS: Final = """([box, by, every, count]) => new Promise((done) => {
  const element = document.querySelector(box);
  const timer = setInterval(() => {
    element.scrollBy(0, -by);
    if (--count === 0) {
      clearInterval(timer);
      setTimeout(done, every);
    }
  }, every);
})"""


class Place(NamedTuple):
    """A page that can be scrolled: its name in the tables, how it is opened, selectors of what scrolls and of its
    rows, and whether nothing is on its way there."""

    name: str
    open: Callable[[], Page]
    box: str
    row: str
    quiet: str
    again: bool
    """Each load begins at its end once more; a room goes on into its past."""


class Load(NamedTuple):
    """`speed`: pixels per second by the wheel, None for leaps."""

    name: str
    speed: int | None


LOADS: Final = (Load("steady", 2_400), Load("fast", 8_000), Load("leaps", None))


def main() -> None:
    url, room, rounds, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    with launched_browser() as browser:
        context = signed_in(browser, url)
        room_place = Place(
            "collab",
            lambda: opened(context, url, room),
            "main .log",
            "article",
            "document.querySelector('main .log').getAttribute('aria-busy') === 'false'",
            again=False,
        )
        plain = Place("plain page", lambda: plain_page(context), "#box", "p", "true", again=True)
        loads: dict[str, dict[str, list[Report]]] = {load.name: {} for load in LOADS}
        for number in range(rounds):
            for place in (room_place, plain) if number % 2 == 0 else (plain, room_place):
                for name, report in measured(place, seconds).items():
                    loads[name].setdefault(place.name, []).append(report)
                    say(f"scroll {name} {place.name}: {report}")
        sys.stdout.write(json.dumps({"chromium": browser.version, "loads": loads}))


def signed_in(browser: Browser, url: str) -> BrowserContext:
    context = browser.new_context(base_url=url, viewport=VIEW, service_workers="block")
    page = context.new_page()
    sign_in(page, "ann", "ann")
    page.get_by_role("button", name="Your menu: Ann").wait_for()
    page.close()
    return context


def opened(context: BrowserContext, url: str, room: int) -> Page:
    page = open_room(context.new_page(), room)
    page.wait_for_function("document.querySelector('main .log article')")
    return page


def plain_page(context: BrowserContext) -> Page:
    """Nothing but text in a box that scrolls: what this machine can do at best."""
    page = context.new_page()
    words = "The quick brown fox jumps over the lazy dog. " * 6
    rows = "".join(f"<p>{number}. {words[: 40 + number * 37 % 230]}</p>" for number in range(6_000))
    page.set_content(
        "<!doctype html><style>body{margin:0;font:15px sans-serif}#box{height:100vh;overflow:auto}</style>"
        f"<div id=box>{rows}</div>"
    )
    return page


def measured(place: Place, seconds: float) -> dict[str, Report]:
    """The reports of all loads, one after the other in the same page."""
    page = place.open()
    try:
        page.wait_for_load_state("networkidle")
        page.evaluate(PROBE)
        line = page.context.new_cdp_session(page)
        line.send("Performance.enable")
        return {load.name: one(page, line, place, load, seconds) for load in LOADS}
    finally:
        page.close()


def one(page: Page, line: CDPSession, place: Place, load: Load, seconds: float) -> Report:
    if place.again:
        page.evaluate("(box) => { document.querySelector(box).scrollTop = 1e9; }", place.box)
    page.wait_for_function(place.quiet)
    line.send("HeapProfiler.collectGarbage")
    page.evaluate("([box, row]) => probe.start(box, row)", [place.box, place.row])
    if load.speed is None:
        page.evaluate(LEAPS, [place.box, LEAP, EVERY, max(1, round(seconds * 1000 / EVERY))])
    else:
        wheel(page, line, place.box, load.speed, seconds)
    seen: dict[str, Any] = page.evaluate("probe.stop()")
    page.wait_for_function(place.quiet)
    return figures(seen, load.speed) | kept(line)


def wheel(page: Page, line: CDPSession, box: str, speed: int, seconds: float) -> None:
    """Turn the wheel upwards over the middle of the box. The browser does it by itself: nobody else takes its time."""
    found = page.locator(box).bounding_box()
    assert found is not None, f"{box} is not shown"
    line.send(
        "Input.synthesizeScrollGesture",
        {
            "x": found["x"] + found["width"] / 2,
            "y": found["y"] + found["height"] / 2,
            "yDistance": speed * seconds,
            "speed": speed,
            "gestureSourceType": "mouse",
            "preventFling": True,
        },
    )


def kept(line: CDPSession) -> Report:
    """What the page holds after it has cleared away."""
    line.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in line.send("Performance.getMetrics")["metrics"]}
    return {"heap_mib": round(metrics["JSHeapUsedSize"] / 2**20, 1), "nodes_alive": round(metrics["Nodes"])}


if __name__ == "__main__":
    main()
