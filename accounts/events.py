"""The wire types of people."""

from datetime import datetime

from realtime.identity import Identity
from realtime.wire import Result, Wire


class Person(Wire):
    """What everybody may know of a person."""

    id: int
    username: str
    name: str
    colour: int
    is_staff: bool

    @classmethod
    def of_identity(cls, who: Identity) -> "Person":
        return cls(
            id=who.user_id, username=who.username, name=who.name, colour=who.colour, is_staff=who.is_staff
        )


class PersonList(Result):
    people: list[Person]


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
