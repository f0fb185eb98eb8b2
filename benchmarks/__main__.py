"""`bin/bench [part ...] [--quick] [--only NAME ...]`: measure, print the tables, write the results."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks import contest, report
from benchmarks.chat import run as chat
from benchmarks.contest import Outcome
from benchmarks.documents import run as documents
from benchmarks.history import run as history
from benchmarks.scroll import run as scroll
from benchmarks.search import run as search
from benchmarks.sse import run as sse

Part = Callable[[bool, Sequence[str]], list[Outcome]]
PARTS: dict[str, Part] = {
    "chat": chat.chat,
    "documents": documents.documents,
    "idle": chat.idle,
    "sse": sse.sse,
    "asgi": chat.asgi,
    "search": search.search,
    "history": history.history,
    "scroll": scroll.scroll,
}
USUAL = ("chat", "documents", "idle", "sse")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="part",
        help=f"{', '.join(PARTS)}; all but asgi, search, history and scroll if none is named",
    )
    parser.add_argument("--quick", action="store_true", help="short, one round, RESULTS.md stays as it is")
    parser.add_argument("--only", nargs="+", default=[], help="only these servers, e.g. collab ws")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    partial = arguments.quick or bool(arguments.only)
    for part in arguments.parts or USUAL:
        began = time.monotonic()
        command = " ".join(["bin/bench", part, *sys.argv[1 + len(arguments.parts) :]])
        outcomes = PARTS[part](arguments.quick, arguments.only)
        print(report.publish(part, outcomes, command, partial), flush=True)
        contest.say(f"{part}: {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
