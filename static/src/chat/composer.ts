/** `<chat-composer>`: where one writes. Enter sends, Shift-Enter breaks the line, the text is kept until it is sent. */
import bold from "lucide-static/icons/bold.svg?raw";
import code from "lucide-static/icons/code.svg?raw";
import italic from "lucide-static/icons/italic.svg?raw";
import { Drafts } from "../realtime/storage.ts";
import { OwnTyping } from "../realtime/typing.ts";
import { joinRoom } from "../rooms/api.ts";
import { h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon, svg } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import { toggleMark } from "./markup.ts";
import type { ChatStore } from "./store.ts";

const TICK = 1_000;

export interface ComposerActions {
  /** a text left */
  sent(): void;
  /** ↑ in an empty field: edit the last message of one's own */
  editLast(): boolean;
}

export class ChatComposer extends BaseElement {
  #store!: ChatStore;
  #on!: ComposerActions;
  #drafts!: Drafts;
  #typing = new OwnTyping();
  #input = h("textarea", { rows: 1, enterkeyhint: "send" });
  #send = h("button", { type: "submit", class: "button primary" }, "Send");
  #form = h(
    "form",
    { class: "composer" },
    this.#input,
    h(
      "div",
      { class: "composer-bar" },
      this.#markButton("Bold", "bold", bold, "**"),
      this.#markButton("Italic", "italic", italic, "_"),
      this.#markButton("Code", "code", code, "`"),
      this.#send,
    ),
  );

  start(store: ChatStore, actions: ComposerActions): void {
    this.#store = store;
    this.#on = actions;
    this.#drafts = new Drafts(store.me.id);
    this.#input.value = this.#drafts.get(store.room.id);
    this.listen(this.#form, "submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.listen(this.#input, "keydown", (event: KeyboardEvent) => this.#key(event));
    this.listen(this.#input, "input", () => this.#changed());
    this.listen(this.#input, "blur", () => this.#tell(this.#typing.stop()));
    const ticking = setInterval(() => this.#tell(this.#typing.tick(Date.now())), TICK);
    this.onLeave(() => clearInterval(ticking));
    this.onLeave(store.watch(onceAFrame(() => this.#show())));
    this.#show();
    this.#grow();
    if (matchMedia("(hover: hover)").matches) this.#input.focus();
  }

  /** The field where one may write; else a line that says why not and what to do. */
  #show(): void {
    const { room } = this.#store;
    const name = `Message #${room.name}`;
    if (this.#input.placeholder !== name) {
      this.#input.placeholder = name;
      this.#input.setAttribute("aria-label", name);
    }
    const state = room.abilities.send
      ? "write"
      : room.archived
        ? "archived"
        : room.abilities.join
          ? "join"
          : "none";
    if (this.dataset.state === state) return;
    this.dataset.state = state;
    if (state === "write") this.replaceChildren(this.#form);
    else this.replaceChildren(this.#closed(state), ...this.#unsent());
  }

  #closed(state: "archived" | "join" | "none"): HTMLElement {
    if (state === "archived") {
      return notice("archive", "This room is archived: it can be read, but nothing new can be written.");
    }
    if (state === "none") return notice("lock", "You are not in this room any more.");
    const join = () =>
      void joinRoom(this.#store.room.id).then((room) => this.#store.joined(room), toastError);
    const button = h("button", { type: "button", class: "button primary", onclick: join }, "Join room");
    return notice("info", "You are reading along. Join to write.", button);
  }

  /** What was being written when the room closed stays in sight. */
  #unsent(): Node[] {
    const text = this.#input.value.trim();
    if (!text) return [];
    return [h("div", { class: "unsent" }, h("strong", {}, "You had begun to write:"), h("p", {}, text))];
  }

  #submit(): void {
    const body = this.#input.value.trim();
    if (body === "") return;
    this.#store.send(body);
    this.#input.value = "";
    this.#changed();
    this.#on.sent();
    this.#input.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "ArrowUp" && this.#input.value === "" && this.#on.editLast()) {
      event.preventDefault();
    } else if ((event.ctrlKey || event.metaKey) && (event.key === "b" || event.key === "i")) {
      event.preventDefault();
      this.#mark(event.key === "b" ? "**" : "_");
    }
  }

  #changed(): void {
    this.#drafts.set(this.#store.room.id, this.#input.value);
    this.#tell(this.#typing.key(this.#input.value, Date.now()));
    this.#grow();
  }

  #tell(active: boolean | null): void {
    if (active !== null) this.#store.showTyping(active);
  }

  #grow(): void {
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }

  #mark(mark: string): void {
    const { value, selectionStart, selectionEnd } = this.#input;
    const edited = toggleMark(value, selectionStart, selectionEnd, mark);
    this.#input.value = edited.text;
    this.#input.setSelectionRange(edited.start, edited.end);
    this.#input.focus();
    this.#changed();
  }

  #markButton(label: string, name: string, source: string, mark: string): HTMLElement {
    const attributes = { type: "button", class: "icon-button", "aria-label": label, title: label };
    return h("button", { ...attributes, onclick: () => this.#mark(mark) }, svg(name, source, "small"));
  }
}

function notice(name: "archive" | "lock" | "info", words: string, ...more: Node[]): HTMLElement {
  return h("div", { class: "notice closed" }, icon(name), h("span", {}, words), ...more);
}
define("chat-composer", ChatComposer);
