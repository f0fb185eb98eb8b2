"""HTTP API of people: oneself, others, tokens."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.actions import ChangeStanding, RevokeToken, UpdateProfile, create_token
from accounts.auth import who
from accounts.directory import PAGE, find_people, profile
from accounts.events import Me, NewToken, Person, PersonList, PersonStatus, Profile, TokenList
from accounts.limits import spend_profile_change
from accounts.models import NAME_LENGTH
from accounts.selectors import me, person_named, tokens_of
from realtime.commit import append
from realtime.errors import Refused
from realtime.wire import Wire

router = Router(tags=["people"])


class ProfileChange(Wire):
    """None, or nothing, leaves a field as it is. A status of {"emoji": "", "text": "", "until": null} empties it."""

    name: Annotated[str, Field(max_length=NAME_LENGTH * 4)] | None = None
    colour: Annotated[int, Field(strict=True)] | None = None
    about: str | None = None
    status: PersonStatus | None = None
    timezone: str | None = None
    language: str | None = None
    density: str | None = None


class StandingChange(Wire):
    """None, or nothing, leaves it."""

    active: Annotated[bool, Field(strict=True)] | None = None
    staff: Annotated[bool, Field(strict=True)] | None = None
    guest: Annotated[bool, Field(strict=True)] | None = None


class TokenWish(Wire):
    name: str
    days: Annotated[int, Field(strict=True)] | None = None


@router.get("/me", response=Me, summary="The signed-in person")
def get_me(request: HttpRequest) -> Me:
    return me(who(request).user_id)


@router.patch("/me", response=Me, summary="Change one's profile, status or settings")
def patch_me(request: HttpRequest, change: ProfileChange) -> Me:
    user_id = who(request).user_id
    spend_profile_change(user_id)
    return append(UpdateProfile(user_id, **{name: getattr(change, name) for name in change.model_fields_set}))


@router.get("/people", response=PersonList, summary="Find people by name, page by page")
def get_people(request: HttpRequest, q: str = "", after: str = "", limit: int = PAGE) -> PersonList:
    return find_people(who(request).user_id, q, after, limit)


@router.get("/people/{str:username}", response=Profile, summary="The card of a person")
def get_person(request: HttpRequest, username: str) -> Profile:
    asker = who(request)
    return profile(asker.user_id, username, staff=asker.is_staff)


@router.patch("/people/{str:username}", response=Person, summary="Change somebody's standing (staff)")
def patch_person(request: HttpRequest, username: str, wish: StandingChange) -> Person:
    return _change_standing(request, username, **wish.model_dump())


@router.post("/people/{str:username}/deactivate", response=Person, summary="Shut somebody out (staff)")
def post_deactivate(request: HttpRequest, username: str) -> Person:
    return _change_standing(request, username, active=False)


@router.post("/people/{str:username}/reactivate", response=Person, summary="Let somebody in again (staff)")
def post_reactivate(request: HttpRequest, username: str) -> Person:
    return _change_standing(request, username, active=True)


def _change_standing(request: HttpRequest, username: str, **wish: bool | None) -> Person:
    actor = who(request)
    if not actor.is_staff:
        raise Refused("forbidden", _("Only the staff may do this."))
    return append(ChangeStanding(actor.user_id, person_named(username).id, **wish))


@router.get("/tokens", response=TokenList, summary="One's API tokens")
def get_tokens(request: HttpRequest) -> TokenList:
    return TokenList(tokens=tokens_of(who(request).user_id))


@router.post("/tokens", response={201: NewToken}, summary="Make a token (shown once)")
def post_token(request: HttpRequest, wish: TokenWish) -> Status[NewToken]:
    return Status(201, create_token(who(request).user_id, wish.name, wish.days))


@router.delete("/tokens/{int:token_id}", response={204: None}, summary="Delete a token")
def delete_token(request: HttpRequest, token_id: int) -> Status[None]:
    append(RevokeToken(who(request).user_id, token_id))
    return Status(204, None)
