/** `<scheduled-list>`: messages that wait for their time, and those that could not be sent, with the reason. */
import { fieldMoment, fieldValue } from "../composer/schedule_times.ts";
import { t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { confirm, openDialog } from "../ui/dialog.ts";
import { fill, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { onSubmit } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { moment, timeElement } from "../ui/time.ts";
import type { Scheduled } from "../wire.ts";
import { actButton, deskItem, nothing, placeName } from "./item.ts";
import type { DeskStore } from "./store.ts";

export class ScheduledList extends BaseElement {
  #desk!: DeskStore;
  #rooms!: RoomsStore;

  start(desk: DeskStore, rooms: RoomsStore): void {
    this.#desk = desk;
    this.#rooms = rooms;
    const soon = onceAFrame(() => this.#draw());
    this.onLeave(desk.watch(soon));
    this.onLeave(rooms.watch(soon));
    this.#draw();
  }

  #draw(): void {
    const all = this.#desk.scheduled();
    fill(
      this,
      all.length
        ? h(
            "ul",
            { class: "desk-list", "aria-label": t("Scheduled messages") },
            ...all.map((one) => this.#item(one)),
          )
        : nothing(
            "clock",
            t("Nothing waits"),
            t("Write a message, and choose “Send later” beside the button."),
          ),
    );
  }

  #item(one: Scheduled): HTMLElement {
    const failed = one.state === "failed";
    const place = placeName(one.room, this.#rooms);
    const link = one.thread === null ? `/rooms/${one.room}/` : `/rooms/${one.room}/?thread=${one.thread}`;
    const now = () => this.#desk.changeScheduled(one.id, { sendAt: new Date() });
    return deskItem(
      [
        h("a", { class: "desk-place", href: link }, place),
        one.thread === null ? null : h("span", { class: "muted" }, t("in a thread")),
        timeElement(one.send_at, moment(one.send_at)),
      ],
      [
        h("p", { class: "desk-text" }, one.body),
        failed
          ? h(
              "p",
              { class: "desk-fault" },
              icon("warning", "small"),
              t("Not sent: {why}", { why: one.fault }),
            )
          : null,
      ],
      [
        actButton({ label: failed ? t("Try again") : t("Send now"), run: now }),
        actButton({ label: t("Edit"), run: () => this.#edit(one) }),
        actButton({ label: t("Delete"), run: () => this.#cancel(one) }),
      ],
    );
  }

  async #cancel(one: Scheduled): Promise<void> {
    const sure = await confirm({
      title: t("Delete this message?"),
      text: t("It will not be sent."),
      yes: t("Delete"),
      danger: true,
    });
    if (sure) await this.#desk.cancelScheduled(one.id);
  }

  #edit(one: Scheduled): void {
    const text = h(
      "textarea",
      { class: "input", id: "later-body", name: "body", rows: 5, required: true },
      one.body,
    );
    const field = h("input", {
      class: "input",
      id: "later-at",
      name: "send_at",
      type: "datetime-local",
      required: true,
      value: fieldValue(new Date(Math.max(Date.parse(one.send_at), Date.now() + 60_000))),
    });
    const fault = (name: string) => h("p", { class: "field-error", "data-error-for": name, role: "alert" });
    const form = h(
      "form",
      { novalidate: true },
      h("div", { class: "field" }, h("label", { for: "later-body" }, t("Message")), text, fault("body")),
      h("div", { class: "field" }, h("label", { for: "later-at" }, t("When")), field, fault("send_at")),
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
        h("button", { type: "submit", class: "button primary" }, t("Save")),
      ),
    );
    const dialog = openDialog(t("Scheduled message"), [form]);
    onSubmit(form, async () => {
      const at = fieldMoment(field.value, new Date());
      if (!at) throw new Error(t("Choose a moment that lies ahead."));
      await this.#desk.changeScheduled(one.id, { body: text.value, sendAt: at });
      dialog.close();
    });
  }
}

define("scheduled-list", ScheduledList);
