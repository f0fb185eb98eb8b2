/** The page of a room: its stores, its elements, and how they know each other. */
import type { ChatComposer } from "../composer/composer.ts";
import { DeskStore } from "../desk/store.ts";
import { t } from "../i18n.ts";
import { showPlace } from "../notifications/on_screen.ts";
import type { MemberPanel } from "../rooms/member_panel.ts";
import { MembersStore } from "../rooms/members_store.ts";
import { isDirect, roomName } from "../rooms/names.ts";
import type { RoomActions } from "../rooms/room_actions.ts";
import type { RoomTitle } from "../rooms/room_title.ts";
import { startShell } from "../shell/start.ts";
import { h, must, readJson } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { Member, Message, Person } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { findMessage } from "./find_message.ts";
import type { MessageList } from "./message_list.ts";
import type { PinsPanel } from "./pins_panel.ts";
import { quoteOf } from "./quote_of.ts";
import { permalink } from "./rich_text.ts";
import { SidePanels } from "./side_panels.ts";
import { type Boot, ChatStore } from "./store.ts";
import type { ThreadPanel } from "./thread_panel.ts";
import type { TypingLine } from "./typing_line.ts";

type RoomBoot = Boot & { members: Member[]; members_whole: boolean };

class RoomPage implements ChatPage {
  readonly store: ChatStore;
  readonly desk: DeskStore;
  #shell;
  #members: MembersStore;
  #side: SidePanels;
  #list = must<MessageList>("message-list");
  #composer = must<ChatComposer>("chat-composer");
  #thread = must<ThreadPanel>("thread-panel");
  #pins = must<PinsPanel>("pins-panel");
  #reply: number | undefined;

  constructor(private readonly boot: RoomBoot) {
    const { room } = boot;
    this.#shell = startShell({ room: room.id });
    showPlace(`room:${room.id}`);
    const { me, realtime, rooms, sender } = this.#shell;
    this.store = new ChatStore(boot, me, realtime, rooms, sender);
    this.store.meet(boot.members.map(({ user }) => user));
    this.desk = new DeskStore(me, realtime);
    const { members, members_whole: whole } = boot;
    const know = (people: Person[]) => {
      this.store.meet(people);
      this.store.changed();
    };
    this.#members = new MembersStore(room.id, members, me.username, realtime, rooms.presence, whole, know);
    this.#side = new SidePanels({
      members: { element: must("#members") },
      thread: {
        element: must("#thread"),
        opened: (root) => void (root !== null && this.#thread.open(root, this.#reply)),
        closed: () => this.#thread.close(),
      },
      pins: {
        element: must("#pins"),
        opened: () => this.#pins.open(),
        closed: () => this.#pins.close(),
      },
    });
  }

  start(): void {
    this.#startTop();
    this.#startPanels();
    must<TypingLine>("main typing-line").start(this.store);
    this.#composer.start(
      this.store,
      { sent: () => void this.#list.toBottom(), editLast: () => this.#list.editLast() },
      { members: this.#members, desk: this.desk },
    );
    this.#list.start(this.store, this, this.#shell.realtime, {
      label: t("Messages"),
      beginning: () => this.#beginning(),
      atNewest: () => this.#address(`/rooms/${this.store.room.id}/`),
      held: () => this.store.keepUnread,
      readAll: () => this.store.readAll(),
    });
    this.#openWhatIsAsked();
    this.#shell.go();
  }

  online(): boolean {
    return this.#shell.realtime.online;
  }

  openThread(root: number, reply?: number): void {
    this.#reply = reply;
    if (this.#side.shown === "thread" && this.#thread.shown === root) void this.#thread.open(root, reply);
    else this.#side.open("thread", root);
  }

  goTo(id: number): void {
    void this.#goTo(id);
  }

  quote(message: Message, inThread: boolean): void {
    if (inThread) this.#thread.quote(message);
    else this.#composer.quote(quoteOf(message, this.store.room));
  }

  invite(): void {
    this.#side.open("members");
    document.getElementById("invite-name")?.focus();
  }

  async #goTo(id: number): Promise<void> {
    const message = await findMessage(id, this.store);
    if (message?.thread) return this.openThread(message.thread, id);
    if (message && matchMedia("(max-width: 1100px)").matches && this.#side.shown) this.#side.close();
    if (message && (await this.#list.goTo(id))) {
      this.#address(permalink(message.room, id));
      return;
    }
    toast(t("That message is not there any more."), { kind: "bad" });
  }

  /** What a reload or a copied address leads to. */
  #address(path: string): void {
    if (location.pathname !== path) history.replaceState(history.state, "", path + location.search);
  }

  #startTop(): void {
    const actions = must<RoomActions>("room-actions");
    const pins = must<HTMLButtonElement>("#pins-button");
    must<RoomTitle>("room-title").start(this.store);
    actions.start(this.store, this.#members, () => this.#side.toggle("members"));
    pins.append(icon("pin"));
    pins.addEventListener("click", () => this.#side.toggle("pins"));
    this.#side.watch((panel) => {
      actions.expanded = panel === "members";
      pins.setAttribute("aria-expanded", String(panel === "pins"));
    });
  }

  #startPanels(): void {
    const { realtime } = this.#shell;
    const close = () => this.#side.close();
    must<MemberPanel>("member-panel").start(this.store, this.#members, close);
    this.#pins.start(this, close);
    this.#thread.start({ page: this, realtime, members: this.#members, desk: this.desk, close });
  }

  /** A permalink's message, a thread, or the panel that was open. */
  #openWhatIsAsked(): void {
    const thread = Number(new URLSearchParams(location.search).get("thread"));
    const { focus, focus_thread } = this.boot;
    if (focus && focus_thread) this.openThread(focus_thread, focus);
    else if (focus) this.goTo(focus);
    if (focus && focus_thread) void this.#list.goTo(focus_thread);
    else if (thread) this.openThread(thread);
    else this.#side.restore("members");
  }

  #beginning(): { shows: string; make: () => HTMLElement } {
    const { room, timeline } = this.store;
    const empty = timeline.messages.length === 0;
    const invites = empty && !isDirect(room) && room.abilities.invite;
    return {
      shows: `${roomName(room)}|${empty}|${invites}`,
      make: () => this.#beginningView(empty, invites),
    };
  }

  #beginningView(empty: boolean, invites: boolean): HTMLElement {
    const { room } = this.store;
    const words = isDirect(room)
      ? t("This is the beginning of your conversation with {name}.", { name: roomName(room) })
      : t("This is the beginning of # {name}.", { name: room.name });
    return h(
      "div",
      { class: "beginning" },
      h("strong", {}, words),
      room.description ? h("p", {}, room.description) : null,
      empty && !invites ? h("p", {}, t("Nobody has written anything yet.")) : null,
      invites ? h("p", {}, t("Nobody has written anything yet. Invite the people it is for.")) : null,
      invites
        ? h(
            "button",
            { type: "button", class: "button", onclick: () => this.invite() },
            icon("people", "small"),
            t("Invite people"),
          )
        : null,
    );
  }
}

export function startRoomPage(): void {
  const boot = readJson<RoomBoot>("boot");
  if (!boot) throw new Error("This page has no room.");
  new RoomPage(boot).start();
}
