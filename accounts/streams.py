"""The inbox stream of a person: who may read it, and where access changes are read from."""

from collections.abc import Sequence

from accounts.models import AccessMark, User
from realtime.streams import Change, stream_name
from realtime.wire import AccessChanged


class Inbox:
    """`inbox:<user id>`: read by its owner alone, while they are active."""

    prefix = "inbox"

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        mine = {str(user_id)}.intersection(keys)
        return mine if mine and User.objects.filter(pk=user_id, is_active=True).exists() else set()


def access_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """The source of `access.changed`."""
    found = AccessMark.objects.filter(user=int(key), changed_seq__gt=after, changed_seq__lte=upto).first()
    if found is None or limit < 1:
        return []
    event = AccessChanged(stream=stream_name("inbox", key), seq=found.changed_seq)
    return [Change.of(event, recheck=True)]
