import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Realtime } from "../realtime/client.ts";
import type { DocumentInfo, DocumentList, RoomSummary } from "../wire.ts";
import { DocumentsStore } from "./store.ts";

const info = (id: number, place: string, more: Partial<DocumentInfo> = {}): DocumentInfo =>
  ({
    id,
    room: 1,
    title: `D${id}`,
    parent: null,
    place,
    template: false,
    trashed_at: null,
    ...more,
  }) as DocumentInfo;
const LISTING: DocumentList = {
  documents: [info(1, "b"), info(2, "d"), info(3, "f")],
  rights: { 1: "manage", 2: "manage", 3: "manage" },
  favourites: [],
  recent: [],
};
const room = { id: 1, epoch: "e", head: 0, abilities: { send: true } } as unknown as RoomSummary;

/** The line of a page, as far as the store hears it. */
class Line {
  readonly #listeners = new Map<string, (event: never) => void>();
  follow(): void {}
  on(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }
  tell(type: string, event: object): void {
    this.#listeners.get(type)?.(event as never);
  }
}

let answer: (path: string) => { status: number; body: unknown };
let line: Line;
const made = () => new DocumentsStore(room, LISTING, line as unknown as Realtime);
const shown = (store: DocumentsStore) =>
  store
    .tree()
    .rows(() => true)
    .map(({ page }) => page.id);

beforeEach(() => {
  line = new Line();
  vi.useFakeTimers();
  vi.stubGlobal("document", Object.assign(new EventTarget(), { cookie: "csrftoken=x" }));
  vi.stubGlobal("fetch", async (path: string) => {
    const { status, body } = answer(path);
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a move is shown before the answer, and stays", async () => {
  answer = () => ({ status: 200, body: info(3, "a") });
  const store = made();
  const moving = store.move({ id: 3, parent: null, after: null, before: 1 });
  expect(shown(store)).toEqual([3, 1, 2]);
  await moving;
  expect(shown(store)).toEqual([3, 1, 2]);
  expect(store.get(3)?.place).toBe("a");
});

test("a move that is refused is taken back", async () => {
  answer = () => ({ status: 403, body: { error: { code: "forbidden", message: "No." } } });
  const store = made();
  await expect(store.move({ id: 3, parent: null, after: null, before: 1 })).rejects.toThrow("No.");
  expect(shown(store)).toEqual([1, 2, 3]);
});

test("what is thrown away elsewhere leaves at once", () => {
  const store = made();
  line.tell("document.removed", { id: 2, why: "trashed" });
  expect(shown(store)).toEqual([1, 3]);
});

test("what is hidden from the room is asked for again, for it may still be one's own", async () => {
  let asked = 0;
  answer = () => {
    asked++;
    return {
      status: 200,
      body: { ...LISTING, documents: [info(1, "b"), info(2, "d", { restricted: true })] },
    };
  };
  const store = made();
  line.tell("document.removed", { id: 2, why: "restricted" });
  line.tell("document.removed", { id: 3, why: "restricted" });
  expect(shown(store)).toEqual([1, 2, 3]);
  await vi.runAllTimersAsync();
  expect(asked).toBe(1);
  expect(shown(store)).toEqual([1, 2]);
});

test("an answer that is older than what was heard meanwhile is asked for again", async () => {
  const store = made();
  let first = true;
  answer = () => {
    if (first) {
      first = false;
      line.tell("document.created", { document: info(9, "z") });
      return { status: 200, body: LISTING }; // it has not got the new one
    }
    const rights = { ...LISTING.rights, 9: "manage" };
    return { status: 200, body: { ...LISTING, rights, documents: [...LISTING.documents, info(9, "z")] } };
  };
  await store.refetch();
  expect(shown(store)).toEqual([1, 2, 3, 9]);
  await vi.runAllTimersAsync();
  expect(shown(store)).toEqual([1, 2, 3, 9]);
});

test("a favourite that could not be kept is none", async () => {
  answer = () => ({ status: 503, body: { error: { code: "unavailable", message: "Later." } } });
  const store = made();
  const kept = store.favour(2, true);
  expect(store.isFavourite(2)).toBe(true);
  await expect(kept).rejects.toThrow("Later.");
  expect(store.isFavourite(2)).toBe(false);
});
