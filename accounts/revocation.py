"""What Django does to sign-ins behind our actions, told to every open connection.

Sign-out, a new password and a deactivation happen in views of Django, allauth and the admin. Each ends in a
`TouchAccess` after the commit, so that sockets of that person close within a second, on every node.
"""

import logging
from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_save

from accounts.actions import TouchAccess
from accounts.models import User
from realtime.commit import append
from realtime.errors import Refused

log = logging.getLogger(__name__)


def connect() -> None:
    user_logged_out.connect(after_sign_out, dispatch_uid="accounts.sign_out")
    post_save.connect(after_save, sender=User, dispatch_uid="accounts.save")


def after_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if not isinstance(user, User):
        return
    session = getattr(request, "session", None)
    if session is not None and session.session_key:
        # Django tells us before it flushes the session; every node must find it gone when it asks.
        session.delete(session.session_key)
    _touch_after_commit(user.pk)


def after_save(sender: Any, instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if instance.sign_in_state_changed() and not created and not raw:
        _touch_after_commit(instance.pk)


def _touch_after_commit(user_id: int) -> None:
    # Outside a transaction this runs at once. Inside one, the writer would wait for our locks and we for it.
    transaction.on_commit(partial(_touch, user_id))


def _touch(user_id: int) -> None:
    try:
        append(TouchAccess(user_id))
    except Refused:
        log.exception("open connections of person %s could not be told to ask again", user_id)
