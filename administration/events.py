"""The wire types of the administration's calls."""

from administration.people_table import PersonRow
from administration.rooms_table import RoomRow
from realtime.wire import Result


class RoomTable(Result):
    """A page of rooms; `pages` is how many there are of them."""

    rooms: list[RoomRow]
    total: int
    page: int
    pages: int


class PeopleTable(Result):
    people: list[PersonRow]
    total: int
    page: int
    pages: int


class BulkResult(Result):
    """What a bulk act did: rooms that changed, and of the others why not, by id."""

    changed: list[int]
    refused: dict[int, str]
