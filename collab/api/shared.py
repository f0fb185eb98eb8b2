"""What a link to a document opens: for anybody to read, and for people who are signed in to come in."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from accounts.auth import who
from collab.actions.links import FollowLink
from collab.events import OpenedLink, SharedDocument
from collab.links import (
    PASS_SECONDS,
    address_of,
    check_link_password,
    is_open,
    link_of,
    pass_name,
    pass_of,
    shown_by,
)
from collab.models import ShareLink
from realtime.commit import append
from realtime.errors import Refused
from realtime.wire import Wire

router = Router()


class LinkPassword(Wire):
    password: str = ""


def unlisted(response: HttpResponse) -> HttpResponse:
    """What a link shows is for whoever has it: no cache, no index, and no address told to other sites. Our own are
    told it, or the form with the password would come from nowhere and be refused."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def give_pass(response: HttpResponse, link: ShareLink, request: HttpRequest) -> None:
    """Let the browser open the link again without its password, for a day."""
    response.set_cookie(
        pass_name(link),
        pass_of(link),
        max_age=PASS_SECONDS,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


@router.get("/shared/{str:token}", response=SharedDocument, auth=None, summary="What a link shows")
def get_shared(request: HttpRequest, token: str, response: HttpResponse) -> SharedDocument:
    """Without an account. "forbidden" with the field `password`: ask for the password first."""
    unlisted(response)
    link = link_of(token, address_of(request))
    if not is_open(link, request):
        raise Refused("forbidden", _("This link wants a password."), "password")
    return shown_by(link, token)


@router.post("/shared/{str:token}", response=SharedDocument, auth=None, summary="Give a link's password")
def post_shared(
    request: HttpRequest, token: str, said: LinkPassword, response: HttpResponse
) -> SharedDocument:
    """Answers as the GET; a browser keeps the right password's pass in a cookie for a day."""
    unlisted(response)
    link = link_of(token, address_of(request))
    check_link_password(link, said.password, address_of(request))
    give_pass(response, link, request)
    return shown_by(link, token)


@router.post("/shared/{str:token}/open", response=OpenedLink, summary="Come to a document by a link")
def post_open(request: HttpRequest, token: str, said: LinkPassword) -> OpenedLink:
    """The right of the link is yours as long as the link works. Who may more already keeps that."""
    address = address_of(request)
    link = link_of(token, address)
    if not is_open(link, request):
        check_link_password(link, said.password, address)
    return follow(who(request).user_id, link)


def follow(user_id: int, link: ShareLink) -> OpenedLink:
    row = link.document
    return append(FollowLink(user_id, link.pk, row.pk, row.room_id, link.password))
