"""Commands about oneself: reminders, scheduled messages, status, help."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actions import UpdateProfile
from accounts.events import PersonStatus
from accounts.models import User
from desk.actions import MakeReminder, ScheduleMessage
from desk.events import SlashDone
from desk.slash.registry import Call, changed, command, find, menu, misused, told
from desk.when import span_of, split_when
from desk.words import zone_of
from realtime.commit import append
from realtime.errors import Refused

AWAY: Final = "🌙"
CLEAR: Final = frozenset({"", "clear", "off", "none"})


def _said_at(call: Call, name: str, text: str) -> tuple[str, str, datetime]:
    """The rest of the text, the moment in words, and the moment. Raises Refused."""
    zone = zone_of(User.objects.get(pk=call.who.user_id))
    found = split_when(text, timezone.now(), zone)
    if found is None or not found[1]:
        raise misused(name)
    moment, rest = found
    return rest, date_format(moment.astimezone(zone), "DATETIME_FORMAT"), moment


@command(
    "remind",
    gettext_noop("text in 10 minutes | tomorrow 9:00 text"),
    gettext_noop("Be reminded of something"),
)
def remind(call: Call) -> SlashDone:
    text = call.rest.removeprefix("me ").removeprefix("to ")
    rest, spoken, moment = _said_at(call, "remind", text)
    append(
        MakeReminder(
            call.who.user_id,
            moment,
            rest.removeprefix("to "),
            room_id=call.room_id,
            client_id=call.client_id,
        )
    )
    return changed(_("You will be reminded: %(when)s.") % {"when": spoken})


@command(
    "schedule",
    gettext_noop("text in 10 minutes | tomorrow 9:00 text"),
    gettext_noop("Send a message later"),
    ability="send",
    aliases=("later",),
)
def schedule(call: Call) -> SlashDone:
    rest, spoken, moment = _said_at(call, "schedule", call.rest)
    append(
        ScheduleMessage(
            call.who.user_id,
            call.room_id,
            rest,
            send_at=moment,
            client_id=call.client_id,
            thread=call.thread,
        )
    )
    return changed(_("It will be sent: %(when)s.") % {"when": spoken})


def _set_status(call: Call, emoji: str, text: str, until: datetime | None = None) -> None:
    append(UpdateProfile(call.who.user_id, status=PersonStatus(emoji=emoji, text=text, until=until)))


@command(
    "status", gettext_noop("[emoji] [text] [for 2 hours] | clear"), gettext_noop("Say what you are up to")
)
def status(call: Call) -> SlashDone:
    if call.rest.lower() in CLEAR:
        _set_status(call, "", "")
        return changed(_("Your status is cleared."))
    text, until = call.rest, None
    before, mark, after = text.rpartition(" for ")
    if mark and (span := span_of(after)) is not None:
        text, until = before, timezone.now() + span
    emoji, text = _emoji_first(text)
    _set_status(call, emoji, text, until)
    return changed(_("Your status is set."))


def _emoji_first(text: str) -> tuple[str, str]:
    """An emoji (or its short name) in front of a text, and the text."""
    from chat.markdown.emoji import named_emoji  # read when it is first wanted

    first, _blank, rest = text.partition(" ")
    if first.startswith(":") and first.endswith(":") and first[1:-1] in named_emoji():
        return named_emoji()[first[1:-1]], rest.strip()
    return (first, rest.strip()) if first and not any(char.isalnum() for char in first) else ("", text)


@command("away", gettext_noop("[text]"), gettext_noop("Say that you are away"), aliases=("afk", "brb"))
def away(call: Call) -> SlashDone:
    _set_status(call, AWAY, call.rest or _("Away"))
    return changed(_("You are away. /back when you are back."))


@command("back", "", gettext_noop("Say that you are back"))
def back(call: Call) -> SlashDone:
    _set_status(call, "", "")
    return changed(_("Welcome back."))


@command("help", gettext_noop("[command]"), gettext_noop("What commands there are"), aliases=("commands",))
def help_(call: Call) -> SlashDone:
    if call.rest:
        found = find(call.rest)
        if found is None:
            raise Refused("invalid", _("There is no command %(word)s.") % {"word": call.rest[:40]}, "text")
        return told(
            f"`/{found.name} {_(found.usage) if found.usage else ''}`".replace(" `", "`")
            + f"\n{_(found.help)}"
        )
    return told("\n".join(f"`{f'/{each.name} {each.usage}'.strip()}` {each.help}" for each in menu()))
