"""What broadcasts say on the wire. TypeScript types are made from these classes."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from accounts.events import Person
from notifications.events import Translation
from notifications.kinds import Level
from realtime.wire import Event, Result, Wire

StateName = Literal["draft", "scheduled", "sending", "sent", "recalled", "expired", "failed"]
RoleGroup = Literal["staff", "admins", "members", "guests"]
PersonState = Literal["addressed", "seen", "unseen", "read", "unread", "acknowledged", "failed"]
Outcome = Literal["", "waiting", "sent", "skipped", "failed"]

NAMES_CHARS = 1_000_000
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class AudienceQuery(Wire):
    """People by what is known of them; every condition that is given must hold. `room`: is in it."""

    joined_before: datetime | None = None
    joined_after: datetime | None = None
    seen_before: datetime | None = None
    seen_after: datetime | None = None
    language: str | None = None
    room: Id | None = None
    is_guest: bool | None = None


class Audience(Wire):
    """Whom it is for: everybody who is in any of the parts, once. `everyone` makes the rest void.

    `roles`: "admins" are the owners and admins of any room, "members" everybody but guests. `people` are usernames.
    `names` is the text of an uploaded list: usernames or e-mail addresses, apart by lines, commas, semicolons or
    blanks. Names that nobody has refuse the sending, unless `skip_unknown`.
    """

    everyone: bool = False
    rooms: Annotated[list[Id], Field(max_length=500)] = []
    roles: Annotated[list[RoleGroup], Field(max_length=4)] = []
    people: Annotated[list[str], Field(max_length=1000)] = []
    query: AudienceQuery | None = None
    names: Annotated[str, Field(max_length=NAMES_CHARS)] = ""
    skip_unknown: bool = False


class AudienceWish(Wire):
    audience: Audience


class AudiencePreview(Result):
    """How many people that is just now, some of them, and names (at most 100 of `unknown_count`) that nobody has."""

    count: int
    sample: list[Person]
    unknown: list[str]
    unknown_count: int


class RoomName(Wire):
    id: int
    name: str


class AudienceSummary(Wire):
    """The audience in short, for lists. `people` and `names`: how many are named."""

    everyone: bool
    rooms: list[RoomName]
    roles: list[RoleGroup]
    people: int
    query: bool
    names: int


class BroadcastWish(Wire):
    """What is to be sent. While it is a draft anything may be missing; it is checked whole when it is sent. In a change
    what is left out stays.

    `send_at` None: at once. `send_at` and `expires_at` without an offset are by the clock of `timezone` ("": the
    sender's own). `values`: what the sender's own variables stand for. `translations`: by language code.
    """

    title: str = ""
    body: str = ""
    url: str = ""
    level: Level = Level.NORMAL
    wants_ack: bool = False
    translations: dict[str, Translation] = {}
    values: dict[str, str] = {}
    audience: Audience = Audience()
    send_at: datetime | None = None
    timezone: str = ""
    expires_at: datetime | None = None
    template: Id | None = None


class NewBroadcast(BroadcastWish):
    """`send`: send (or schedule) it in the same step, so that nothing is kept when it is refused. With a `client_id`
    of the sender's own, a repeat gets the first result."""

    send: bool = False
    client_id: str = ""


class BroadcastAbilities(Wire):
    """What the asking person may do with it now. `edit`: before it is sent everything, after it the words, the link,
    the level, the translations, the expiry."""

    edit: bool
    send: bool
    unschedule: bool
    recall: bool
    delete: bool


class BroadcastRow(Wire):
    """A broadcast in a list. `addressed`: how many people it is for, as far as that is known (0 in drafts);
    `reached`: to how many of them it has gone so far. `sent_at`: when it began to go out. `fault`: why it failed.
    `notification`: what it is in people's inboxes."""

    id: int
    state: StateName
    title: str
    level: Level
    wants_ack: bool
    audience: AudienceSummary
    sender: str
    send_at: datetime | None
    timezone: str
    expires_at: datetime | None
    addressed: int
    reached: int
    notification: int | None
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None
    edited_at: datetime | None
    recalled_at: datetime | None
    fault: str


class Broadcast(Result):
    """A broadcast, whole: what was wished, and what became of it (see `BroadcastRow`)."""

    id: int
    state: StateName
    title: str
    body: str
    url: str
    level: Level
    wants_ack: bool
    translations: dict[str, Translation]
    values: dict[str, str]
    audience: Audience
    summary: AudienceSummary
    send_at: datetime | None
    timezone: str
    expires_at: datetime | None
    template: int | None
    sender: str
    addressed: int
    reached: int
    notification: int | None
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None
    edited_at: datetime | None
    recalled_at: datetime | None
    fault: str
    abilities: BroadcastAbilities


class SenderAbilities(Wire):
    """To whom the asking person may send. `rooms` None: to every room; else to these. `levels` are in their order."""

    everyone: bool
    roles: bool
    people: bool
    query: bool
    names: bool
    rooms: list[RoomName] | None
    levels: list[Level]
    templates: bool


class Variable(Wire):
    """A variable that the server knows. `personal`: everybody reads their own value. `example` is the asking
    person's value, "" where it depends on the audience."""

    name: str
    personal: bool
    example: str


class BroadcastPage(Result):
    """Newest first; ask on with `before` = the last id. `counts`: how many there are in each state. `stream`: where
    `broadcast.changed` is told; "" for those who are not staff, who ask again now and then. What the composer needs to
    know comes with it."""

    broadcasts: list[BroadcastRow]
    more: bool
    counts: dict[StateName, int]
    stream: str
    composer: "Composer"


class LanguageName(Wire):
    code: str
    name: str


class Composer(Wire):
    """What a sender has to choose from. `language`: the installation's, in which the first text is written."""

    abilities: SenderAbilities
    variables: list[Variable]
    languages: list[LanguageName]
    language: str
    timezone: str


class Fault(Wire):
    """What is wrong where: `field` is the wish's, translations as "translations.de.title"."""

    field: str
    message: str


class Preview(Result):
    """How it would look to the asking person (variables filled, markdown as source), in the language it is written in
    and in each translation, and everything that would refuse it. `missing`: variables of the sender's own without a
    value."""

    title: str
    body: str
    translations: dict[str, Translation]
    missing: list[str]
    faults: list[Fault]


class TemplateWish(Wire):
    """A text to begin with. In a change what is left out stays."""

    name: str = ""
    title: str = ""
    body: str = ""
    url: str = ""
    level: Level = Level.NORMAL
    wants_ack: bool = False
    translations: dict[str, Translation] = {}


class Template(Result):
    """`variables`: what a sender has to give values for."""

    id: int
    name: str
    title: str
    body: str
    url: str
    level: Level
    wants_ack: bool
    translations: dict[str, Translation]
    variables: list[str]
    author: str
    updated_at: datetime


class TemplateList(Result):
    templates: list[Template]


class Reason(Wire):
    """Why deliveries failed, or were not needed any more."""

    way: Literal["push", "email"]
    reason: str
    count: int


class Delivered(Wire):
    in_app: int
    push: int
    email: int


class Figures(Result):
    """How it goes. All are people but `failed` and `skipped`, which count deliveries. `waiting`: pushes and e-mails on
    their way."""

    state: StateName
    addressed: int
    reached: int
    delivered: Delivered
    seen: int
    read: int
    acknowledged: int
    waiting: int
    skipped: list[Reason]
    failed: list[Reason]
    at: datetime


class Recipient(Wire):
    """One person and what became of it with them. `push`, `email`: "" where nothing went out."""

    person: Person
    seen: bool
    read: bool
    acknowledged_at: datetime | None
    push: Outcome
    email: Outcome
    fault: str


class RecipientPage(Result):
    """By username; ask on with `after` = `next`."""

    people: list[Recipient]
    next: str | None


class BroadcastChanged(Event):
    """On `broadcasts:staff`: a broadcast came or changed; while it goes out at most once a second."""

    type: Literal["broadcast.changed"] = "broadcast.changed"
    broadcast: BroadcastRow


class BroadcastRemoved(Event):
    """A draft was thrown away."""

    type: Literal["broadcast.removed"] = "broadcast.removed"
    broadcast: int
