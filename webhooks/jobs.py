"""Due work: webhooks follow the rooms, and are sent what waits for them."""

from jobs.registry import every
from webhooks.delivering import deliver_due, forget_old
from webhooks.following import follow_all


@every(1, "webhooks.follow")
def follow() -> None:
    follow_all()


@every(1, "webhooks.deliver")
def deliver() -> None:
    deliver_due()


@every(3600, "webhooks.forget")
def forget() -> None:
    forget_old()
