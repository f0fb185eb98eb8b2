"""The wire types of comments. A comment travels as its thread's first message (`extra.comment`), by the events of
chat; these are only answers."""

from accounts.events import Person
from chat.events import Message, ThreadState
from realtime.wire import Result
from rooms.events import RoomSummary


class CommentList(Result):
    """The comments on a document, oldest first, resolved ones too. `states`: how one stands to those one follows.

    `places` are where their threads are (the room, or a place beside the document), each with the cursor that this
    list reaches; new comments go to the one called `home`, whose id it is. `people` has everybody named.
    """

    comments: list[Message]
    states: list[ThreadState]
    people: dict[str, Person]
    places: list[RoomSummary]
    home: int | None
