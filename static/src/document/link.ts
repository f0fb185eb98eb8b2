/**
 * The socket of one document: a stock y-websocket provider that also counts, so that "Saved" can be true.
 * With `ack=1` the server sends message 100 and a varuint: how many of this connection's content messages are
 * committed. Tabs of one browser do not talk to each other directly: what one shows has been committed first.
 */
import { type Decoder, readVarUint } from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { SCHEMA_VERSION } from "./extensions.ts";
import type { SaveInput } from "./save_state.ts";

const SYNC = 0;
const STEP_2 = 1;
const UPDATE = 2;
const ACK = 100;
/** Waits between attempts grow to at most this (ms); spread out so that a restarted server is not met by all at once. */
const LONGEST_WAIT = 3000;
const SPREAD = 3000;

/** What a y-protocols message carries: our whole state, one update, or nothing that has to be committed. */
export function contentOf(message: Uint8Array): "offer" | "update" | null {
  if (message.length < 2 || message[0] !== SYNC) return null;
  if (message[1] === STEP_2) return "offer";
  return message[1] === UPDATE ? "update" : null;
}

function countingSocket(feed: (input: SaveInput) => void): typeof WebSocket {
  return class extends WebSocket {
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      super.send(data);
      const content = data instanceof Uint8Array ? contentOf(data) : null;
      if (content !== null) feed({ kind: "sent", offer: content === "offer" });
    }
  };
}

export interface LinkOptions {
  base: string;
  documentId: number;
  doc: Y.Doc;
  /** Gets what the save state has to know, in the order in which it happens. */
  feed: (input: SaveInput) => void;
}

/** A provider that does not connect yet; line.ts dials and decides what its closes mean. */
export function makeProvider({ base, documentId, doc, feed }: LinkOptions): WebsocketProvider {
  const provider = new WebsocketProvider(base, String(documentId), doc, {
    connect: false,
    params: { ack: "1", schema: String(SCHEMA_VERSION) },
    disableBc: true,
    maxBackoffTime: longestWait(),
    WebSocketPolyfill: countingSocket(feed),
  });
  provider.messageHandlers[ACK] = (_encoder: unknown, decoder: Decoder) =>
    feed({ kind: "acked", count: readVarUint(decoder) });
  provider.on("sync", (whole: boolean) => {
    if (whole) feed({ kind: "whole" });
  });
  doc.on("update", (_update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (origin !== provider && transaction.local) feed({ kind: "edited" });
  });
  return provider;
}

export function longestWait(): number {
  return LONGEST_WAIT + Math.random() * SPREAD;
}
