"""May they? Everything here is for the staff alone."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from accounts.auth import who
from accounts.models import User
from realtime.errors import Refused
from realtime.identity import Identity

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_page(view: Page[P]) -> Page[P]:
    """A page that others are refused with 403; strangers sign in first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_staff:
            raise PermissionDenied(_("These pages are for the staff."))
        return view(request, *args, **kwargs)

    return cast("Page[P]", login_required(checked))


def staff(request: HttpRequest) -> Identity:
    """The caller of an API function. Raises Refused("forbidden")."""
    identity = who(request)
    if not identity.is_staff:
        raise Refused("forbidden", _("Only the staff may do this."))
    return identity


def check_staff(user_id: int) -> None:
    """The same inside an append, where it holds until the commit. Raises Refused("forbidden")."""
    if not User.objects.filter(pk=user_id, is_active=True, is_staff=True).exists():
        raise Refused("forbidden", _("Only the staff may do this."))
