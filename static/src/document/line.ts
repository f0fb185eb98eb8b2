/**
 * The line of one document: the WebSocket, or plain HTTP where that is blocked. It decides when to fall back and when
 * to come back, and tells the save state only what holds for the way that is in use.
 */
import type { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import { closeCode, HttpLink } from "./http_link.ts";
import { longestWait, makeProvider } from "./link.ts";
import { endsForGood } from "./save_state.ts";
import type { Saving } from "./saving.ts";

/** Failed dials in a row after which HTTP takes over. */
const FAILURES_TO_HTTP = 2;
/** How often the socket is tried while HTTP does the work (ms; the second half is random). */
const SOCKET_RETRY = 20_000;
/** Pause after HTTP failed as well (ms). */
const HTTP_RETRY = 3_000;

export class DocumentLine {
  readonly provider: WebsocketProvider;
  #failures = 0;
  #http: HttpLink | null = null;
  #httpOpen = false;
  #httpTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    base: string,
    private readonly documentId: number,
    private readonly doc: Y.Doc,
    private readonly saving: Saving,
  ) {
    this.provider = makeProvider({ base, documentId, doc, feed: saving.feed });
    this.provider.on("status", ({ status }) => {
      if (status === "connected") this.#socketOpened();
    });
    this.provider.on("sync", (whole: boolean) => {
      if (whole) this.#socketWorks();
    });
    this.provider.on("connection-close", (event) => this.#socketClosed(event));
    this.#followNetwork();
  }

  connect(): void {
    this.provider.connect();
  }

  /** Connect anew: the right changed, or the person asks for it. */
  retry(): void {
    this.#stopHttp();
    this.provider.disconnect();
    this.saving.feed({ kind: "retrying" });
    this.provider.connect();
  }

  #socketOpened(): void {
    this.#stopHttp();
    this.saving.feed({ kind: "opened" });
  }

  /** Not before something came through it: some proxies open a socket and end it at once. */
  #socketWorks(): void {
    this.#failures = 0;
    this.provider.maxBackoffTime = longestWait();
  }

  /** `event` is null when this side closed it. */
  #socketClosed(event: CloseEvent | null): void {
    const code = event?.code ?? 1006;
    if (endsForGood(code)) this.#stopHttp();
    else if (event) this.#failures += 1;
    if (!this.#httpOpen) this.saving.feed({ kind: "closed", code, reason: event?.reason ?? "" });
    if (!endsForGood(code) && this.#failures >= FAILURES_TO_HTTP) this.#startHttp();
  }

  #startHttp(): void {
    if (this.#http || !this.provider.shouldConnect || !navigator.onLine) return;
    clearTimeout(this.#httpTimer);
    const unsaved = () => this.saving.state.unsaved !== "no";
    const http = new HttpLink(this.documentId, this.doc, this.saving.feed, unsaved);
    this.#http = http;
    http.run(() => this.#httpOpened(http)).catch((error: unknown) => this.#httpFailed(http, error));
  }

  #httpOpened(http: HttpLink): void {
    if (this.#http !== http) return;
    this.#httpOpen = true;
    this.provider.maxBackoffTime = SOCKET_RETRY * (1 + Math.random());
  }

  #httpFailed(http: HttpLink, error: unknown): void {
    if (this.#http !== http) return;
    const code = closeCode(error);
    const reason = error instanceof Error ? error.message : "";
    this.#stopHttp();
    this.provider.maxBackoffTime = longestWait();
    if (endsForGood(code)) {
      this.provider.disconnect(); // the socket would only hear the same, if it could be had
      this.saving.feed({ kind: "closed", code, reason });
      return;
    }
    this.saving.feed({ kind: "closed", code, reason });
    this.#httpTimer = setTimeout(() => {
      if (!this.provider.wsconnected && this.#failures >= FAILURES_TO_HTTP) this.#startHttp();
    }, HTTP_RETRY);
  }

  #stopHttp(): void {
    clearTimeout(this.#httpTimer);
    this.#http?.stop();
    this.#http = null;
    this.#httpOpen = false;
  }

  /** A socket may look open for half a minute after the network went: renew it when the browser says so. */
  #followNetwork(): void {
    addEventListener("offline", () => {
      if (!this.provider.shouldConnect) return;
      this.provider.disconnect();
      this.provider.connect();
    });
    addEventListener("online", () => {
      if (this.provider.shouldConnect && !this.provider.wsconnected) this.provider.connect();
    });
  }
}
