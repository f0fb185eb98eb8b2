"""Drafts: writing, changing, throwing away; taking a scheduled one back to the drafts; templates."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from broadcasts import events
from broadcasts.access import broadcast_for, sender, staff_sender
from broadcasts.actions.common import OfBroadcasts, save_and_tell
from broadcasts.checking import check
from broadcasts.events import BroadcastWish, TemplateWish
from broadcasts.keeping import changed, kept, kept_template, put_template, put_wish, wish_of
from broadcasts.models import Broadcast, State, Template
from broadcasts.selectors import broadcast_of, template_of
from realtime.append import Append, Tx
from realtime.errors import Refused

UNSENT = frozenset({State.DRAFT, State.SCHEDULED, State.FAILED})


class CreateDraft(OfBroadcasts[events.Broadcast]):
    """Keep what somebody begins to write. A repeat of a `client_id` gets the first one."""

    def __init__(self, user_id: int, wish: BroadcastWish, client_id: str = "") -> None:
        self.user_id, self.wish, self.client_id = user_id, wish, client_id

    def write(self, tx: Tx) -> events.Broadcast:
        able = sender(self.user_id)
        first = sent_before(self.user_id, self.client_id)
        if first is None:
            first = Broadcast(sender_id=self.user_id, client_id=self.client_id)
            put_wish(first, kept(self.wish, self.user_id))
            save_and_tell(tx, first)
        return broadcast_of(able, first)


def sent_before(user_id: int, client_id: str) -> Broadcast | None:
    if not client_id:
        return None
    found = Broadcast.objects.filter(sender=user_id, client_id=client_id)
    return found.select_related("sender", "notification").first()


class ChangeDraft(OfBroadcasts[events.Broadcast]):
    """Change what is not sent yet. What is scheduled is checked as if it were sent, and stays scheduled."""

    def __init__(self, user_id: int, broadcast_id: int, change: BroadcastWish) -> None:
        self.user_id, self.broadcast_id, self.change = user_id, broadcast_id, change

    def write(self, tx: Tx) -> events.Broadcast:
        able = sender(self.user_id)
        row = unsent(broadcast_for(able, self.broadcast_id))
        wish = kept(changed(wish_of(row), self.change), self.user_id)
        if row.state == State.SCHEDULED:
            checked = check(wish, able, timezone.now())
            if checked.send_at is None:
                raise Refused(
                    "invalid", _("Say when it is to be sent, or take it out of the plan."), "send_at"
                )
        else:
            row.state, row.fault = State.DRAFT, ""
        put_wish(row, wish)
        save_and_tell(tx, row)
        return broadcast_of(able, row)


class Unschedule(OfBroadcasts[events.Broadcast]):
    """Back to the drafts. What is a draft already stays one."""

    def __init__(self, user_id: int, broadcast_id: int) -> None:
        self.user_id, self.broadcast_id = user_id, broadcast_id

    def write(self, tx: Tx) -> events.Broadcast:
        able = sender(self.user_id)
        row = unsent(broadcast_for(able, self.broadcast_id))
        if row.state != State.DRAFT:
            row.state, row.fault = State.DRAFT, ""
            save_and_tell(tx, row)
            audit.record(tx, self.user_id, "broadcast.unscheduled", target=row.title, broadcast=row.pk)
        return broadcast_of(able, row)


class DeleteDraft(OfBroadcasts[None]):
    """Throw away what was never sent; its words go at once."""

    def __init__(self, user_id: int, broadcast_id: int) -> None:
        self.user_id, self.broadcast_id = user_id, broadcast_id

    def write(self, tx: Tx) -> None:
        row = unsent(broadcast_for(sender(self.user_id), self.broadcast_id))
        put_wish(row, BroadcastWish())
        row.state, row.fault, row.deleted_at = State.DRAFT, "", timezone.now()
        save_and_tell(tx, row)


def unsent(row: Broadcast) -> Broadcast:
    if row.state not in UNSENT:
        raise Refused("conflict", _("It has been sent already."))
    return row


# -- templates: nobody watches them live, so they stamp nothing


class _OfTemplates(Append[Any]):
    stream = ""

    def streams(self) -> Sequence[str]:
        return ()


class SaveTemplate(_OfTemplates):
    """Make a template (`template_id` None) or change one, of which what is left out stays."""

    def __init__(self, user_id: int, wish: TemplateWish, template_id: int | None = None) -> None:
        self.user_id, self.wish, self.template_id = user_id, wish, template_id

    def write(self, tx: Tx) -> events.Template:
        staff_sender(self.user_id)
        if self.template_id is None:
            row, wish = Template(author_id=self.user_id), self.wish
        else:
            row = _template(self.template_id)
            stands = TemplateWish(**template_of(row).model_dump(include=set(TemplateWish.model_fields)))
            named = self.wish.model_fields_set
            wish = stands.model_copy(update={name: getattr(self.wish, name) for name in named})
        wish = kept_template(wish)
        if Template.objects.filter(name=wish.name).exclude(pk=row.pk).exists():
            raise Refused("invalid", _("There is a template of this name already."), "name")
        put_template(row, wish)
        row.updated_at = timezone.now()
        row.save()
        return template_of(row)


class DeleteTemplate(_OfTemplates):
    def __init__(self, user_id: int, template_id: int) -> None:
        self.user_id, self.template_id = user_id, template_id

    def write(self, tx: Tx) -> None:
        staff_sender(self.user_id)
        _template(self.template_id).delete()


def _template(template_id: int) -> Template:
    row = Template.objects.select_related("author").filter(pk=template_id).first()
    if row is None:
        raise Refused("not_found", _("There is no such template."))
    return row
