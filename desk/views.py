"""Pages of what a person keeps. The lists come from the API and stay live; the first state is in the page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from desk import selectors


def _page(request: HttpRequest, name: str, **boot: Any) -> HttpResponse:
    """`boot` has the page's own state; `desk` is there on each of them, with the cursor it reaches."""
    assert isinstance(request.user, User)
    desk = selectors.desk_of(request.user.pk).model_dump(mode="json")
    return render(request, f"desk/{name}.html", {"boot": {"desk": desk, **boot}})


@require_safe
@login_required
def saved_page(request: HttpRequest) -> HttpResponse:
    """Messages kept for later, and reminders."""
    assert isinstance(request.user, User)
    page = selectors.saved_page(request.user.pk)
    return _page(request, "saved", saved=page.model_dump(mode="json"))


@require_safe
@login_required
def scheduled_page(request: HttpRequest) -> HttpResponse:
    """Messages that wait for their time."""
    return _page(request, "scheduled")


@require_safe
@login_required
def drafts_page(request: HttpRequest) -> HttpResponse:
    """Messages that were begun."""
    return _page(request, "drafts")


@require_safe
@login_required
def threads_page(request: HttpRequest) -> HttpResponse:
    """Threads one follows; the list is fetched by the page."""
    return _page(request, "threads")
