/** `<room-actions>`: who is here (opens the members), how loud the room is, and its settings. */

import { t } from "../i18n.ts";
import { volumeButton } from "../preferences/volume_menu.ts";
import { avatar } from "../ui/avatar.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import { hasSettings } from "./may.ts";
import type { MembersStore } from "./members_store.ts";
import { roomTitle } from "./names.ts";
import type { RoomView } from "./room_view.ts";

const FACES = 4;

export class RoomActions extends BaseElement {
  #faces = h("span", { class: "avatar-stack not-phone" });
  #count = h("span", { class: "muted online-count" });
  #people = h(
    "button",
    { type: "button", class: "people-button", "aria-controls": "members" },
    h("span", { class: "visually-hidden" }, t("Members, ")),
    this.#faces,
    this.#count,
    icon("people"),
  );
  #settings = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("Room settings") },
    icon("settings"),
  );

  /** `toggle` shows or hides the members. */
  start(store: RoomView, members: MembersStore, toggle: () => void): void {
    const volume = volumeButton(`room:${store.room.id}`, () => roomTitle(store.room));
    volume.classList.add("not-phone"); // there it is in the room's menu of the list
    this.replaceChildren(this.#people, volume, this.#settings);
    this.listen(this.#people, "click", toggle);
    this.listen(this.#settings, "click", () => {
      void import("./settings_dialog.ts").then((it) => it.openRoomSettings(store.room), toastError);
    });
    const show = () => {
      volume.hidden = store.room.role === null;
      const here = store.room.abilities.read ? members.online : [];
      this.#people.hidden = !store.room.abilities.read;
      const told = members.known && members.complete;
      const words = told ? t("{n} online", { n: members.onlineCount }) : `${store.room.members}`;
      this.#count.textContent = words;
      fill(this.#faces, ...here.slice(0, FACES).map((member) => avatar(member.user, "small")));
      this.#settings.hidden = !hasSettings(store.room);
    };
    show();
    const soon = onceAFrame(show);
    this.onLeave(store.watch(soon));
    this.onLeave(members.watch(soon));
  }

  /** Whether the members are shown. */
  set expanded(open: boolean) {
    this.#people.setAttribute("aria-expanded", String(open));
  }
}
define("room-actions", RoomActions);
