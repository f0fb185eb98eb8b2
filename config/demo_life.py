"""What the demo's people did besides talking: reactions, threads, pins, a poll, direct messages, favourites. Data only.

Messages are named by their room's key and their number in `config.demo.ROOMS`.
"""

from typing import Final, NamedTuple


class Reply(NamedTuple):
    """`minutes` before now."""

    minutes: int
    author: str
    text: str


class Ask(NamedTuple):
    """A poll: `votes` are (username, number of the option)."""

    minutes: int
    author: str
    question: str
    options: tuple[str, ...]
    votes: tuple[tuple[str, int], ...]


REACTIONS: Final[dict[str, tuple[tuple[int, str, tuple[str, ...]], ...]]] = {
    "lobby": (
        (0, "👋", ("ann", "bo", "staff")),
        (5, "🎉", ("bo", "admin")),
        (9, "🍲", ("ann", "bo")),
        (10, "❤️", ("bo", "staff", "admin")),
        (11, "🔑", ("ann",)),
    ),
    "opening": ((3, "🔥", ("ann", "staff")), (6, "😂", ("ann", "staff")), (10, "🎸", ("ann", "staff", "bo"))),
    "software": ((4, "🙏", ("ann", "admin")), (5, "✅", ("bo",)), (6, "👏", ("bo",))),
}
PINNED: Final = {"opening": (11, "ann"), "software": (3, "bo")}
THREADS: Final[dict[str, tuple[int, tuple[Reply, ...]]]] = {
    "software": (
        7,
        (
            Reply(58, "ann", "Do I have to close the till before you start?"),
            Reply(55, "bo", "Yes please, at 22:05. I write here when it is back."),
            Reply(52, "ann", "👍 @bo I tell the evening shift."),
        ),
    ),
    "opening": (
        9,
        (
            Reply(11, "bo", "I can take every second Friday from March on."),
            Reply(10, "staff", "Deal. I put it into the plan."),
        ),
    ),
}
POLLS: Final = {
    "opening": Ask(
        8,
        "bo",
        "Which colour for the poster?",
        ("Red on cream", "Blue on cream", "Black, like grown-ups"),
        (("ann", 0), ("staff", 0), ("bo", 1)),
    ),
}
DIRECT: Final = (
    (
        ("ann", "bo"),
        (
            Reply(70, "bo", "Do you have the big tape? The one that does not come off again."),
            Reply(66, "ann", "In the drawer under the sink. Guard it with your life."),
            Reply(20, "bo", "Thank you! Soup on Thursday is on me :stew:"),
        ),
    ),
    (
        ("ann", "bo", "staff"),
        (Reply(45, "staff", "Who carries the tables on Friday? We need four hands, six would be better."),),
    ),
)
FAVOURITES: Final = {"ann": ("opening",), "bo": ("opening", "software")}
STATUSES: Final = {"ann": ("🥣", "making soup"), "staff": ("🏖️", "back on Monday")}
