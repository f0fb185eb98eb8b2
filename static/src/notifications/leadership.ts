/**
 * Which tab leads: whoever holds a Web Lock; the others queue for it. A leader that does not answer (frozen by the
 * browser with the lock in its hand) is replaced by a tab that somebody looks at.
 */

/** How long a leader has to answer, milliseconds. */
const ANSWER_WITHIN = 4_000;

export interface LeadershipEvents {
  elected(): void;
  resigned(): void;
  /** Ask the leader for a word; every word of its is told to `heardLeader`. */
  ask(): void;
}

export class Leadership {
  #leads = false;
  #heardAt = 0;
  #leave: (() => void) | null = null;
  #doubt: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: string,
    private readonly events: LeadershipEvents,
  ) {}

  /** Take part, until the page goes. */
  stand(): void {
    if (!navigator.locks) {
      this.#leadWhileVisible();
      return;
    }
    this.#queue(false);
    this.#look();
    document.addEventListener("visibilitychange", () => this.#look());
    // A page in the back-forward cache must hold neither the lock nor the stream.
    addEventListener("pagehide", () => this.#leave?.());
    addEventListener("pageshow", (event) => event.persisted && this.#queue(false));
  }

  heardLeader(): void {
    this.#heardAt = performance.now();
  }

  #queue(steal: boolean): void {
    this.#leave?.();
    const giveUp = new AbortController();
    const term = (): Promise<void> =>
      new Promise((done) => {
        this.#leave = () => {
          this.#leave = null;
          this.#ended();
          done();
        };
        this.#leads = true;
        this.events.elected();
      });
    this.#leave = () => giveUp.abort();
    const options = steal ? { steal } : { signal: giveUp.signal };
    navigator.locks.request(this.name, options, term).catch(() => {
      if (giveUp.signal.aborted || !this.#leads) return;
      this.#ended(); // another tab has taken it
      this.#queue(false);
    });
  }

  #ended(): void {
    this.#leads = false;
    this.events.resigned();
  }

  /** Somebody looks at this tab: is there a leader? */
  #look(): void {
    clearTimeout(this.#doubt);
    if (document.visibilityState !== "visible" || this.#leads) return;
    const since = performance.now();
    this.events.ask();
    this.#doubt = setTimeout(() => {
      const silent = this.#heardAt < since && !this.#leads;
      if (silent && document.visibilityState === "visible") this.#queue(true);
    }, ANSWER_WITHIN);
  }

  #leadWhileVisible(): void {
    const look = () => {
      const visible = document.visibilityState === "visible";
      if (visible === this.#leads) return;
      this.#leads = visible;
      if (visible) this.events.elected();
      else this.events.resigned();
    };
    document.addEventListener("visibilitychange", look);
    look();
  }
}
