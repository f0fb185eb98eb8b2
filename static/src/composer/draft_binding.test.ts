import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DraftBinding } from "./draft_binding.ts";

function setUp(server = "") {
  let watcher = () => {};
  let shown = "";
  const desk = {
    body: server,
    draft: () => desk.body,
    keepDraft: (_room: number, body: string) => {
      desk.body = body;
    },
    watch: (each: () => void) => {
      watcher = each;
      return () => {};
    },
  };
  const binding = new DraftBinding(desk, 1, null, {
    text: () => shown,
    show: (body) => {
      shown = body;
    },
  });
  binding.start();
  return {
    shown: () => shown,
    kept: () => desk.body,
    type: (text: string) => {
      shown = text;
      binding.changed();
    },
    elsewhere: (text: string) => {
      desk.body = text;
      watcher();
    },
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("begins with what was begun elsewhere and follows it", () => {
  const one = setUp("begun on the phone");
  expect(one.shown()).toBe("begun on the phone");
  one.elsewhere("begun on the phone, and on");
  expect(one.shown()).toBe("begun on the phone, and on");
});

it("keeps every key, the emptied field too", () => {
  const one = setUp();
  one.type("Hel");
  expect(one.kept()).toBe("Hel");
  one.type("");
  expect(one.kept()).toBe("");
});

it("does not overwrite what is being typed", () => {
  const one = setUp();
  one.type("mine");
  one.elsewhere("theirs");
  expect(one.shown()).toBe("mine");
  vi.advanceTimersByTime(1_000);
  one.type("mine, still");
  vi.advanceTimersByTime(1_500);
  expect(one.shown()).toBe("mine, still");
  one.elsewhere("theirs");
  vi.advanceTimersByTime(3_000);
  expect(one.shown()).toBe("theirs");
});
