/** `<thread-list>`: threads one follows, the one with the newest reply first, each with what is unread in it. */

import { api } from "../api.ts";
import { richText } from "../chat/rich_text.ts";
import { plural, t } from "../i18n.ts";
import type { Realtime } from "../realtime/client.ts";
import { insistently } from "../realtime/insist.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { avatar, displayName, type Face } from "../ui/avatar.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { FollowedThread, Person, ThreadList as Threads } from "../wire.ts";
import { followedThreads } from "./api.ts";
import { actButton, deskItem, nothing, placeName } from "./item.ts";

/** Wait for the rest of a burst of changes before asking again, milliseconds. */
const SETTLE = 300;

export class ThreadList extends BaseElement {
  #rooms!: RoomsStore;
  #me!: Person;
  #list: Threads | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #soon = onceAFrame(() => this.#draw());

  start(me: Person, realtime: Realtime, rooms: RoomsStore): void {
    this.#rooms = rooms;
    this.#me = me;
    this.onLeave(rooms.watch(this.#soon));
    // A reply changes its root, a mention makes one follow: what the list is made of says so, the server sorts it.
    this.onLeave(realtime.on("thread.changed", () => this.#later()));
    this.onLeave(realtime.on("message.created", ({ message }) => message.thread !== null && this.#later()));
    this.onLeave(realtime.on("message.updated", ({ message }) => this.#knows(message.id) && this.#later()));
    this.onLeave(realtime.on("message.deleted", ({ message }) => this.#knows(message.id) && this.#later()));
    this.onLeave(realtime.watch(({ kind }) => kind === "live" && this.#later()));
    void this.#fetch();
    this.#draw();
  }

  #knows(root: number): boolean {
    return this.#list?.threads.some((one) => one.root.id === root) ?? false;
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#fetch(), SETTLE);
  }

  readonly #fetch = insistently(async () => {
    this.#list = await followedThreads();
    this.#soon();
  });

  #draw(): void {
    this.setAttribute("aria-busy", String(this.#list === null));
    const threads = this.#list?.threads ?? [];
    fill(
      this,
      threads.length
        ? h(
            "ul",
            { class: "desk-list", "aria-label": t("Threads you follow") },
            ...threads.map((one) => this.#item(one)),
          )
        : this.#list
          ? nothing(
              "chat",
              t("No threads yet"),
              t("Threads you write in, are mentioned in or follow appear here."),
            )
          : h("p", { class: "muted", role: "status" }, t("Loading…")),
    );
  }

  #face(username: string): Face {
    return this.#list?.people[username] ?? { username, name: username, colour: 1 };
  }

  #item({ root, state }: FollowedThread): HTMLElement {
    const face = this.#face(root.author);
    const link = `/rooms/${root.room}/?thread=${root.id}`;
    const replies = root.replies?.count ?? 0;
    const names = { me: this.#me.username, room: () => null };
    return deskItem(
      [
        avatar(face, "small"),
        h("strong", {}, displayName(face)),
        h("a", { class: "desk-place", href: link }, placeName(root.room, this.#rooms)),
        timeElement(root.created_at, ago(root.created_at)),
      ],
      [
        root.deleted_at
          ? h("p", { class: "muted" }, t("Message deleted"))
          : richText(root.html || "<p>…</p>", `threads/${root.id}`, names),
        h(
          "p",
          { class: "desk-count" },
          plural(replies, "1 reply", "{n} replies"),
          root.replies?.last_at ? " · " : null,
          root.replies?.last_at ? timeElement(root.replies.last_at, ago(root.replies.last_at)) : null,
          state.unread
            ? h("strong", { class: "desk-unread" }, plural(state.unread, "1 new", "{n} new"))
            : null,
        ),
      ],
      [
        h("a", { class: "button", href: link }, t("Open the thread")),
        actButton({ label: t("Stop following"), run: () => this.#unfollow(root.id) }),
      ],
    );
  }

  async #unfollow(root: number): Promise<void> {
    await api("DELETE", `/messages/${root}/follow`);
    await this.#fetch();
  }
}

define("thread-list", ThreadList);
