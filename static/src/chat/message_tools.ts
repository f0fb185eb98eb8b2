/** The tools of a message: a bar on hover and on focus, a menu, a sheet on a long press; keys walk and act. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { recentEmoji, usedEmoji } from "../ui/emoji_kept.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { emojiText } from "./emoji_text.ts";
import { onLongPress } from "./long_press.ts";
import { type Act, actsOf, deleteMessage, mayOf } from "./message_menu.ts";
import { pickReaction } from "./reactions_view.ts";

const QUICK = 3;
const QUICK_ON_SHEET = 6;

export interface ToolsList {
  find(id: number): Message | undefined;
  edit(id: number): boolean;
}

export class MessageTools {
  #bar = h("div", { class: "tools", role: "toolbar", "aria-label": t("Message") });
  #line: HTMLElement | null = null;

  constructor(
    private readonly page: ChatPage,
    private readonly list: ToolsList,
    private readonly log: HTMLElement,
  ) {
    log.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.#at(event.target));
    log.addEventListener("pointerleave", () => this.#keyboardIsHere() || this.hide());
    log.addEventListener("focusin", (event) => this.#at(event.target));
    log.addEventListener("keydown", (event) => this.#key(event));
    onLongPress(log, (target) => this.#held(target));
  }

  hide(): void {
    this.#bar.remove();
    this.#line = null;
  }

  /** The line was drawn anew: the bar goes with it. */
  drawn(): void {
    if (this.#line && !this.#line.isConnected) this.hide();
  }

  #messageAt(target: EventTarget | null): { line: HTMLElement; message: Message } | null {
    const line = (target as Element | null)?.closest<HTMLElement>("[data-message]");
    const message = line && this.list.find(Number(line.dataset.message));
    return line && message && !line.classList.contains("editing") ? { line, message } : null;
  }

  #at(target: EventTarget | null): void {
    const found = this.#messageAt(target);
    // On a touch screen a tap focuses the line; what it offers comes with a long press.
    if (!found || found.line === this.#line || matchMedia("(hover: none)").matches) return;
    const { line, message } = found;
    this.#line = line;
    this.#bar.replaceChildren(...this.#buttons(message, line));
    line.append(this.#bar);
  }

  #buttons(message: Message, line: HTMLElement): HTMLElement[] {
    const may = mayOf(message, this.page);
    const quick = may.react ? recentEmoji().slice(0, QUICK) : [];
    const edit = may.edit && this.#button(t("Edit"), "edit", () => this.list.edit(message.id));
    return [
      ...quick.map((emoji) => this.#quick(message, emoji)),
      may.react &&
        this.#button(t("React"), "smile", (anchor) => void pickReaction(message, anchor, this.page)),
      may.reply && this.#button(t("Reply in thread"), "reply", () => this.page.openThread(message.id)),
      edit,
      this.#button(t("More"), "more", (anchor) => this.menu(message, anchor, line)),
    ].filter((one) => one !== false);
  }

  #quick(message: Message, emoji: string): HTMLElement {
    const label = t("React with {emoji}", { emoji });
    const run = () => {
      usedEmoji(emoji);
      this.page.store.acts.toggle(this.list.find(message.id) ?? message, emoji);
    };
    return h(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run },
      emojiText(emoji),
    );
  }

  #button(label: string, name: IconName, run: (anchor: HTMLElement) => void): HTMLElement {
    const onclick = (event: Event) => run(event.currentTarget as HTMLElement);
    return h(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, title: label, onclick },
      icon(name, "small"),
    );
  }

  /** Everything one can do, at `anchor`. The focus returns to the line. */
  menu(message: Message, anchor: HTMLElement, line: HTMLElement): void {
    const acts = actsOf(message, this.page, this.list);
    line.classList.add("chosen");
    openMenu(anchor, items(acts), {
      label: t("Message"),
      onClose: () => {
        line.classList.remove("chosen");
        if (line.isConnected && document.activeElement === document.body) line.focus({ preventScroll: true });
      },
    });
  }

  #held(target: Element): void {
    const found = this.#messageAt(target);
    if (!found || target.closest(".reaction, textarea, input")) return;
    const { message, line } = found;
    const may = mayOf(message, this.page);
    line.classList.add("chosen");
    const acts = actsOf(message, this.page, this.list);
    const emoji = may.react ? recentEmoji().slice(0, QUICK_ON_SHEET) : [];
    void import("./message_sheet.ts").then(({ openSheet }) =>
      openSheet(message, acts, emoji, this.page, () => line.classList.remove("chosen")),
    );
  }

  #keyboardIsHere(): boolean {
    const line = this.#line;
    return !!line && (line.matches(":focus-visible") || !!line.querySelector(":focus-visible"));
  }

  /** Arrows walk; Enter opens the menu; e edits, r replies, + reacts, Delete deletes the message in focus. */
  #key(event: KeyboardEvent): void {
    const from = event.target as HTMLElement;
    const line = from.closest<HTMLElement>("[data-message]");
    if (from !== this.log && from !== line) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      this.#walk(line, event.key === "ArrowUp" ? -1 : 1);
    }
    const message = line && this.list.find(Number(line.dataset.message));
    if (message && this.#act(event.key, message, line)) event.preventDefault();
  }

  #act(key: string, message: Message, line: HTMLElement): boolean {
    const may = mayOf(message, this.page);
    if (key === "Enter" || key === "ContextMenu") this.menu(message, line, line);
    else if (key === "e") return this.list.edit(message.id);
    else if (key === "r" && may.reply) this.page.openThread(message.id);
    else if (key === "q" && may.quote) this.page.quote(message, message.thread !== null);
    else if (key === "+" && may.react) void pickReaction(message, line, this.page);
    else if (key === "Delete" && may.delete) void deleteMessage(message, this.page);
    else return false;
    return true;
  }

  #walk(line: HTMLElement | null, step: 1 | -1): void {
    const lines = [...this.log.querySelectorAll<HTMLElement>("[data-message]")];
    const at = line ? lines.indexOf(line) + step : lines.length - 1;
    lines[Math.max(0, at)]?.focus();
  }
}

/** The lines of a menu, groups apart. */
export function items(acts: readonly Act[]): HTMLElement[] {
  return acts.flatMap((act, at) => {
    const item = menuItem(act.label, act.icon, act.run);
    item.classList.toggle("danger", act.danger === true);
    return act.group && at > 0 ? [h("hr"), item] : [item];
  });
}
