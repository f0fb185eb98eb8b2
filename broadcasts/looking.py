"""A look at what somebody writes, before anything is sent."""

from datetime import datetime

from accounts.models import User
from broadcasts.access import Powers
from broadcasts.checking import examine
from broadcasts.events import BroadcastWish, Fault, Preview
from broadcasts.keeping import kept
from broadcasts.variables import examples, texts_of, wanted_in
from notifications.core.variables import fill
from notifications.events import Translation
from realtime.errors import Refused


def preview(able: Powers, wish: BroadcastWish, now: datetime) -> Preview:
    """How it would look to the one who writes it, and everything that would refuse it."""
    translations = {code: words.model_dump() for code, words in wish.translations.items()}
    values = examples(User.objects.get(pk=able.user_id)) | wish.values
    filled = {
        name: fill(text, values) for name, text in texts_of(wish.title, wish.body, translations).items()
    }
    missing = [
        name
        for name in wanted_in(wish.title, wish.body, translations)
        if not wish.values.get(name, "").strip()
    ]
    return Preview(
        title=filled["title"],
        body=filled["body"],
        translations={
            code: Translation(
                title=filled[f"translations.{code}.title"], body=filled[f"translations.{code}.body"]
            )
            for code in translations
        },
        missing=missing,
        faults=_faults(able, wish, now),
    )


def _faults(able: Powers, wish: BroadcastWish, now: datetime) -> list[Fault]:
    try:
        _checked, found = examine(kept(wish, able.user_id), able, now)
    except Refused as refusal:
        found = [refusal]
    return [Fault(field=refusal.field or "", message=refusal.message) for refusal in found]
