/** Who types. Pure: `now` in milliseconds comes in, what to send or show goes out. */
import { t } from "../i18n.ts";

/** "I type" is repeated at most this often while keys go down. */
export const REPEAT = 3_000;
/** After this long without a key one is no longer typing. */
export const IDLE = 5_000;

/** One's own typing in one room: turns key presses into as few commands as do. */
export class OwnTyping {
  #active = false;
  #sentAt = 0;
  #keyAt = 0;

  /** A key went down, leaving `text`. Returns the command's `active` to send, or null for nothing. */
  key(text: string, now: number): boolean | null {
    if (text.trim() === "") return this.stop();
    this.#keyAt = now;
    if (this.#active && now - this.#sentAt < REPEAT) return null;
    this.#active = true;
    this.#sentAt = now;
    return true;
  }

  /** Time passed. Returns false when "stopped" is to be sent. */
  tick(now: number): boolean | null {
    return this.#active && now - this.#keyAt >= IDLE ? this.stop() : null;
  }

  /** The text was sent, emptied or left. */
  stop(): false | null {
    const was = this.#active;
    this.#active = false;
    return was ? false : null;
  }
}

/** The others in one room, each until their word expires. */
export class OthersTyping {
  #until = new Map<string, number>();

  /** `expires` in seconds, as the event says. */
  heard(user: string, active: boolean, expires: number, now: number): void {
    if (active) this.#until.set(user, now + expires * 1000);
    else this.#until.delete(user);
  }

  /** Who types now, in the order they began. */
  at(now: number): string[] {
    for (const [user, until] of this.#until) if (until <= now) this.#until.delete(user);
    return [...this.#until.keys()];
  }

  /** When the list next changes by itself; null when nobody types. */
  nextChange(): number | null {
    return this.#until.size ? Math.min(...this.#until.values()) : null;
  }
}

/** "Ann is typing", "Ann and Bo are typing", "Ann, Bo and Chi are typing", "Several people are typing". */
export function typingWords(names: string[]): string {
  if (names.length === 0) return "";
  if (names.length > 3) return t("Several people are typing");
  if (names.length === 1) return t("{name} is typing", { name: names[0] ?? "" });
  return t("{names} and {last} are typing", {
    names: names.slice(0, -1).join(", "),
    last: names.at(-1) ?? "",
  });
}
