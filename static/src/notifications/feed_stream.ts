/** The event stream itself: an EventSource, and a watch over its silence. */
import type { InboxEvent } from "./inbox_state.ts";

const EVENTS_URL = "/events/";
const TYPES = [
  "notification.created",
  "notification.updated",
  "notification.removed",
  "notification.all_read",
  "notification.all_seen",
  "preferences.changed",
  "place_rule.changed",
] as const;
/**
 * A connection can die without the browser noticing (a laptop that slept, a router that forgot). After this long
 * without an event (ms) it is renewed, from where it stood; when the tab comes back to the front, after less.
 */
const SILENCE = 300_000;
const SILENCE_WHEN_BACK = 60_000;

export interface StreamEvents {
  /** It spoke; `id` is the place it starts from. An answer whose body is held back is not open. */
  opened(id: string): void;
  failed(final: boolean): void;
  event(event: InboxEvent, id: string): void;
  /** The place was void: fetch the state anew. */
  reset(): void;
  silent(): void;
}

export class FeedStream {
  #source: EventSource | null = null;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;

  constructor(private readonly events: StreamEvents) {
    document.addEventListener("visibilitychange", () => this.#lookAlive());
  }

  open(lastId: string): void {
    const source = new EventSource(
      lastId ? `${EVENTS_URL}?lastEventId=${encodeURIComponent(lastId)}` : EVENTS_URL,
    );
    this.#source = source;
    const hear = <T>(then: (message: MessageEvent<T>) => void) => {
      return (message: Event) => {
        if (this.#source !== source) return; // closed meanwhile: its place was not kept
        this.#heard();
        then(message as MessageEvent<T>);
      };
    };
    source.addEventListener(
      "stream-open",
      hear((message) => this.events.opened(message.lastEventId)),
    );
    source.addEventListener("error", () => {
      if (this.#source === source) this.events.failed(source.readyState === EventSource.CLOSED);
    });
    source.addEventListener(
      "stream-reset",
      hear(() => this.events.reset()),
    );
    for (const type of TYPES) {
      const told = (message: MessageEvent<string>) =>
        this.events.event({ ...JSON.parse(message.data), type } as InboxEvent, message.lastEventId);
      source.addEventListener(type, hear(told));
    }
    this.#heard();
  }

  close(): void {
    clearTimeout(this.#watchdog);
    this.#source?.close();
    this.#source = null;
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.events.silent(), SILENCE);
  }

  #lookAlive(): void {
    if (document.visibilityState !== "visible" || !this.#source) return;
    if (Date.now() - this.#heardAt > SILENCE_WHEN_BACK) this.events.silent();
  }
}
