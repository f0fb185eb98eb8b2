/** Where a comment is written: the passage above, mentions as everywhere. What is not sent stays. */
import { ApiError } from "../api.ts";
import { Field, messageInput } from "../composer/field.ts";
import { formatKeys } from "../composer/format_keys.ts";
import { actOf, enterBreaks, keyOf } from "../composer/keys.ts";
import { emojiProvider, peopleProvider, placesProvider } from "../composer/providers.ts";
import { t } from "../i18n.ts";
import { Autocomplete } from "../ui/autocomplete.ts";
import { h } from "../ui/dom.ts";
import type { Message, Person } from "../wire.ts";
import { postComment } from "./api.ts";
import type { Controller } from "./controller.ts";
import { type KeptComment, keep } from "./kept_comment.ts";

/** Milliseconds between two attempts to send what waits. */
const TRY_AGAIN = 3_000;

export class NewComment {
  readonly element: HTMLElement;
  #field = new Field(messageInput());
  #note = h("p", { class: "comment-note", role: "status" });
  #send = h("button", { type: "submit", class: "button primary" }, t("Comment"));
  #people: Person[] = [];
  #sending = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly controller: Controller,
    private readonly comment: KeptComment,
    private readonly on: { sent(message: Message): void; cancel(): void },
  ) {
    this.#field.name(t("Write a comment"));
    this.#field.input.rows = 2;
    const form = h(
      "form",
      { class: "comment-form" },
      comment.passage
        ? h("blockquote", { class: "comment-passage" }, comment.passage)
        : h("p", { class: "comment-whole" }, t("On the whole document")),
      this.#field.input,
      this.#note,
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "button", class: "button quiet", onclick: () => this.#cancel() }, t("Cancel")),
        this.#send,
      ),
    );
    this.element = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#listen(this.#autocomplete(form));
    this.#field.input.value = comment.body;
    this.#shape();
    if (comment.waiting) this.#waits();
  }

  focus(): void {
    this.#field.grow();
    this.#field.focus();
  }

  /** The line may be back: what was to go goes. */
  retry(): void {
    if (this.comment.waiting && this.element.isConnected) void this.#submit();
  }

  #autocomplete(form: HTMLElement): Autocomplete {
    const { context, store, around } = this.controller;
    const place = {
      get room() {
        const home = store.places.find(({ room }) => room.id === store.home);
        return home?.room ?? context.room;
      },
      members: () => this.#people,
      rooms: () => context.shell.rooms.list(),
    };
    void around.members(context.info.room).then((members) => {
      this.#people = members.list().flatMap(({ user }) => (user.id === context.shell.me.id ? [] : [user]));
    });
    return new Autocomplete(this.#field.input, form, [
      peopleProvider(place),
      placesProvider(place),
      emojiProvider(),
    ]);
  }

  #listen(autocomplete: Autocomplete): void {
    const { input } = this.#field;
    input.addEventListener("input", () => {
      this.comment.body = input.value;
      this.comment.waiting = false;
      this.#keep();
      this.#field.grow();
      this.#shape();
      autocomplete.look();
    });
    formatKeys(this.#field);
    input.addEventListener("keydown", (event) => {
      if (autocomplete.key(event)) return;
      const act = actOf(keyOf(event), input.value === "", enterBreaks());
      if (act === "send") {
        event.preventDefault();
        void this.#submit();
      } else if (act === "cancel") {
        event.stopPropagation();
        event.preventDefault(); // Escape must not close the panel with it
        this.#cancel();
      }
    });
  }

  #cancel(): void {
    this.comment.body = "";
    this.#keep();
    this.on.cancel();
  }

  #keep(): void {
    const { context } = this.controller;
    keep(context.info.id, context.shell.me.id, this.comment);
  }

  #shape(): void {
    this.#send.disabled = this.comment.body.trim() === "" || this.#sending;
  }

  async #submit(): Promise<void> {
    if (this.comment.body.trim() === "" || this.#sending) return;
    const { waiting: _waiting, ...draft } = this.comment;
    this.#sending = true;
    this.#shape();
    this.#say("");
    try {
      const message = await postComment(this.controller.context.info.id, draft);
      this.comment.body = "";
      this.comment.waiting = false;
      this.#keep();
      this.on.sent(message);
    } catch (error) {
      if (error instanceof ApiError && error.code !== "offline") this.#say(error.message);
      else this.#waits();
    } finally {
      this.#sending = false;
      this.#shape();
    }
  }

  #waits(): void {
    this.comment.waiting = true;
    this.#keep();
    this.#say(t("Not sent: the line is down. It will go when you are back."));
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.retry(), TRY_AGAIN);
  }

  #say(words: string): void {
    this.#note.textContent = words;
  }
}
