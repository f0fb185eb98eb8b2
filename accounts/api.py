"""HTTP API of people: oneself, others, tokens."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from accounts.actions import RevokeToken, UpdateProfile, create_token
from accounts.auth import who
from accounts.events import NewToken, Person, PersonList, TokenList
from accounts.limits import spend_profile_change
from accounts.models import NAME_LENGTH
from accounts.selectors import find_people, person, tokens_of
from realtime.commit import append
from realtime.wire import Wire

router = Router(tags=["people"])


class ProfileChange(Wire):
    name: Annotated[str, Field(max_length=NAME_LENGTH * 4)] | None = None
    colour: Annotated[int, Field(strict=True)] | None = None


class TokenWish(Wire):
    name: str
    days: Annotated[int, Field(strict=True)] | None = None


@router.get("/me", response=Person, summary="The signed-in person")
def get_me(request: HttpRequest) -> Person:
    return person(who(request).user_id)


@router.patch("/me", response=Person, summary="Change name or colour")
def patch_me(request: HttpRequest, change: ProfileChange) -> Person:
    user_id = who(request).user_id
    spend_profile_change(user_id)
    return append(UpdateProfile(user_id, change.name, change.colour))


@router.get("/people", response=PersonList, summary="Find people by name")
def get_people(request: HttpRequest, q: str = "") -> PersonList:
    return PersonList(people=find_people(q))


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
