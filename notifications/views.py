"""The pages of notifications. What they show arrives over the API; the page brings what it needs at once."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from notifications.selectors import recent_senders


@require_GET
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """The signed-in person's inbox."""
    people = {name: person.model_dump(mode="json") for name, person in recent_senders().items()}
    return render(request, "notifications/inbox.html", {"people": people})


@require_GET
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """What the signed-in person wants to hear, and how."""
    boot = {"email": getattr(request.user, "email", "")}
    return render(request, "notifications/preferences.html", {"boot": boot})
