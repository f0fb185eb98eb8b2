"""Each source tells exactly those whom it concerns, once, whatever is told again, and never who may not read."""

import pytest

from accounts.models import User
from chat.actions import DeleteMessage, MoveReadMarker, React, ReportMessage, ResolveReport
from chat.actions.told import tell, teller
from chat.models import Report, Untold, UntoldReaction
from desk.jobs import tell_of_rooms
from desk.notices.may import in_room, read_up_to
from desk.notices.messages import notify
from notifications.actions.telling import tell as tell_people
from notifications.happenings import Happening
from notifications.kinds import Kind, Volume, room_place, thread_place
from notifications.models import Delivery, InboxEntry, Notification
from notifications.selectors import inbox_page
from realtime.commit import append
from rooms.actions import AddMember, AskToJoin, DecideRequest, JoinRoom, OpenDirect, RemoveMember, UpdateRoom
from rooms.models import JoinRequest
from tests.desk.hall import Hall, settle, switch_off, told, turn, watch_for
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


def titles(user: User) -> list[str]:
    return [each.title for each in inbox_page(user.pk).notifications]


# -- messages


def test_a_message_without_a_reason_tells_nobody_and_leaves_nothing_to_tell() -> None:
    hall = Hall()
    hall.say(hall.ann, "nothing special")
    assert told() == [] and not Untold.objects.exists()


def test_a_mention_tells_whom_it_names_even_when_everybody_is_called() -> None:
    hall = Hall()
    hall.say(hall.ann, "@bo and @dora, and @room")
    assert told() == [("bo", "mention"), ("cy", "everyone")]


def test_telling_again_changes_nothing() -> None:
    hall = Hall()
    direct = append(OpenDirect(hall.ann.pk, [hall.bo.pk]))[0].id
    said = [
        hall.say(hall.ann, "@bo @room"),
        hall.say(hall.bo, "one", where=direct),
        hall.say(hall.bo, "two", where=direct),
    ]
    before = list(InboxEntry.objects.order_by("pk").values())
    for message in (*said, *said):
        tell([message.pk])  # as after a crash, in any order
    assert list(InboxEntry.objects.order_by("pk").values()) == before
    assert told() == [("ann", "direct"), ("bo", "mention"), ("cy", "everyone")]


def test_a_deleted_message_tells_nobody() -> None:
    hall = Hall()
    said = hall.say(hall.ann, "quiet")
    append(DeleteMessage(hall.ann.pk, hall.room, said.pk))
    happening = Happening(Kind.MENTION, f"message:{said.pk}", "room:1", (), "", {"name": "Ann"})
    from desk.notices.may import reads_message

    assert tell_people(happening, [hall.bo.pk], reads_message(hall.room, said.pk)) == 0


def test_what_was_told_of_a_message_goes_with_it() -> None:
    hall = Hall()
    direct = append(OpenDirect(hall.ann.pk, [hall.bo.pk]))[0].id
    said = hall.say(hall.ann, "@bo @room secret")
    hall.say(hall.ann, "one", where=direct)
    second = hall.say(hall.ann, "two", where=direct)
    append(DeleteMessage(hall.ann.pk, hall.room, said.pk))
    append(DeleteMessage(hall.ann.pk, direct, second.pk))
    settle()
    assert told() == []
    assert not Notification.objects.exclude(body="").filter(recalled_at__isnull=False).exists()
    assert set(Notification.objects.filter(body="").values_list("key", flat=True)) == {
        f"message:{said.pk}",
        f"message:{second.pk}",
    }
    hall.say(hall.ann, "three", where=direct)
    assert told() == [("bo", "direct")]


def test_of_several_reasons_the_first_that_the_rules_let_through_tells() -> None:
    hall = Hall()
    switch_off(hall.bo, Kind.MENTION)
    hall.say(hall.ann, "@bo @room look")
    assert told() == [("bo", "everyone"), ("cy", "everyone")]


def test_a_room_turned_down_to_mentions_tells_no_replies_and_one_turned_off_nothing() -> None:
    hall = Hall()
    root = hall.say(hall.bo, "root")
    turn(hall.bo, room_place(hall.room), Volume.MENTIONS)
    turn(hall.cy, room_place(hall.room), Volume.NOTHING)
    hall.say(hall.ann, "a reply", root.pk)
    hall.say(hall.ann, "@cy @bo", root.pk)
    assert told() == [("bo", "mention")]


def test_the_rule_of_the_thread_goes_before_that_of_the_room() -> None:
    hall = Hall()
    loud, quiet = hall.say(hall.bo, "one"), hall.say(hall.bo, "two")
    turn(hall.bo, room_place(hall.room), Volume.NOTHING)
    turn(hall.bo, thread_place(loud.pk), Volume.ALL)
    turn(hall.cy, thread_place(loud.pk), Volume.ALL)  # without following it
    hall.say(hall.ann, "heard", loud.pk)
    hall.say(hall.ann, "not heard", quiet.pk)
    assert told() == [("bo", "reply"), ("cy", "message")]


# -- keywords and all of a place


def test_a_keyword_tells_who_watches_for_it_in_rooms_of_theirs() -> None:
    hall = Hall()
    for user in (hall.ann, hall.bo, hall.dora):
        watch_for(user, "Launch", "release plan")
    hall.say(hall.ann, "the LAUNCH is near")
    hall.say(hall.ann, "launching")  # another word
    assert told() == [("bo", "keyword")]
    assert titles(hall.bo) == ["Ann wrote “launch” in Hall"]


def test_a_keyword_of_one_is_not_shown_to_another() -> None:
    hall = Hall()
    watch_for(hall.bo, "salary")
    watch_for(hall.cy, "budget")
    hall.say(hall.ann, "salary and budget")
    assert titles(hall.bo) == ["Ann wrote “salary” in Hall"]
    assert titles(hall.cy) == ["Ann wrote “budget” in Hall"]
    words = {n.data["word"] for n in Notification.objects.filter(entries__user=hall.bo)}
    assert words == {"salary"}


def test_a_keyword_that_was_given_up_tells_nobody() -> None:
    hall = Hall()
    watch_for(hall.bo, "launch")
    watch_for(hall.bo)
    hall.say(hall.ann, "launch")
    assert told() == []


def test_all_of_a_room_is_one_line_that_counts() -> None:
    hall = Hall()
    turn(hall.bo, room_place(hall.room), Volume.ALL)
    for body in ("one", "two", "three"):
        hall.say(hall.ann, body)
    hall.say(hall.bo, "my own")
    (line,) = inbox_page(hall.bo.pk).notifications
    assert (line.kind, line.body, line.count) == ("message", "three", 3)
    turn(hall.bo, room_place(hall.room), None)
    hall.say(hall.ann, "four")
    assert inbox_page(hall.bo.pk).notifications == [line]


def test_all_of_a_public_room_tells_who_is_not_in_it_until_it_is_private() -> None:
    hall = Hall()
    append(UpdateRoom(hall.ann.pk, hall.room, visibility="public"))
    turn(hall.dora, room_place(hall.room), Volume.ALL)
    hall.say(hall.ann, "one")
    append(UpdateRoom(hall.ann.pk, hall.room, visibility="private"))
    hall.say(hall.ann, "two")
    assert told() == [("dora", "message")]
    assert [each.body for each in inbox_page(hall.dora.pk).notifications] == ["one"]


def test_what_fails_while_it_is_told_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall()
    watch_for(hall.bo, "launch")
    from chat import hooks

    with monkeypatch.context() as broken:
        broken.setattr(hooks, "said", [lambda said: 1 / 0])
        message = hall.say(hall.ann, "launch")
    assert told() == [] and Untold.objects.count() == 1
    assert notify in hooks.said
    tell([message.pk])
    assert told() == [("bo", "keyword")] and not Untold.objects.exists()


# -- reactions


def react(hall: Hall, user: User, message: int, emoji: str = "👍", *, on: bool = True) -> None:
    append(React(user.pk, hall.room, message, emoji, on=on))
    settle()


def test_reactions_to_mine_are_one_line_of_what_there_is_now() -> None:
    hall = Hall()
    said = hall.say(hall.ann, "well?")
    react(hall, hall.ann, said.pk)  # one's own tells nobody
    assert told() == []
    react(hall, hall.bo, said.pk)
    assert titles(hall.ann) == ["Bo reacted with 👍 to your message"]
    react(hall, hall.cy, said.pk, "🎉")
    (line,) = inbox_page(hall.ann.pk).notifications
    assert (line.title, line.count, line.body) == ("cy, Bo reacted with 👍 🎉 to your message", 2, "well?")
    dora = hall.dora
    append(AddMember(hall.ann.pk, hall.room, dora.pk))
    react(hall, dora, said.pk)
    assert titles(hall.ann) == ["dora, Bo and 1 other reacted with 👍 🎉 to your message"]
    assert not UntoldReaction.objects.exists()


def test_a_reaction_that_is_taken_back_takes_its_line_along() -> None:
    hall = Hall()
    said = hall.say(hall.ann, "well?")
    react(hall, hall.bo, said.pk)
    react(hall, hall.cy, said.pk)
    (line,) = inbox_page(hall.ann.pk).notifications
    react(hall, hall.cy, said.pk, on=False)
    (left,) = inbox_page(hall.ann.pk).notifications
    assert (left.id, left.title, left.count) == (line.id, "Bo reacted with 👍 to your message", 1)
    react(hall, hall.bo, said.pk, on=False)
    assert inbox_page(hall.ann.pk).notifications == []
    react(hall, hall.bo, said.pk)  # it is so again, and told again
    assert titles(hall.ann) == ["Bo reacted with 👍 to your message"]


def test_the_same_reactions_are_told_once_and_what_was_read_stays_read() -> None:
    from notifications.actions import MarkAllRead

    hall = Hall()
    said = hall.say(hall.ann, "well?")
    react(hall, hall.bo, said.pk)
    append(MarkAllRead(hall.ann.pk))
    react(hall, hall.bo, said.pk, on=False)
    react(hall, hall.bo, said.pk)
    page = inbox_page(hall.ann.pk)
    assert [each.read for each in page.notifications] == [True] and page.unread == 0
    react(hall, hall.cy, said.pk)
    assert inbox_page(hall.ann.pk).unread == 1


def test_a_reaction_is_not_told_to_an_author_who_left() -> None:
    hall = Hall()
    said = hall.say(hall.bo, "bye")
    append(RemoveMember(hall.bo.pk, hall.room, hall.bo.pk))
    react(hall, hall.cy, said.pk)
    assert told() == []


def test_a_reaction_that_a_crash_left_untold_is_told_by_due_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from chat.jobs import tell_what_was_left

    hall = Hall()
    said = hall.say(hall.ann, "well?")
    with monkeypatch.context() as crashed:
        crashed.setattr(teller, "add", lambda work: None)
        react(hall, hall.bo, said.pk)
    UntoldReaction.objects.update(since=timezone.now() - timedelta(minutes=5))
    tell_what_was_left()
    assert told() == [("ann", "reaction")] and not UntoldReaction.objects.exists()


# -- rooms


def test_being_taken_into_a_room_is_told_in_the_same_commit_and_coming_by_oneself_is_not() -> None:
    hall = Hall()
    append(AddMember(hall.ann.pk, hall.room, hall.dora.pk))
    assert told() == [("dora", "invitation")]
    assert titles(hall.dora) == ["Ann added you to Hall"]
    append(AddMember(hall.ann.pk, hall.room, hall.dora.pk, "admin"))  # another role is no other room
    assert told() == [("dora", "invitation")]
    append(RemoveMember(hall.ann.pk, hall.room, hall.dora.pk))
    append(AddMember(hall.ann.pk, hall.room, hall.dora.pk))
    assert told() == [("dora", "invitation")] * 2
    append(UpdateRoom(hall.ann.pk, hall.room, visibility="public"))
    eve = person("eve")
    append(JoinRoom(hall.room, eve.pk))
    assert len(told()) == 2


def findable(hall: Hall) -> None:
    append(UpdateRoom(hall.ann.pk, hall.room, findable=True))


def test_a_request_to_join_tells_those_who_may_answer_it_once() -> None:
    hall = Hall()
    findable(hall)
    append(AddMember(hall.ann.pk, hall.room, hall.bo.pk, "admin"))
    append(AskToJoin(hall.room, hall.dora.pk, "let me in"))
    append(AskToJoin(hall.room, hall.dora.pk, "let me in"))
    settle()
    tell_of_rooms()
    assert told() == [("ann", "room"), ("bo", "room")]
    assert titles(hall.bo) == ["dora asks to join Hall"]
    request = JoinRequest.objects.get()
    append(DecideRequest(hall.bo.pk, hall.room, hall.dora.pk, request.pk, accept=True))
    assert titles(hall.dora) == ["Bo added you to Hall"]


def test_a_report_tells_the_moderators_but_not_the_one_who_reports() -> None:
    hall = Hall()
    append(AddMember(hall.ann.pk, hall.room, hall.bo.pk, "admin"))
    said = hall.say(hall.cy, "rude words")
    append(ReportMessage(hall.bo.pk, said.pk, "rude"))
    append(ReportMessage(hall.bo.pk, said.pk, "rude"))
    settle()
    assert told() == [("ann", "room")]
    assert titles(hall.ann) == ["Bo reported a message in Hall"]


def test_what_rooms_ask_for_is_told_by_due_work_if_a_crash_left_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from chat import hooks as chat_hooks
    from rooms import hooks as room_hooks

    hall = Hall()
    findable(hall)
    said = hall.say(hall.cy, "rude words")
    with monkeypatch.context() as crashed:
        crashed.setattr(room_hooks, "_askers", [])
        crashed.setattr(chat_hooks, "reported", [])
        append(AskToJoin(hall.room, hall.dora.pk))
        append(ReportMessage(hall.bo.pk, said.pk, "rude"))
    earlier = timezone.now() - timedelta(minutes=5)
    JoinRequest.objects.update(created_at=earlier)
    Report.objects.update(created_at=earlier)
    tell_of_rooms()
    tell_of_rooms()
    assert told() == [("ann", "room")] * 2
    append(ResolveReport(hall.ann.pk, Report.objects.get().pk))


# -- what leaves the house


def test_a_pile_is_mailed_once_and_pushed_for_each_that_waits_no_more() -> None:
    hall = Hall()
    direct = append(OpenDirect(hall.ann.pk, [hall.bo.pk]))[0].id
    first = hall.say(hall.ann, "one", where=direct)
    due = dict(Delivery.objects.values_list("way", "due_at"))
    assert set(due) == {"push", "email"}
    second = hall.say(hall.ann, "two", where=direct)
    rows = Delivery.objects.select_related("notification")
    assert {row.way: (row.notification.key, row.due_at) for row in rows} == {
        way: (f"message:{second.pk}", at) for way, at in due.items()
    }
    assert first.pk != second.pk and Delivery.objects.count() == 2
    Delivery.objects.update(state="sent")
    third = hall.say(hall.ann, "three", where=direct)
    sent = Delivery.objects.filter(notification__key=f"message:{third.pk}").values_list("way", "state")
    assert sorted(sent) == [("email", "sent"), ("push", "waiting")]


def test_only_active_accounts_are_told() -> None:
    hall = Hall()
    User.objects.filter(pk=hall.bo.pk).update(is_active=False)
    happening = Happening(Kind.FAILURE, "job:1", "job:1", (), "", {"what": "export"})
    everybody = [hall.ann.pk, hall.bo.pk]
    assert tell_people(happening, everybody, in_room(hall.room)) == 1
    assert told() == [("ann", "failure")]


def test_who_had_it_on_the_screen_before_it_was_told_has_read_it() -> None:
    hall = Hall()
    message = hall.say(hall.ann, "in front of you")
    append(MoveReadMarker(hall.bo.pk, hall.room, message.created_seq))
    happening = Happening(
        kind=Kind.MENTION,
        key=f"message:{message.pk}",
        group=room_place(hall.room),
        places=(room_place(hall.room),),
        url="",
        data={"name": "Ann", "room": "Hall"},
        place_seq=message.created_seq,
    )
    read = read_up_to(hall.room, None, message.created_seq)
    assert tell_people(happening, [hall.bo.pk, hall.cy.pk], set, read) == 2
    assert [entry.user_id for entry in InboxEntry.objects.filter(read_at=None)] == [hall.cy.pk]
    assert [inbox_page(user.pk).unread for user in (hall.bo, hall.cy)] == [0, 1]
