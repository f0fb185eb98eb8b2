"""A room with people, and who was told of what in it."""

from accounts.models import User
from chat.actions import SendMessage
from chat.actions.told import teller
from chat.models import Message
from notifications import watching
from notifications.actions import set_place_volume, set_wishes
from notifications.core.preferences import KindWishes, Wishes
from notifications.kinds import Kind, Volume
from notifications.models import InboxEntry
from realtime.commit import append, writer
from tests.people import person, room, sending


class Hall:
    """Ann owns it, bo and cy are in it, dora is not."""

    def __init__(self) -> None:
        self.ann, self.bo = person("ann", name="Ann"), person("bo", name="Bo")
        self.cy, self.dora = person("cy"), person("dora")
        self.room = room(self.ann, self.bo, self.cy).id
        watching.refresh()  # as every process does every few seconds: nothing of an earlier test is left

    def say(
        self,
        author: User,
        body: str,
        thread: int | None = None,
        where: int | None = None,
        *,
        settled: bool = True,
    ) -> Message:
        sent = append(sending(author, where or self.room, body, thread=thread))
        if settled:
            settle()
        return Message.objects.get(pk=sent.message.id)

    def sending(self, author: User, body: str) -> SendMessage:
        return sending(author, self.room, body)


def settle() -> None:
    """Everything that follows from what was committed so far has been told."""
    writer.flush()
    teller.settle()
    writer.flush()


def told() -> list[tuple[str, str]]:
    """Who has something in their inbox, of which kind; sorted."""
    entries = InboxEntry.objects.filter(removed_at=None)
    return sorted(entries.values_list("user__username", "kind"))


def turn(user: User, place: str, volume: Volume | None) -> None:
    set_place_volume(user.pk, place, volume)


def switch_off(user: User, *kinds: Kind) -> None:
    off = KindWishes(in_app=False)
    set_wishes(user.pk, Wishes(kinds=dict.fromkeys(kinds, off)))


def watch_for(user: User, *words: str) -> None:
    set_wishes(user.pk, Wishes(keywords=list(words)))
