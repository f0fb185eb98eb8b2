/**
 * The person's right, live: what they may do can change while the page is open. The server does not send it (an event
 * goes to a whole room); a hint that it may have changed makes the page ask.
 */
import { ApiError, api } from "../api.ts";
import type { Shell } from "../shell/start.ts";
import type { DocumentInfo } from "../wire.ts";
import type { Modes } from "./modes.ts";
import type { Right } from "./right.ts";

/** Hints come in twos and threes (the room, the document, the socket): one question for all of them (ms). */
const GATHER = 150;

type Detail = DocumentInfo & { right?: Right };

/** Whether an event about the document tells more than that its content was edited. Pure. */
export function touchesRight(before: DocumentInfo, after: DocumentInfo): boolean {
  const facts = ({ updated_at: _, title: __, ...rest }: DocumentInfo) => JSON.stringify(rest);
  const edited = before.updated_at !== after.updated_at || before.title !== after.title;
  return facts(before) !== facts(after) || !edited;
}

export class RightFollower {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly documentId: number,
    private readonly modes: Modes,
    /** Told of each fresh answer. */
    private readonly learned: (detail: Detail) => void,
  ) {}

  /** Something happened that may have changed the right. */
  hint = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), GATHER);
  };

  /** The right now; null when the server could not be asked. */
  async ask(): Promise<Right | null> {
    clearTimeout(this.#timer);
    try {
      const detail = await api<Detail>("GET", `/documents/${this.documentId}`);
      this.learned(detail);
      if (detail.right) this.modes.setRight(detail.right);
      return this.modes.right;
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 403)) return null;
      this.modes.setRight("none");
      return "none";
    }
  }

  /** Ask when the room changes for this person, when the document's facts change, when the page is looked at again. */
  follow(shell: Shell, room: number, current: () => DocumentInfo): void {
    let abilities = JSON.stringify(shell.rooms.get(room)?.abilities);
    shell.rooms.watch(() => {
      const now = JSON.stringify(shell.rooms.get(room)?.abilities);
      if (now === abilities) return;
      abilities = now;
      this.hint();
    });
    shell.realtime.on("document.updated", ({ document: changed }) => {
      if (changed.id === this.documentId && touchesRight(current(), changed)) this.hint();
    });
    shell.realtime.on("document.removed", ({ id }) => {
      if (id === this.documentId) this.hint();
    });
    shell.realtime.on("access.changed", this.hint); // what was given to this person alone is told them alone
    addEventListener("online", this.hint);
  }
}
