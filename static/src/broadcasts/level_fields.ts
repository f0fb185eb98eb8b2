/** How loud it is, and whether it asks to be acknowledged. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { checkField } from "../ui/form.ts";
import type { Level } from "../wire.ts";
import { choice } from "./choice.ts";

export function levelWords(level: Level): string {
  return { normal: t("Announcement"), banner: t("Banner"), urgent: t("Urgent") }[level];
}

function explained(level: Level): string {
  return {
    normal: t("In the inbox, with a toast. Do not disturb holds."),
    banner: t("Also at the top of every page until it is read."),
    urgent: t("At the top of every page, and through do not disturb for those who allow it."),
  }[level];
}

export class LevelFields {
  readonly element: HTMLElement;
  #levels: { level: Level; input: HTMLInputElement }[];
  #ack: HTMLInputElement;

  constructor(levels: readonly Level[], changed: () => void) {
    const cards = levels.map((level) => ({
      level,
      ...choice("level", level, levelWords(level), explained(level)),
    }));
    this.#levels = cards;
    const ack = checkField({
      name: "wants_ack",
      label: t("Ask everybody to acknowledge it"),
      hint: t("It stays until they do, and you see who did."),
      checked: false,
    });
    this.#ack = ack.querySelector("input") as HTMLInputElement;
    this.element = h(
      "fieldset",
      { class: "composer-part" },
      h("legend", {}, t("How loud")),
      h("div", { class: "choice-cards" }, ...cards.map(({ element }) => element)),
      h("p", { class: "field-error", "data-error-for": "level", role: "alert" }),
      ack,
      h("p", { class: "field-error", "data-error-for": "wants_ack", role: "alert" }),
    );
    this.element.addEventListener("change", changed);
  }

  get value(): { level: Level; wantsAck: boolean } {
    const level = this.#levels.find(({ input }) => input.checked)?.level ?? "normal";
    return { level, wantsAck: this.#ack.checked };
  }

  set({ level, wantsAck }: { level: Level; wantsAck: boolean }): void {
    for (const one of this.#levels) one.input.checked = one.level === level;
    this.#ack.checked = wantsAck;
  }
}
