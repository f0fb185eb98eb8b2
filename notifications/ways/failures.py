"""Whose work failed for good is told: a dead letter that has a person becomes a notification of theirs."""

from dataclasses import replace

from jobs.background import background
from jobs.models import DeadLetter
from notifications.actions.telling import tell
from notifications.happenings import failure


def on_dead(letter: DeadLetter) -> None:
    """Within the transaction that put the letter down: what is told comes with it, or not at all."""
    if letter.person_id is not None:
        tell_failure.enqueue(
            person=letter.person_id, letter=letter.pk, what=letter.what, reason=letter.reason
        )


@background(tries=5)
def tell_failure(person: int, letter: int, what: str, reason: str) -> None:
    """Tell them once."""
    happening = failure(str(letter), "task", reason)
    tell(replace(happening, body=f"{what}\n\n{reason}" if what else reason), [person], may=set)
