"""What the demo workspace is made of. Data only; `manage.py demo` writes it."""

from typing import Final, NamedTuple

PASSWORD: Final = "demo"  # noqa: S105  (demo mode only, and printed for everybody to see)


class DemoPerson(NamedTuple):
    username: str
    name: str
    colour: int
    about: str
    is_staff: bool = False
    is_superuser: bool = False


class DemoRoom(NamedTuple):
    """`said`: (minutes before now, author, text), oldest first."""

    key: str
    name: str
    topic: str
    visibility: str
    owner: str
    members: tuple[str, ...]
    said: tuple[tuple[int, str, str], ...]
    archived: bool = False


PEOPLE: Final = (
    DemoPerson("admin", "Noor Haddad", 5, "administrator", is_staff=True, is_superuser=True),
    DemoPerson("staff", "Sven Lind", 3, "staff: may send announcements", is_staff=True),
    DemoPerson("ann", "Ann Keller", 1, "a person"),
    DemoPerson("bo", "Bo Jansen", 7, "a person"),
)

DAY: Final = 24 * 60

RELEASE_NOTES_CODE: Final = """Found it. The import reads the whole file before it checks the header:

```python
def read_members(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if missing := REQUIRED - set(rows.fieldnames or ()):
            raise BadFile(f"missing columns: {', '.join(sorted(missing))}")
        yield from rows
```

`utf-8-sig` also eats the mark that Excel puts in front."""

OPENING_HOURS: Final = """Proposal for the opening hours, so that we can print the signs on Monday:

| Day | Workshop | Café |
|---|---|---|
| Tue–Thu | 10–18 | 9–18 |
| Fri | 10–21 | 9–23 |
| Sat | 11–17 | 10–18 |

Closed on Sunday and Monday."""

ROOMS: Final = (
    DemoRoom(
        "lobby",
        "Lobby",
        "Hello, goodbye, and everything that fits nowhere else",
        "public",
        "admin",
        ("staff", "ann", "bo"),
        (
            (
                4 * DAY + 190,
                "admin",
                "Welcome, everybody! This is our new place to talk and to write together.",
            ),
            (4 * DAY + 188, "ann", "Nice. Where did the old mailing list go?"),
            (4 * DAY + 187, "admin", "It stays readable until the end of the month, then I close it."),
            (4 * DAY + 120, "bo", "Found the dark mode. I am home :)"),
            (
                3 * DAY + 260,
                "staff",
                "The heating in the back room is fixed. Thank you for wearing coats for a week.",
            ),
            (3 * DAY + 255, "ann", "**Finally.** I can feel my fingers again."),
            (2 * DAY + 75, "bo", "Has anybody seen the long ladder?"),
            (2 * DAY + 71, "staff", "Behind the stage, left side. Please bring it back this time ;)"),
            (2 * DAY + 70, "bo", "~~I always bring it back~~ I will bring it back."),
            (DAY + 300, "admin", "Reminder: team lunch on Thursday at 12:30. Say here if you do *not* come."),
            (DAY + 280, "ann", "I come, and I bring the soup."),
            (95, "staff", "The new keys are here. Get yours from me before six, please."),
            (41, "bo", "On my way."),
        ),
    ),
    DemoRoom(
        "opening",
        "Opening night",
        "11 December: programme, people, posters",
        "public",
        "ann",
        ("bo", "staff"),
        (
            (3 * DAY + 400, "ann", "I made a room for the opening, so that the lobby stays quiet."),
            (3 * DAY + 398, "ann", "To do first:\n\n1. programme\n2. poster\n3. who stands at the door"),
            (3 * DAY + 380, "bo", "Poster is mine. First sketch tomorrow."),
            (
                2 * DAY + 330,
                "bo",
                "Sketch is done: two colours, big type, no photo. It prints on the old machine.",
            ),
            (
                2 * DAY + 322,
                "ann",
                "Love it. Can the date be larger? People over forty want to read it from the tram.",
            ),
            (2 * DAY + 318, "bo", "> People over forty\n\nSo… us?"),
            (2 * DAY + 317, "ann", "Exactly us."),
            (DAY + 410, "staff", OPENING_HOURS),
            (DAY + 402, "ann", "Friday until 23 is brave. Who closes?"),
            (DAY + 399, "staff", "I do, the first month. Then we look at the numbers."),
            (180, "bo", "The band says yes! 40 minutes, and they bring their own sound."),
            (176, "ann", "That is the best news of the week. I put it into the programme."),
            (
                33,
                "ann",
                "The programme is in the document *Opening night – programme*. Please write straight into it.",
            ),
            (12, "bo", "Reading it now."),
        ),
    ),
    DemoRoom(
        "software",
        "Software",
        "The website, the till, and the scripts that hold them together",
        "public",
        "bo",
        ("ann", "admin"),
        (
            (2 * DAY + 610, "ann", "The member import fails with the new file. It says `KeyError: 'name'`."),
            (2 * DAY + 601, "bo", "Can you send me the first line of the file?"),
            (
                2 * DAY + 600,
                "ann",
                "`\\ufeffname;joined;paid` – is that little thing in front supposed to be there?",
            ),
            (2 * DAY + 570, "bo", RELEASE_NOTES_CODE),
            (2 * DAY + 560, "ann", "Works. 212 members imported, none twice."),
            (DAY + 45, "admin", "Backup ran, 3.1 GB, restored on the spare machine in 4 minutes."),
            (DAY + 40, "bo", "A backup that was restored. You are my hero."),
            (64, "bo", "I move the till to the new version tonight after closing. Ten minutes of downtime."),
        ),
    ),
    DemoRoom(
        "books",
        "Book club",
        "One book a month, no homework",
        "public",
        "ann",
        ("bo",),
        (
            (4 * DAY + 20, "ann", "December: something short, please. Last month nearly broke us."),
            (4 * DAY + 15, "bo", "*The Summer Book*? 170 pages, an island, a grandmother who swears."),
            (4 * DAY + 12, "ann", "Sold."),
            (DAY + 500, "bo", "I am at the chapter with the cat. No further comment."),
        ),
    ),
    DemoRoom(
        "office",
        "Office",
        "Money and contracts",
        "private",
        "admin",
        ("staff",),
        (
            (2 * DAY + 200, "admin", "The landlord agreed: five years, and the yard is ours."),
            (2 * DAY + 196, "staff", "Wow. What did you promise?"),
            (2 * DAY + 195, "admin", "Quiet after ten, and two tickets for every premiere."),
            (
                150,
                "staff",
                "The invoice of the electrician came. It is what he said it would be, to the cent.",
            ),
        ),
    ),
    DemoRoom(
        "summer",
        "Summer fête",
        "It was lovely. Archived.",
        "public",
        "staff",
        ("ann", "bo", "admin"),
        (
            (5 * DAY + 100, "staff", "Final count: 640 guests, 210 l of lemonade, one lost child (found)."),
            (5 * DAY + 96, "bo", "The lost child was me."),
        ),
        archived=True,
    ),
)

READ_UP_TO: Final = {
    "ann": ("lobby", "opening", "books", "summer"),
    "bo": ("lobby", "opening", "software", "summer"),
}
"""Rooms in which nothing is unread; in the others the last message by somebody else is."""

DOCUMENT_TITLE: Final = "Opening night – programme"
DOCUMENT_ROOM: Final = "opening"
DOCUMENT_TEXT: Final = """# Opening night

Friday, 11 December, doors at 18:00. Everybody in this room can write here, at the same time.

## Programme

- 18:00 Doors, soup and bread
- 19:00 Welcome (Noor, five minutes, really)
- 19:15 Tour of the workshop in three groups
- 20:00 The band
- 21:00 Open end

## Still open

- [x] Ask the band
- [ ] Who stands at the door from 18 to 20?
- [ ] Do we need a **second till**?

## The poster

Two colours, big type. Bo prints 60 on Wednesday.
"""

ANNOUNCEMENT: Final = (
    "Welcome to Collab",
    "Open a room on the left, write something, and invite somebody. Announcements like this one come from the staff.",
    "/rooms/",
)
