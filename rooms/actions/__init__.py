"""Writes to rooms and memberships. Each is an append to the room's stream and to the inbox of those concerned."""

from rooms.actions.members import AddMember, FollowProfile, JoinRoom, RemoveMember
from rooms.actions.rooms import CreateRoom, UpdateRoom

__all__ = ["AddMember", "CreateRoom", "FollowProfile", "JoinRoom", "RemoveMember", "UpdateRoom"]
