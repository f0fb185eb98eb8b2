/** The element of each row of a log, the same one as long as it shows the same. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { Kept } from "../ui/kept.ts";
import { dayName } from "../ui/time.ts";
import type { ChatPage } from "./context.ts";
import type { ListModel } from "./list_model.ts";
import { messageLine, pendingLine } from "./message_view.ts";
import type { Row } from "./rows.ts";

export class RowViews {
  /** a line that is being edited stays as it is until that is done */
  #kept = new Kept<HTMLElement>((line) => line.classList.contains("editing"));
  /** the row whose line is being edited, kept while it is out of view */
  editing: string | null = null;
  /** the message that a permalink led to */
  marked: number | null = null;

  constructor(
    private readonly model: ListModel,
    private readonly page: ChatPage,
  ) {}

  /** The elements of rows[from] up to rows[to]; what is not among them is forgotten. */
  make(rows: readonly Row[], from: number, to: number): HTMLElement[] {
    const elements = rows.slice(from, to).map((row) => this.#element(row));
    if (this.editing) {
      const row = rows.find(({ key }) => key === this.editing);
      if (row) this.#element(row);
    }
    this.#kept.sweep();
    return elements;
  }

  #element(row: Row): HTMLElement {
    const { page, model } = this;
    switch (row.kind) {
      case "day": {
        const name = dayName(row.at);
        return this.#kept.get(row.key, name, () => separator("day", name));
      }
      case "new":
        return this.#kept.get("new", "", () => separator("day new", t("New")));
      case "pending": {
        const { pending, head } = row;
        const shows = ["p", head, pending.condition, pending.reason, page.online()].join("|");
        return this.#kept.get(row.key, shows, () => pendingLine(pending, head, page, model));
      }
      case "message":
        return this.#message(row);
    }
  }

  #message(row: Row & { kind: "message" }): HTMLElement {
    const { message, head } = row;
    const { page, model } = this;
    const author = model.person(message.author);
    const { react, moderate } = model.room.abilities;
    const ahead = JSON.stringify([message.reactions, message.pinned, message.extra?.poll]);
    const shows = ["m", head, message.seq, author.name, author.colour, react, moderate, ahead].join("|");
    const line = this.#kept.get(row.key, shows, () =>
      messageLine(message, head, page, model.thread !== null),
    );
    line.classList.toggle("marked", message.id === this.marked);
    return line;
  }
}

function separator(kind: string, words: string): HTMLElement {
  return h("div", { class: kind }, h("span", {}, words));
}
