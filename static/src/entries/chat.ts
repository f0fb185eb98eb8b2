/** A room's page. */
import "../chat/composer.ts";
import "../chat/message_list.ts";
import "../chat/typing_line.ts";
import "../rooms/member_panel.ts";
import "../rooms/room_actions.ts";
import "../rooms/room_title.ts";
import type { ChatComposer } from "../chat/composer.ts";
import type { MessageList } from "../chat/message_list.ts";
import { type Boot, ChatStore } from "../chat/store.ts";
import type { TypingLine } from "../chat/typing_line.ts";
import type { MemberPanel } from "../rooms/member_panel.ts";
import { MembersStore } from "../rooms/members_store.ts";
import type { RoomActions } from "../rooms/room_actions.ts";
import type { RoomTitle } from "../rooms/room_title.ts";
import { Panel } from "../shell/panel.ts";
import { startShell } from "../shell/start.ts";
import { must, readJson } from "../ui/dom.ts";
import type { Member } from "../wire.ts";

const boot = readJson<Boot & { members: Member[] }>("boot");
if (!boot) throw new Error("This page has no room.");

const shell = startShell({ room: boot.room.id });
const store = new ChatStore(boot, shell.me, shell.realtime, shell.rooms, shell.sender);
for (const member of boot.members) store.know(member.user);
const members = new MembersStore(boot.room.id, boot.members, shell.me.username, shell.realtime);

const list = must<MessageList>("message-list");
const actions = must<RoomActions>("room-actions");
const panel = new Panel(must("#members"), (open) => {
  actions.expanded = open;
});

must<RoomTitle>("room-title").start(store);
actions.start(store, members, () => panel.toggle());
must<MemberPanel>("member-panel").start(store, members, () => panel.close());
must<TypingLine>("typing-line").start(store);
must<ChatComposer>("chat-composer").start(store, {
  sent: () => list.toBottom(),
  editLast: () => list.editLast(),
});
list.start(store, shell.realtime, () => {
  panel.open();
  document.getElementById("invite-name")?.focus();
});
panel.restore();
shell.go();
