"""Pages of people: one's own profile, and everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.directory import find_people
from accounts.models import User
from accounts.selectors import tokens_of


@require_safe
@login_required
def profile_page(request: HttpRequest) -> HttpResponse:
    """Name, colour, settings and API tokens of the signed-in person."""
    assert isinstance(request.user, User)
    boot = {
        "name": request.user.name,
        "languages": [[code, str(name)] for code, name in settings.LANGUAGES],
        "tokens": [token.model_dump(mode="json") for token in tokens_of(request.user.pk)],
    }
    return render(request, "accounts/profile.html", {"boot": boot})


@require_safe
@login_required
def people_page(request: HttpRequest) -> HttpResponse:
    """The people one may know of: the first page of them, as the API gives it."""
    assert isinstance(request.user, User)
    return render(
        request, "people/directory.html", {"boot": find_people(request.user.pk).model_dump(mode="json")}
    )
