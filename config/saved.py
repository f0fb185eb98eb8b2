"""What a person saved (desk), for searching (search): the two do not know each other."""

from typing import Any

from django.db.models import QuerySet

from desk.models import Saved


def saved_messages(user_id: int) -> QuerySet[Any, Any]:
    """Ids of the messages that a person keeps."""
    return Saved.objects.filter(user=user_id, removed_at=None).values("message")
