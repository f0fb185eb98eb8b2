/** State before + events = state fetched afresh, whatever comes first: a page or the events that it knows already. */
import { expect, test } from "vitest";
import { type Filter, filterKey } from "./filters.ts";
import { nextBefore, shown } from "./inbox_shown.ts";
import {
  applyEvent,
  covers,
  freshList,
  freshPage,
  type InboxState,
  membersPage,
  NOTHING_KNOWN,
  olderList,
  resetPage,
} from "./inbox_state.ts";
import { SampleServer } from "./samples.ts";

const FILTERS: Filter[] = [
  { tab: "all", kind: "" },
  { tab: "unread", kind: "" },
  { tab: "mentions", kind: "" },
  { tab: "saved", kind: "" },
  { tab: "done", kind: "" },
  { tab: "all", kind: "reply" },
];
const LATER = "2030-01-01T00:00:00Z";

/** Mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class Run {
  readonly server = new SampleServer();
  state: InboxState = NOTHING_KNOWN;
  /** How many events of each stream have arrived. */
  readonly heard = { inbox: 0, all: 0 };
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = random(seed);
    for (let times = 0; times < 12; times++) this.happen();
    this.heard.inbox = this.server.events.inbox.length;
    this.heard.all = this.server.events.all.length;
    this.state = resetPage(this.state, this.server.page({ tab: "all", kind: "" }, { limit: 4 }));
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  /** Something happens on the server. */
  happen(): void {
    const { server } = this;
    const id = this.pick([...server.items.keys(), 1]);
    const kind = this.pick(["reply", "mention", "direct"] as const);
    const group = this.pick(["thread:1", "thread:2", "room:1", "room:2", "room:3"]);
    this.pick([
      () => server.tell({ kind, group }),
      () => server.tell({ kind, group }),
      () => server.announce(),
      () => server.replace(id),
      () => server.remove(id),
      () => server.change(id, { read: this.#random() < 0.5 }),
      () => server.change(id, { done: this.#random() < 0.6 }),
      () => server.change(id, { saved: this.#random() < 0.6 }),
      () => server.change(id, { snoozed_until: this.pick([LATER, "0001-01-01T00:00:00Z"]) }),
      () => server.wake(this.pick([...server.items.values()].filter((it) => it.snoozed_until))?.id ?? 0),
      () => this.#random() < 0.2 && server.allRead(),
      () => this.#random() < 0.3 && server.allSeen(),
    ])();
  }

  /** The next event of one of the streams arrives. */
  hear(place: "inbox" | "all"): void {
    const event = this.server.events[place][this.heard[place]];
    if (!event) return;
    this.heard[place]++;
    this.state = applyEvent(this.state, event);
  }

  /** A page is asked for; some events may arrive before its answer does, and some it knows come after it. */
  fetch(): void {
    const filter = this.pick(FILTERS);
    const list = this.state.lists.get(filterKey(filter));
    const group = this.pick([...(list?.groups.keys() ?? ["none"])]);
    const before = nextBefore(this.state, filter);
    const limit = this.pick([2, 3, 5]);
    const answer = this.pick([
      () => {
        const page = this.server.groups(filter, { limit });
        return () => covers(this.state, page) && freshList(this.state, filter, page);
      },
      () => {
        const page = this.server.groups(filter, { limit, before: before ?? 0 });
        const still = () => before !== null && nextBefore(this.state, filter) === before;
        return () => still() && covers(this.state, page) && olderList(this.state, filter, page);
      },
      () => {
        const page = this.server.page(filter, { group, limit });
        return () => covers(this.state, page) && membersPage(this.state, filter, group, page);
      },
      () => {
        const page = this.server.page({ tab: "all", kind: "" }, { limit });
        return () => covers(this.state, page) && freshPage(this.state, page);
      },
    ])();
    for (let times = this.pick([0, 0, 1, 3]); times > 0; times--)
      this.pick([() => this.happen(), () => this.hear("inbox"), () => this.hear("all")])();
    this.state = answer() || this.state;
  }

  hearAll(): void {
    while (this.heard.inbox < this.server.events.inbox.length) this.hear("inbox");
    while (this.heard.all < this.server.events.all.length) this.hear("all");
  }

  /** What is not stale is as the server has it. Returns how much was checked. */
  check(): number {
    const { state, server } = this;
    const truth = server.page({ tab: "all", kind: "" });
    let checked = 0;
    if (!state.stale) {
      expect({ unread: state.unread, unseen: state.unseen }).toEqual({
        unread: truth.unread,
        unseen: truth.unseen,
      });
      checked++;
    }
    for (const list of state.lists.values()) {
      if (list.stale) continue;
      const there = server.groups(list.filter, { limit: 1000 }).groups;
      const visible = list.more ? there.filter((group) => group.newest.rank >= list.floor) : there;
      expect(
        shown(state, list.filter)?.map(({ listed, newest }) => ({
          group: listed.group,
          count: listed.count,
          unread: listed.unread,
          newest,
        })),
        filterKey(list.filter),
      ).toEqual(visible.map(({ group, count, unread, newest }) => ({ group, count, unread, newest })));
      for (const { listed, members } of shown(state, list.filter) ?? []) {
        if (!listed.open) continue;
        const all = server.page(list.filter, { group: listed.group, limit: 1000 }).notifications;
        const from = listed.open.floor;
        expect(members).toEqual(all.filter((item) => item.rank >= from));
      }
      checked++;
    }
    return checked;
  }
}

test("state before + events = state fetched afresh", () => {
  let checked = 0;
  let possible = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const run = new Run(seed);
    for (let times = 0; times < 60; times++) {
      run.pick([
        () => run.happen(),
        () => run.hear("inbox"),
        () => run.hear("inbox"),
        () => run.hear("all"),
        () => run.fetch(),
      ])();
    }
    run.hearAll();
    try {
      checked += run.check();
    } catch (error) {
      throw new Error(`seed ${seed}: ${String(error)}`);
    }
    possible += 1 + run.state.lists.size;
  }
  // Most of it is told from the events alone; a test in which everything is stale would prove nothing.
  expect(checked / possible).toBeGreaterThan(0.3);
});

test("what is stale is right after it was fetched again", () => {
  for (let seed = 1001; seed <= 1100; seed++) {
    const run = new Run(seed);
    for (let times = 0; times < 40; times++)
      run.pick([() => run.happen(), () => run.hear("inbox"), () => run.fetch()])();
    run.hearAll();
    run.state = freshPage(run.state, run.server.page({ tab: "all", kind: "" }));
    for (const list of run.state.lists.values()) {
      if (list.stale) run.state = freshList(run.state, list.filter, run.server.groups(list.filter));
    }
    expect(run.check()).toBe(1 + run.state.lists.size);
  }
});
