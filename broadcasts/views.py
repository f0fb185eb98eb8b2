"""The pages of those who send. What they show comes over the API; the page brings what it needs at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from broadcasts.access import RUNNING, Powers, broadcast_for, sender, staff_sender
from broadcasts.models import State
from broadcasts.selectors import broadcast_of, broadcast_page, composer, template_list
from realtime.errors import Refused
from realtime.wire import Wire

P = ParamSpec("P")
ENDED = RUNNING | {State.RECALLED, State.EXPIRED}
View = Callable[Concatenate[HttpRequest, Powers, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _page(ask: Callable[[int], Powers]) -> Callable[[View[P]], Page[P]]:
    """A page for those who have these powers: 403 for others, strangers sign in first."""

    def decorate(view: View[P]) -> Page[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                return view(request, ask(cast(int, request.user.pk)), *args, **kwargs)
            except Refused as refusal:
                if refusal.code == "not_found":
                    raise Http404(refusal.message) from refusal
                return render(request, "broadcasts/forbidden.html", status=403)

        return cast("Page[P]", require_safe(login_required(checked)))

    return decorate


def _shown(request: HttpRequest, name: str, **boot: Wire) -> HttpResponse:
    """The template with `boot`: the page's first state as JSON."""
    plain: dict[str, Any] = {key: value.model_dump(mode="json") for key, value in boot.items()}
    return render(request, f"broadcasts/{name}.html", {"boot": plain, "page": name})


@_page(sender)
def broadcasts(request: HttpRequest, able: Powers) -> HttpResponse:
    """Drafts, planned and sent ones."""
    return _shown(request, "list", page=broadcast_page(able))


@_page(sender)
def new(request: HttpRequest, able: Powers) -> HttpResponse:
    """An empty composer."""
    return _shown(request, "compose", composer=composer(able), templates=template_list())


@_page(sender)
def broadcast(request: HttpRequest, able: Powers, broadcast_id: int) -> HttpResponse:
    """One: the composer while it is not sent, else how it goes."""
    row = broadcast_for(able, broadcast_id)
    name = "broadcast" if row.state in ENDED else "compose"
    return _shown(
        request, name, broadcast=broadcast_of(able, row), composer=composer(able), templates=template_list()
    )


@_page(staff_sender)
def templates(request: HttpRequest, able: Powers) -> HttpResponse:
    """Texts to begin with."""
    return _shown(request, "templates", templates=template_list(), composer=composer(able))


@_page(staff_sender)
def failed(request: HttpRequest, able: Powers) -> HttpResponse:
    """Work in the background that failed for good."""
    return _shown(request, "failed")
