"""HTTP API of rooms and their people, by concern."""

from ninja import Router

from rooms.api import invitations, members, moderation, rooms

router = Router()
for part in (rooms, members, invitations, moderation):
    router.add_router("", part.router)
