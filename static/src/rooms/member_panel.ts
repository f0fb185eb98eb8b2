/** `<member-panel>`: who is in the room, who is here, and what one may do about it. */

import { avatar, displayName } from "../ui/avatar.ts";
import { confirm } from "../ui/dialog.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Member } from "../wire.ts";
import { putMember, type Role, removeMember } from "./api.ts";
import { inviteForm } from "./invite_form.ts";
import { mayRemove, roleName, rolesToGive } from "./may.ts";
import type { MembersStore } from "./members_store.ts";
import type { RoomView } from "./room_view.ts";

export class MemberPanel extends BaseElement {
  #store!: RoomView;
  #members!: MembersStore;
  #kept = new Kept<HTMLElement>();
  #body = h("div", { class: "panel-body" });

  /** `close` hides the panel. */
  start(store: RoomView, members: MembersStore, close: () => void): void {
    this.#store = store;
    this.#members = members;
    const closing = { type: "button", class: "icon-button", "aria-label": "Close members", onclick: close };
    this.replaceChildren(
      h("div", { class: "panel-head" }, h("h2", {}, "Members"), h("button", closing, icon("close"))),
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
    const here = all.filter((member) => this.#members.isOnline(member.user.username));
    const away = all.filter((member) => !this.#members.isOnline(member.user.username));
    const nodes = [
      ...(room.abilities.invite
        ? [
            this.#kept.get("invite", "", () =>
              inviteForm(room.id, (username) => !!this.#members.get(username)),
            ),
          ]
        : []),
      ...(this.#members.known ? [this.#heading("here", `Here now · ${this.#members.onlineCount}`)] : []),
      ...here.map((member) => this.#line(member, true)),
      ...(away.length
        ? [this.#heading("away", `${this.#members.known ? "Away" : "Members"} · ${away.length}`)]
        : []),
      ...away.map((member) => this.#line(member, false)),
      ...(room.abilities.leave ? [this.#kept.get("leave", "", () => this.#leaveButton())] : []),
    ];
    this.#kept.sweep();
    arrange(this.#body, nodes);
  }

  #heading(key: string, words: string): HTMLElement {
    return this.#kept.get(key, words, () => h("h3", { class: "section" }, words));
  }

  #line(member: Member, online: boolean): HTMLElement {
    const { user, role } = member;
    const acts = this.#acts(member);
    const { known } = this.#members;
    const shows = [user.name, user.colour, role, online, known, acts.length].join("|");
    return this.#kept.get(`member-${user.username}`, shows, () => {
      const more = { type: "button", class: "icon-button", "aria-label": `Change ${displayName(user)}` };
      return h(
        "div",
        { class: "member", "data-online": String(online) },
        avatar(user, "normal", known ? online : undefined),
        h(
          "div",
          { class: "member-name" },
          h("strong", {}, displayName(user), user.username === this.#members.me ? " (you)" : ""),
          h(
            "span",
            { class: "muted" },
            `@${user.username}`,
            h("span", { class: "visually-hidden" }, known ? (online ? ", here now" : ", away") : ""),
          ),
        ),
        role === "member" ? null : h("span", { class: "tag" }, roleName(role)),
        acts.length
          ? h(
              "button",
              { ...more, onclick: (event: Event) => this.#menu(event, user.username) },
              icon("more", "small"),
            )
          : null,
      );
    });
  }

  #acts({ user, role }: Member): HTMLElement[] {
    const { room, me } = this.#store;
    if (user.username === me.username) return [];
    return [
      ...rolesToGive(room.role, role, room.abilities).map((give) =>
        menuItem(`Make ${roleName(give).toLowerCase()}`, "person", () => this.#give(user.username, give)),
      ),
      ...(mayRemove(room.role, role)
        ? [menuItem("Remove from room", "trash", () => void this.#remove(user.username, displayName(user)))]
        : []),
    ];
  }

  #menu(event: Event, username: string): void {
    const member = this.#members.get(username); // as they are now, not as when the button was made
    if (member)
      openMenu(event.currentTarget as HTMLElement, this.#acts(member), { label: displayName(member.user) });
  }

  #give(username: string, role: Role): void {
    putMember(this.#store.room.id, username, role).then(
      () => toast(`${username} is ${roleName(role).toLowerCase()} now.`, { kind: "good" }),
      toastError,
    );
  }

  async #remove(username: string, name: string): Promise<void> {
    const { room } = this.#store;
    const text = "They lose access at once. What they wrote stays.";
    if (!(await confirm({ title: `Remove ${name} from # ${room.name}?`, text, yes: "Remove", danger: true })))
      return;
    await removeMember(room.id, username).catch(toastError);
  }

  #leaveButton(): HTMLElement {
    const leave = async () => {
      const { room, me } = this.#store;
      const text =
        room.visibility === "private"
          ? "You can come back only when somebody invites you."
          : "You can join again whenever you like.";
      if (!(await confirm({ title: `Leave # ${room.name}?`, text, yes: "Leave room" }))) return;
      await removeMember(room.id, me.username).then(() => location.assign("/"), toastError);
    };
    return h(
      "div",
      { class: "member-leave" },
      h(
        "button",
        { type: "button", class: "button quiet", onclick: () => void leave() },
        icon("leave", "small"),
        "Leave room",
      ),
    );
  }
}
define("member-panel", MemberPanel);
