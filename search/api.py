"""Searching over HTTP."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from accounts.auth import who
from search.events import SearchPage
from search.limits import spend_search
from search.selectors import LONGEST_PAGE, PAGE, search

router = Router(tags=["search"])


@router.get("/search", response=SearchPage, summary="Search messages and documents")
def get_search(
    request: HttpRequest,
    q: str,
    after: str | None = None,
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = PAGE,
    kind: Literal["message", "document"] | None = None,
) -> SearchPage:
    """Everything one may read, the newest first. `q`: words, "phrases", and the filters from: in: has: is: before:
    after: on:, see docs/search.md."""
    me = who(request).user_id
    spend_search(me)
    return search(me, q, after, limit, kind)
