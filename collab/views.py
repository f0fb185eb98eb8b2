"""The pages of documents: a room's list, the editor, and where a link leads. The content itself comes over the
document's socket."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.selectors import person_of
from collab.access import accesses, document_for
from collab.actions.keeping import visit
from collab.actions.links import count_visit
from collab.api.shared import follow, give_pass, unlisted
from collab.links import PASS_SECONDS, address_of, check_link_password, is_open, link_of, shown_by
from collab.listing import SCOPES, Scope, document_list, makers_of, parents_of, shelf
from collab.models import Document, ShareLink
from collab.rights import allows
from collab.selectors import document_info, favourites_of
from realtime.commit import append
from realtime.errors import Refused
from rooms.events import RoomSummary
from rooms.selectors import hidden_room, room_summary


@require_safe
@login_required
def list_page(request: HttpRequest, room_id: int) -> HttpResponse:
    """The documents of a room. A room one may not know of is a 404 like one that is not there."""
    assert isinstance(request.user, User)
    try:
        # The summary first: its cursor must not be newer than the list that is shown.
        room = room_summary(request.user.pk, room_id)
        listed = document_list(request.user.pk, room_id)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    boot = {
        "room": room.model_dump(mode="json"),
        **listed.model_dump(mode="json"),
        "people": {name: person.model_dump(mode="json") for name, person in makers_of(listed).items()},
    }
    return render(request, "collab/documents.html", {"room": room, "boot": boot})


@require_safe
@login_required
def shelf_page(request: HttpRequest) -> HttpResponse:
    """One's documents of all rooms (`?scope=` recent, favourites or shared), as the API gives them."""
    assert isinstance(request.user, User)
    said = request.GET.get("scope", "")
    scope: Scope = next((each for each in SCOPES if each == said), SCOPES[0])
    boot = {"scope": scope, **shelf(request.user.pk, scope).model_dump(mode="json")}
    return render(request, "collab/shelf.html", {"boot": boot})


@require_safe
@login_required
def document_page(request: HttpRequest, document_id: int) -> HttpResponse:
    """The editor, or the same page without its tools for those who may only read. Whoever was given the document alone
    gets it beside a room without a name, of which they see nothing (`outside`)."""
    assert isinstance(request.user, User)
    me = request.user.pk
    try:
        row, right = document_for(me, document_id)
    except Refused as refusal:
        raise Http404(refusal.message) from refusal
    if (visited := visit(me, document_id)) is not None:
        append(visited)
    document, room = document_info(row), _room(me, row)
    boot = {
        "document": document.model_dump(mode="json"),
        "room": room.model_dump(mode="json"),
        "outside": not room.abilities.read,
        "parents": parents_of(me, row),
        "right": right,
        "favourite": favourites_of(me).filter(document=document_id).exists(),
        "may_edit": allows(right, "edit"),
    }
    context = {
        "document": document,
        "room": room,
        "right": right,
        "maker": person_of(row.created_by),
        "boot": boot,
    }
    return render(request, "collab/document.html", context)


def _room(user_id: int, row: Document) -> RoomSummary:
    """The document's room as the person sees it."""
    try:
        return room_summary(user_id, row.room_id)
    except Refused:
        return hidden_room(row.room_id)


@require_http_methods(["GET", "HEAD", "POST"])
def link_page(request: HttpRequest, token: str) -> HttpResponse:
    """Where a link leads: the document to read, or a field for its password. People who are signed in come in by a
    POST, and are led to the document at once if they may as much already.

    The template has `link`, `document` (None while the password is missing), `refusal`, `token`, `signed_in`.
    """
    address = address_of(request)
    try:
        link = link_of(token, address)
        return unlisted(_link_page(request, link, token, address))
    except Refused as refusal:
        page = render(request, "collab/link_refused.html", {"refusal": refusal}, status=refusal.status)
        return unlisted(page)


def _link_page(request: HttpRequest, link: ShareLink, token: str, address: str) -> HttpResponse:
    opened, refusal = is_open(link, request), None
    if request.method == "POST":
        try:
            if not opened:
                check_link_password(link, request.POST.get("password", ""), address)
            return _come_in(request, link)
        except Refused as refused:
            if refused.field != "password":
                raise
            refusal = refused
    elif isinstance(request.user, User) and _may_as_much(request.user.pk, link):
        return redirect("document", document_id=link.document_id)
    context: dict[str, Any] = {
        "link": link,
        "document": shown_by(link, token) if opened else None,
        "refusal": refusal,
        "token": token,
        "signed_in": isinstance(request.user, User),
    }
    response = render(request, "collab/link.html", context, status=refusal.status if refusal else 200)
    if opened and request.method == "GET":
        _count(request, response, link)
    return response


def _count(request: HttpRequest, response: HttpResponse, link: ShareLink) -> None:
    """A browser that comes again within a day is the same visit."""
    name = f"visited_{link.pk}"
    if name in request.COOKIES:
        return
    count_visit(link)
    response.set_cookie(
        name, "1", max_age=PASS_SECONDS, httponly=True, secure=request.is_secure(), samesite="Lax"
    )


def _come_in(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """After the right password, if the link has one."""
    if isinstance(request.user, User):
        return redirect(follow(request.user.pk, link).url)
    response = redirect(request.path)
    give_pass(response, link, request)
    return response


def _may_as_much(user_id: int, link: ShareLink) -> bool:
    pair = (user_id, link.document_id)
    access = accesses([pair]).get(pair)
    return access is not None and allows(access.right, link.right)  # type: ignore[arg-type]  # one of LINKED
