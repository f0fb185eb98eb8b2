"""HTTP API of notifications, a module for each thing one may do."""

from ninja import Router

from notifications.api import inbox, many, preferences
from notifications.ways import api as ways

router = Router(tags=["notifications"])
for part in (inbox, many, preferences, ways):
    router.add_router("", part.router)
