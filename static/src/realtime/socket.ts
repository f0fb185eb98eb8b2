/** One WebSocket from handshake to close: acks matched to commands, heartbeat, nothing about when to come back. */

import { ApiError } from "../api.ts";
import { t, translated } from "../i18n.ts";
import type { Link, LinkEvents } from "./link.ts";
import type { AnyEvent, Command, Frame, Hello } from "./protocol.ts";

const PROTOCOL = "collab.v1";
/** From dialling to hello; a proxy that swallows the upgrade must not hold us longer. */
const HELLO_WITHIN = 8_000;
/** A socket that says nothing for this many heartbeats is dead. */
const SILENT_HEARTBEATS = 2.2;
/** An answer that takes longer, milliseconds, is not coming. Sending again is safe: the server writes once. */
const ACK_WITHIN = 30_000;
/** Bytes; the server's own limit (MAX_FRAME_BYTES) is 65,536, and it cannot say which command was too long. */
const LONGEST_FRAME = 65_000;
/** A probe that is not answered within this means that the line is down. */
const ANSWER_WITHIN = 3_000;

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: ApiError) => void;
  timer: ReturnType<typeof setTimeout>;
}

const LINE_DOWN = t("The line is down.");

export class SocketLink implements Link {
  /** Resolves to the close code; never rejects. */
  readonly closed: Promise<number>;
  #nextId = 1;
  #waiting = new Map<number, Waiting>();
  #heardAt = Date.now();
  #beat: ReturnType<typeof setInterval> | undefined;
  #probing: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly socket: WebSocket,
    private readonly events: LinkEvents,
    hello: (hello: Hello) => void,
  ) {
    socket.addEventListener("message", ({ data }) => {
      this.#heardAt = Date.now();
      const frame = JSON.parse(data as string) as Frame;
      if (frame.type === "hello") {
        this.#startHeartbeat(frame.heartbeat * 1000);
        hello(frame);
      } else this.#take(frame);
    });
    this.closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code }) => {
        this.#end();
        resolve(code);
      });
    });
  }

  /** Open a socket and wait for the server's hello. Null when it cannot be had; the code says why if the server did. */
  static async dial(url: string, events: LinkEvents): Promise<SocketLink | { code: number }> {
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, PROTOCOL);
    } catch {
      return { code: 1006 };
    }
    return new Promise((resolve) => {
      const link = new SocketLink(socket, events, () => {
        clearTimeout(timer);
        resolve(link);
      });
      const timer = setTimeout(() => link.close(), HELLO_WITHIN);
      void link.closed.then((code) => {
        clearTimeout(timer);
        resolve({ code });
      });
    });
  }

  command(command: Command): Promise<unknown> {
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.reject(new ApiError("offline", LINE_DOWN));
    const id = this.#nextId++;
    const frame = JSON.stringify({ id, ...command });
    if (new TextEncoder().encode(frame).length > LONGEST_FRAME) {
      return Promise.reject(new ApiError("too_large", t("This is too long to be sent.")));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new ApiError("unavailable", t("The server did not answer.")));
      }, ACK_WITHIN);
      this.#waiting.set(id, { resolve, reject, timer });
      this.socket.send(frame);
    });
  }

  /** Give up on this socket; `closed` follows at once even when the other side is gone. */
  close(): void {
    this.socket.close(1000);
    // A dead peer never answers the close handshake, and the browser waits for it: act as if it had.
    this.socket.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  }

  /** Ask for a sign of life now (the machine slept, the network changed); without one the socket is given up. */
  probe(): void {
    clearTimeout(this.#probing);
    const asked = Date.now();
    this.#probing = setTimeout(() => this.#heardAt < asked && this.close(), ANSWER_WITHIN);
    void this.command({ type: "ping" }).catch(() => {});
  }

  #take(frame: Exclude<Frame, { type: "hello" }>): void {
    switch (frame.type) {
      case "ack":
        this.#answered(frame.id)?.resolve(frame.result);
        break;
      case "error": {
        const { code, message, field } = frame.error;
        this.#answered(frame.id ?? 0)?.reject(new ApiError(code, translated(message), field ?? null));
        break;
      }
      case "reset":
        this.events.reset(frame.stream, frame.epoch, frame.head);
        break;
      case "dropped":
        this.events.dropped(frame.stream, frame.code);
        break;
      default:
        this.events.event(frame as AnyEvent);
    }
  }

  #answered(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #startHeartbeat(every: number): void {
    this.#beat = setInterval(() => {
      if (Date.now() - this.#heardAt > every * SILENT_HEARTBEATS) this.close();
      else void this.command({ type: "ping" }).catch(() => {});
    }, every);
  }

  #end(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#probing);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new ApiError("offline", LINE_DOWN));
    }
    this.#waiting.clear();
  }
}
