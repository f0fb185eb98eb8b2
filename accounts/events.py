"""The wire types of people."""

from datetime import datetime
from typing import Literal

from realtime.wire import Result, Wire

DensityName = Literal["comfortable", "compact"]
PresenceName = Literal["online", "idle", "offline"]


class PersonStatus(Wire):
    """What somebody says of themself just now: an emoji and a line, either may be "". `until` None: no end."""

    emoji: str
    text: str
    until: datetime | None


class Person(Wire):
    """What everybody may know of a person. `active` False: deactivated, they cannot sign in any more."""

    id: int
    username: str
    name: str
    colour: int
    is_staff: bool
    is_guest: bool
    active: bool
    status: PersonStatus | None


class Me(Person, Result):
    """What only the person and the page know: `timezone` and `language` are "" for the installation's own."""

    about: str
    timezone: str
    language: str
    density: DensityName


class PersonList(Result):
    """`next`: the `after` of the next page; None when there is none."""

    people: list[Person]
    next: str | None = None


class SharedRoom(Wire):
    """A room that the asker and the person are both in."""

    id: int
    name: str


class Profile(Result):
    """The card of a person. `last_seen` is coarse (some minutes), None for never or while they are here.

    `email` is shown to staff only, else "".
    """

    person: Person
    about: str
    timezone: str
    presence: PresenceName
    last_seen: datetime | None
    joined_at: datetime
    email: str
    rooms: list[SharedRoom]


class TokenInfo(Wire):
    """An API token without its secret."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class TokenList(Result):
    tokens: list[TokenInfo]


class NewToken(TokenInfo):
    """The answer to making a token: the only time `token` is shown."""

    token: str
