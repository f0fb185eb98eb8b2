"""Every address that is not of the API, by its route: the rule of who may, and what is put in. The pages of the admin
are enumerated from its registry in test_pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver

from config.i18n import words_url
from tests.matrix.routes import a_draft
from tests.matrix.rules import Rule, announcers, follower, needs, page, public, signed_in, staff
from tests.matrix.world import Place


@dataclass(frozen=True)
class PageCase:
    """`path`: the address, where the route's parameters are none of a room's; it is made when it is asked for. `shows`:
    it shows a room to whoever has its link."""

    rule: Rule
    path: Callable[[], str] | None = None
    names: Mapping[str, Callable[[Place], Any]] = field(default_factory=dict)
    shows: bool = False


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """All routes of the site as (route, name), but the API's and the admin's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if route not in ("api/v1/", "admin/"):
                yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.name or ""


LOGIN: Final = page(signed_in())
ROOM: Final = page(needs("read"))
STAFF: Final = page(staff())
ANYBODY: Final = PageCase(public())
HOME: Final = PageCase(page(signed_in(302)))

PAGES: Final[dict[str, PageCase]] = {
    "healthz": ANYBODY,
    "readyz": ANYBODY,
    "metrics": ANYBODY,
    "manifest.webmanifest": ANYBODY,
    "service-worker.js": ANYBODY,
    "offline/": ANYBODY,
    "words/<slug:language>.<slug:digest>.js": PageCase(public(), path=lambda: words_url("de")),
    "profile/": PageCase(LOGIN),
    "people/": PageCase(LOGIN),
    "": PageCase(page(signed_in(302, stranger=200, ex_member=200, banned=200, staff=200, root=200))),
    "rooms/": PageCase(LOGIN),
    "join/<str:token>/": PageCase(public(), shows=True),
    "rooms/<int:room_id>/": PageCase(ROOM),
    "rooms/<int:room_id>/m/<int:message_id>/": PageCase(ROOM),
    "rooms/<int:room_id>/documents/": PageCase(ROOM),
    "documents/<int:document_id>/": PageCase(ROOM),
    "documents/": PageCase(LOGIN),
    "d/<str:token>": PageCase(follower, names={"token": lambda place: place.shared}, shows=True),
    "d/<str:token>/files/<uuid:file_id>": PageCase(
        public(404)
    ),  # a message's file, and no link to a document
    "inbox/": PageCase(LOGIN),
    "notifications/preferences/": PageCase(LOGIN),
    "notifications/compose/": PageCase(public(302)),
    "broadcasts/": PageCase(page(announcers())),
    "broadcasts/new/": PageCase(page(announcers())),
    "broadcasts/<int:broadcast_id>/": PageCase(page(announcers(owner=404)), names={"broadcast_id": a_draft}),
    "broadcasts/templates/": PageCase(STAFF),
    "jobs/failed/": PageCase(STAFF),
    "unsubscribe/<str:token>/": PageCase(public(404)),  # the token is the right, and this one is none
    "events/": PageCase(signed_in()),
    "saved/": PageCase(LOGIN),
    "scheduled/": PageCase(LOGIN),
    "drafts/": PageCase(LOGIN),
    "threads/": PageCase(LOGIN),
    "search/": PageCase(LOGIN),
    "files/<uuid:file_id>/thumb": PageCase(signed_in(404)),  # it is no picture
    "files/<uuid:file_id>/<str:name>": PageCase(needs("read")),
    "administration/": PageCase(public(302)),
    "administration/rooms/": PageCase(STAFF),
    "administration/rooms/<int:room_id>/": PageCase(STAFF),
    "administration/people/": PageCase(STAFF),
    "administration/audit/": PageCase(STAFF),
    "administration/reports/": PageCase(STAFF),
    "accounts/login/": PageCase(signed_in(302, anonymous=200)),
    "accounts/logout/": PageCase(signed_in(200, anonymous=302)),
    "accounts/inactive/": ANYBODY,
    "accounts/signup/": PageCase(signed_in(302, anonymous=200)),
    "accounts/reauthenticate/": PageCase(page(signed_in(403))),  # they have no password
    "accounts/email/": PageCase(page(signed_in())),
    "accounts/confirm-email/": ANYBODY,
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": PageCase(
        public(), path=lambda: "/accounts/confirm-email/nothing/"
    ),
    "accounts/password/change/": PageCase(page(signed_in(302))),
    "accounts/password/set/": PageCase(page(signed_in())),
    "accounts/password/reset/": ANYBODY,
    "accounts/password/reset/done/": ANYBODY,
    "accounts/password/reset/key/done/": ANYBODY,
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": PageCase(
        public(), path=lambda: "/accounts/password/reset/key/1-nothing/"
    ),
    "accounts/login/code/confirm/": PageCase(public(302)),
}
