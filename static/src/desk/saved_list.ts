/** `<saved-list>`: messages kept for later, newest saved first, and above them what one will be reminded of. */
import { richText } from "../chat/rich_text.ts";
import { t } from "../i18n.ts";
import { faceOf } from "../notifications/people.ts";
import { insistently } from "../realtime/insist.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { ago, moment, timeElement } from "../ui/time.ts";
import { toastError } from "../ui/toast.ts";
import type { Reminder, Saved, SavedPage } from "../wire.ts";
import { savedPage } from "./api.ts";
import { actButton, deskItem, nothing, placeName } from "./item.ts";
import type { DeskStore } from "./store.ts";

export class SavedList extends BaseElement {
  #desk!: DeskStore;
  #rooms!: RoomsStore;
  #saved: Saved[] = [];
  #before = 0;
  #more = false;
  /** What was saved at the last look. */
  #known = new Set<number>();
  #soon = onceAFrame(() => this.#draw());

  start(desk: DeskStore, rooms: RoomsStore, first: SavedPage): void {
    this.#desk = desk;
    this.#rooms = rooms;
    this.#take(first);
    this.#known = new Set(desk.state.saved.keys());
    this.onLeave(desk.watch(() => this.#changed()));
    this.onLeave(rooms.watch(this.#soon));
    this.#draw();
  }

  #take(page: SavedPage): void {
    this.#saved = [...this.#saved, ...page.saved];
    this.#before = page.before;
    this.#more = page.more;
  }

  /** What is saved elsewhere comes with a page of its own; what is let go leaves by itself. */
  #changed(): void {
    const saved = [...this.#desk.state.saved.keys()];
    if (saved.some((id) => !this.#known.has(id))) void this.#again();
    this.#known = new Set(saved);
    this.#soon();
  }

  readonly #again = insistently(async () => {
    const page = await savedPage();
    this.#saved = [];
    this.#take(page);
    this.#soon();
  });

  async #older(): Promise<void> {
    this.#take(await savedPage(this.#before));
    this.#soon();
  }

  #draw(): void {
    const saved = this.#saved.filter(({ message }) => this.#desk.isSaved(message.id));
    const reminders = this.#desk.reminders();
    fill(
      this,
      reminders.length ? this.#reminders(reminders) : null,
      reminders.length && saved.length ? h("h2", { class: "desk-title" }, t("Saved messages")) : null,
      h(
        "ul",
        { class: "desk-list", "aria-label": t("Saved messages") },
        ...saved.map((one) => this.#item(one)),
      ),
      this.#more
        ? h(
            "button",
            {
              type: "button",
              class: "button more-button",
              onclick: () => void this.#older().catch(toastError),
            },
            t("Show more"),
          )
        : null,
      saved.length || reminders.length || this.#more
        ? null
        : nothing(
            "bookmark",
            t("Nothing saved"),
            t("Save a message from its menu, and you find it here on every device."),
          ),
    );
  }

  #item({ message }: Saved): HTMLElement {
    const face = faceOf(message.author, this.#soon);
    const link = `/rooms/${message.room}/m/${message.id}/`;
    const names = { me: this.#desk.me.username, room: () => null };
    return deskItem(
      [
        avatar(face, "small"),
        h("strong", {}, displayName(face)),
        h("a", { class: "desk-place", href: link }, placeName(message.room, this.#rooms)),
        timeElement(message.created_at, ago(message.created_at)),
      ],
      [
        message.deleted_at
          ? h("p", { class: "muted" }, t("Message deleted"))
          : richText(message.html || "<p>…</p>", `saved/${message.id}`, names),
      ],
      [
        h("a", { class: "button", href: link }, t("Go to the message")),
        actButton({
          label: t("Remove from saved"),
          run: () => this.#desk.save(message.id, message.room, false),
        }),
      ],
    );
  }

  #reminders(reminders: Reminder[]): HTMLElement {
    return h(
      "section",
      { class: "desk-section", "aria-labelledby": "reminders-title" },
      h("h2", { id: "reminders-title", class: "desk-title" }, t("Reminders")),
      h("ul", { class: "desk-list" }, ...reminders.map((one) => this.#reminder(one))),
    );
  }

  #reminder(one: Reminder): HTMLElement {
    const text = one.text || t("A message");
    const place = one.room === null ? null : placeName(one.room, this.#rooms);
    const link = one.message === null ? `/rooms/${one.room}/` : `/rooms/${one.room}/m/${one.message}/`;
    return deskItem(
      [
        timeElement(one.due_at, moment(one.due_at)),
        place === null ? null : h("a", { class: "desk-place", href: link }, place),
      ],
      [h("p", {}, text)],
      [actButton({ label: t("Forget"), run: () => this.#desk.forget(one.id) })],
    );
  }
}

define("saved-list", SavedList);
