/** `<member-panel>`: who is in the room, who is here, and what one may do about it. */

import { plural, t } from "../i18n.ts";
import { personLine, personShows } from "../people/person_line.ts";
import type { Here } from "../people/presence.ts";
import { leaveRoom } from "../shell/room_menu.ts";
import { displayName } from "../ui/avatar.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { openMenu } from "../ui/menu.ts";
import { clock } from "../ui/time.ts";
import type { Member } from "../wire.ts";
import { inviteForm } from "./invite_form.ts";
import { roleName } from "./may.ts";
import { memberActs, silencedUntil } from "./member_acts.ts";
import { matching, searchField } from "./member_search.ts";
import type { MembersStore } from "./members_store.ts";
import { isDirect } from "./names.ts";
import { roomTools, toolsShow } from "./room_tools.ts";
import type { RoomView } from "./room_view.ts";

/** Lines that are shown at once; the search finds the others. */
const MOST_SHOWN = 200;
/** From so many on a search is offered. */
const SEARCHED_FROM = 8;

export class MemberPanel extends BaseElement {
  #store!: RoomView;
  #members!: MembersStore;
  #kept = new Kept<HTMLElement>();
  #body = h("div", { class: "panel-body" });
  #search = "";

  /** `close` hides the panel. */
  start(store: RoomView, members: MembersStore, close: () => void): void {
    this.#store = store;
    this.#members = members;
    const closing = {
      type: "button",
      class: "icon-button",
      "aria-label": t("Close members"),
      onclick: close,
    };
    this.replaceChildren(
      h("div", { class: "panel-head" }, h("h2", {}, t("Members")), h("button", closing, icon("close"))),
      this.#body,
    );
    this.#render();
    const render = onceAFrame(() => this.#render());
    this.onLeave(store.watch(render));
    this.onLeave(members.watch(render));
  }

  #render(): void {
    const { room } = this.#store;
    const all = room.abilities.read ? this.#members.list() : [];
    const found = matching(all, this.#search);
    const { complete } = this.#members;
    const nodes = [
      ...this.#above(all.length),
      ...(complete ? this.#groups(found) : [this.#kept.get("loading", "", loadingLine)]),
      ...(found.length > MOST_SHOWN ? [this.#more(found.length - MOST_SHOWN)] : []),
      ...(complete && found.length === 0 && this.#search ? [this.#nobody()] : []),
      ...(room.abilities.leave && !isDirect(room)
        ? [this.#kept.get("leave", "", () => this.#leaveButton())]
        : []),
    ];
    this.#kept.sweep();
    arrange(this.#body, nodes);
  }

  #above(count: number): HTMLElement[] {
    const { room } = this.#store;
    const isMember = (username: string) => !!this.#members.get(username);
    const tools = this.#kept.get(
      "tools",
      toolsShow(room),
      () => roomTools(room, this.#members) ?? h("div", { hidden: true }),
    );
    const search = (typed: string) => {
      this.#search = typed;
      this.#render();
    };
    return [
      ...(room.description
        ? [this.#kept.get("about", room.description, () => h("p", { class: "room-about" }, room.description))]
        : []),
      tools,
      ...(room.abilities.invite && !isDirect(room)
        ? [this.#kept.get("invite", "", () => inviteForm(room.id, isMember))]
        : []),
      ...(count >= SEARCHED_FROM ? [this.#kept.get("search", "", () => searchField(search))] : []),
    ];
  }

  /** Here now, idle, away; each with its number, the lines together no more than what is shown at once. */
  #groups(found: Member[]): HTMLElement[] {
    const { known } = this.#members;
    const by: Record<Here, Member[]> = { online: [], idle: [], offline: [] };
    for (const member of found) by[known ? this.#members.here(member.user.username) : "offline"].push(member);
    // In a large room the server counts, and names only some of those who are here.
    const here = this.#search
      ? by.online.length
      : Math.max(by.online.length, this.#members.onlineCount - by.idle.length);
    const names: Record<Here, string> = {
      online: t("Here now · {n}", { n: here }),
      idle: t("Idle · {n}", { n: by.idle.length }),
      offline: known
        ? t("Away · {n}", { n: by.offline.length })
        : t("Members · {n}", { n: by.offline.length }),
    };
    let left = MOST_SHOWN;
    return (["online", "idle", "offline"] as const).flatMap((here) => {
      if (by[here].length === 0) return [];
      const shown = by[here].slice(0, left);
      left -= shown.length;
      return [this.#heading(here, names[here]), ...shown.map((member) => this.#line(member, here))];
    });
  }

  #heading(key: string, words: string): HTMLElement {
    return this.#kept.get(key, words, () => h("h3", { class: "section" }, words));
  }

  #line(member: Member, here: Here): HTMLElement {
    const { user, role } = member;
    const { known } = this.#members;
    const { room, me } = this.#store;
    const acts = memberActs(room, me, member).length;
    const silenced = silencedUntil(member);
    const shows = [personShows(user), role, here, known, acts, silenced].join("|");
    return this.#kept.get(`member-${user.username}`, shows, () =>
      h(
        "div",
        { class: "member", "data-here": known ? here : null },
        ...personLine(user, { here: known ? here : undefined, you: user.username === me.username }),
        silenced
          ? h(
              "span",
              { class: "tag warn", title: t("Silenced until {time}", { time: clock(silenced) }) },
              t("Silenced"),
            )
          : null,
        role === "member" ? null : h("span", { class: "tag" }, roleName(role)),
        acts ? this.#moreButton(member) : null,
      ),
    );
  }

  #moreButton({ user }: Member): HTMLElement {
    const label = t("Change {name}", { name: displayName(user) });
    const open = (event: Event) => this.#menu(event, user.username);
    return h(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, "aria-haspopup": "dialog", onclick: open },
      icon("more", "small"),
    );
  }

  #menu(event: Event, username: string): void {
    const member = this.#members.get(username); // as they are now, not as when the button was made
    const { room, me } = this.#store;
    if (!member) return;
    const acts = memberActs(room, me, member).map((make) => make());
    openMenu(event.currentTarget as HTMLElement, acts, { label: displayName(member.user) });
  }

  #more(count: number): HTMLElement {
    const words = plural(count, "and {n} more: search for them", "and {n} more: search for them");
    return this.#kept.get("more", words, () => h("p", { class: "side-hint" }, words));
  }

  #nobody(): HTMLElement {
    return this.#kept.get("nobody", "", () =>
      h("p", { class: "side-hint" }, t("Nobody here is called that.")),
    );
  }

  #leaveButton(): HTMLElement {
    const leave = () => void leaveRoom(this.#store.room, this.#store.me.username);
    return h(
      "div",
      { class: "member-leave" },
      h(
        "button",
        { type: "button", class: "button quiet", onclick: leave },
        icon("leave", "small"),
        t("Leave room"),
      ),
    );
  }
}
define("member-panel", MemberPanel);

function loadingLine(): HTMLElement {
  return h("p", { class: "muted", role: "status" }, t("Loading…"));
}
