"""Writes to rooms and memberships. Each is an append to the room's stream and to the inbox of those concerned."""

from rooms.actions.follow import FollowProfile
from rooms.actions.groups import OpenDirect
from rooms.actions.invitations import CreateInvitation, FollowInvitation, RevokeInvitation
from rooms.actions.members import AddMember, JoinRoom, RemoveMember
from rooms.actions.moderation import BanMember, EndSilence, ExpireSilence, LiftBan, SilenceMember
from rooms.actions.requests import AskToJoin, DecideRequest
from rooms.actions.rooms import CreateRoom, TransferRoom, UpdateRoom
from rooms.actions.sidebar import ArrangeRoom

__all__ = [
    "AddMember",
    "ArrangeRoom",
    "AskToJoin",
    "BanMember",
    "CreateInvitation",
    "CreateRoom",
    "DecideRequest",
    "EndSilence",
    "ExpireSilence",
    "FollowInvitation",
    "FollowProfile",
    "JoinRoom",
    "LiftBan",
    "OpenDirect",
    "RemoveMember",
    "RevokeInvitation",
    "SilenceMember",
    "TransferRoom",
    "UpdateRoom",
]
