"""Commands about the room and its people. The rights are those of the actions behind them."""

import math
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from accounts.models import User
from desk.events import SlashDone
from desk.saying import say
from desk.slash.people import first_and_rest, people_in, person_in
from desk.slash.registry import Call, changed, command, misused, told
from desk.when import span_of
from desk.words import room_url
from realtime.commit import append
from realtime.errors import Refused
from realtime.hub import online
from rooms.access import visible_rooms
from rooms.actions import (
    AddMember,
    BanMember,
    EndSilence,
    JoinRoom,
    LiftBan,
    OpenDirect,
    RemoveMember,
    SilenceMember,
    UpdateRoom,
)
from rooms.limits import spend_room_change
from rooms.models import Membership, Room

SILENCE: Final = timedelta(hours=1)
"""How long somebody is silenced when nothing else is said."""


def _update(call: Call, **wishes: Any) -> None:
    spend_room_change(call.who.user_id)
    append(UpdateRoom(call.who.user_id, call.room_id, **wishes))


@command("topic", gettext_noop("[text]"), gettext_noop("Set the topic, or take it away"), ability="manage")
def topic(call: Call) -> SlashDone:
    _update(call, topic=call.rest)
    return changed(_("The topic is set.") if call.rest else _("The topic is gone."))


@command("rename", gettext_noop("name"), gettext_noop("Give the room another name"), ability="manage")
def rename(call: Call) -> SlashDone:
    if not call.rest:
        raise misused("rename")
    _update(call, name=call.rest)
    return changed(_("The room is renamed."))


@command("archive", "", gettext_noop("Make the room read only"), ability="archive")
def archive(call: Call) -> SlashDone:
    _update(call, archived=True)
    return changed(_("The room is archived."))


@command("unarchive", "", gettext_noop("Bring an archived room back"), ability="archive")
def unarchive(call: Call) -> SlashDone:
    _update(call, archived=False)
    return changed(_("The room is in use again."))


@command(
    "invite",
    gettext_noop("@person …"),
    gettext_noop("Add people to the room"),
    ability="invite",
    aliases=("add",),
)
def invite(call: Call) -> SlashDone:
    people = people_in(call.rest, "invite")
    for person in people:
        spend_room_change(call.who.user_id)
        append(AddMember(call.who.user_id, call.room_id, person.id))
    names = ", ".join(person.name for person in people)
    return changed(
        ngettext("%(names)s is in the room now.", "%(names)s are in the room now.", len(people))
        % {"names": names}
    )


@command(
    "remove",
    gettext_noop("@person"),
    gettext_noop("Put somebody out of the room"),
    ability="remove",
    aliases=("kick",),
)
def remove(call: Call) -> SlashDone:
    person = person_in(call.rest, "remove", gone=True)
    if person.id == call.who.user_id:
        raise Refused("invalid", _("To go yourself, use /leave."), "text")
    spend_room_change(call.who.user_id)
    append(RemoveMember(call.who.user_id, call.room_id, person.id))
    return changed(_("%(name)s is out of the room.") % {"name": person.name})


@command(
    "ban",
    gettext_noop("@person [time] [reason]"),
    gettext_noop("Keep somebody out of the room"),
    ability="remove",
)
def ban(call: Call) -> SlashDone:
    name, rest = first_and_rest(call.rest)
    person = person_in(name, "ban", gone=True)
    word, reason = first_and_rest(rest)
    span = span_of(word)
    hours = None if span is None else max(1, math.ceil(span / timedelta(hours=1)))
    spend_room_change(call.who.user_id)
    append(
        BanMember(call.who.user_id, call.room_id, person.id, hours=hours, reason=reason if hours else rest)
    )
    return changed(_("%(name)s is banned from this room.") % {"name": person.name})


@command("unban", gettext_noop("@person"), gettext_noop("End a ban"), ability="remove")
def unban(call: Call) -> SlashDone:
    person = person_in(call.rest, "unban", gone=True)
    spend_room_change(call.who.user_id)
    append(LiftBan(call.who.user_id, call.room_id, person.id))
    return changed(_("%(name)s may come back.") % {"name": person.name})


@command(
    "mute",
    gettext_noop("@person [time]"),
    gettext_noop("Silence somebody for a while"),
    ability="moderate",
    aliases=("silence",),
)
def mute(call: Call) -> SlashDone:
    name, rest = first_and_rest(call.rest)
    person = person_in(name, "mute")
    span = span_of(rest) if rest else SILENCE
    if span is None:
        raise misused("mute")
    minutes = max(1, math.ceil(span / timedelta(minutes=1)))
    spend_room_change(call.who.user_id)
    append(SilenceMember(call.who.user_id, call.room_id, person.id, minutes))
    return changed(
        ngettext(
            "%(name)s can only read for %(count)d minute.",
            "%(name)s can only read for %(count)d minutes.",
            minutes,
        )
        % {"name": person.name, "count": minutes}
    )


@command(
    "unmute",
    gettext_noop("@person"),
    gettext_noop("Let somebody speak again"),
    ability="moderate",
    aliases=("unsilence",),
)
def unmute(call: Call) -> SlashDone:
    person = person_in(call.rest, "unmute")
    spend_room_change(call.who.user_id)
    append(EndSilence(call.who.user_id, call.room_id, person.id))
    return changed(_("%(name)s can speak again.") % {"name": person.name})


@command("leave", "", gettext_noop("Leave the room"), ability="leave", aliases=("part",))
def leave(call: Call) -> SlashDone:
    spend_room_change(call.who.user_id)
    append(RemoveMember(call.who.user_id, call.room_id, call.who.user_id))
    return changed(_("You left the room."), url="/")


@command("join", gettext_noop("#room"), gettext_noop("Join a public room"))
def join(call: Call) -> SlashDone:
    name = call.rest.removeprefix("#").strip()
    if not name:
        raise misused("join")
    known = Room.objects.filter(visible_rooms(call.who.user_id), name__iexact=name, archived=False)
    room = known.order_by("pk").first()
    if room is None:
        raise Refused("invalid", _("There is no room called %(name)s.") % {"name": name[:80]}, "text")
    spend_room_change(call.who.user_id)
    append(JoinRoom(room.pk, call.who.user_id))
    return changed(_("You are in %(room)s now.") % {"room": room.name}, url=room_url(room.pk))


@command(
    "dm", gettext_noop("@person … [text]"), gettext_noop("Write to people directly"), aliases=("msg", "w")
)
def dm(call: Call) -> SlashDone:
    words = call.rest.split(" ")
    number = next((at for at, word in enumerate(words) if not word.startswith("@")), len(words)) or 1
    people = people_in(" ".join(words[:number]), "dm")
    text = " ".join(words[number:]).strip()
    spend_room_change(call.who.user_id)
    room, _new = append(OpenDirect(call.who.user_id, [person.id for person in people]))
    if text:
        say(call.who.user_id, call.who.username, room.id, text, call.client_id)
    return changed("", url=room_url(room.id))


@command("who", "", gettext_noop("Who is here"))
def who(call: Call) -> SlashDone:
    here = online()
    mine = Membership.objects.filter(room=call.room_id, removed_at=None, user__is_active=True)
    users = User.objects.filter(pk__in=mine.filter(user__in=here).values("user")).order_by("username")
    names = ", ".join(user.display_name for user in users[:100])
    total = mine.count()
    return told(
        _("%(here)d of %(total)d are here: %(names)s")
        % {"here": users.count(), "total": total, "names": names or "–"}
    )
