"""Authentication of the HTTP API: bearer token, or session cookie with a CSRF token on unsafe methods."""

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from accounts.access import identity_of_request
from realtime.errors import Refused
from realtime.identity import Identity


class PersonAuth(AuthBase):
    """Puts the caller's `Identity` into `request.auth`. Raises Refused: unauthenticated, or forbidden (CSRF)."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "An API token; browsers use the session cookie and X-CSRFToken instead."

    def __call__(self, request: HttpRequest) -> Identity:
        who = identity_of_request(request)
        if "Authorization" not in request.headers and check_csrf(request) is not None:
            raise Refused("forbidden", "The CSRF token is missing or wrong. Reload the page.")
        return who


def who(request: HttpRequest) -> Identity:
    """The caller of an API function behind `PersonAuth`."""
    found: Identity = request.auth  # type: ignore[attr-defined]
    return found
