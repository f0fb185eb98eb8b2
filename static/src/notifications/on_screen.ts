/**
 * Which places somebody looks at now, in any tab of this browser: what comes there makes no noise.
 *
 * A tab says what it shows while it has the focus and somebody is at it, and says so again every few seconds; what
 * was said too long ago (a tab that crashed) does not count.
 */
import { IDLE_AFTER } from "../realtime/idle.ts";

/** Milliseconds. */
const SAY_EVERY = 8_000;
export const HOLDS = 20_000;

type Word = { kind: "shows"; tab: string; places: string[] } | { kind: "who_shows" };

/** What the other tabs said. Pure: the clock comes in. */
export class OtherScreens {
  #shown = new Map<string, { places: readonly string[]; at: number }>();

  said(tab: string, places: readonly string[], now: number): void {
    if (places.length) this.#shown.set(tab, { places, at: now });
    else this.#shown.delete(tab);
  }

  shows(place: string, now: number): boolean {
    for (const { places, at } of this.#shown.values())
      if (now - at < HOLDS && places.includes(place)) return true;
    return false;
  }
}

export class Screens {
  #here = new Set<string>();
  #others = new OtherScreens();
  #inputAt = Date.now();
  #said = "";
  readonly #tab = Math.random().toString(36).slice(2);
  readonly #channel: BroadcastChannel;

  constructor(userId: number) {
    this.#channel = new BroadcastChannel(`collab:screens:${userId}`);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Word>) => {
      if (data.kind === "shows") this.#others.said(data.tab, data.places, Date.now());
      else this.#say(true);
    });
    this.#channel.postMessage({ kind: "who_shows" } satisfies Word);
    for (const change of ["focus", "blur", "pageshow"]) addEventListener(change, () => this.#say());
    document.addEventListener("visibilitychange", () => this.#say());
    addEventListener("pagehide", () => this.#post([]));
    for (const input of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])
      addEventListener(input, () => this.#input(), { passive: true, capture: true });
    setInterval(() => this.#say(true), SAY_EVERY);
  }

  /** This page shows a place ("room:3"); returns the way to say that it does not any more. */
  show(place: string): () => void {
    this.#here.add(place);
    this.#say();
    return () => {
      this.#here.delete(place);
      this.#say();
    };
  }

  /** Whether one of these is in front of the person, in this tab or another. */
  anyOf(places: readonly string[]): boolean {
    const now = Date.now();
    const mine = this.#looking() ? this.#here : new Set<string>();
    return places.some((place) => mine.has(place) || this.#others.shows(place, now));
  }

  #looking(): boolean {
    const there = document.visibilityState === "visible" && document.hasFocus();
    return there && Date.now() - this.#inputAt < IDLE_AFTER;
  }

  #input(): void {
    const wasAway = Date.now() - this.#inputAt >= IDLE_AFTER;
    this.#inputAt = Date.now();
    if (wasAway) this.#say();
  }

  #say(again = false): void {
    const places = this.#looking() ? [...this.#here] : [];
    if (!again && JSON.stringify(places) === this.#said) return;
    if (again && places.length === 0 && this.#said === "[]") return;
    this.#post(places);
  }

  #post(places: string[]): void {
    this.#said = JSON.stringify(places);
    this.#channel.postMessage({ kind: "shows", tab: this.#tab, places } satisfies Word);
  }
}

let shared: Screens | null = null;

/** The one of this page; `userId` on first use. */
export function startScreens(userId: number): Screens {
  shared ??= new Screens(userId);
  return shared;
}

/** A page shows a place. Before the frame has started nobody listens, and it does nothing. */
export function showPlace(place: string): () => void {
  return shared?.show(place) ?? (() => {});
}
