"""Keeping people's keywords where all of them can be read at once."""

from typing import Final

from notifications.core.preferences import Wishes
from notifications.core.watchwords import folded
from notifications.models import Watchword

MOST_CHARS: Final = 180
"""Folding makes several letters of some; what is longer is watched for by its beginning."""


def keep_watchwords(user_id: int, wishes: Wishes) -> None:
    """Within the append that saves somebody's wishes: their keywords, if they are others than before. One statement
    if they are the same."""
    wanted = {folded(word)[:MOST_CHARS] for word in wishes.keywords} - {""}
    rows = Watchword.objects.filter(user=user_id)
    if wanted != set(rows.values_list("word", flat=True)):
        rows.delete()
        Watchword.objects.bulk_create(Watchword(user_id=user_id, word=word) for word in sorted(wanted))
