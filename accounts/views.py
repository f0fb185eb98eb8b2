"""The profile page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.selectors import tokens_of


@require_safe
@login_required
def profile_page(request: HttpRequest) -> HttpResponse:
    """Name, colour and API tokens of the signed-in person."""
    assert isinstance(request.user, User)
    boot = {
        "name": request.user.name,
        "tokens": [token.model_dump(mode="json") for token in tokens_of(request.user.pk)],
    }
    return render(request, "accounts/profile.html", {"boot": boot})
