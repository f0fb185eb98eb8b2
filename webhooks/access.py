"""May they? Whoever manages a room manages its webhooks."""

from django.utils.translation import gettext as _

from realtime.errors import Refused
from rooms.access import standing_for
from webhooks.models import Webhook


def webhook_for(user_id: int, webhook_id: int) -> Webhook:
    """Raises Refused: "not_found" for one of a room that the person does not see, "forbidden" with the reason."""
    row = Webhook.objects.filter(pk=webhook_id).select_related("created_by").first()
    if row is None:
        raise no_such_webhook()
    try:
        standing_for(user_id, row.room_id, "manage")
    except Refused as refusal:
        raise no_such_webhook() if refusal.code == "not_found" else refusal from None
    return row


def no_such_webhook() -> Refused:
    return Refused("not_found", _("There is no such webhook, or it is not yours to see."))
