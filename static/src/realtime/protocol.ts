/** Frames of collab.v1 as this client reads them. The shapes are the server's own (wire.ts is generated from them). */
import type {
  Dropped,
  Hello,
  Reset,
  StreamStanding,
  Ephemeral as WireEphemeral,
  Event as WireEvent,
} from "../wire.ts";

type Typed = { type?: string };
/** A wire class with its literal type present; the generator makes fields with a default optional. */
type Sent<T extends Typed> = Required<T>;

/** Every event and ephemeral that may arrive, by `type`. */
export type Events = {
  [E in WireEvent | WireEphemeral as NonNullable<E["type"]>]: Sent<E>;
};
export type EventType = keyof Events;
export type AnyEvent = Events[EventType];
export type Subscribed = StreamStanding;

export type Frame =
  | Sent<Hello>
  | { type: "ack"; id: number; result: unknown }
  | { type: "error"; id: number | null; error: { code: string; message: string; field?: string | null } }
  | Sent<Reset>
  | Sent<Dropped>
  | AnyEvent;

/** A command without its id: the transport numbers it. */
export interface Command {
  type: string;
  [field: string]: unknown;
}
export type { Hello };
