"""Who signs out of a browser gets no pushes there any more; a new password ends them everywhere."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save, pre_save

from accounts.models import User
from notifications.ways.subscriptions import forget_person, forget_session


def connect() -> None:
    user_logged_out.connect(_after_sign_out, dispatch_uid="notifications.ways.sign_out")
    pre_save.connect(_before_save, sender=User, dispatch_uid="notifications.ways.before_save")
    post_save.connect(_after_save, sender=User, dispatch_uid="notifications.ways.after_save")


def _after_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        forget_session(session.session_key)


def _before_save(sender: Any, instance: User, raw: bool = False, **kwargs: Any) -> None:
    """accounts.revocation asks the same question after the save, and with it the answer is gone."""
    before = getattr(instance, "_sign_in_state", None)
    now = (instance.__dict__.get("password"), instance.__dict__.get("is_active"))
    instance._ends_sessions = not raw and before is not None and before != now  # type: ignore[attr-defined]


def _after_save(sender: Any, instance: User, created: bool, **kwargs: Any) -> None:
    if not created and getattr(instance, "_ends_sessions", False):
        forget_person(instance.pk)
