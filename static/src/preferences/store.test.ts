import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Wishes } from "../wire.ts";
import { Preferences } from "./store.ts";
import { NO_WISHES, wishesOf, withKeyword, withKind } from "./wishes.ts";

/** The server: what it has, and the questions that wait for their answer. */
let kept: Wishes;
let waiting: { body: { wishes?: Wishes; volume?: string }; answer: (status?: number) => void }[];

function page(wishes: Wishes) {
  return { wishes, rules: [], names: {}, defaults: [] };
}

beforeEach(() => {
  kept = NO_WISHES;
  waiting = [];
  vi.stubGlobal("document", { cookie: "csrftoken=x", getElementById: () => null });
  vi.stubGlobal("fetch", (url: string, { body }: { body: string }) => {
    const told = JSON.parse(body) as { wishes?: Wishes; volume?: string };
    return new Promise((resolve) => {
      const answer = (status = 200) => {
        if (status === 200 && told.wishes) kept = told.wishes;
        const good = told.wishes ? page(told.wishes) : { place: url.split("/").at(-1), volume: told.volume };
        const bad = { error: { code: "invalid", message: "No." } };
        resolve(new Response(JSON.stringify(status === 200 ? good : bad), { status }));
      };
      waiting.push({ body: told, answer });
    });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function next(count: number): Promise<(typeof waiting)[number]> {
  await vi.waitFor(() => expect(waiting.length).toBe(count));
  return waiting[count - 1] as (typeof waiting)[number];
}

test("a change is seen at once, and two are kept one after the other", async () => {
  const mine = new Preferences({ zone: "UTC" });
  const first = mine.change((wishes) => withKind(wishes, "reply", { sound: true }));
  const second = mine.change((wishes) => withKeyword(wishes, "boat"));
  expect(wishesOf(mine.wishes, "reply").sound).toBe(true);
  expect(mine.wishes.keywords).toEqual(["boat"]);
  expect(mine.saving).toBe(true);
  (await next(1)).answer();
  await first;
  const sent = await next(2);
  expect(sent.body.wishes).toMatchObject({ keywords: ["boat"], kinds: { reply: { sound: true } } });
  sent.answer();
  await second;
  expect(mine.saving).toBe(false);
  expect(kept.keywords).toEqual(["boat"]);
});

test("one that is refused is taken back alone", async () => {
  const mine = new Preferences({ zone: "UTC" });
  const bad = mine.change((wishes) => withKeyword(wishes, "bad"));
  const good = mine.change((wishes) => withKeyword(wishes, "good"));
  const refused = expect(bad).rejects.toThrow("No.");
  (await next(1)).answer(422);
  await refused;
  expect(mine.wishes.keywords).toEqual(["good"]);
  const sent = await next(2);
  expect(sent.body.wishes?.keywords).toEqual(["good"]);
  sent.answer();
  await good;
});

test("what another tab changed meanwhile stays", async () => {
  const mine = new Preferences({ zone: "UTC" });
  const elsewhere = { ...NO_WISHES, keywords: ["theirs"] };
  const changed = mine.change((wishes) => withKind(wishes, "reply", { sound: true }));
  expect(mine.applies({ type: "preferences.changed", wishes: elsewhere } as never)).toBe(true);
  expect(mine.wishes.keywords).toEqual(["theirs"]);
  expect(wishesOf(mine.wishes, "reply").sound).toBe(true);
  (await next(1)).answer();
  await changed;
  expect(mine.applies({ type: "notification.created" })).toBe(false);
});

test("the nearest place with a rule decides, and a refused rule goes back", async () => {
  const mine = new Preferences({ zone: "UTC", rules: [{ place: "room:3", volume: "mentions" }] });
  expect(mine.volumeFor(["thread:7", "room:3"])).toBe("mentions");
  const set = mine.setVolume("thread:7", "nothing");
  expect(mine.volumeFor(["thread:7", "room:3"])).toBe("nothing");
  const refused = expect(set).rejects.toThrow("No.");
  (await next(1)).answer(404);
  await refused;
  expect(mine.volumeFor(["thread:7", "room:3"])).toBe("mentions");
});

test("the echo of an earlier change of this tab does not undo a later one", async () => {
  const mine = new Preferences({ zone: "UTC" });
  const first = mine.change((wishes) => withKeyword(wishes, "one"));
  (await next(1)).answer();
  await first;
  const echo = { type: "preferences.changed", wishes: kept };
  const second = mine.change((wishes) => withKeyword(wishes, "two"));
  (await next(2)).answer();
  await second;
  mine.applies(echo);
  expect(mine.wishes.keywords).toEqual(["one", "two"]);
});
