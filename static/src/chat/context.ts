/** What the parts of a message need of the page around them. */
import type { DeskStore } from "../desk/store.ts";
import type { Message } from "../wire.ts";
import type { ChatStore } from "./store.ts";

export interface ChatPage {
  readonly store: ChatStore;
  online(): boolean;
  /** Open the thread below a message; `reply` is shown and marked. */
  openThread(root: number, reply?: number): void;
  /** Show a message of this room, wherever it is in the history. */
  goTo(message: number): void;
  /** Put a message above the composer of the room, to be sent with what is written next. */
  quote(message: Message, inThread: boolean): void;
  /** Where people are invited. */
  invite(): void;
  /** The document that this is beside: its comments need not say which one it is. */
  readonly document?: number;
  /** Messages one keeps for oneself. */
  readonly desk: Pick<DeskStore, "isSaved" | "save" | "remind" | "watch">;
}
