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
def compose(request: HttpRequest) -> HttpResponse:
    """Where staff write a notification; others are told, with 403, that they cannot."""
    if not request.user.is_staff:
        return render(request, "notifications/compose_forbidden.html", status=403)
    return render(request, "notifications/compose.html")
