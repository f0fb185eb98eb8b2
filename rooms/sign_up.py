"""Who signs up to follow a guest's invitation is a guest of the workspace."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from accounts.models import User
from realtime.errors import Refused
from rooms.admission import invitation_of
from rooms.models import Role


def connect() -> None:
    from allauth.account.signals import user_signed_up

    user_signed_up.connect(after_sign_up, dispatch_uid="rooms.sign_up")


def after_sign_up(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The form carries the invitation's page as `next`."""
    token = _token(request.POST.get("next", "") or request.GET.get("next", ""))
    try:
        guest = token is not None and invitation_of(token).role == Role.GUEST
    except Refused:
        guest = False
    if guest:
        user.is_guest = True
        user.save(update_fields=["is_guest"])


def _token(address: str) -> str | None:
    try:
        found = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
    return str(found.kwargs["token"]) if found.url_name == "join" else None
