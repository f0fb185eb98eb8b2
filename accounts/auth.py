"""Authentication of the HTTP API: bearer token, or session cookie with a CSRF token on unsafe methods."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from accounts.access import identity_of_request
from realtime.errors import Refused
from realtime.identity import Identity


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check without its page, which nobody would see."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def _no_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def csrf_is_right(request: HttpRequest) -> bool:
    """Whether an unsafe request carries the token of its cookie; safe methods pass."""
    check = _CsrfCheck(_no_view)
    request.csrf_processing_done = False  # type: ignore[attr-defined]  # views of the API are exempt from the usual one
    check.process_request(request)
    return check.process_view(request, _no_view, (), {}) is None


class PersonAuth(AuthBase):
    """Puts the caller's `Identity` into `request.auth`. Raises Refused: unauthenticated, or forbidden (CSRF)."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "An API token; browsers use the session cookie and X-CSRFToken instead."

    def __call__(self, request: HttpRequest) -> Identity:
        who = identity_of_request(request)
        if "Authorization" not in request.headers and not csrf_is_right(request):
            raise Refused("forbidden", _("The CSRF token is missing or wrong. Reload the page."))
        return who


def who(request: HttpRequest) -> Identity:
    """The caller of an API function behind `PersonAuth`."""
    found: Identity = request.auth  # type: ignore[attr-defined]
    return found
