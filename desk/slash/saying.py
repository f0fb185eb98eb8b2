"""Commands that say something in the room."""

import shlex

from django.utils.translation import gettext_noop

from chat.actions import CreatePoll
from desk.events import SlashDone
from desk.saying import say
from desk.slash.registry import Call, command, misused, sent
from realtime.commit import append

SHRUG = r"¯\\\_(ツ)\_/¯"
FLIP = "(╯°□°)╯︵ ┻━┻"
UNFLIP = "┬─┬ ノ( ゜-゜ノ)"


def _say(call: Call, body: str) -> SlashDone:
    say(call.who.user_id, call.who.username, call.room_id, body, call.client_id, thread=call.thread)
    return sent()


@command("me", gettext_noop("what you do"), gettext_noop("Say what you are doing"), ability="send")
def me(call: Call) -> SlashDone:
    if not call.rest:
        raise misused("me")
    who = call.who
    say(who.user_id, who.username, call.room_id, call.rest, call.client_id, thread=call.thread, kind="me")
    return sent()


@command("shrug", gettext_noop("[text]"), gettext_noop("Say it with a shrug"), ability="send")
def shrug(call: Call) -> SlashDone:
    return _say(call, f"{call.rest} {SHRUG}".strip())


@command("tableflip", gettext_noop("[text]"), gettext_noop("Flip a table"), ability="send", aliases=("flip",))
def tableflip(call: Call) -> SlashDone:
    return _say(call, f"{call.rest} {FLIP}".strip())


@command("unflip", gettext_noop("[text]"), gettext_noop("Put the table back"), ability="send")
def unflip(call: Call) -> SlashDone:
    return _say(call, f"{call.rest} {UNFLIP}".strip())


@command("spoiler", gettext_noop("text"), gettext_noop("Hide a text until it is clicked"), ability="send")
def spoiler(call: Call) -> SlashDone:
    if not call.rest:
        raise misused("spoiler")
    return _say(call, f"||{call.rest.replace('||', '| |')}||")


@command("poll", gettext_noop('"question" "answer" "answer" …'), gettext_noop("Ask the room"), ability="send")
def poll(call: Call) -> SlashDone:
    try:
        # Typographic quotes come by themselves on some keyboards.
        parts = shlex.split(call.rest.translate(str.maketrans("“”„«»", '"""""')))
    except ValueError:  # a quote without its end
        raise misused("poll") from None
    multiple = "--multiple" in parts
    question, *options = [part for part in parts if part != "--multiple"] or [""]
    if not question or len(options) < 2:
        raise misused("poll")
    who = call.who
    append(
        CreatePoll(
            who.user_id,
            who.username,
            call.room_id,
            question,
            options,
            call.client_id,
            multiple=multiple,
            thread=call.thread,
        )
    )
    return sent()
