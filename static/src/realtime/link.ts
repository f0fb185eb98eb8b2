/** What the client needs of a way to the server. Two exist: the WebSocket and the long poll. */
import type { Cursor } from "./cursors.ts";
import type { AnyEvent, Command, Subscribed } from "./protocol.ts";

export interface Link {
  /** Sends a command; resolves to the ack's result, rejects with ApiError. */
  command(command: Command): Promise<unknown>;
}

/** What a link tells the client. */
export interface LinkEvents {
  event(event: AnyEvent): void;
  reset(stream: string, epoch: string, head: number): void;
  dropped(stream: string, code: string): void;
}

export type Wanted = [stream: string, cursor: Cursor | null][];
export type { Subscribed };
